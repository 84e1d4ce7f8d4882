"""写坏了的链接：括号没有闭合、中间有空格、用了全角括号、缺少 https://、两个网址粘在一起、网址还没有填（`[晨报](链接)`）。

## 为什么

这样的链接发布后不会成为链接，读者看到的是一串括号和网址；没有填的网址点开来是空的。

## 何时关闭

几乎不需要；若刊物的发布系统另有一套链接写法，可以关闭。
---
A link that is written wrongly: a bracket not closed, a space between the brackets, full-width brackets, a space
in the URL, no https://, two addresses run into one another, or an address still to be filled in (`[Ledger](url)`).

## Why

Such a link does not become a link when published: the reader sees brackets and an address, or opens nothing.

## When to switch it off

Hardly ever; when the publishing system has a link notation of its own.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_LINKED = re.compile(
    r"[\]］】)）(（](?:(?<=[\]］】])[ \t]*[(（]|(?<=[\])）])\[(?:http|www\.)|(?<=］)|(?<=[(（])(?:http|www\.))"
)
"""What every link, well made or not, has something of."""
_WELL_MADE = re.compile(
    r"\[(?<![\])）]\[)[^\[\]［］【】`<\s][^\[\]［］【】`<\n]{0,199}\]\(https?://(?!/|(?i:https?:))[^\s()（）\[\]`<]{1,2000}\)"
)
"""Links that nothing is wrong with, as most are; others may be in order, too."""
_OPEN = late(r"[\[［【]([^\[\]［］【】\n]{0,200})[\]］】]([ \t]*)([(（])")
_SQUARE = late(
    r"[\[(（]([^\[\]()（）\n]{1,80}(?:[(（][^\[\]()（）\n]{0,40}[)）][^\[\]()（）\n]{0,80})?)[\])）]\[((?:https?://|www\.)[^\[\]\s]+)\]"
)
_HALF = late(r"\[([^\[\]()（）\n]{1,80})([(（])((?:https?://|www\.)[^\s()（）]+)[)）]")
_LONE = late(r"\]\((?:https?:|www\.)[^\s()]*\)?")
_SPACED = late(r"(?:https?://|www\.)[^\s()（）]*[ \t\u3000]+[^\"'()（）\s][^()（）\"'\n]*$")
_SCHEME = late(
    r"(?i)^(?:(?P<sure>https?:/(?=[^/])|https?：/{1,2}|(?:https?://)+(?=https?://))|https?//:?|htt?ps?:?//|h?t?tps?://)"
)
_BARE = late(r"(?i)^(?:www\.[\w-]+\.[a-z]|(?:[\w-]+\.)+(?:[a-z]{2,12}/|(?:com|cn|org|net|io|ai|gov|edu)$))")
_CODE = late(r"(?<!`)(`{1,3})(?!`)[^\n]+?(?<!`)\1(?!`)|<!--(?:(?!<!--).){0,4000}?-->", re.DOTALL)
_BRACKET = late(r"[()）\[]")
LONGEST, DEEPEST = 4000, 8
"""Characters of an address, and brackets in brackets in it; what has more is none."""
Wrong = tuple[Span, tuple[str, str], list[Edit]]
"""Where, what (Chinese and English), and the edits that mend it (none where it is not evident)."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the link, with a fix where only one reading is possible."""
    for piece in parsed.pieces:
        if piece.role in (Role.FRONT_MATTER, Role.COMMENT) or piece.kind == "fence":
            continue
        text = parsed.source.slice(piece.span)
        if not _LINKED.search(text):
            continue
        if not _LINKED.search(_WELL_MADE.sub("", text)) and not _GLUED.search(text):
            continue
        if "`" in text or "<!--" in text:
            text = _CODE.sub(lambda match: "\0" * len(match[0]), text)
        for span, what, edits in _wrong(text):
            base = piece.span.start
            moved = [Edit(at.moved(base), new) for at, new in edits]
            yield Finding(
                span.moved(base),
                Text(*what),
                _FILL_IN if what in (_EMPTY, _UNFILLED) else _FORM,
                parsed.story_title(piece),
                Fix(tuple(moved)) if moved else None,
            )


_EMPTY = ("链接的网址是空的", "The link has no address")
_UNFILLED = ("链接的网址还没有填", "The link's address is still to be filled in")
_FORM = Text("写成 [名字](https://…)", "Write it as [name](https://…)")
_FILL_IN = Text("把原文的网址写进圆括号", "Put the article's address into the round brackets")
_PLACEHOLDER = late(
    r"#|https?:/{0,2}|(?:待补充?|待填|此处)?(?:网址|链接|原文链接|地址)?(?:待补充?|待填)?|url|link|todo|tbd|x{3,}|example\.com|\.{3}|…"
    r"|none|null|undefined|nan|n/a|暂?无|about:blank|javascript:.{0,80}",
    re.IGNORECASE,
)
"""What stands in a link until somebody finds its address, or where a program found none."""
_GLUED = re.compile(r"https?://[^\s?#()<>\[\]，。]{1,500}[A-Za-z0-9_-]https?://", re.IGNORECASE)


