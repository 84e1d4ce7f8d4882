"""Which of the digests at hand make the weekly, and what becomes of the others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from digestkit.aspects.dates import issue_dates
from digestkit.diagnostic import Text, count
from digestkit.errors import UsageError
from digestkit.escape import printable
from digestkit.parsed import Parsed
from digestkit.weekly.calendar import Span, day_of, span_of_week, week_of

_LISTED = 3
_UNREADABLE = re.compile(r"[\ud800-\udfff\x00\ufffd]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The dailies of a span in the order of their days, and what the editor should know of the rest."""

    span: Span
    dailies: tuple[Parsed, ...]
    notices: tuple[Text, ...] = ()


def choose(
    digests: Sequence[Parsed], week: str | None = None, since: str | None = None, until: str | None = None
) -> Choice:
    """The dailies of ``week``, or of the days from ``since`` to ``until``, or of the newest daily's week.

    The order of ``digests`` does not matter. Raises ``UsageError`` when nothing is left to merge.
    """
    wanted = _wanted(week, since, until)
    weeklies = [each for each in digests if each.digest.kind == "weekly"]
    dated: list[tuple[date, Parsed]] = []
    undated: list[Parsed] = []
    for each in digests:
        if each.digest.kind == "daily":
            day = each.digest.day
            if day is None:
                undated.append(each)
            else:
                dated.append((day, each))
    if not dated:
        raise _nothing(digests, weeklies)
    notices = []
    newest = max(day for day, _ in dated)
    if wanted is None:
        wanted = span_of_week(week_of(newest))
        if min(day for day, _ in dated) < wanted.since:
            notices.append(
                Text(
                    f"没有指定哪一周，取最新一期日报所在的 {wanted.week}（{wanted.days}）；别的周用 --week 或 --since/--until",
                    f"no week given: took {wanted.week}, the week of the newest daily; "
                    "choose another with --week or --since/--until",
                )
            )
    first, last = wanted
    span = Span(max(first, min(day for day, _ in dated)), min(last, newest)) if _is_open(wanted) else wanted
    chosen = [each for day, each in dated if span.since <= day <= span.until]
    if not chosen:
        raise _empty(wanted, min(day for day, _ in dated), newest)
    chosen.sort(key=lambda each: (each.digest.date or "", each.source.path))
    notices += [*_left_out(weeklies, undated, chosen), *_at_odds(dated, span)]
    chosen = list({each.source.text: each for each in reversed(chosen) if _has_stories(each)}.values())[::-1]
    if not chosen:
        raise _without_stories(notices)
    return Choice(span, tuple(chosen), (*notices, *_same_day(chosen), *_garbled(chosen)))


def _wanted(week: str | None, since: str | None, until: str | None) -> Span | None:
    if week and (since or until):
        raise UsageError(
            Text("--week 和 --since/--until 只能用一种", "use either --week or --since/--until, not both")
        )
    if week:
        return span_of_week(week)
    if not since and not until:
        return None
    first = day_of(since) if since else date.min
    last = day_of(until) if until else date.max
    if first > last:
        raise UsageError(
            Text(
                f"起始日 {first} 在结束日 {last} 之后，请对调",
                f"--since {first} is after --until {last}; swap them",
            )
        )
    return Span(first, last)


def _is_open(span: Span) -> bool:
    return span.since == date.min or span.until == date.max


def _names(digests: Sequence[Parsed], comma: str) -> str:
    paths = sorted(printable(each.source.path) for each in digests)
    more = len(paths) - _LISTED
    return comma.join(paths[:_LISTED]) + (f"{comma}… (+{more})" if more > 0 else "")


def _told(digests: Sequence[Parsed], zh: str, en: str) -> list[Text]:
    """A notice about ``digests``, if there are any: ``{files}`` stands for how many, ``{names}`` for which."""
    if not digests:
        return []
    files = count(len(digests), "个文件", "file")
    return [
        Text(
            zh.format(files=files.zh, names=_names(digests, "、")),
            en.format(files=files.en, names=_names(digests, ", ")),
        )
    ]


def _left_out(weeklies: Sequence[Parsed], undated: Sequence[Parsed], chosen: Sequence[Parsed]) -> list[Text]:
    """What is not taken, and why; ``chosen`` are the dailies of the days."""
    first: dict[str, Parsed] = {}
    telling = [each for each in chosen if _has_stories(each)]
    return [
        *_told(
            weeklies,
            "{files}本身是周报，没有重复计入：{names}",
            "left out {files}, weeklies already: {names}",
        ),
        *_told(
            undated,
            "{files}看不出日期，没有收入：{names}；请在标题、文件头或文件名里写上日期",
            "left out {files} without a date: {names}; "
            "put the date into the headline, the front matter or the file name",
        ),
        *_told(
            [each for each in chosen if not _has_stories(each)],
            "{files}里没有读到新闻，没有计入：{names}",
            "left out {files} without a story: {names}",
        ),
        *_told(
            [each for each in telling if first.setdefault(each.source.text, each) is not each],
            "{files}和另一期一字不差，只收一份：{names}",
            "left out {files}, copies of another daily: {names}",
        ),
    ]


