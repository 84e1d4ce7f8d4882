"""行尾无意义的空格、连续多个空行、文件末尾没有换行。

## 为什么

看不见，却让改动记录变乱，粘贴到编辑器时还会多出空段。Markdown 里表示换行的两个行尾空格不算；同样的地方很多时只报一次。

## 何时关闭

由别的工具统一处理空白时。
---
Trailing spaces that mean nothing, several blank lines, no newline at the end of the file.

## Why

Invisible, but they clutter every diff and paste as empty paragraphs. Two trailing spaces that break a line in
Markdown are no finding. Where there are many, the finding is made once.

## When to switch it off

When another tool takes care of white space.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.habits import MOST
from digestkit.aspects.typography import is_inside
from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_BLANK = " \t\u3000"
_TAIL_END = re.compile(rf"[\r\n](?<=[{_BLANK}].)", re.DOTALL)
_EOL = r"(?:\r\n|\n|\r(?!\n))"
_BLANKS = re.compile(rf"{_EOL}((?:[ \t\u3000]*{_EOL}){{2,}})(?=[^\r\n]|\Z)")

_KEY = re.compile(r"(?m)^([A-Za-z][\w-]*:[ \t]+(?![|>\"'\[{&*!])[^\n#]*[^\s#])[ \t]+(?=\r?$)")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the white space; what stands in code, HTML or front matter is let be."""
    text, newline = parsed.text, parsed.source.newline
    code = tuple(
        piece.span
        for piece in parsed.pieces
        if piece.kind in ("fence", "html") or piece.role in (Role.FRONT_MATTER, Role.COMMENT)
    )
    # Front matter is let be but for lines that are a key and its value: in YAML those spaces mean nothing.
    front = parsed.spans.get(("front_matter",))
    keys = {match.end(1) for match in _KEY.finditer(text, 0, front.end if front else 0)}
    runs = [Span(*match.span(1)) for match in _BLANKS.finditer(text)]
    tails = [*_tails(text)]
    yield from _findings(
        [Edit(run, newline if run.end < len(text) else "") for run in runs if not is_inside(run.start, code)],
        ("连续多个空行", "Several blank lines"),
    )
    yield from _findings(
        [
            Edit(tail, "")
            for tail in tails
            if (tail.start in keys or not is_inside(tail.start, code))
            and not (is_inside(tail.start, runs) or _breaks(text, tail))
        ],
        ("行尾有多余的空格", "Needless spaces at the end of the line"),
    )
    if text and text[-1] not in "\r\n" and text.strip():
        edit = Edit(Span(len(text), len(text)), newline)
        yield from _findings([edit], ("文件末尾没有换行", "No newline at the end of the file"))


def _tails(text: str) -> Iterator[Span]:
    """The white space at the ends of lines."""
    ends = [match.start() for match in _TAIL_END.finditer(text)]
    if text[-1:] in _BLANK:
        ends.append(len(text))
    for end in ends:
        start = end
        while start and text[start - 1] in _BLANK:
            start -= 1
        if start < end:
            yield Span(start, end)


def _findings(edits: list[Edit], what: tuple[str, str]) -> Iterator[Finding]:
    """One finding each; where they are many, one at the first that mends all."""
    zh, en = what
    if len(edits) > MOST:
        span = edits[0].span
        yield Finding(
            span, Text(f"{zh}，共 {len(edits)} 处", f"{en}, {len(edits)} places"), fix=Fix(tuple(edits))
        )
        return
    for edit in edits:
        span = edit.span if not edit.text else Span(edit.span.start, edit.span.start)
        yield Finding(span, Text(zh, en), fix=Fix((edit,)))


def _breaks(text: str, span: Span) -> bool:
    """Whether the spaces are a Markdown line break: two or more before a line of the same paragraph."""
    if not text[span.start : span.end].endswith("  ") or text[span.start - 1 : span.start] in (
        "",
        "\n",
        "\r",
    ):
        return False
    after = text[span.end : span.end + 200].replace("\r\n", "\n").replace("\r", "\n")
    return bool(after[1:].split("\n", 1)[0].strip())


RULE = rule(
    code="DK605",
    title=Text("多余的空白", "Needless white space"),
    severity=Severity.WARNING,
    fixes="always",
)(check)
