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

from collections.abc import Iterator

from digestkit.aspects.pairs import OPENING, OTHER, lone_halves
from digestkit.aspects.typography import prose
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.source import Span


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the lone half, block by block; text cut off with an ellipsis is let be."""
    for piece, text in prose(parsed):
        for at in lone_halves(text):
            char = text[at]
            opens = char in OPENING
            zh = f"{char} {'后' if opens else '前'}面没有与它配对的 {OTHER[char]}"
            en = f"{char} {'is not closed' if opens else 'was not opened'}: its {OTHER[char]} is missing"
            if char == '"':
                zh, en = '这里的 " 没有配对的另一半', 'This " has no other half'
            yield Finding(
                Span(at, at + 1).moved(piece.span.start),
                Text(zh, en),
                Text("补上另一半，或删去这一半", "Add the other half, or take this one out"),
                parsed.story_title(piece),
            )


RULE = rule(code="DK604", title=Text("引号、括号不成对", "Unbalanced pair"), severity=Severity.WARNING)(check)
