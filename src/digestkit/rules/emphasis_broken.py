"""不会显示成粗体的 ** ：没有闭合，或结束处前面是标点、后面紧跟文字；两段粗体紧挨着，中间的 **** 原样露出来。

## 为什么

读者会看到原样的星号。`**加粗，**后文` 在标准 Markdown 里不会变粗，要写成 `**加粗**，后文`。

## 何时关闭

发布系统的 Markdown 对粗体更宽松、这样写也能显示时。
---
A ** that does not render as bold: it is not closed, or it closes after punctuation next to a character; or two bold parts
touch, and the **** between them shows.

## Why

The reader sees the asterisks. `**加粗，**后文` is not bold in standard Markdown; `**加粗**，后文` is.

## When to switch it off

When your publishing system is laxer about bold and shows it all the same.
"""

import re
import unicodedata
from collections.abc import Iterator

from digestkit.aspects.typography import HAN, prose
from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_STARS = re.compile(r"\*\*(?<![\\*]\*\*)(?!\*)")
_FOUR = late(rf"(?<=\w)\*{{4}}(?=\w)(?:(?<={HAN}\*{{4}})|(?={HAN}))")
_MOVABLE = "，。；：、！？,;:"
_HEAD = late(r"[\s>#+\-]*(?:\d{1,3}[.)、．]\s*)?")
_UNTITLED = frozenset({Role.PROSE, Role.BODY, Role.REMAINDER})
"""What would become a title if its whole line were bold: the editor knows whether it is one."""
_AROUND = frozenset({"“”", "‘’", "「」", "『』", '""', "''", "（）", "()"})
_BEHIND, _AHEAD = Text("后面", "behind"), Text("前面", "before")
Broken = tuple[int, tuple[Edit, ...]]
"""Offset of a ** that pairs with none, and the edits that would mend it."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the asterisks, block by block."""
    for piece, text in prose(parsed):
        if "**" not in text:
            continue
        base = piece.span.start
        untitled = piece.role in _UNTITLED and not piece.marker and text.count("**") == 1
        raw = parsed.source.slice(piece.span)
        for at, edits in _broken(text, raw):
            moved = tuple(Edit(span.moved(base), new) for span, new in edits)
            message, hint = _told(raw, at, edits, text.count("**") % 2 == 0)
            yield Finding(
                Span(at, at + 2).moved(base),
                message,
                hint,
                parsed.story_title(piece),
                Fix(moved) if moved and not untitled else None,
            )
        for at in _back_to_back(text) if "****" in text else ():
            yield Finding(
                Span(at, at + 4).moved(base),
                Text("两段粗体紧挨着，读者会看到 ****", "Two bold parts touch: the reader sees ****"),
                Text(
                    "在 **** 中间空一格，或者删掉它，合成一段",
                    "Put a space into the ****, or delete it to make one of both",
                ),
                parsed.story_title(piece),
            )


def _back_to_back(text: str) -> Iterator[int]:
    """Where a bold part ends and the next begins without anything between them: CommonMark takes **** for neither.

    Only beside Chinese and inside of what is bold: 138****1234 is a number that nobody shall know.
    """
    for match in _FOUR.finditer(text):
        before = sum(1 for _ in _STARS.finditer(text, 0, match.start()))
        if before % 2 and _STARS.search(text, match.end()):
            yield match.start()


def _broken(text: str, raw: str) -> Iterator[Broken]:
    """Pairs the ** of ``text`` (masked) as CommonMark does: whether one opens or closes its neighbours say.

    Engines disagree on symbols such as emoji; what some of them render is let be.
    """
    runs = [match.start() for match in _STARS.finditer(text) if not _is_named(raw, match.start())]
    if len(runs) <= 1:
        yield from (_single(text, at) for at in runs)
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


def _is_named(raw: str, at: int) -> bool:
    """Whether a ** stands alone in quotation marks or brackets: it is written about."""
    return raw[at - 1 : at] + raw[at + 2 : at + 3] in _AROUND


def _told(raw: str, at: int, edits: tuple[Edit, ...], even: bool) -> tuple[Text, Text]:
    """What is said of a **, and what to do: why it is no bold tells how to make it so."""
    before, after = raw[at - 1 : at] or "\n", raw[at + 2 : at + 3] or "\n"
    for inside, outside, there in ((before, after, _BEHIND), (after, before, _AHEAD)):
        if _is_mark(inside) and outside.isalnum():
            move = Text(f"把 {inside} 移到 ** 外面", f"Move {inside} outside of the **")
            apart = Text(f"在 ** {there.zh}空一格", f"Put a space {there.en} the **")
            return (
                Text(
                    f"这里的 ** 夹在 {inside} 和文字之间，不会显示成粗体",
                    f"This ** stands between {inside} and a letter and does not render as bold",
                ),
                move if edits else apart,
            )
    if even and before.isspace() != after.isspace():
        return (
            Text(
                "这里的 ** 里面有空格，读者会看到星号",
                "A space is inside of this **: the reader sees asterisks",
            ),
            Text("删掉 ** 与粗体文字之间的空格", "Delete the space between the ** and the bold text"),
        )
    return (
        Text("这里的 ** 没有配对，读者会看到星号", "This ** pairs with none: the reader sees asterisks"),
        Text("补上另一半 **，或者删掉它", "Add the other **, or take this one out"),
    )


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
