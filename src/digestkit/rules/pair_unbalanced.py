"""引号、括号、书名号有开没有关，或有关没有开。

## 为什么

读者分不清引文或书名到哪里为止；多半是删改时漏掉了一半。

## 何时关闭

刊物大量引用代码或公式、又不放在代码格式里时。
---
A quotation mark, bracket or 《》 is opened and not closed, or closed and not opened.

## Why

The reader cannot tell where the quotation or title ends; usually half of a pair was lost in editing.

## When to switch it off

When the issue is full of code or formulas that are not set as code.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.typography import prose, story_title

_CLOSE = {"”": "“", "》": "《", "）": "(", ")": "(", "】": "【", "」": "「", "』": "『", "]": "["}
_OPEN = frozenset("“《（(【「『[")
_ANY = re.compile(r'[“”《》（）()【】「」『』\[\]"]')
# 1） and a) count items, :) is a face, (0, 1] an interval: none of them is half of a pair.
_ITEM = re.compile(
    r"(?m)(?:^|[\s，。；：、*])[0-9A-Za-z一二三四五六七八九十]{1,2}[)）]|[:;=]-?(?:\)+|\(+(?=\s|$))"
)
# Intervals and the brackets of a link (masked text has NUL for its target).
_WHOLE = re.compile(
    r"[\[(（]\s?[-−+]?[\d.∞]+\s?[,，]\s?[-−+]?[\d.∞]+\s?[\])）]"
    r"|\[[^\[\]\n]*\](?=\0)"
)
_FACE = re.compile(r"[(（][^()（）\n]{0,6}[￣▽∀ω´][^()（）\n]{0,6}[)）]\"?")  # with its drop of sweat
_LINK = re.compile(r"\][\0(]|\[[^\[\]()（）\n]{1,80}[(（]\0")  # half a link: link-malformed speaks of it
_CUT = re.compile(r"(?:…|\.\.\.)[\s*]*$")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the lone half, block by block; text cut off with an ellipsis is let be."""
    for piece, text in prose(parsed):
        if not _ANY.search(text) or _CUT.search(text):
            continue
        for at in _lone(text):
            char = text[at]
            opens = char in _OPEN or char == '"'
            yield Finding(
                Span(piece.span.start + at, piece.span.start + at + 1),
                Text(
                    f"{char} {'没有关上' if opens else '没有对应的前一半'}",
                    f"{char} {'is not closed' if opens else 'was not opened'}",
                ),
                Text("补上另一半，或删去这一半", "Add the other half, or take this one out"),
                story_title(parsed, piece),
            )


def _lone(text: str) -> list[int]:
    """Offsets of the halves without their other half.

    A straight quotation mark may be either half, and may pair with a curly one: ``"人工智能”`` is
    ugly, but a reader sees where it ends. Where pairs cross, the one that closes later counts.
    """
    skip = {match.end() - 1 for match in _ITEM.finditer(text)}
    whole = {at for found in _WHOLE.finditer(text) for at in (found.start(), found.end() - 1)}
    whole |= {at for found in _FACE.finditer(text) for at in range(*found.span())}
    opened: list[tuple[str, int]] = []
    lone: list[int] = []
    for match in _ANY.finditer(text):
        char, at = match[0], match.start()
        if at in whole or (at in skip and not any(half == "(" for half, _ in opened)):
            continue
        if char == '"':
            _straight(text, at, opened)
        elif char in _OPEN:
            opened.append(("(" if char == "（" else char, at))
        else:
            halves = (_CLOSE[char], '"') if char == "”" else (_CLOSE[char],)
            depth = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] in halves), None)
            if depth is None:
                lone.append(at)
            else:
                lone += [where for _, where in opened[depth + 1 :]]
                del opened[depth:]
    found = (*lone, *(where for _, where in opened))
    return sorted(at for at in found if at >= 0 and not _LINK.match(text, at) and text[at - 1 : at] != "]")


def _straight(text: str, at: int, opened: list[tuple[str, int]]) -> None:
    """A straight quotation mark: closes an open one, or opens. After a figure it may be inches: no place (-1)."""
    if opened and opened[-1][0] in ('"', "“"):
        opened.pop()
    elif any(half == '"' for half, _ in opened):
        while opened.pop()[0] != '"':
            pass
    else:
        opened.append(('"', -1 if text[at - 1 : at].isdigit() else at))


RULE = rule(code="DK604", title=Text("成对符号不成对", "Unbalanced pair"), severity=Severity.WARNING)(check)
