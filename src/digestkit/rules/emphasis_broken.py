"""不会显示成粗体的 ** ：没有闭合，或结束处前面是标点、后面紧跟文字。

## 为什么

读者会看到原样的星号。`**加粗，**后文` 在标准 Markdown 里不会变粗，要写成 `**加粗**，后文`。

## 何时关闭

发布系统的 Markdown 对粗体更宽松、这样写也能显示时。
---
A ** that does not render as bold: it is not closed, or it closes after punctuation next to a character.

## Why

The reader sees the asterisks. `**加粗，**后文` is not bold in standard Markdown; `**加粗**，后文` is.

## When to switch it off

When your publishing system is laxer about bold and shows it all the same.
"""

import re
import unicodedata
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.typography import prose, story_title

_STARS = re.compile(r"\*\*(?<![\\*]\*\*)(?!\*)")
_MOVABLE = "，。；：、！？,;:"
_HEAD = late(r"[\s>#+\-]*(?:\d{1,3}[.)、．]\s*)?")
_UNTITLED = frozenset({Role.PROSE, Role.BODY, Role.REMAINDER})
"""What would become a title if its whole line were bold: the editor knows whether it is one."""
Broken = tuple[int, tuple[Edit, ...]]
"""Offset of a ** that pairs with none, and the edits that would mend it."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the asterisks, block by block."""
    for piece, text in prose(parsed):
        if "**" not in text:
            continue
        base = piece.span.start
        untitled = piece.role in _UNTITLED and not piece.marker and text.count("**") == 1
        for at, edits in _broken(text, parsed.source.slice(piece.span)):
            moved = tuple(Edit(Span(base + span.start, base + span.end), new) for span, new in edits)
            yield Finding(
                Span(base + at, base + at + 2),
                Text("这里的 ** 不会显示成粗体", "This ** does not render as bold"),
                Text(
                    "补上另一半 **，或把紧挨着它的标点移到 ** 外面",
                    "Add the other **, or move the punctuation next to it outside",
                ),
                story_title(parsed, piece),
                Fix(moved) if moved and not untitled else None,
            )


def _broken(text: str, raw: str) -> Iterator[Broken]:
    """Pairs the ** of ``text`` (masked) as CommonMark does: whether one opens or closes its neighbours say.

    Engines disagree on symbols such as emoji; what some of them render is let be.
    """
    runs = [match.start() for match in _STARS.finditer(text)]
    if len(runs) == 1:
        yield _single(text, runs[0])
        return
    opened: list[int] = []
    for order, at in enumerate(runs):
        before, after = raw[at - 1 : at] or " ", raw[at + 2 : at + 3] or " "
        if opened and before.isalnum():  # as most do, these close …
            opened.pop()
            continue
        if not opened and after.isalnum():  # … and these open
            opened.append(at)
            continue
        opens = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before, "PS"))
        closes = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after, "PS"))
        if opened and closes:
            opened.pop()
        elif opened and order % 2:
            movable = before in _MOVABLE and not after.isspace()
            yield at, (Edit(Span(at - 1, at + 2), "**" + before),) if movable else ()
            opened.pop()
        elif opens:
            opened.append(at)
        else:
            yield at, ()
            if order % 2 == 0 and order + 1 < len(runs):
                opened.append(at)  # what closes it is reported once, here
    for at in opened:
        yield at, ()


def _single(text: str, at: int) -> Broken:
    """A lone **: at the head or the tail of a short line without a sentence in it, the line is meant."""
    body = text.rstrip()
    head = _HEAD.match(text)
    start = head.end() if head else 0
    if body.count("*") == 2 and "\n" not in body and len(body) < 80 and not re.search("[:：。！？]|\0", body):
        if at == start:
            return at, (Edit(Span(len(body), len(body)), "**"),)
        if at == len(body) - 2:
            return at, (Edit(Span(start, start), "**"),)
    return at, ()


def _is_mark(char: str, categories: str = "P") -> bool:
    return unicodedata.category(char)[0] in categories or char in "$+<=>^`|~"


RULE = rule(
    code="DK606",
    title=Text("粗体写坏了", "Broken bold"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
