"""报头、标题、文件头和文件名写的不是同一天。

## 为什么

读者不知道该信哪个日期，归档和周报会把这一期放错地方。
周报写的是一段日子，只要日期落在那一段附近就不报告。

## 何时关闭

刊物有意用出版日命名文件、用新闻日写标题时。
---
Headline, title, front matter and file name do not name the same day.

## Why

Readers cannot tell which date to trust, and archives and weeklies will file the issue wrongly.
A weekly names a span of days: a date in it or near it is no mismatch.

## When to switch it off

When files are named by the day of publication and titles by the day of the news, on purpose.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from digestkit.aspects.dates import Dated, issue_dates, value_span
from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.numerals import number_of
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span

_MONTH = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[ \t]*年[ \t]*(?P<m>\d{1,2})[ \t]*月(?:[ \t]*第[ \t]*(?P<w>[一二三四五1-5])[ \t]*周)?(?![ \t]*\d)"
)
_WEEK = re.compile(
    r"(?<!\d)(?P<y>20\d\d)[ \t]*(?:年[ \t]*第[ \t]*(?P<n>\d{1,2})[ \t]*周|[-_ ]?W(?P<iso>\d{1,2})(?!\d))"
)
SPAN_OF_DAYS = 8
"""How far the dates of one weekly may lie apart: its first day, its last, the day it is sent."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each place that disagrees with the others, or with the most authoritative one."""
    dates = [dated for dated in issue_dates(parsed) if dated.day is not None]
    if not dates:
        return
    right = _right(dates)
    elsewhere = list(_other_month(parsed, right))
    if elsewhere:
        yield from elsewhere
        return
    wrong = [dated for dated in _one_each(dates) if not _agrees(dated, right, parsed)]
    for dated in wrong:
        if dated.span is None and len(wrong) > 1:
            continue
        yield _finding(parsed, dated, right)


def _one_each(dates: list[Dated]) -> list[Dated]:
    """The first date of each place; a title may name other days after its own."""
    return list({dated.where: dated for dated in reversed(dates)}.values())[::-1]


def _right(dates: list[Dated]) -> Dated:
    """The date that most places give; on a tie the first, which is the most authoritative."""
    places = _one_each(dates)
    votes = Counter(dated.day for dated in places)
    return max(places, key=lambda dated: votes[dated.day])


def _agrees(dated: Dated, right: Dated, parsed: Parsed) -> bool:
    assert dated.day
    assert right.day
    apart = abs((dated.day - right.day).days)
    if parsed.digest.kind == "weekly":
        return apart <= SPAN_OF_DAYS
    return apart == 0


def _finding(parsed: Parsed, dated: Dated, right: Dated) -> Finding:
    if dated.span is None:  # a file name has no line: point at the date that it contradicts
        dated, right = right, dated
    span = dated.span or parsed.source.line_span(1)
    related = (
        (
            Related(
                right.span,
                Text(f"{right.where.zh}写的是 {right.day}", f"the {right.where.en} says {right.day}"),
            ),
        )
        if right.span
        else ()
    )
    return Finding(
        span,
        Text(
            f"{dated.where.zh}的日期是 {dated.day}，{right.where.zh}却是 {right.day}",
            f"The {dated.where.en} says {dated.day}, the {right.where.en} {right.day}",
        ),
        Text("核对这一期是哪天的，改成一致", "Check which day this issue is of, and make them agree"),
        related=related,
    )


def _other_month(parsed: Parsed, right: Dated) -> Iterator[Finding]:
    """A title that names only a month or a week, in which the issue's day does not lie."""
    assert right.day
    if right.span is None:
        return
    for piece in parsed.pieces:
        span = piece.span
        if piece.role is Role.FRONT_MATTER:
            span = value_span(parsed, "title") or Span(0, 0)
        elif piece.role not in (Role.HEADLINE, Role.HEADING):
            continue
        found = _MONTH.search(parsed.text, *span) or _WEEK.search(parsed.text, *span)
        if found is None or right.span.start <= found.start() < right.span.end:
            continue
        period = _weeks_in_month(found) if found.re is _MONTH else _week(found)
        if period is None:
            continue
        first, last = period
        slack = dt.timedelta(days=SPAN_OF_DAYS)
        if not first - slack <= right.day <= last + slack:
            yield Finding(
                right.span,
                Text(
                    f"{right.where.zh}的日期是 {right.day}，标题说的却是“{found[0]}”",
                    f"The {right.where.en} says {right.day}, the title {found[0]}",
                ),
                Text("核对这一期是哪天的，改成一致", "Check which day this issue is of, and make them agree"),
                related=(Related(Span(*found.span()), Text("标题这样写", "the title says so")),),
            )
            return


def _weeks_in_month(found: re.Match[str]) -> tuple[dt.date, dt.date]:
    """The first and the last day of 2026年2月, or of 2026年2月第一周."""
    first = dt.date(int(found["y"]), min(max(int(found["m"]), 1), 12), 1)
    if found["w"] is None:
        return first, first + dt.timedelta(days=30)
    number = number_of(found["w"]) or 1
    return first + dt.timedelta(days=7 * number - 7), first + dt.timedelta(days=7 * number - 1)


def _week(found: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    """The first and the last day of 2026年第48周 or 2026-W48; ``None``: no year has that week."""
    try:
        first = dt.date.fromisocalendar(int(found["y"]), int(found["n"] or found["iso"]), 1)
    except ValueError:
        return None
    return first, first + dt.timedelta(days=6)


RULE = rule(code="DK105", title=Text("日期不一致", "Dates that disagree"), severity=Severity.ERROR)(check)
