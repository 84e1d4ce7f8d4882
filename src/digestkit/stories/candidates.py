"""Which reports are worth comparing: those near in time that share rare terms or an address."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from digestkit.stories.traits import Traits

WINDOW = 8
"""Days between two reports of one event, at most."""
KEYS = 24
"""So many of a report's weightiest terms lead to others."""
POSTINGS = 400
"""So many of the latest reports with a term are looked at: it bounds the cost of a crowded day."""
FEWEST = 0.06
"""So much of two reports' weight must agree."""
MOST = 40
"""So many candidates a report has, at most."""


class Index:
    """Rare terms → the reports that have them, for the last ``WINDOW`` to twice that many days."""

    def __init__(self) -> None:
        self._new: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._old: dict[str, list[tuple[int, float]]] = {}
        self._since = -(10**9)

    def add(self, number: int, day: int, keys: Sequence[tuple[str, float]]) -> dict[int, float]:
        """The earlier reports that share keys → how much; then the report itself is known."""
        if day > self._since + WINDOW:
            self._old = self._new if day <= self._since + 2 * WINDOW + 1 else {}
            self._new, self._since = defaultdict(list), day
        agree: dict[int, float] = defaultdict(float)
        for key, weight in keys:
            fresh = self._new[key]
            for postings in (self._old.get(key, ()), fresh):
                for other, its in postings[-POSTINGS:]:
                    agree[other] += weight * its
            fresh.append((number, weight))
        return agree


def keys_of(traits: Traits) -> list[tuple[str, float]]:
    """The terms by which a report is found, with their weights, and its addresses."""
    words = sorted(traits.words.items(), key=lambda item: -item[1])[:KEYS]
    ideas = sorted(traits.ideas.items(), key=lambda item: -item[1])[:KEYS]
    return [*words, *((f"~{term}", weight) for term, weight in ideas), *((url, 1.0) for url in sorted(traits.urls))]


def candidates(traits: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Pairs of positions in ``traits`` (which is in order of days) that are worth comparing."""
    index = Index()
    for number, one in enumerate(traits):
        day = one.day or 0
        agree = index.add(number, day, keys_of(one))
        near = [(a, other) for other, a in agree.items() if a >= FEWEST and day - (traits[other].day or 0) <= WINDOW]
        near.sort(reverse=True)
        yield from ((other, number) for _, other in near[:MOST])
