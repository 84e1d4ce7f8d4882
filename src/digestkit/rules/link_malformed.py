"""写坏了的链接：括号没有闭合、方括号与圆括号之间有空格、用了全角括号、网址里有空格、缺少 https://。

## 为什么

这样的链接发布后不会成为链接，读者看到的是一串括号和网址。

## 何时关闭

几乎不需要；若刊物的发布系统另有一套链接写法，可以关闭。
---
A link that is written wrongly: a bracket not closed, a space between the brackets, full-width brackets, a space
in the URL, no https://.

## Why

Such a link does not become a link when published: the reader sees brackets and an address.

## When to switch it off

Hardly ever; when the publishing system has a link notation of its own.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.typography import story_title

_OPEN = re.compile(r"[\[［]([^\[\]［］\n]{1,200})[\]］]([ \t]*)([(（])")
_SPACED = re.compile(r"(?:https?://|www\.)[^\s()（）]*[ \t\u3000]+[^\"'()（）\s][^()（）\"'\n]*$")
_SCHEME = re.compile(r"(?i)^(?:https?:/(?=[^/])|https?//:?|htt?ps?:?//|h?t?tps?://)")
_BARE = re.compile(r"(?i)^(?:www\.[\w-]+\.[a-z]|(?:[\w-]+\.)+(?:com|cn|org|net|io|ai|gov|edu)(?:/|$))")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)[^\n]+?(?<!`)\1(?!`)|<!--.*?-->", re.S)


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the link, with a fix where only one reading is possible."""
    for piece in parsed.pieces:
        if piece.role in (Role.FRONT_MATTER, Role.COMMENT) or piece.kind == "fence":
            continue
        text = parsed.source.slice(piece.span)
        if "]" not in text and "］" not in text:
            continue
        text = _CODE.sub(lambda match: "\0" * len(match[0]), text)
        for match in _OPEN.finditer(text):
            yield from _link(parsed, piece, text, match)


def _link(parsed: Parsed, piece: Piece, text: str, match: re.Match[str]) -> Iterator[Finding]:
    """What is wrong with the link that ``match`` opens, if anything is."""
    end = text.find("\n", match.end())
    line = text[match.end() : end if end >= 0 else len(text)].rstrip("\r")
    size, closed = _target(line)
    target = line[:size].strip()
    looks = target.startswith(("http", "www.", "//")) or bool(_BARE.match(target))
    start = piece.span.start + match.start()
    inner = piece.span.start + match.end()
    whole = Span(start, inner + size + len(closed))
    edits: list[Edit] = []
    if not target:
        if closed == ")" and match[3] == "(" and not match[2]:
            yield _finding(parsed, piece, whole, ("链接的网址是空的", "The link has no address"), [])
        return
    if not looks:
        broken = _SCHEME.match(target)
        if not broken:
            return
    if _SPACED.search(target) and '"' not in target:
        yield _finding(parsed, piece, whole, ("网址里有空格", "There is a space in the address"), [])
        return
    wrong: list[tuple[str, str]] = []
    if match[2]:
        wrong.append(("方括号与圆括号之间有空格", "There is a space between the brackets"))
    if "［" in match[0] or "］" in match[0] or match[3] == "（" or closed == "）":
        wrong.append(("链接用了全角括号", "The link has full-width brackets"))
    if not closed:
        wrong.append(("链接的括号没有闭合", "The link is not closed"))
    if wrong:
        edits += [Edit(Span(start, inner), f"[{match[1]}](")]
        if closed != ")":
            edits.append(Edit(Span(inner + size, inner + size + len(closed)), ")"))
    broken = _SCHEME.match(target)
    if not target.startswith(("https://", "http://")) and (
        broken or _BARE.match(target) or target.startswith("//")
    ):
        wrong.append(("网址没有写全 https://", "The address lacks a proper https://"))
        lead = inner + line.find(target)
        if not broken or broken[0].lower() in ("http:/", "https:/"):
            cut = len(broken[0]) if broken else 2 if target.startswith("//") else 0
            scheme = "http://" if broken and broken[0].lower() == "http:/" else "https://"
            edits.append(Edit(Span(lead, lead + cut), scheme))
        else:
            edits = []
    if wrong:
        evident = closed or not re.search(r"[\s，。；、]", target)
        yield _finding(parsed, piece, whole, wrong[0], edits if evident else [])


def _target(line: str) -> tuple[int, str]:
    """Length of the target that ``line`` begins with, and the bracket that closes it (may be none)."""
    depth = 0
    for at, char in enumerate(line):
        if char == "(":
            depth += 1
        elif char in ")）":
            if not depth:
                return at, char
            depth -= 1
        elif char == "[" and "](" in line[at:]:
            break
    else:
        return len(line.rstrip()), ""
    return len(line[:at].rstrip(" \t、，|;；·/")), ""


def _finding(parsed: Parsed, piece: Piece, span: Span, what: tuple[str, str], edits: list[Edit]) -> Finding:
    return Finding(
        span,
        Text(*what),
        Text("写成 [名字](https://…)", "Write it as [name](https://…)"),
        story_title(parsed, piece),
        Fix(tuple(edits)) if edits else None,
    )


RULE = rule(
    code="DK302",
    title=Text("链接写坏了", "Malformed link"),
    severity=Severity.ERROR,
    fixes="sometimes",
)(check)
