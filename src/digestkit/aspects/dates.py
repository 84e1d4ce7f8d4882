"""The days that an issue gives for itself: front matter, headline, title, file name."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.numerals import real_day
from digestkit.parsed import Parsed, Piece, Role, once
from digestkit.reader.front_matter import DATE_KEYS
from digestkit.reader.inline import SPELT_DAYS, WIDE_DIGITS, day_of, unlinked
from digestkit.source import Span

_SEPARATED = r"\d\d[ \t]*(?:年[ \t]*\d{1,2}[ \t]*月[ \t]*\d{1,3}(?:[ \t]*[日号]|(?![ \t]?[折款个条项家篇期部位名人万亿%]))|(?P<s>[-/.])\d{1,2}(?P=s)\d{1,3})"
_DAY = re.compile(rf"20(?<![\d/.-]20)(?:{_SEPARATED}|[0-4]\d[01]\d[0-3]\d)(?![\d])")
_PARTS = re.compile(r"\d+")
_PERIOD = late(
    r"20\d\d[-_. ]?W\d{1,2}|20\d\d\s*年?\s*(?:第\s*[\d一二三四五六七八九十]{1,3}\s*[周期]|\d{1,2}\s*月)|\d{1,2}\s*月\s*\d{1,2}\s*[日号]",
    re.IGNORECASE,
)
_ABOUT_ISSUE = late(
    r"(?:出版|出刊|发布|發布)?日期|刊期|期[号號]|[总總]?第[ ]?\d{1,5}[ ]?期|(?:vol|no)\.?[ ]?\d{1,5}|\bissue\b|\bdate\b"
    r"|星期[一二三四五六日天]|[周週][一二三四五六日]|(?:mon|tues|wednes|thurs|fri|satur|sun)day",
    re.IGNORECASE,
)
"""What stands beside the day in a line that tells which issue it is."""
FRONT_MATTER = Text("文件头", "front matter")
"""``Dated.where`` of the front matter's own day."""
_OPENING = Text("开头", "opening")
_EARLY = 4
"""So many pieces at the top may be lines that say the day."""
_DAYLINE = 40
"""A line that says the day is no longer, and no sentence."""
_MACHINE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-|[0-9a-f]{12,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that the issue gives for itself. ``day`` is ``None`` when there is no such day."""

    where: Text
    span: Span | None
    """``None`` for the file name."""
    written: str
    day: dt.date | None


@once
def issue_dates(parsed: Parsed) -> tuple[Dated, ...]:
    """Every day in the head of the issue, the most authoritative first."""
    found = [*_front_matter(parsed)]
    titles = sorted(_titles(parsed), key=lambda piece: piece.role is not Role.HEADLINE)
    for piece in titles:
        where = Text("标题栏", "headline") if piece.role is Role.HEADLINE else Text("标题", "title")
        found += _in_line(parsed, where, piece.span)
    found += _day_lines(parsed) if titles else _first_lines(parsed)
    name = PurePath(parsed.source.path).stem
    if not _MACHINE.search(name):  # such a name tells when a program made the file
        days = days_in(name.replace("_", "-"))
        found += [Dated(Text("文件名", "file name"), None, written, day) for _, written, day in days]
    return tuple(found)


def days_in(text: str) -> Iterator[tuple[Span, str, dt.date | None]]:
    """Whatever looks like a full date in ``text``: its span, as written, the day (``None``: no such day)."""
    text = text.translate(WIDE_DIGITS)
    for match in _DAY.finditer(text):
        digits = _PARTS.findall(match[0])
        if len(digits) == 1:
            digits = [digits[0][:4], digits[0][4:6], digits[0][6:]]
        yield Span(*match.span()), match[0], real_day(*map(int, digits))
    for pattern in SPELT_DAYS:
        for match in pattern.finditer(text):
            yield Span(*match.span()), match[0], day_of(match)


def _titles(parsed: Parsed) -> Iterator[Piece]:
    """The headline, the title, and a heading over all sections and stories that names the issue once more."""
    over = True
    for piece in parsed.pieces:
        over = over and piece.role not in (Role.SECTION, Role.STORY)
        if piece.role is Role.HEADLINE or (piece.role is Role.HEADING and (piece.loc or over)):
            yield piece


def says_when(text: str) -> bool:
    """Whether a title or a line at the top names a day (be there one or not), a day without its year, a week or a month."""
    return _PERIOD.search(text.translate(WIDE_DIGITS)) is not None or any(True for _ in days_in(text))


def opening_lines(parsed: Parsed) -> Iterator[Piece]:
    """The lines over the first section or story that are no sentences: what an issue says of itself."""
    for piece in parsed.pieces[:_EARLY]:
        if piece.role in (Role.SECTION, Role.STORY):
            return
        text = parsed.source.slice(piece.span)
        if (
            piece.role is Role.REMAINDER
            and piece.first == piece.last
            and len(text) <= _DAYLINE
            and not text.endswith(("。", "！", "？"))
        ):
            yield piece


def _in_line(parsed: Parsed, where: Text, span: Span) -> Iterator[Dated]:
    for at, written, day in days_in(unlinked(parsed.source.slice(span))):
        yield Dated(where, at.moved(span.start), written, day)


def _first_lines(parsed: Parsed) -> Iterator[Dated]:
    """Days in what stands over the first section or story: a headline that is broken, an introduction."""
    for piece in parsed.pieces[:_EARLY]:
        if piece.role in (Role.SECTION, Role.STORY):
            return
        if piece.role is Role.REMAINDER and piece.first == piece.last:
            yield from _in_line(parsed, _OPENING, piece.span)


def _day_lines(parsed: Parsed) -> Iterator[Dated]:
    """Days in lines below the title that say nothing else: of others it tells when the draft was made, or what is next."""
    for piece in opening_lines(parsed):
        days = list(_in_line(parsed, _OPENING, piece.span))
        if len(days) == 1 and (day := days[0].span):
            beside = parsed.text[piece.span.start : day.start] + " " + parsed.text[day.end : piece.span.end]
            if not any(map(str.isalnum, _ABOUT_ISSUE.sub("", beside))):
                yield days[0]


def _front_matter(parsed: Parsed) -> Iterator[Dated]:
    for key in DATE_KEYS:
        span = value_span(parsed, key)
        if span is not None and parsed.source.slice(span).strip("\"' "):
            yield from _in_line(parsed, FRONT_MATTER, span)
            break
    title = value_span(parsed, "title")
    if title is not None:
        yield from _in_line(parsed, Text("文件头的标题", "front-matter title"), title)


def value_span(parsed: Parsed, key: str) -> Span | None:
    """Where the front matter says the value of ``key``, on the line of the key."""
    whole = parsed.spans.get(("front_matter",))
    if whole is None:
        return None
    line = re.compile(
        rf"^{re.escape(key)}[ \t]*[:=][ \t]*(?P<value>[^\r\n]*?)[ \t]*(?:[ \t]#[^\r\n]*)?$", re.MULTILINE
    )
    found = line.search(parsed.text, *whole)
    return Span(*found.span("value")) if found else None
