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

from digestkit.diagnostic import Finding, Related, Severity, Text, quoted
from digestkit.parsed import Parsed
from digestkit.rule import Batch, NoOptions, rule
from digestkit.source import Span
from digestkit.stories import Report
from digestkit.urls import canonical, is_home_page


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding for each shared link, at the second story that has it."""
    event = {
        member: number
        for number, group in enumerate(batch.grouping.groups)
        if group.kind == "same-event"
        for member in group.members
    }
    by_path: dict[str, list[tuple[int, Report]]] = defaultdict(list)
    for number, report in enumerate(batch.reports):
        by_path[report.path].append((event.get(number, -1 - number), report))
    for parsed in batch.issues:
        yield from _in_issue(parsed, by_path[parsed.source.path])


def _in_issue(parsed: Parsed, reports: list[tuple[int, Report]]) -> Iterator[Finding]:
    """The findings of one issue; ``reports`` come with the event that each tells."""
    users: dict[str, dict[int, tuple[Report, Span]]] = defaultdict(dict)
    for event, report in reports:
        for key, span in _links(parsed, report):
            users[key].setdefault(event, (report, span))
    for (first, place), (second, span), *others in filter(None, map(_stories, users.values())):
        many = len(others) + 2
        yield Finding(
            span,
            Text(
                f"和第 {first.line} 行{quoted(first.title)}用的是同一个链接，报道的却是另一件事"
                + (f"（共有 {many} 条新闻用它）" if others else ""),
                f"The same link as {quoted(first.title)} in line {first.line}, which reports something else"
                + (f" ({many} stories have it)" if others else ""),
            ),
            Text("换成这条新闻自己的来源", "Link this story's own source"),
            second.title,
            related=(
                Related(place, Text("先用在这里", "first used here"), parsed.source.path),
                *(
                    Related(each, Text("也用在这里", "used here too"), parsed.source.path)
                    for _, each in others
                ),
            ),
            path=parsed.source.path,
        )


def _stories(users: dict[int, tuple[Report, Span]]) -> list[tuple[Report, Span]]:
    """The stories of different events under one link, in order; none when there is but one event."""
    return list(users.values()) if len(users) > 1 else []


def _links(parsed: Parsed, report: Report) -> Iterator[tuple[str, Span]]:
    """The story's sources that are pages: canonical address and place."""
    story = parsed.story(report.loc)
    for at, source in enumerate(story.sources):
        if source.url and not is_home_page(source.url):
            yield canonical(source.url), parsed.span(*report.loc, "sources", at)


RULE = rule(
    code="DK304",
    title=Text("不同新闻共用一个链接", "One link under different stories"),
    severity=Severity.WARNING,
    scope="batch",
)(check)
