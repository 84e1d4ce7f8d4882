"""同一期里，报道不同事件的新闻用了同一个链接。

同一篇文章作两条同一事件新闻的来源不算，说的也许是一回事的、开头的目录和后面的详情也不算；首页和列表页另有规则。

## 为什么

多半是复制上一条时忘了换链接：读者点开，看到的是另一件事。

## 何时关闭

刊物常从一篇综述里摘出好几条新闻时。
---
Stories of one issue that report different events have the same link.

One article under two stories of the same event does not count, nor of what may be one event, nor under a list of contents
and the story that it announces; front pages and listings have a rule of their own.

## Why

Most often the link was left over from the story above: readers click and find something else.

## When to switch it off

When the publication often draws several stories from one round-up.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from digestkit.aspects.figures import figures_in, same
from digestkit.diagnostic import Finding, Related, Severity, Text, quoted
from digestkit.parsed import Parsed
from digestkit.repeats import contents
from digestkit.rule import Batch, NoOptions, rule
from digestkit.source import Span
from digestkit.stories import Grouping, Report
from digestkit.urls import canonical, is_home_page

ANOTHER = 0.1
"""As sure as this that two stories tell one event, nobody can say that the second is about another."""


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding for each shared link, at the second story that has it."""
    event = {member: number for number, group in enumerate(batch.grouping.events) for member in group.members}
    for parsed in batch.issues:
        told = [
            _Told(number, event.get(number, -1 - number), batch.reports[number])
            for number in batch.told_in.get(parsed.source.path, ())
        ]
        yield from _in_issue(parsed, told, batch.grouping)


class _Told(NamedTuple):
    """A story: the number of its report, the event that it tells, the report."""

    number: int
    event: int
    report: Report


_User = tuple[_Told, Span]
"""A story with a link, and where it has it."""


def _in_issue(parsed: Parsed, stories: list[_Told], grouping: Grouping) -> Iterator[Finding]:
    """The findings of one issue."""
    users: dict[str, list[_User]] = defaultdict(list)
    for told in stories:
        for key, span in _links(parsed, told.report):
            users[key].append((told, span))
    if all(len(found) < 2 for found in users.values()):
        return
    announced = contents(told.report for told in stories)
    for found in users.values():
        detailed = [each for each in found if each[0].report.loc[:2] not in announced]
        if len(detailed) < 2:
            continue
        (one, place), *rest = detailed
        apart: dict[int, _User] = {}
        for other, span in rest:
            if _is_another(one, other, grouping):
                apart.setdefault(other.event, (other, span))
        if not apart:
            continue
        (two, span), *others = apart.values()
        first, second, many = one.report, two.report, len(others) + 2
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


def _is_another(one: _Told, other: _Told, grouping: Grouping) -> bool:
    """Whether two stories plainly tell different events: not those that only the grouping was not sure enough of."""
    if one.event == other.event or one.report.title == other.report.title:
        return False
    if grouping.certainty(one.number, other.number) >= ANOTHER:
        return False
    return not (_is_figure_of(one.report, other.report) or _is_figure_of(other.report, one.report))


def _is_figure_of(column: Report, story: Report) -> bool:
    """Whether a column of figures (**11 个**：本周新开源的模型) says one that the story says."""
    figures = figures_in(column.title)
    if len(figures) != 1 or column.title[slice(*figures[0].span)].strip() != column.title.strip():
        return False
    return any(same(figures[0], figure) for figure in figures_in(f"{story.title}\n{story.text}"))


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
