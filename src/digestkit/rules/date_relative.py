"""全篇没有日期可依，新闻里却写“昨日”“本周”“上周”；周报里写“昨晚”“今天”。

## 为什么

读者隔几天看到，就不知道说的是哪一天。周报汇总一周，“昨晚”不是任何一天；“本周”照旧。

## 何时关闭

刊物的日期由发布系统显示、不写在稿子里时。
---
A story says 昨日, 本周 or 上周 and there is no date to count from; a story of a weekly says 昨晚 or 今天.

## Why

A reader who meets the story some days later cannot tell which day is meant. A weekly is of seven days: 昨晚 is none of
them, while 本周 is what it was.

## When to switch it off

When the publishing system shows the issue's date and the draft does not carry it.
"""

from collections.abc import Iterator

from digestkit.aspects.dates import opening_lines
from digestkit.aspects.relative_days import RELATIVE_DAY
from digestkit.aspects.typography import prose
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Loc, Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.vocabulary import simplified

_RELATIVE = late(
    r"昨[日天晚]|前[日天]晚?(?=[，,宣发上下])|今[日天](?!头条)|上周[一二三四五六日末]?|本周[一二三四五六日末]?|本月\d|明[日天]起"
)
_DATE = late(r"\d{1,2}\s?月\s?\d{1,2}\s?日|20\d\d[-/.年]\d{1,2}")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding a story, at the first such word that no date beside it explains."""
    weekly = parsed.digest.kind == "weekly"
    if not weekly and (parsed.digest.date is not None or _is_dated(parsed)):
        return
    pattern = RELATIVE_DAY if weekly else _RELATIVE
    told = set() if weekly else _dated(parsed)
    for piece, text in prose(parsed):
        loc, title = piece.loc[:4], parsed.story_title(piece)
        if title is None or loc in told or (weekly and _DATE.search(text)):
            continue
        if match := pattern.search(simplified(text)):
            told.add(loc)
            span = Span(*match.span()).moved(piece.span.start)
            yield Finding(span, *_words(parsed.source.slice(span), weekly=weekly), title)


def _is_dated(parsed: Parsed) -> bool:
    """Whether the head names a day, if without its year."""
    heads = (piece for piece in parsed.pieces if piece.role in (Role.HEADLINE, Role.HEADING))
    return any(_DATE.search(parsed.source.slice(piece.span)) for piece in (*heads, *opening_lines(parsed)))


def _dated(parsed: Parsed) -> set[Loc]:
    """The stories that name a day: their readers can count from it."""
    return {
        loc
        for loc, pieces in parsed.by_story.items()
        if any(_DATE.search(parsed.source.slice(piece.span)) for piece in pieces)
    }


def _words(word: str, *, weekly: bool) -> tuple[Text, Text]:
    """What is wrong with a ``word``, and what to do."""
    if weekly:
        return (
            Text(
                f"周报里的“{word}”，读者不知道是哪一天",
                f"“{word}” in a weekly: readers can't tell which day it is",
            ),
            Text("换成几月几日", "Write the date"),
        )
    return (
        Text(f"“{word}”是哪一天？本期和这条新闻都没有日期", f"“{word}”: no date tells which day"),
        Text("写出日期，或给本期加上日期", "Write the date, or date the issue"),
    )


RULE = rule(
    code="DK703", title=Text("相对日期无所依", "Relative date without a date"), severity=Severity.INFO
)(check)
