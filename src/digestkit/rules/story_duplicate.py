"""同一期里两条新闻报道的是同一件事。

比较的是说法、名称、数字、版本、来源和所做的事，不只是标题；只有很有把握时（0.95 以上）才报告。
`digestkit duplicates` 把握低一些也归为一组：那条命令供人查看，这条规则要确定无误。
同一事件的不同阶段（发布与开放 API、计划融资与完成融资）是两条新闻，不算重复；开头列出目录、后面再细说的也不算。

## 为什么

读者把同一件事读了两遍，会觉得编辑没有看过自己的稿子。

## 何时关闭

刊物有意在“要闻”和分栏里各写一遍时。
---
Two stories of one issue report the same event.

Wording, names, figures, versions, sources and what was done are compared, not titles alone, and only what is
nearly certain (0.95 or more) is reported. `digestkit duplicates` groups at lower confidence: the command is for
looking, this rule for being sure. Two steps of a story (a launch and its API, a round planned and closed) are two
stories; a list of contents and the stories that it announces are none told twice.

## Why

Readers who read the same news twice conclude that nobody read the issue before them.

## When to switch it off

When the publication tells its top news twice on purpose, once ahead and once in a section.
"""

from collections.abc import Iterator
from functools import cache

from digestkit.diagnostic import Finding, Severity, Text, quoted
from digestkit.repeats import contents, parts_in, points_back
from digestkit.rule import Batch, NoOptions, rule

SURE = 0.95
"""How sure it must be."""


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding at every story that repeats an earlier one of its issue."""
    reports, certainty = batch.reports, batch.grouping.certainty
    issues = batch.by_path
    announced = cache(lambda path: contents(reports[number] for number in batch.told_in[path]))
    for group in batch.grouping.events:
        for at, later in enumerate(group.members):
            path = reports[later].path
            parts = parts_in(reports[later].title)
            before = [
                m
                for m in group.members[:at]
                if reports[m].path == path and parts_in(reports[m].title) == parts
            ]
            if path not in issues or not before or max(certainty(m, later) for m in before) < SURE:
                continue
            first = max(before, key=lambda m: certainty(m, later))
            if reports[first].loc[:2] in announced(path):
                continue
            yield points_back(
                batch,
                later,
                first,
                Text(
                    f"和第 {reports[first].line} 行{quoted(reports[first].title)}报道的是同一件事",
                    f"The same event as {quoted(reports[first].title)} in line {reports[first].line}",
                ),
                Text(
                    f"合并成一条，或删去一条。{group.why[0].zh}", f"Merge them or drop one: {group.why[0].en}"
                ),
                Text("先在这里报道", "first told here"),
            )


RULE = rule(
    code="DK501",
    title=Text("同一件事报了两遍", "The same event twice"),
    severity=Severity.ERROR,
    scope="batch",
)(check)
