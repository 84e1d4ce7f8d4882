"""整份稿子一条新闻也没有。

## 为什么

多半是存错了文件、稿子还没写，或者标题的写法让工具一条也认不出来。

## 何时关闭

一般不需要关闭；不是日报的文件不要交给 digestkit 检查。
---
No story at all in the issue.

## Why

Most often the wrong file was saved, the draft is not written yet, or its titles are written so that none can be told from the text.

## When to switch it off

Hardly ever; do not give digestkit files that are no digests.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.source import Span


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding, at the first line."""
    if any(section.stories for section in parsed.digest.sections):
        return
    first = next((piece.first for piece in parsed.pieces), 0)
    yield Finding(
        parsed.source.line_span(first) if first else Span(0, 0),
        Text("这份稿子里没有一条新闻", "This issue has no story"),
        Text(
            "每条新闻写一个标题，下面写说明、背景、要点、来源",
            "Give each story a title, and below it 说明, 背景, 要点, 来源",
        ),
    )


RULE = rule(code="DK110", title=Text("没有新闻", "No story"), severity=Severity.ERROR)(check)
