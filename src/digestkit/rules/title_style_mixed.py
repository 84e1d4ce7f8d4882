"""一期里，有的新闻标题加粗，有的不加，或者有一条写成了 Markdown 标题（`###`）。

## 为什么

读者靠加粗的标题找下一条新闻；混用时，不加粗的标题会被当成正文看漏。以本期用得多的一种为准，一样多时加粗。

## 何时关闭

刊物用加粗突出重点新闻时。
---
Bold titles and plain titles of stories in one issue, or a heading (`###`) among title lines.

## Why

Readers find the next story by its bold title, and take plain ones for text. The issue's own majority counts; bold on a tie.

## When to switch it off

When bold titles mark the stories that matter most.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import NoOptions, rule

_NUMBERED = late(r"\d{1,2}[.、]")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each title line of the rarer kind. Bullets are another matter."""
    # a line with nothing below it may be the name of a section
    titles = [pieces[0] for pieces in parsed.by_story.values() if len(pieces) > 1]
    bold = [piece for piece in titles if piece.role is Role.STORY and piece.marker in ("**", "__")]
    numbered = any(_NUMBERED.match(parsed.text, piece.span.start + len(piece.marker)) for piece in bold)
    plain = [piece for piece in titles if _is_plain(parsed, piece, numbered=numbered)]
    yield from _headings(parsed, titles, bold, plain)
    if not bold or not plain:
        return
    few = plain if len(bold) >= len(plain) else bold
    for piece in few:
        span = piece.content
        mark = "" if few is bold else "**"
        line = parsed.source.slice(piece.span).strip()
        words = line if mark else parsed.source.slice(span).strip()  # its number goes with it
        whole = bool(mark) or len(line) == span.end - span.start + 2 * len(piece.marker)
        yield Finding(
            span,
            Text("这条的标题没有加粗，本期其他标题都加粗", "This title is not bold, the others are")
            if mark
            else Text("这条的标题加粗了，本期其他标题都不加粗", "This title is bold, the others are not"),
            story=parsed.story_title(piece),
            fix=Fix((Edit(piece.span, f"{mark}{words}{mark}"),)) if whole else None,
        )


def _headings(
    parsed: Parsed, titles: list[Piece], bold: list[Piece], plain: list[Piece]
) -> Iterator[Finding]:
    """Findings at headings among the title lines of a blue-span issue, which has no headings."""
    headings = [piece for piece in titles if piece.role is Role.STORY and piece.level]
    if ("headline",) not in parsed.spans or len(headings) >= len(bold) + len(plain):
        return
    mark, zh, en = ("**", "加粗", "bold") if len(bold) >= len(plain) else ("", "不用 #", "without #")
    for piece in headings:
        words = parsed.source.slice(piece.content).strip()
        yield Finding(
            piece.content,
            Text(
                f"这条的标题用了 {piece.marker}，本期其他标题都{zh}",
                f"This title is marked {piece.marker}, the others are {en}",
            ),
            story=parsed.story_title(piece),
            fix=Fix((Edit(piece.span, f"{mark}{words}{mark}"),)) if "*" not in words else None,
        )


def _is_plain(parsed: Parsed, piece: Piece, *, numbered: bool) -> bool:
    """A title on a line of its own, over its fields, without any markup but the number that bold titles have, too."""
    if piece.role is not Role.STORY:
        return False
    if piece.marker and not (numbered and _NUMBERED.match(piece.marker)):
        return False
    line = parsed.source.slice(piece.span).strip()
    alone = line == f"{piece.marker} {parsed.source.slice(piece.content).strip()}".strip()
    return alone and "**" not in line and "](" not in line and not line.startswith(("<", "|"))


RULE = rule(
    code="DK112",
    title=Text("标题加粗与不加粗混用", "Bold and plain titles mixed"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
