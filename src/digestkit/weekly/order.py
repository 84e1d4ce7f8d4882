"""The stories of a second run in the order that the file has them: a late daily moves none that the editor has seen.

Stories that change places share no lines with what was there before. What the editor changed could then not be
told from what moved, and all of it, new stories too, would end in one comment.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from digestkit.parsed import HINT_COMMENT, Parsed, Role
from digestkit.weekly.wording import bigrams

_OF_STORY = frozenset({Role.FIELD, Role.POINT, Role.SOURCE, Role.PROSE, Role.BODY, Role.COMMENT})
_SPEAKS = re.compile(rf"\s*{HINT_COMMENT}")
"""A comment that belongs to what comes next; others belong to the story before."""

_ALIKE = 0.5
"""So much of the longer of two titles is in the other when a late daily has but reworded it."""

_MOST = 100
"""So many titles of a section that are there no more are compared with each that is new."""

_Key = tuple[str, str, int]
"""A section, the title of a story in it, and how many stories of that title there are up to this one."""


class _Unit(NamedTuple):
    """The lines of a story, from 1, the last one included."""

    key: _Key
    first: int
    last: int


def in_order_of(before: Parsed, made: Parsed) -> str:
    """The text of ``made``, the stories of each section in the order of ``before``; new ones stay behind their neighbour."""
    units = _units(made)
    place = _places(units, [unit.key for unit in _units(before)])
    lines, text, done = made.text.split("\n"), list[str](), 0
    for slot, unit in zip(units, _ordered(units, place), strict=True):
        text += lines[done : slot.first - 1] + lines[unit.first - 1 : unit.last]
        done = slot.last
    return "\n".join(text + lines[done:])


def _places(units: Sequence[_Unit], before: Sequence[_Key]) -> dict[_Key, int]:
    """Where ``units`` stood before: under their own titles, or under one that is alike."""
    place = {key: at for at, key in enumerate(before)}
    known = {unit.key for unit in units}
    gone: dict[str, list[tuple[int, set[str]]]] = defaultdict(list)
    for at, key in enumerate(before):
        if key not in known and len(gone[key[0]]) < _MOST:
            gone[key[0]].append((at, bigrams(key[1])))
    found = {key: at for key, at in place.items() if key in known}
    for unit in units:
        if unit.key not in place and gone[unit.key[0]]:
            mine = bigrams(unit.key[1])
            at, its = max(gone[unit.key[0]], key=lambda old: len(mine & old[1]))
            if len(mine & its) >= _ALIKE * max(len(mine), len(its), 1):
                found[unit.key] = at
                gone[unit.key[0]].remove((at, its))
    return found


def _ordered(units: Sequence[_Unit], place: Mapping[_Key, int]) -> Iterator[_Unit]:
    for _, section in groupby(units, lambda unit: unit.key[0]):
        known: list[_Unit] = []
        behind: dict[_Key | None, list[_Unit]] = defaultdict(list)
        for unit in section:
            if unit.key in place:
                known.append(unit)
            else:
                behind[known[-1].key if known else None].append(unit)
        yield from behind[None]
        for each in sorted(known, key=lambda unit: place[unit.key]):
            yield from (each, *behind[each.key])


def _units(parsed: Parsed) -> list[_Unit]:
    """The stories of a text with their lines."""
    found: list[_Unit] = []
    times = Counter[tuple[str, str]]()
    begins, inside = 0, False
    for piece in parsed.pieces:
        if piece.role is Role.COMMENT and _SPEAKS.match(parsed.text, piece.span.start):
            begins = begins or piece.first
            continue
        if piece.role is Role.STORY:
            section, title = _names(parsed, int(piece.loc[1]), int(piece.loc[3]))
            times[section, title] += 1
            found.append(_Unit((section, title, times[section, title]), begins or piece.first, piece.last))
            inside = True
        elif inside and piece.role in _OF_STORY:
            found[-1] = found[-1]._replace(last=piece.last)
        else:
            inside = False
        begins = 0
    return found


def _names(parsed: Parsed, section: int, story: int) -> tuple[str, str]:
    there = parsed.digest.sections[section]
    return there.title or "", there.stories[story].title or ""
