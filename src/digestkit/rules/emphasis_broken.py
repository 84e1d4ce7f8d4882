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
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.typography import prose, story_title

_STARS = re.compile(r"(?<![\\*])\*\*(?!\*)")
_MOVABLE = "，。；：、！？,;:"


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the asterisks, block by block."""
    for piece, text in prose(parsed):
        base = piece.span.start
        for at, edits in _broken(text):
            yield Finding(
                Span(base + at, base + at + 2),
                Text("这里的 ** 不会显示成粗体", "This ** does not render as bold"),
                Text("补上另一半 **，或把标点移到 ** 外面", "Close it, or move the punctuation outside"),
                story_title(parsed, piece),
                Fix(tuple(Edit(Span(base + s, base + e), t) for s, e, t in edits)) if edits else None,
            )


def _broken(text: str) -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
    """Offsets of the ** that pair with none, and the edits that would mend them."""
    runs = [match.start() for match in _STARS.finditer(text)]
    opened: list[int] = []
    for order, at in enumerate(runs):
        before, after = text[at - 1 : at] or " ", text[at + 2 : at + 3] or " "
        left = not _space(after) and (not _mark(after) or _space(before) or _mark(before))
        right = not _space(before) and (not _mark(before) or _space(after) or _mark(after))
        if opened and right:
            opened.pop()
        elif opened and order % 2 and before in _MOVABLE and not _space(after):
            yield at, [(at - 1, at, ""), (at + 2, at + 2, before)]
            opened.pop()
        elif opened and order % 2:
            yield at, []
            opened.pop()
        elif left:
            opened.append(at)
        else:
            yield at, []
            if order % 2 == 0 and order + 1 < len(runs):
                opened.append(at)  # what closes it is reported once, here
    for at in opened:
        line_end = len(text.rstrip())
        whole = len(runs) == 1 and "\n" not in text.rstrip() and at < 8 and not re.search("[:：。]", text)
        yield at, [(line_end, line_end, "**")] if whole else []


def _space(char: str) -> bool:
    return char.isspace()


def _mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"


RULE = rule(
    code="DK606",
    title=Text("粗体写坏了", "Broken bold"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
