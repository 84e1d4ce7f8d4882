"""同一期里，报道不同事件的新闻用了同一个链接。

同一篇文章作两条同一事件新闻的来源不算；首页和列表页另有规则。

## 为什么

多半是复制上一条时忘了换链接：读者点开，看到的是另一件事。

## 何时关闭

刊物常从一篇综述里摘出好几条新闻时。
---
Stories of one issue that report different events have the same link.

One article under two stories of the same event does not count; front pages and listings have a rule of their own.

## Why

Most often the link was left over from the story above: readers click and find something else.

## When to switch it off

When the publication often draws several stories from one round-up.
"""

from collections import defaultdict
from collections.abc import Iterator

from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import Batch, NoOptions, rule
from digestkit.source import Span
from digestkit.stories import Report
from digestkit.urls import canonical, is_home_page


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding at each further story that has the link."""
    event = {
        member: number
        for number, group in enumerate(batch.grouping.groups)
        if group.kind == "same-event"
        for member in group.members
    }
    by_path: dict[str, list[tuple[int, Report]]] = defaultdict(list)
    for number, report in enumerate(batch.reports):
        by_path[report.path].append((number, report))
    for parsed in batch.issues:
        yield from _in_issue(parsed, by_path[parsed.source.path], event)


def _in_issue(parsed: Parsed, reports: list[tuple[int, Report]], event: dict[int, int]) -> Iterator[Finding]:
    """The findings of one issue."""
    first: dict[str, tuple[int, Report, Span]] = {}
    for number, report in reports:
        for key, span in _links(parsed, report):
            if key not in first:
                first[key] = (number, report, span)
                continue
            before, other, place = first[key]
            if before == number or event.get(before, -1) == event.get(number, -2):
                continue
            yield Finding(
                span,
                Text(
                    f"和第 {other.line} 行“{other.title}”是同一个链接，报道的却是另一件事",
                    f"the same link as “{other.title}” in line {other.line}, which reports something else",
                ),
                Text("换成这条新闻自己的来源", "link this story's own source"),
                report.title,
                related=(Related(place, Text("先用在这里", "first used here"), parsed.source.path),),
                path=parsed.source.path,
            )


def _links(parsed: Parsed, report: Report) -> Iterator[tuple[str, Span]]:
    """The story's sources that are pages: canonical address and place."""
    story = parsed.digest.sections[int(report.loc[1])].stories[int(report.loc[3])]
    for at, source in enumerate(story.sources):
        if source.url and not is_home_page(source.url):
            yield canonical(source.url), parsed.span(*report.loc, "sources", at)


RULE = rule(
    code="DK304",
    title=Text("不同新闻共用一个链接", "One link under different stories"),
    severity=Severity.WARNING,
    scope="batch",
)(check)
