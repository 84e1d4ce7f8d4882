"""行尾无意义的空格、连续多个空行、文件末尾没有换行。

## 为什么

看不见，却让改动记录变乱，粘贴到编辑器时还会多出空段。Markdown 里表示换行的两个行尾空格不算。

## 何时关闭

由别的工具统一处理空白时。
---
Trailing spaces that mean nothing, several blank lines, no newline at the end of the file.

## Why

Invisible, but they clutter every diff and paste as empty paragraphs. Two trailing spaces that break a line in
Markdown are no finding.

## When to switch it off

When another tool takes care of white space.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.typography import is_inside

_TAIL = re.compile(r"(?<![ \t\u3000])[ \t\u3000]+(?=\r?\n|\r|\Z)")
_BLANKS = re.compile(r"(?:\r\n|\n|\r)((?:[ \t\u3000]*(?:\r\n|\n|\r)){2,})(?=[^\r\n]|\Z)")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the white space; what stands in code, HTML or front matter is let be."""
    text = parsed.text
    code = tuple(
        piece.span
        for piece in parsed.pieces
        if piece.kind in ("fence", "html") or piece.role is Role.FRONT_MATTER
    )
    runs = [Span(*match.span(1)) for match in _BLANKS.finditer(text)]
    for span in runs:
        if not is_inside(span.start, code):
            yield _finding(
                Span(span.start, span.start),
                ("连续多个空行", "Several blank lines"),
                Edit(span, parsed.source.newline if span.end < len(text) else ""),
            )
    for match in _TAIL.finditer(text):
        span = Span(*match.span())
        if is_inside(span.start, code) or is_inside(span.start, runs) or _breaks(text, span):
            continue
        yield _finding(span, ("行尾有多余的空格", "Needless spaces at the end of the line"), Edit(span, ""))
    if text and text[-1] not in "\r\n" and text.strip():
        end = Span(len(text), len(text))
        yield _finding(
            end, ("文件末尾没有换行", "No newline at the end of the file"), Edit(end, parsed.source.newline)
        )


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


def _finding(span: Span, what: tuple[str, str], edit: Edit) -> Finding:
    return Finding(span, Text(*what), fix=Fix((edit,)))


RULE = rule(
    code="DK605",
    title=Text("多余的空白", "Needless white space"),
    severity=Severity.WARNING,
    fixes="always",
)(check)
