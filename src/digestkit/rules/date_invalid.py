"""日历上没有的日子（2026-02-30、13 月 5 日），或者读不出来的刊期。

## 为什么

读者会怀疑整条新闻的日期，工具也无法按日期归档和合并。

## 何时关闭

一般不需要关闭。
---
A day that no calendar has (2026-02-30, 13 月 5 日), or an issue date that cannot be read.

## Why

Readers will doubt every date in the story, and tools cannot file or merge the issue by date.

## When to switch it off

Hardly ever.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.dates import FRONT_MATTER, Dated, days_in, issue_dates, value_span
from digestkit.aspects.typography import prose
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.numerals import real_day
from digestkit.parsed import Parsed
from digestkit.reader.inline import date_in
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_MONTH_DAY = re.compile(r"(?P<m>\d(?<![\d.\-/年]\d)\d?)[ \t]?月[ \t]?(?P<d>\d{1,2})[ \t]?[日号](?!线)")
LEAP = 2024
"""A year that has a 29 February: without its year, that day may be meant."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each such day: in the head of the issue, then in its stories."""
    dates = issue_dates(parsed)
    seen: list[Span] = []
    for dated in dates:
        if dated.day is None:
            span = dated.span or _head(parsed)
            seen.append(span)
            yield _no_day(span, dated)
    yield from _unread(parsed, dates)
    for piece, text in prose(parsed):
        for span, written in _impossible(text) if "20" in text or "月" in text else ():
            at = span.moved(piece.span.start)
            if at not in seen:
                yield Finding(
                    at,
                    Text(f"“{written}”不是真实存在的日子", f"There is no such day as {written}"),
                    Text("对照原文改正日期", "Look the date up in the source and correct it"),
                    parsed.story_title(piece),
                )


def _impossible(text: str) -> Iterator[tuple[Span, str]]:
    dates = list(days_in(text)) if "20" in text else []
    for span, written, day in dates:
        if day is None and ("月" in written or "-" in written):
            yield span, written
    if "月" in text:
        for match in _MONTH_DAY.finditer(text):
            if any(span.start <= match.start() < span.end for span, _, _ in dates):
                continue
            if real_day(LEAP, int(match["m"]), int(match["d"])) is None:
                yield Span(*match.span()), match[0]


def _no_day(span: Span, dated: Dated) -> Finding:
    return Finding(
        span,
        Text(
            f"{dated.where.zh}里的日期“{dated.written}”不是真实存在的日子",
            f"The date in the {dated.where.en}, {dated.written}, is no day of the calendar",
        ),
        Text("改成这一期真正的日期", "Write the day of this issue"),
    )


def _unread(parsed: Parsed, dates: tuple[Dated, ...]) -> Iterator[Finding]:
    """The front matter's ``date`` when it is no date at all."""
    if any(dated.where == FRONT_MATTER for dated in dates):
        return
    span = value_span(parsed, "date")
    written = parsed.source.slice(span).strip("\"' ") if span else ""
    if span and written and not written.startswith(("[", "{", "|", ">")) and date_in(written) is None:
        yield Finding(
            span,
            Text(
                f"文件头的 date“{written[:40]}”读不出是哪天",
                f"The front matter's date, {written[:40]}, is no date",
            ),
            Text("写成 2026-02-08 这样的日期", "Write a date such as 2026-02-08"),
        )


def _head(parsed: Parsed) -> Span:
    for loc in (("headline",), ("title",), ("front_matter",)):
        if loc in parsed.spans:
            return parsed.source.line_span(parsed.source.position(parsed.span(*loc).start).line)
    return parsed.source.line_span(1)


RULE = rule(
    code="DK104", title=Text("日期不存在或读不出", "A day that does not exist"), severity=Severity.ERROR
)(check)
