"""有说明、背景、要点，却没有标题的新闻。

## 为什么

没有标题，读者分不清这几行属于哪条新闻，多半会接到上一条去。

## 何时关闭

刊物的简讯本来就不写标题时。
---
Fields (说明, 背景, 要点) without a title above them.

## Why

Without a title readers cannot tell which story the lines belong to, and read them as part of the one before.

## When to switch it off

When stories have no titles by design.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.required import title_span
from digestkit.rule import NoOptions, rule


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the first line of each story whose title is missing or empty."""
    for loc, _, story in parsed.stories():
        if not (story.title or "").strip():
            yield Finding(
                title_span(parsed, loc),
                Text("这条新闻没有标题", "This story has no title"),
                Text("在这几行上面补一行标题", "Add a line with its title above"),
            )


RULE = rule(code="DK113", title=Text("没有标题", "No title"), severity=Severity.ERROR)(check)
