"""Weeks and days as editors name them: ``2026-W06``, ``2026年2月第一周``, ``2月2日至8日``."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from digestkit.diagnostic import Text
from digestkit.errors import UsageError
from digestkit.escape import printable

_WEEK = re.compile(r"(?P<year>\d{4})-?[Ww](?P<week>\d{1,2})")
_ORDINALS = "一二三四五"


class Span(NamedTuple):
    """Days from ``since`` to ``until``, both included, and what editors call them."""

    since: date
    until: date

    @property
    def week(self) -> str | None:
        """``2026-W06`` when the span is exactly that week (Monday to Sunday)."""
        if self.since.isoweekday() == 1 and self.until - self.since == timedelta(6):
            return week_of(self.since)
        return None

    @property
    def iso(self) -> str:
        """The span in ISO 8601: ``2026-W06``, or both days: ``2026-02-02/2026-02-05``."""
        return self.week or f"{self.since}/{self.until}"

    @property
    def title(self) -> str:
        """How a title names the span: ``2026年2月第一周``, ``2026年2月``, ``2026年``, or its two days.

        A week belongs to the month and year of its Thursday, as in ISO 8601.
        """
        since, until = self
        if self.week:
            thursday = since + timedelta(3)
            return f"{thursday.year}年{thursday.month}月第{_ORDINALS[(thursday.day - 1) // 7]}周"
        after = until + timedelta(1)
        if since.day == 1 and after.day == 1 and (since.year, since.month) == (until.year, until.month):
            return f"{since.year}年{since.month}月"
        if (since.month, since.day, until.month, until.day, since.year) == (1, 1, 12, 31, until.year):
            return f"{since.year}年"
        return f"{since.year}年{self.days}"

    @property
    def name(self) -> str:
        """What an issue of that span is called: 周报, 月报, 年报, or 汇总 for anything else that is long."""
        title = self.title
        if title.endswith("年"):
            return "年报"
        return "月报" if title.endswith("月") else "周报" if (self.until - self.since).days < 10 else "汇总"

    @property
    def word(self) -> str:
        """How section names call the span: 本周要闻, 本月要闻, 全年要闻, 本期要闻."""
        return {"周报": "本周", "月报": "本月", "年报": "全年"}.get(self.name, "本期")

    @property
    def days(self) -> str:
        """``2月2日至8日``; months and years again where they change."""
        since, until = self
        end = f"{until.day}日"
        if (since.year, since.month) != (until.year, until.month):
            end = f"{until.month}月{end}"
        if since.year != until.year:
            end = f"{until.year}年{end}"
        start = f"{since.month}月{since.day}日"
        return start if since == until else f"{start}至{end}"


def week_of(day: date) -> str:
    """The ISO week of ``day``: 2027-01-01 is in ``2026-W53``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def span_of_week(name: str) -> Span:
    """Monday to Sunday of ``2026-W06``. Raises ``UsageError``."""
    found = _WEEK.fullmatch(name.strip())
    try:
        if found is None:
            raise ValueError(name)
        monday = date.fromisocalendar(int(found["year"]), int(found["week"]), 1)
        return Span(monday, monday + timedelta(6))
    except (ValueError, OverflowError) as error:
        name = printable(name)
        raise UsageError(
            Text(
                f"“{name}”不是一周，请写成 2026-W06（年份加第几周）",
                f"'{name}' is no week; write it like 2026-W06 (year and ISO week)",
            )
        ) from error


def day_of(text: str) -> date:
    """The day that ``2026-02-08`` names. Raises ``UsageError``."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        text = printable(text)
        raise UsageError(
            Text(f"“{text}”不是日期，请写成 2026-02-08", f"'{text}' is no date; write it like 2026-02-08")
        ) from error


def month_day(iso: str) -> str:
    """``2026-02-08`` → ``2月8日``."""
    day = date.fromisoformat(iso)
    return f"{day.month}月{day.day}日"