def _has_stories(parsed: Parsed) -> bool:
    return next(iter(parsed.stories()), None) is not None


def _at_odds(dated: Sequence[tuple[date, Parsed]], span: Span) -> list[Text]:
    """Dailies that give themselves two days, one of the span and one outside: the other may be the right one."""
    found = []
    for day, each in dated:
        inside = span.since <= day <= span.until
        others = (other for other in issue_dates(each) if other.day is not None and other.day != day)
        odd = next(
            (other for other in others if (span.since <= (other.day or day) <= span.until) != inside), None
        )
        if odd is not None:
            found.append((each, day, odd, inside))
    notices = []
    for each, day, odd, inside in found[:_LISTED]:
        path, written = printable(each.source.path), printable(odd.written)
        did = Text("照此收入", "taken for that") if inside else Text("没有收入", "left out")
        notices.append(
            Text(
                f"{path} 按 {day} 算，{did.zh}；它的{odd.where.zh}写的却是 {written}，请核对",
                f"{path} is dated {day} and was {did.en}, but its {odd.where.en} says {written}: please check",
            )
        )
    more = len(found) - _LISTED
    if more > 0:
        notices.append(Text(f"这样的还有 {more} 期", f"{more} more of these"))
    return notices


def _same_day(chosen: Sequence[Parsed]) -> list[Text]:
    """Days with several dailies, in one sentence."""
    by_day: dict[str, list[Parsed]] = {}
    for each in chosen:
        by_day.setdefault(each.digest.date or "", []).append(each)
    doubled = {day: issues for day, issues in by_day.items() if len(issues) > 1}
    if not doubled:
        return []
    shown = list(doubled)[:_LISTED]
    more = "…" if len(doubled) > _LISTED else ""
    files = [issue for day in shown for issue in doubled[day]]
    return [
        Text(
            f"{'、'.join(shown)}{more} 不止一期日报，都收入了：{_names(files, '、')}",
            f"{', '.join(shown)}{more}: several dailies a day; all were taken: {_names(files, ', ')}",
        )
    ]


def _garbled(chosen: Sequence[Parsed]) -> list[Text]:
    """Dailies with bytes that are no text: what stands there comes into the weekly as it is."""
    found = [each for each in chosen if _UNREADABLE.search(each.source.text)]
    if not found:
        return []
    dailies = count(len(found), "期日报", "daily")
    return [
        Text(
            f"{dailies.zh}有读不出的字，照样收入了，周报里也会缺字或带乱码：{_names(found, '、')}；"
            "请用 digestkit lint 看是哪几处，改好再合",
            f"took {dailies.en} with bytes that are no text as they are: "
            f"{_names(found, ', ')}; see the places with digestkit lint, mend them and run again",
        )
    ]


def _nothing(digests: Sequence[Parsed], weeklies: Sequence[Parsed]) -> UsageError:
    if weeklies and len(weeklies) == len(digests):
        return UsageError(
            Text(
                "给出的文件都是周报，没有可合并的日报",
                "every file given is a weekly; there is no daily to merge",
            )
        )
    if digests:
        return UsageError(
            Text(
                "日报都看不出日期，无法归入哪一周；请在标题、文件头或文件名里写上日期",
                "no daily names its day; put dates into the headlines, the front matter or the file names",
            )
        )
    return UsageError(
        Text(
            "没有找到日报；请给出日报文件或所在的目录", "found no dailies; name the files or their directory"
        )
    )


def _empty(wanted: Span, oldest: date, newest: date) -> UsageError:
    asked, found = _shown(wanted), _shown(Span(oldest, newest))
    if wanted.week:
        asked = Text(f"{wanted.week}（{wanted.days}）", f"in {wanted.week}, {wanted.since} to {wanted.until}")
    return UsageError(
        Text(
            f"{asked.zh}没有日报；手上的日报是 {found.zh}的",
            f"no daily {asked.en}; those at hand are {found.en}",
        )
    )


def _without_stories(notices: Sequence[Text]) -> UsageError:
    """Nothing to merge: what was noticed so far says why."""
    return UsageError(Text("；".join(each.zh for each in notices), "; ".join(each.en for each in notices)))


def _shown(span: Span) -> Text:
    """The days of a span as they were asked for: those that were left open stay so."""
    since, until = span
    if since == until:
        return Text(f"{since} ", f"of {since}")
    if until == date.max:
        return Text(f"{since} 及以后", f"from {since} on")
    if since == date.min:
        return Text(f"{until} 及以前", f"up to {until}")
    return Text(f"{since} 至 {until} ", f"of {since} to {until}")
