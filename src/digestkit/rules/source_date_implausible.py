"""来源网址里的日期晚于本期，或早于本期太久。

## 为什么

日期晚于本期，多半是链接或期号弄错了；早了几个月，读者看到的就是旧闻。网址里没有日期时不报；Hacker News
等聚合网站推荐的旧文、标题里说明是旧文的（回顾、年份）也不报。网址只写到月份的按月比较。

## 选项

`max-age-days`：来源最多可以比本期早几天，默认 90。

## 何时关闭

刊物常引用旧文（回顾、专题）时；也可以只放宽 `max-age-days`。
---
The date in a source's URL is later than the issue, or too long before it.

## Why

A later date means a wrong link or a wrong issue date; a date of months ago means old news sold as new. A URL
without a date is no finding, nor is an old article that an aggregator such as Hacker News recommends or whose title
says that it is old (回顾, the year). Where the URL names only a month, months are compared.

## Options

`max-age-days`: how many days before the issue a source may be dated; 90.

## When to switch it off

When the issue often cites old articles; or only raise `max-age-days`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from digestkit.aspects.citations import Citation, citations
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.publishers import Directory
from digestkit.rule import rule
from digestkit.urls import dates_in

_YEAR = late(r"[（(]((?:19|20)\d\d)\s?年?[）)]")
_OLD = late(r"回顾|旧文|往期|重读|重温|存档|archive|flashback", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """``max_age_days``: how many days before the issue a source may be dated."""

    max_age_days: int = field(default=90, metadata={"least": 0})


def check(parsed: Parsed, options: Options) -> Iterator[Finding]:
    """Findings at the source; a day of grace for time zones, a week for weeklies."""
    issue = parsed.digest.day
    if issue is None:
        return
    grace = 7 if parsed.digest.kind == "weekly" else 1
    known = parsed.publishers
    for cited in citations(parsed):
        found = dates_in(cited.url) if cited.url and cited.stated else None
        if found is None:
            continue
        first, last = found
        named = str(first) if first == last else f"{first:%Y-%m}"
        late, age = (first - issue).days, (issue - last).days
        if late > grace:
            zh, en = (f"晚于本期 {issue}", f"later than this issue ({issue})")
        elif age > options.max_age_days and not _is_meant(cited, last.year, issue.year, known):
            years = age // 365
            zh = f"比本期 {issue} 早" + (f"了 {years} 年多" if years else f" {age} 天")
            en = (f"more than {years} years" if years else f"{age} days") + f" before this issue ({issue})"
        else:
            continue
        yield Finding(
            cited.span,
            Text(f"来源网址的日期是 {named}，{zh}", f"The source's URL is dated {named}, {en}"),
            Text("核对链接是不是这条新闻的原文", "Check that the link is this story's article"),
            cited.story.title,
        )


def _is_meant(cited: Citation, year: int, now: int, known: Directory) -> bool:
    """Whether an old article is meant: in a reading list, by its title, or by an aggregator's choice."""
    title = cited.story.title or ""
    publishers = (known.named(source.label) for source in cited.story.sources)
    return (
        cited.loc[0] == "remainder"
        or str(year) in title
        or any(int(told) < now for told in _YEAR.findall(title))
        or bool(_OLD.search(title))
        or any(each is not None and each.kind == "aggregator" for each in publishers)
    )


RULE = rule(
    code="DK306",
    title=Text("来源日期不合理", "Implausible date of a source"),
    severity=Severity.WARNING,
    options=Options,
)(check)
