"""同一组要点里，项目符号不一样：有的用 `-`，有的用 `*`、`•` 或者编号。

## 为什么

Markdown 会把换了符号的地方当成另一个列表，读者看到一组要点断成几截。

## 何时关闭

刊物有意用不同符号区分要点时。
---
Several bullet markers in one list of points: `-` here, `*`, `•` or a number there.

## Why

Markdown begins a new list where the marker changes, and readers see the points fall apart.

## When to switch it off

When different markers mean different things.
"""

import re
from collections import Counter
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Loc, Parsed, Piece, Role
from digestkit.reader.scanner import BULLETS
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_DIGITS = re.compile(r"\d{1,3}")
_MARKER = re.compile(rf"(?P<before>[ \t\u3000>]*)(?P<marker>[{re.escape(BULLETS)}]|\d{{1,2}}[.、)）])")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each point whose marker is not the one that most points of its list have."""
    usual = Counter(_sort(piece.marker) for piece in parsed.pieces if piece.role is Role.POINT)
    for points in _lists(parsed):
        markers = Counter(_sort(piece.marker) for piece in points)
        if len(markers) < 2:
            continue
        right = max(markers, key=lambda marker: (markers[marker], usual[marker]))
        for piece in points:
            found = _MARKER.match(parsed.text, *piece.span)
            if _sort(piece.marker) == right or found is None:
                continue
            span = Span(*found.span("marker"))
            gap = "" if parsed.text[span.end : span.end + 1] in (" ", "\t") else " "
            yield Finding(
                span,
                Text(
                    f"这一条的项目符号是 {piece.marker}，同组其他要点用 {right}",
                    f"This point is marked {piece.marker}, the others of its list {right}",
                ),
                story=parsed.story_title(piece),
                fix=Fix((Edit(span, right + gap),)) if right in BULLETS else None,
            )


def _sort(marker: str) -> str:
    """The bullet, or ``1.`` for any number."""
    return _DIGITS.sub("1", marker)


def _lists(parsed: Parsed) -> Iterator[list[Piece]]:
    """The bulleted points of each story, apart by how far they are indented."""
    lists: dict[tuple[Loc, int], list[Piece]] = {}
    for piece in parsed.pieces:
        if piece.role is Role.POINT and piece.marker and _MARKER.fullmatch(piece.marker):
            found = _MARKER.match(parsed.text, *piece.span)
            indent = len(found["before"]) if found else 0
            lists.setdefault((piece.loc[:4], indent), []).append(piece)
    yield from lists.values()


RULE = rule(
    code="DK209",
    title=Text("项目符号混用", "Several bullet markers in a list"),
    severity=Severity.WARNING,
    fixes="always",
)(check)
