"""有说明、背景、要点，却没有标题的新闻，或者标题还是 `digestkit new` 的提示。

## 为什么

没有标题，读者分不清这几行属于哪条新闻，多半会接到上一条去。

## 何时关闭

刊物的简讯本来就不写标题时。
---
Fields (说明, 背景, 要点) without a title above them, or with the hint of `digestkit new` for one.

## Why

Without a title readers cannot tell which story the lines belong to, and read them as part of the one before.

## When to switch it off

When stories have no titles by design.
"""

import re
from collections.abc import Container, Iterator

from digestkit.aspects import blanks
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Loc, Parsed, Role
from digestkit.rule import NoOptions, rule

_EMPTY = re.compile(r"[ \t]*#{2,6}[ \t*]*|[ \t]*\*{4}[ \t]*")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the first line of each story whose title is missing or empty."""
    empty = {
        piece.last: piece
        for piece in parsed.pieces
        if piece.role in (Role.BODY, Role.REMAINDER) and _EMPTY.fullmatch(parsed.source.slice(piece.span))
    }
    for piece in empty.values():
        yield Finding(
            piece.span,
            Text("这里的标题是空的", "The title here is empty"),
            Text("写上标题，或者删掉这个标记", "Write the title, or delete the mark"),
        )
    for loc, _, story in parsed.stories():
        if story.title == blanks.TITLE:
            yield Finding(
                parsed.title_span(loc),
                Text("这条新闻还是草稿的提示，没有填", "This story still holds the draft's hints"),
                Text("写上这条新闻，或者删掉它", "Write the story, or delete it"),
            )
        elif not any(char.isalnum() for char in story.title or "") and not _follows(parsed, loc, empty):
            yield Finding(
                parsed.title_span(loc),
                Text("这条新闻没有标题", "This story has no title"),
                Text("在这几行上面补一行标题", "Add a line with its title above"),
            )


def _follows(parsed: Parsed, loc: Loc, lines: Container[int]) -> bool:
    """Whether the last line before the story that is not blank is one of ``lines``."""
    line = parsed.source.position(parsed.span(*loc).start).line - 1
    while line > 1 and not parsed.source.line_text(line).strip():
        line -= 1
    return line in lines


RULE = rule(code="DK113", title=Text("没有标题", "No title"), severity=Severity.ERROR)(check)