def _wrong(text: str) -> Iterator[Wrong]:
    for match in _OPEN.finditer(text):
        yield from _link(text, match)
    for match in _SQUARE.finditer(text) if "[http" in text or "[www." in text else ():
        mended = f"[{match[1]}]({match[2]})"
        what = ("链接的方括号和圆括号用错了", "The link's square and round brackets are mixed up")
        yield Span(*match.span()), what, [Edit(Span(*match.span()), mended)]
    for match in _HALF.finditer(text):
        what = ("链接的名字少了 ]", "The link's name lacks its ]")
        yield Span(*match.span()), what, [Edit(Span(match.end(1), match.end(2)), "](")]
    for match in _LONE.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start() + 1]
        if line.count("[") < line.count("]"):
            yield Span(*match.span()), ("链接的名字少了 [", "The link's name lacks its ["), []


def _link(text: str, match: re.Match[str]) -> Iterator[Wrong]:
    """What is wrong with the link that ``match`` opens, if anything is."""
    line = text[match.end() : match.end() + LONGEST].partition("\n")[0].rstrip("\r")
    size, closed = _target(line)
    if size == LONGEST:
        return
    target = line[:size].strip()
    inner = match.end()
    whole = Span(match.start(), inner + size + len(closed))
    image = text[match.start() - 1 : match.start()] == "!"
    broken = _SCHEME.match(target)
    proper = target.startswith(("https://", "http://")) and not (broken and broken["sure"])
    if not target:
        if closed == ")" and match[0][0] == "[" and match[3] == "(" and not match[2] and not image:
            yield whole, _EMPTY, []
        return
    if _PLACEHOLDER.fullmatch(target) and not image:
        yield whole, _UNFILLED, []
        return
    if _GLUED.match(target):
        yield whole, ("两个网址粘在了一起", "Two addresses run into one another"), []
        return
    if not (proper or broken or target.startswith(("www.", "//")) or _BARE.match(target)):
        return
    if _SPACED.search(target) and '"' not in target:
        yield whole, ("网址里有空格", "There is a space in the address"), []
        return
    if not match[1].strip() and not image:
        yield whole, ("链接没有文字，读者看不见它", "The link has no words: a reader does not see it"), []
        return
    wrong, edits = _brackets(match, whole, inner + size, closed)
    if not proper:
        wrong.append(
            ("网址开头的 https:// 写错了", "The https:// of the address is misspelt")
            if broken
            else ("网址缺少 https://", "The address lacks its https://")
        )
        lead = inner + line.find(target)
        edits = [*edits, *_scheme(target, broken, lead)] if not broken or broken["sure"] else []
    if wrong:
        evident = "](" not in target and (closed or not re.search(r"[\s，。；、]", target))
        yield whole, wrong[0], edits if evident else []


def _brackets(
    match: re.Match[str], whole: Span, end: int, closed: str
) -> tuple[list[tuple[str, str]], list[Edit]]:
    """What is wrong with a link's brackets, and the edits for it."""
    wrong: list[tuple[str, str]] = []
    if match[2]:
        wrong.append(("方括号与圆括号之间有空格", "There is a space between the brackets"))
    if {match[0][0], match.string[match.end(1)], match[3], closed} & set("［］【】（）"):
        wrong.append(("链接用了全角括号", "The link has full-width brackets"))
    if not closed:
        wrong.append(("链接的括号没有闭合", "The link is not closed"))
    edits = []
    if wrong:
        edits.append(Edit(Span(whole.start, match.end()), f"[{match[1]}]("))
        if closed != ")":
            edits.append(Edit(Span(end, end + len(closed)), ")"))
    return wrong, edits


def _scheme(target: str, broken: re.Match[str] | None, at: int) -> list[Edit]:
    """The edit that gives ``target``, which begins at ``at``, its https://."""
    if broken and broken[0].lower().startswith(("http://", "https://")):  # written twice, or more often
        return [Edit(Span(at, at + len(broken[0])), "")]
    cut = len(broken[0]) if broken else 2 if target.startswith("//") else 0
    scheme = "http://" if broken and not broken[0].lower().startswith("https") else "https://"
    return [Edit(Span(at, at + cut), scheme)]


def _target(line: str) -> tuple[int, str]:
    """Length of the target that ``line`` begins with, and the bracket that closes it (may be none)."""
    depth, another = 0, line.rfind("](")
    for match in _BRACKET.finditer(line):
        char, at = match[0], match.start()
        if char == "(" and depth < DEEPEST:
            depth += 1
        elif char in ")）":
            if not depth:
                return at, char
            depth -= 1
        elif char != "[" or at < another:
            return len(line[:at].rstrip(" \t、，|;；·/")), ""
    return len(line.rstrip()), ""


RULE = rule(
    code="DK302",
    title=Text("链接写坏了", "Malformed link"),
    severity=Severity.ERROR,
    fixes="sometimes",
)(check)
