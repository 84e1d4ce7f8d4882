"""来源网址里的日期晚于本期，或早于本期太久。

## 为什么

日期晚于本期，多半是链接或期号弄错了；早了几个月，读者看到的就是旧闻。网址里没有日期时不报；Hacker News
等聚合网站推荐的旧文也不报。

## 选项

`max-age-days`：来源最多可以比本期早几天，默认 90。

## 何时关闭

刊物常引用旧文（回顾、专题）时；也可以只放宽 `max-age-days`。
---
The date in a source's URL is later than the issue, or too long before it.

## Why

A later date means a wrong link or a wrong issue date; a date of months ago means old news sold as new. A URL
without a date is no finding, nor is an old article that an aggregator such as Hacker News recommends.

## Options

`max-age-days`: how many days before the issue a source may be dated; 90.

## When to switch it off

When the issue often cites old articles; or only raise `max-age-days`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from digestkit.citations import citations
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.publishers import Directory, directory
from digestkit.rule import rule
from digestkit.urls import date_in


@dataclass(frozen=True, slots=True)
class Options:
    """``max_age_days``: how many days before the issue a source may be dated."""

    max_age_days: int = 90


def check(parsed: Parsed, options: Options) -> Iterator[Finding]:
    """Findings at the source; a day of grace for time zones, a week for weeklies."""
    try:
        issue = date.fromisoformat(parsed.digest.date or "")
    except ValueError:
        return
    grace = 7 if parsed.digest.kind == "weekly" else 1
    known = directory(parsed.vocabulary.publishers)
    for cited in citations(parsed):
        found = date_in(cited.url) if cited.url and cited.stated else None
        if found is None:
            continue
        age = (issue - found).days
        if -grace <= age <= options.max_age_days:
            continue
        zh, en = (f"晚于本期 {issue}", f"later than this issue ({issue})")
        if age > 0:
            if any(_aggregator(source.label, known) for source in cited.story.sources):
                continue
            zh, en = (f"比本期 {issue} 早 {age} 天", f"{age} days before this issue ({issue})")
        yield Finding(
            cited.span,
            Text(f"来源网址的日期是 {found}，{zh}", f"The source's URL is dated {found}, {en}"),
            Text("核对链接是不是这条新闻的原文", "Check that the link is this story's article"),
            cited.story.title,
        )


def _aggregator(label: str, known: Directory) -> bool:
    publisher = known.named(label)
    return publisher is not None and publisher.kind == "aggregator"


RULE = rule(
    code="DK306",
    title=Text("来源日期不合理", "Implausible date of a source"),
    severity=Severity.WARNING,
    options=Options,
)(check)
