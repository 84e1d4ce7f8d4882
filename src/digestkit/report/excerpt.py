"""The line of the source that a finding is about, with carets below what is meant."""

from itertools import pairwise
from typing import NamedTuple
from unicodedata import category, east_asian_width

from digestkit.diagnostic import Place
from digestkit.escape import LOG_COMMAND, visible
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


class _Widths(dict[str, int]):
    """Character → columns that it takes; remembered, for a report asks a million times."""

    def __missing__(self, char: str) -> int:
        if len(self) > _MOST_KNOWN:
            self.clear()
        wide = 2 if east_asian_width(char) in "WF" else 1
        found = self[char] = 0 if category(char) in ("Mn", "Me", "Cf") else wide
        return found


_MOST_KNOWN = 10_000
_char_width = _Widths().__getitem__


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
    first, stop = max(start, at - room), min(until, at + room)
    last = min(end, stop + room) if stop == until else stop
    window = source.text[first:last]
    before, meant, after = window[: at - first], window[at - first : stop - first], window[stop - first :]
    if "\t" in window or visible(window) != window:
        before, meant, after = _shown(before), _shown(meant), _shown(after)
        if LOG_COMMAND.search(before + meant + after):  # one that only the whole line makes
            before, meant, after = (part.replace("#", "\\x23") for part in (before, meant, after))
    return _fitted(before, meant, after, room)


def _shown(text: str) -> str:
    return visible(text.replace("\t", "    "))


def _fitted(before: str, meant: str, after: str, most: int) -> Excerpt:
    """The three parts as one line of ``most`` columns at most."""
    if len(before) + len(meant) + len(after) <= most // 2:  # no character takes more than two columns
        return Excerpt(before + meant + after, width(before), max(1, width(meant)))
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
