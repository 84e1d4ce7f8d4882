"""Which dailies a weekly is made of, and how weeks are named."""

from datetime import date

import pytest

from digestkit.errors import UsageError
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source
from digestkit.weekly.calendar import Span, span_of_week, week_of
from digestkit.weekly.choose import choose


@pytest.mark.parametrize(
    ("week", "title", "shown"),
    [
        ("2026-W06", "2026年2月第一周", "2月2日至8日"),
        ("2026-W09", "2026年2月第四周", "2月23日至3月1日"),
        ("2026-W53", "2026年12月第五周", "12月28日至2027年1月3日"),
        ("2026-W01", "2026年1月第一周", "12月29日至2026年1月4日"),
        ("2025W1", "2025年1月第一周", "12月30日至2025年1月5日"),
    ],
)
def test_weeks_are_named_by_the_month_of_their_thursday(week: str, title: str, shown: str) -> None:
    span = span_of_week(week)
    assert (span.title, span.days) == (title, shown)
    assert week_of(span.since) == week_of(span.until) == span.week


@pytest.mark.parametrize(
    ("since", "until", "title"),
    [
        ("2026-02-01", "2026-02-28", "2026年2月"),
        ("2025-01-01", "2025-12-31", "2025年"),
        ("2026-02-03", "2026-02-05", "2026年2月3日至5日"),
        ("2026-02-03", "2026-02-03", "2026年2月3日"),
    ],
)
def test_other_spans_are_named_by_month_year_or_days(since: str, until: str, title: str) -> None:
    assert Span(date.fromisoformat(since), date.fromisoformat(until)).title == title


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "W06", "2026-06", ""])
def test_weeks_that_are_none(week: str) -> None:
    with pytest.raises(UsageError):
        span_of_week(week)


def test_a_daily_with_bytes_that_are_no_text_is_taken_and_told() -> None:
    text = "# AI 日报 2026-02-02\n\n## 政策与监管\n\n### 某市发布办法\n\n某市\udcff发布了办法。\n"
    choice = choose([read(Source.from_text(text, "a.md")), daily("2026-02-03")])
    assert len(choice.dailies) == 2
    (notice,) = choice.notices
    assert "a.md" in notice.zh
    assert "2026-02-03" not in notice.zh


def daily(day: str, name: str = "", title: str = "AI 日报") -> Parsed:
    text = f"# {title} {day}\n\n## 政策与监管\n\n### 某市发布办法\n\n某市发布了办法。\n"
    return read(Source.from_text(text, name or f"{day or 'undated'}.md"))


ISSUES = [daily("2026-02-01"), daily("2026-02-02"), daily("2026-02-08"), daily("2026-02-09")]


def chosen(
    *digests: Parsed, week: str | None = None, since: str | None = None, until: str | None = None
) -> list[str]:
    return [each.source.path for each in choose(digests, week, since, until).dailies]


def test_a_week_runs_from_monday_to_sunday() -> None:
    assert chosen(*ISSUES, week="2026-W06") == ["2026-02-02.md", "2026-02-08.md"]


def test_the_default_is_the_week_of_the_newest_and_says_so() -> None:
    choice = choose(ISSUES)
    assert [each.source.path for each in choice.dailies] == ["2026-02-09.md"]
    assert "2026-W07" in choice.notices[0].en
    assert "2026-W07" in choice.notices[0].zh


def test_a_span_may_be_open_on_either_side() -> None:
    assert chosen(*ISSUES, since="2026-02-08") == ["2026-02-08.md", "2026-02-09.md"]
    assert chosen(*ISSUES, until="2026-02-01") == ["2026-02-01.md"]
    choice = choose(ISSUES, None, "2026-02-02", None)
    assert choice.span == Span(date(2026, 2, 2), date(2026, 2, 9))


