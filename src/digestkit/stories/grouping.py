"""Groups of reports that tell the same event, and later steps of a story already told."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from digestkit.diagnostic import Text
from digestkit.stories.clusters import clusters
from digestkit.stories.comparing import DOUBTFUL, compared
from digestkit.stories.lexicon import Names
from digestkit.stories.model import model
from digestkit.stories.reasons import why
from digestkit.stories.report import Report
from digestkit.stories.traits import addresses, day_of

Kind = Literal["same-event", "same-url"]


@dataclass(frozen=True)
class Group:
    """Reports of one event (or different stories under one URL). ``members`` are indexes, ascending.

    ``score`` is how sure it is, 0 to 1. ``reports`` are the members themselves, ``names`` those that were
    looked for in them (``None``: the package's): what ``why`` is worked out from.
    """

    members: tuple[int, ...]
    score: float
    kind: Kind
    reports: tuple[Report, ...] = field(repr=False, compare=False)
    names: Names | None = field(default=None, repr=False, compare=False)

    @cached_property
    def why(self) -> tuple[Text, ...]:
        """The evidence in words, strongest first; worked out when it is asked for."""
        return why(self.reports, self.names)


@dataclass(frozen=True)
class FollowUp:
    """``later`` tells a later step of what ``earlier`` told; both are indexes of reports.

    ``score`` is how sure it is, 0 to 1; ``reports`` and ``names`` as in ``Group``.
    """

    earlier: int
    later: int
    score: float
    reports: tuple[Report, Report] = field(repr=False, compare=False)
    names: Names | None = field(default=None, repr=False, compare=False)

    @cached_property
    def why(self) -> tuple[Text, ...]:
        """What both have in common, in words."""
        return why(self.reports, self.names)


@dataclass(frozen=True, slots=True)
class Grouping:
    """What ``group`` found. A report is in at most one group of the kind ``same-event``.

    ``sure`` holds, for every pair that was compared (lower index first), how sure it is that both tell
    the same event.
    """

    groups: tuple[Group, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    sure: Mapping[tuple[int, int], float] = field(default_factory=dict)

    @property
    def events(self) -> tuple[Group, ...]:
        """The groups of reports of one event."""
        return tuple(each for each in self.groups if each.kind == "same-event")

    def certainty(self, one: int, other: int) -> float:
        """How sure it is that two reports tell the same event, 0 to 1; 0 for two that were not compared."""
        return self.sure.get((min(one, other), max(one, other)), 0.0)


def group(reports: Sequence[Report], names: Names | None = None, asked: int | None = None) -> Grouping:
    """Which of ``reports`` tell the same event, which continue one, which share only an address.

    With ``asked``, what there is to say of the first ``asked`` of them; the others are there to compare with.
    """
    events: dict[tuple[int, int], float] = {}
    threads: dict[tuple[int, int], float] = {}
    for one, other, event, thread in compared(reports, names, asked):
        if event >= DOUBTFUL:
            events[min(one, other), max(one, other)] = event
        if thread >= model().follow:
            threads[one, other] = thread
    found = [_group(members, reports, events, names) for members in clusters(events, model().cut)]
    together = {member: number for number, each in enumerate(found) for member in each.members}
    groups = sorted([*found, *_same_url(reports, together, names)], key=lambda each: each.members)
    follow_ups = _follow_ups(reports, threads, together, names)
    first = len(reports) if asked is None else asked
    return Grouping(
        tuple(each for each in groups if each.members[0] < first),
        tuple(each for each in follow_ups if min(each.earlier, each.later) < first),
        events,
    )


def group_apart(reports: Sequence[Report], names: Names | None = None) -> Grouping:
    """Like ``group``, but each publication for itself: what one told is no news of another's."""
    lots: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        lots[publication(report.path)].append(number)
    groups: list[Group] = []
    follow_ups: list[FollowUp] = []
    sure: dict[tuple[int, int], float] = {}
    for numbers in lots.values():
        found = group([reports[number] for number in numbers], names)
        groups += (replace(each, members=tuple(numbers[m] for m in each.members)) for each in found.groups)
        follow_ups += (
            replace(each, earlier=numbers[each.earlier], later=numbers[each.later])
            for each in found.follow_ups
        )
        sure.update({(numbers[a], numbers[b]): much for (a, b), much in found.sure.items()})
    return Grouping(tuple(sorted(groups, key=lambda each: each.members)), tuple(follow_ups), sure)


def publication(path: str) -> str:
    """What the issues of one publication have in common in their paths: the folder, dates in it aside."""
    return re.sub(r"\d+", "0", path.replace("\\", "/").rpartition("/")[0])


def _group(
    members: Sequence[int],
    reports: Sequence[Report],
    sure: Mapping[tuple[int, int], float],
    names: Names | None,
) -> Group:
    """The group of ``members`` with its score."""
    both = [(a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
    score = sum(sure.get(pair, 0.0) for pair in both) / len(both)
    chosen = tuple(reports[member] for member in members)
    return Group(tuple(members), round(score, 3), "same-event", chosen, names)


def _same_url(reports: Sequence[Report], together: Mapping[int, int], names: Names | None) -> Iterator[Group]:
    """Reports under one address that are not all of one event."""
    by_url: dict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for url in addresses(report):
            by_url[url].append(number)
    seen = set()
    for _, members in sorted(by_url.items()):
        events = {together.get(member, -1 - member) for member in members}
        if len(events) > 1 and tuple(members) not in seen:
            seen.add(tuple(members))
            chosen = tuple(reports[member] for member in members)
            yield Group(tuple(members), 1.0, "same-url", chosen, names)


def _follow_ups(
    reports: Sequence[Report],
    threads: Mapping[tuple[int, int], float],
    together: Mapping[int, int],
    names: Names | None,
) -> Iterator[FollowUp]:
    """For each report that continues an earlier thread, the report that it most surely continues."""
    best: dict[int, tuple[float, int]] = {}
    for (earlier, later), sure in threads.items():
        apart = together.get(earlier, -1) != together.get(later, -2)
        before, after = day_of(reports[earlier]), day_of(reports[later])
        if apart and before is not None and after is not None and before < after:
            best[later] = max(best.get(later, (0.0, 0)), (sure, -earlier))
    for later, (sure, negative) in sorted(best.items()):
        earlier = -negative
        yield FollowUp(earlier, later, round(sure, 3), (reports[earlier], reports[later]), names)
