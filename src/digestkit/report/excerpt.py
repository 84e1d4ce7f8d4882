"""The line of the source that a finding is about, with carets below what is meant."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, east_asian_width

from digestkit.diagnostic import Place
from digestkit.report.escape import LOG_COMMAND, visible
from digestkit.source import Source

WIDTH = 100
"""Columns of a terminal that an excerpt takes at most."""
_BEFORE = 30
"""Columns kept before what is meant, when a line is cut."""
_CUT = "…"
_AS_EMOJI = "\ufe0f"


class Excerpt(NamedTuple):
    """A line, or the part of it around a place, and where to put carets (columns of a terminal)."""

    text: str
    indent: int
    carets: int


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: Chinese characters and emoji take two."""
    if text.isascii():
        return len(text)
    taken = sum(map(_char_width, text))
    if _AS_EMOJI in text:  # it widens a narrow sign before it
        taken += sum(_char_width(each) == 1 for each, after in pairwise(text) if after == _AS_EMOJI)
    return taken


def excerpt(source: Source, place: Place, room: int = WIDTH) -> Excerpt | None:
    """The first line of ``place`` in ``room`` columns; ``None`` where the source has no such line."""
    if place.line > source.line_count:
        return None
    start, end = source.line_span(place.line)
    # Only a window of the line is looked at: there are lines of megabytes with thousands of findings.
    at = min(start + place.column - 1, end)
    until = min(start + place.end_column - 1, end) if place.end_line == place.line else end
    before = _shown(source.text[max(start, at - room) : at])
    meant = _shown(source.text[at : min(until, at + room)])
    after = _shown(source.text[until : min(end, until + room)])
    if LOG_COMMAND.search(before + meant + after):  # one that only the whole line makes
        before, meant, after = (part.replace("#", "\\x23") for part in (before, meant, after))
    return _fitted(before, meant, after, room)


def _shown(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _fitted(before: str, meant: str, after: str, most: int) -> Excerpt:
    """The three parts as one line of ``most`` columns at most."""
    left, middle, right = width(before), width(meant), width(after)
    if left + middle + right > most:
        room = max(min(_BEFORE, most // 3), most - middle - right)
        if left > room:
            before = _CUT + _head(before[::-1], room - 1)[::-1]
            left = width(before)
        if left + middle > most:
            meant, after = _head(meant, most - left - 1) + _CUT, ""
            middle = width(meant)
        elif left + middle + right > most:
            after = _head(after, most - left - middle - 1) + _CUT
    return Excerpt(before + meant + after, left, max(1, middle))


def shortened(text: str, room: int) -> str:
    """``text``, cut to ``room`` columns where it is longer."""
    return text if width(text) <= room else _head(text, room - 1) + _CUT


def _head(text: str, room: int) -> str:
    """As much of ``text`` as fits into ``room`` columns."""
    sure = max(0, room // 2)  # no character takes more than two
    used = width(text[:sure])
    for at in range(sure, len(text)):
        used += _char_width(text[at])
        if used > room:
            return text[:at]
    return text