def test_weeklies_and_undated_files_are_left_out_and_named() -> None:
    weekly = daily("2026-02-08", "w.md", "AI 周报")
    choice = choose([*ISSUES, weekly, daily("")], "2026-W06")
    assert [each.source.path for each in choice.dailies] == ["2026-02-02.md", "2026-02-08.md"]
    said = " ".join(notice.en for notice in choice.notices)
    assert "w.md" in said
    assert "undated.md" in said


def test_two_dailies_of_one_day_are_both_taken_and_told() -> None:
    choice = choose([daily("2026-02-02", "b.md"), daily("2026-02-02", "a.md", "AI 早报")])
    assert [each.source.path for each in choice.dailies] == ["a.md", "b.md"]
    assert "2026-02-02" in choice.notices[0].en


def test_a_copy_of_a_daily_is_taken_once() -> None:
    choice = choose([daily("2026-02-02", "b.md"), daily("2026-02-02", "a.md")])
    assert [each.source.path for each in choice.dailies] == ["a.md"]
    assert [each.en for each in choice.notices] == ["left out 1 file, copies of another daily: b.md"]


def test_dailies_without_stories_are_named() -> None:
    empty = read(Source.from_text("# AI 日报 2026-02-03\n\n## 政策与监管\n", "2026-02-03.md"))
    choice = choose([daily("2026-02-02"), empty])
    assert [each.source.path for each in choice.dailies] == ["2026-02-02.md"]
    assert "2026-02-03.md" in choice.notices[0].en
    with pytest.raises(UsageError, match=r"without a story: 2026-02-03\.md"):
        choose([empty])


@pytest.mark.parametrize(
    ("day", "name", "taken", "told"),
    [
        (
            "2025-02-03",
            "2026-02-03.md",
            False,
            "dated 2025-02-03 and was left out, but its file name says 2026-02-03",
        ),
        (
            "2026-02-03",
            "2026-01-03.md",
            True,
            "dated 2026-02-03 and was taken for that, but its file name says 2026-01-03",
        ),
        ("2026-02-03", "2026-02-04.md", True, ""),
        ("2026-01-03", "2026-01-04.md", False, ""),
    ],
)
def test_a_daily_with_two_days_on_either_side_of_the_span_is_told(
    day: str, name: str, taken: bool, told: str
) -> None:
    choice = choose([daily("2026-02-02"), daily(day, name)], "2026-W06")
    assert (name in [each.source.path for each in choice.dailies]) is taken
    assert told in " ".join(each.en for each in choice.notices)
    assert bool(choice.notices) is bool(told)


@pytest.mark.parametrize(
    ("digests", "options", "told"),
    [
        (
            ISSUES,
            {"week": "2026-W20"},
            "no daily in 2026-W20, 2026-05-11 to 2026-05-17; those at hand are of 2026-02-01 to 2026-02-09",
        ),
        (ISSUES, {"since": "2026-03-01"}, "no daily from 2026-03-01 on; "),
        (ISSUES, {"until": "2026-01-01"}, "no daily up to 2026-01-01; "),
        (ISSUES, {"since": "2026-03-01", "until": "2026-03-04"}, "no daily of 2026-03-01 to 2026-03-04; "),
        (ISSUES, {"since": "2026-03-01", "until": "2026-03-01"}, "no daily of 2026-03-01; "),
        (ISSUES[:1], {"week": "2026-W20"}, r"those at hand are of 2026-\d\d-\d\d$"),
        ([], {}, "found no dailies"),
        ([daily("2026-02-08", "w.md", "AI 周报")], {}, "no daily to merge"),
        ([daily("")], {}, "no daily names its day"),
        (ISSUES, {"week": "2026-W06", "since": "2026-02-02"}, "not both"),
        (ISSUES, {"since": "2026-02-09", "until": "2026-02-02"}, "swap"),
        (ISSUES, {"since": "2026-02-30"}, "no date"),
    ],
)
def test_nothing_to_merge_is_said_clearly(digests: list[Parsed], options: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        choose(digests, **options)
