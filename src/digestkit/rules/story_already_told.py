"""这条新闻在以前的一期里已经报道过。

和同一目录里更早的各期比，也和 `--archive` 给出的已发布各期比。周报与日报不互相比：周报本来就重述日报。
一字不差地出现在四期以上的（广告、邀请）不是新闻，天天换个说法、链接却总是同一个网站首页的也不是；热榜里连日上榜的不是旧闻，连载的（上）（下）是两篇，都不报。

## 为什么

旧闻当新闻发，读者会发现。

## 何时关闭

刊物按惯例连日重复同一条新闻时。
---
An earlier issue has told this story already.

Compared are earlier issues in the same folder and the published ones that `--archive` names. Weeklies and dailies
are not compared with each other: a weekly tells again what dailies told.
What stands word for word in four issues or more (an advertisement, an invitation) is no news, nor is what is put in other
words each day but always leads to one front page; what is on a list of trends for days is no old news, and two parts of a
series are two stories: no finding.

## Why

Readers notice when old news is sold as new.

## When to switch it off

When the publication repeats a story for several days on purpose.
"""

from collections import defaultdict
from collections.abc import Iterator

from digestkit.aspects.sections import is_ranking
from digestkit.diagnostic import Finding, Severity, Text, quoted
from digestkit.repeats import parts_in, points_back
from digestkit.rule import Batch, NoOptions, rule
from digestkit.urls import canonical, is_home_page, without_tracking

SURE = 0.95
"""How sure it must be."""
STANDING = 4
"""Words that stand unchanged in so many issues are no news of any: an advertisement, an invitation."""
_SOME_WORDS = 60
"""Characters of a text that nobody writes twice."""


def check(batch: Batch, _options: NoOptions) -> Iterator[Finding]:
    """A finding at every story that an earlier issue has told; at its first in an issue that tells it twice."""
    reports = batch.reports
    issues, known = batch.by_path, batch.known
    blocks = _standing(batch) if batch.grouping.groups else frozenset()
    for group in batch.grouping.events:
        told = set()
        for later in group.members:
            report = reports[later]
            if report.path not in issues or report.path in told or report.date is None or later in blocks:
                continue
            listed, parts = is_ranking(report.section), parts_in(report.title)
            kind = issues[report.path].digest.kind
            before = {
                batch.grouping.certainty(m, later): m
                for m in group.members
                if (reports[m].date or report.date) < report.date
                and known[reports[m].path].digest.kind == kind
                and parts_in(reports[m].title) == parts
                and not (listed and is_ranking(reports[m].section))
            }
            if not before or max(before) < SURE:
                continue
            told.add(report.path)
            first = reports[before[max(before)]]
            yield points_back(
                batch,
                later,
                before[max(before)],
                Text(
                    f"{first.date} 一期已经报道过：{quoted(first.title)}",
                    f"The issue of {first.date} has told it already: {quoted(first.title)}",
                ),
                Text("有新进展就写明进展，没有就删去", "Say what is new, or drop the story"),
                Text("先在这里报道", "first told here"),
            )


def _standing(batch: Batch) -> frozenset[int]:
    """The reports, by number, that stand in many issues: in the very same words, or with no link but one front page.

    An advertisement that is put in other words each day still leads to the same shop.
    """
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, report in enumerate(batch.reports):
        if len(report.text) >= _SOME_WORDS:
            found[report.title, report.text].append(number)
        pages = {canonical(url) for url in report.urls if is_home_page(without_tracking(url))}
        if len(pages) == 1 and len(report.urls) == 1:
            found[pages.pop(), ""].append(number)
    return frozenset(
        number
        for numbers in found.values()
        if len({batch.reports[number].path for number in numbers}) >= STANDING
        for number in numbers
    )


RULE = rule(
    code="DK502",
    title=Text("已经报道过", "Already told"),
    severity=Severity.WARNING,
    scope="batch",
)(check)
