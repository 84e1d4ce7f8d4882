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
_ITEM = re.compile(r"(?m)(?:^|[\s，。；：、])[0-9A-Za-z]{1,2}[)）]|[:;=]-?[()]+")
_CUT = re.compile(r"(?:…|\.\.\.)[\s*]*$")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the lone half, block by block; text cut off with an ellipsis is let be."""
    for piece, text in prose(parsed):
        if _CUT.search(text):
            continue
        for at in _lone(text):
            char = text[at]
            there = "没有关上" if char in _OPEN or char == '"' else "没有对应的前一半"
            en = "is not closed" if char in _OPEN or char == '"' else "was not opened"
            yield Finding(
                Span(piece.span.start + at, piece.span.start + at + 1),
                Text(f"“{char}”{there}" if char not in "“”" else f"引号 {char} {there}", f"{char} {en}"),
                Text("补上另一半，或删去这一半", "Add the other half, or take this one out"),
                story_title(parsed, piece),
            )


def _lone(text: str) -> list[int]:
    """Offsets of the halves without their other half."""
    skip = {match.end() - 1 for match in _ITEM.finditer(text)}
    stack: list[tuple[str, int]] = []
    lone = []
    for at, char in enumerate(text):
        if at in skip and not any(opened == "(" for opened, _ in stack):
            continue
        if char in _OPEN:
            stack.append(("(" if char == "（" else char, at))
        elif char in _CLOSE:
            want = _CLOSE[char]
            depth = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] == want), None)
            if depth is None:
                lone.append(at)
            else:
                lone += [where for _, where in stack[depth + 1 :]]
                del stack[depth:]
    lone += [where for _, where in stack]
    straight = [at for at, char in enumerate(text) if char == '"' and not text[at - 1 : at].isdigit()]
    if len(straight) % 2 and text.count('"') == len(straight):
        lone.append(straight[-1])
    return sorted(lone)


RULE = rule(code="DK604", title=Text("成对符号不成对", "Unbalanced pair"), severity=Severity.WARNING)(check)
