"""Which reports are worth comparing: those near in time that share rare terms or an address.

An inverted index of each report's weightiest terms holds the last days only, so cost and memory follow
the number of stories, not its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest
from operator import itemgetter

from digestkit.stories.traits import Traits

WINDOW = 8
"""Days between two reports of one event, at most."""
KEYS = 24
"""So many of a report's weightiest terms lead to others."""
POSTINGS = 300
"""So many of the latest reports with a term are looked at: it bounds the cost of a crowded day."""
FEWEST = 0.06
"""So much of two reports' weight must agree."""
MOST = 40
"""So many candidates a report has, at most."""

_Postings = dict[str, list[tuple[int, float]]]


class _Days:
    """What is known of the last days: term → reports with it and their weights, and each report's traits."""

    def __init__(self) -> None:
        self.terms: _Postings = defaultdict(list)
        self.traits: dict[int, Traits] = {}


def _keys(traits: Traits) -> list[tuple[str, float]]:
    """The terms by which a report is found, with their weights, and its addresses."""
    words = nlargest(KEYS, traits.words.items(), key=itemgetter(1))
    ideas = nlargest(KEYS, traits.ideas.items(), key=itemgetter(1))
    return [*words, *((f"~{term}", weight) for term, weight in ideas), *((url, 1.0) for url in traits.urls)]


def _agreement(keys: list[tuple[str, float]], known: Iterable[_Days]) -> dict[int, float]:
    """The reports of the last days that share keys → how much."""
    agree: dict[int, float] = defaultdict(float)
    for days in known:
        for key, weight in keys:
            for other, its in days.terms.get(key, ())[-POSTINGS:]:
                agree[other] += weight * its
    return agree


def pairs(reports: Iterable[tuple[int, Traits]]) -> Iterator[tuple[int, Traits, int, Traits]]:
    """Pairs that are worth comparing, the earlier first. ``reports`` come numbered and in order of days.

    Two lots of days are kept, each as long as the window: what is older than both is forgotten.
    """
    old, new, since = _Days(), _Days(), 0
    for number, traits in reports:
        day = traits.day or 0
        if day > since + WINDOW:
            old, new = (new if day <= since + 2 * WINDOW + 1 else _Days()), _Days()
            since = day
        keys = _keys(traits)
        agree = _agreement(keys, (old, new))
        for other in nlargest(
            MOST, (n for n, much in agree.items() if much >= FEWEST), key=agree.__getitem__
        ):
            its = new.traits.get(other) or old.traits[other]
            if day - (its.day or 0) <= WINDOW:
                yield other, its, number, traits
        for key, weight in keys:
            new.terms[key].append((number, weight))
        new.traits[number] = traits
