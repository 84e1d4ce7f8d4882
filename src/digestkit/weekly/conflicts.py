"""Figures that the reports of one event state differently: for the editor to decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePath

from digestkit.figures import Figure, figures_in, same
from digestkit.stories.report import plain
from digestkit.weekly.events import Event, Told
from digestkit.weekly.wording import pairs, sentences

_ALIKE = 0.55
"""Share of the shorter sentence's character pairs, figures apart, from which on two tell the same thing."""
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as a daily states it."""

    value: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing for which dailies give different figures; ``what`` is where they agree in words."""

    what: str
    values: tuple[Value, ...]

    @property
    def remark(self) -> str:
        """The comment that stands in the weekly until the editor has decided."""
        said = " / ".join(f"{each.value}（{PurePath(each.path).name}:{each.line}）" for each in self.values)
        # Two hyphens would end the comment in HTML.
        return f"<!-- digestkit: conflict {_safe(self.what)}：{_safe(said)} -->"


def _safe(text: str) -> str:
    return " ".join(text.split()).replace("--", "- -").replace(">", "＞")


def conflicts(event: Event) -> tuple[Conflict, ...]:
    """Every disagreement among the reports of the same step: a later step may have other figures."""
    found: list[tuple[str, dict[str, Value]]] = []
    for step in event.steps:
        for one, other in combinations(step, 2):
            for what, left, right in _between(one, other):
                values = {
                    said: Value(said, told.report.path, told.report.line)
                    for told, said in ((one, left), (other, right))
                }
                known = next((at for at, each in enumerate(found) if each[1].keys() & values), None)
                if known is None:
                    found.append((what, values))
                else:  # a third value for the same thing, or the same two in another sentence
                    longer = max(found[known][0], what, key=len)
                    found[known] = (longer, {**values, **found[known][1]})
    return tuple(Conflict(what, tuple(sorted(values.values(), key=_place))) for what, values in found)


def _place(value: Value) -> tuple[str, int, str]:
    return (value.path, value.line, value.value)


def _between(one: Told, other: Told) -> Iterator[tuple[str, str, str]]:
    """``(what, figure of one, figure of other)`` for sentences that differ in nothing but a figure."""
    theirs = [_Said(text) for text in _statements(other)]
    theirs = [each for each in theirs if each.figures]
    for text in _statements(one):
        mine = _Said(text)
        for said in theirs if mine.figures else ():
            if mine.alike(said):
                yield from _differences(mine, said)


def _statements(told: Told) -> Iterator[str]:
    yield plain(told.report.title)
    yield from sentences(told.report.text)


class _Said:
    """A sentence with its figures and, figures apart, its words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.figures = [each for each in figures_in(text) if each.unit]
        rest = text
        for figure in reversed(self.figures):
            rest = rest[: figure.span.start] + " " + rest[figure.span.end :]
        self.pairs = pairs(rest)

    def alike(self, other: "_Said") -> bool:
        """Whether the two sentences tell the same thing in much the same words."""
        shorter = min(len(self.pairs), len(other.pairs))
        return shorter > 3 and len(self.pairs & other.pairs) >= _ALIKE * shorter


def _differences(one: _Said, other: _Said) -> Iterator[tuple[str, str, str]]:
    for figure in one.figures:
        rivals = [each for each in other.figures if each.unit == figure.unit]
        mine = [each for each in one.figures if each.unit == figure.unit]
        if len(rivals) == len(mine) == 1 and not same(figure, rivals[0]):
            before = _before(one.text, figure)
            if before and pairs(before) & pairs(_before(other.text, rivals[0])):
                yield before, _said(one.text, figure), _said(other.text, rivals[0])


def _before(text: str, figure: Figure) -> str:
    """The words in front of a figure, back to the last mark."""
    words = text[max(0, figure.span.start - _NEAR) : figure.span.start]
    for mark in "，。；：、,;:（(！？ ":
        words = words.rpartition(mark)[2] or words.rpartition(mark)[0]
    return words.strip()


def _said(text: str, figure: Figure) -> str:
    return text[figure.span.start : figure.span.end].strip()
