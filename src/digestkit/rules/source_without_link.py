"""只写了来源的名字、没有链接的来源。

## 为什么

读者看到“来源：新华网”却点不开，就无法核对原文；编辑自己过几天也找不回来。

## 何时关闭

刊物只在纸面或语音里发布、本来就不放链接时。
---
A source that is named but not linked.

## Why

A reader who sees “来源：新华网” and cannot open it cannot check the story, and a few days later neither can the editor.

## When to switch it off

When the issue is published on paper or read aloud and carries no links by design.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule

_NO_NAME = re.compile(r"^[\W\d_]*$|^(?:作者|编辑|记者|发布时间|时间|日期|原文|链接|暂无|无)\s*(?:[:：].*)?$")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding for each source without a link; one in all when no source of the issue has one."""
    named = linked = 0
    found = []
    for loc, _section, story in parsed.stories():
        for k, source in enumerate(story.sources):
            if source.url is not None:
                linked += 1
            elif not _NO_NAME.match(source.label):
                named += 1
                found.append((parsed.span(*loc, "sources", k), source.label, story.title))
    if not linked and named > 3:
        span, _label, title = found[0]
        yield Finding(
            span,
            Text(
                f"本期 {named} 处来源都只写了名字，没有链接",
                f"None of this issue's {named} sources is linked",
            ),
            Text("给每个来源加上原文链接：[名字](网址)", "Link each source to its article: [name](URL)"),
            title,
        )
        return
    for span, label, title in found:
        yield Finding(
            span,
            Text(f"来源“{label}”没有链接，读者点不开", f"The source “{label}” is not linked"),
            Text(f"加上原文链接：[{label}](网址)", f"Link it to the article: [{label}](URL)"),
            title,
        )


RULE = rule(code="DK301", title=Text("来源没有链接", "Source without a link"), severity=Severity.ERROR)(check)
