"""Which reports are worth comparing: those near in time that share rare terms or an address.

An inverted index of each report's weightiest terms holds the last days only, so cost and memory follow
the number of stories, not its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest

from digestkit.stories.lexicon import rarity
from digestkit.stories.traits import Traits

WINDOW = 8
"""Days between two reports of one event, at most."""
LIGHTEST = 0.15
"""Terms of at least this weight in a report (a unit vector) lead to others."""
COMMON = 3.0
"""Terms that stand in more than about one of twenty stories lead nowhere."""
TRANSLATED = 0.25
"""What a word counts that an English title has only by translation."""
POSTINGS = 250
"""So many reports are looked up for one, at most, by its weightiest terms first. With real archives none needs
more; it bounds the cost of a crowded day."""
FEWEST = 0.08
"""So much of two reports' weight must agree."""
MOST = 20
"""So many reports are given a glance, at most."""
WORTHWHILE, STRIKING = 2.2, 4.0
"""What a glance (``_glance``) must find: in the ``BEST``, and in any others."""
BEST = 5
"""Where many reports look a little alike, as on a crowded day, only so many are compared."""

Pair = tuple[int, Traits, int, Traits]
"""``(number, traits)`` of two reports, the earlier first."""
_Postings = dict[str, list[tuple[int, float]]]


class _Days:
    """The reports of a run of days. ``terms``: key → (report, weight of the key in it), in order of days."""

    def __init__(self) -> None:
        self.terms: _Postings = defaultdict(list)
        self.traits: dict[int, Traits] = {}


def _keys(traits: Traits) -> list[tuple[float, str]]:
    """``(weight, key)`` of whatever a report is looked up by, the weightiest first.

    Keys are its telling terms (``~`` before those that agree across languages), the Chinese for the words of
    an English title, and its addresses.
    """
    rare = rarity()
    keys = []
    title = traits.title
    for mark, vector, own in (("", traits.words, title.words), ("~", traits.ideas, title.ideas)):
        least = LIGHTEST * vector.norm
        # In a long report only its title's terms, which count double, weigh as much.
        terms = own if least >= rare.highest else vector
        keys += [
            (vector[term] / vector.norm, mark + term)
            for term in terms
            if vector[term] > least and (vector[term] > 2 * COMMON or rare[term] > COMMON)
        ]
    keys += [
        (TRANSLATED, pair) for pairs in traits.translated.values() for pair in pairs if rare[pair] > COMMON
    ]
    keys += [(1.0, url) for url in traits.urls]
    return sorted(keys, reverse=True)


def _agreement(keys: list[tuple[float, str]], known: Sequence[_Days]) -> dict[int, float]:
    """Each report of the last days that shares keys → the sum of the products of both weights."""
    agree: dict[int, float] = defaultdict(float)
    left = POSTINGS
    for weight, key in keys:
        for days in known:
            if found := days.terms.get(key):
                for other, its in found[-left:]:
                    agree[other] += weight * its
                left -= len(found)
                if left <= 0:
                    return agree
    return agree


def _glance(one: Traits, other: Traits, agree: float, days: int) -> float:
    """How likely it is that a comparison of two reports, ``days`` apart, comes to anything (a log odds).

    The factors are those of a logistic model that foretells what the full one says; at
    ``WORTHWHILE`` it drops half of the candidates and none that matter.
    """
    across = one.chinese != other.chinese
    ideas = one.ideas.keys() & other.ideas.keys()
    return (
        7.0 * agree
        + (0.4 * len(ideas & one.title.ideas.keys() & other.title.ideas.keys()) if ideas else 0.0)
        + 0.16 * len(ideas)
        - 0.32 * days
        + (0.65 + 1.5 * agree if across else 0.0)
    )


def _worthwhile(traits: Traits, agree: dict[int, float], known: Sequence[_Days]) -> list[tuple[int, Traits]]:
    """The reports that are worth comparing with one, by how much they agree with it; the best first."""
    glances = []
    for other in nlargest(MOST, [n for n, much in agree.items() if much >= FEWEST], key=agree.__getitem__):
        its = next(days.traits[other] for days in known if other in days.traits)
        apart = (traits.day or 0) - (its.day or 0)
        if apart <= WINDOW and (glance := _glance(traits, its, agree[other], apart)) >= WORTHWHILE:
            glances.append((glance, other, its))
    glances.sort(key=lambda each: each[:2], reverse=True)
    return [
        (other, its)
        for place, (glance, other, its) in enumerate(glances)
        if place < BEST or glance >= STRIKING
    ]


def pairs(reports: Iterable[tuple[int, Traits]], known: int = 0) -> Iterator[Pair]:
    """The reports that are worth comparing, two by two.

    ``reports`` come numbered and in order of days. The first ``known`` of them are only there for the later
    ones to be compared with. Two runs of days are kept, each as long as the window; what is older than both
    is forgotten.
    """
    old, new, since = _Days(), _Days(), 0
    for place, (number, traits) in enumerate(reports):
        day = traits.day or 0
        if day > since + WINDOW:
            old, new = (new if day <= since + 2 * WINDOW + 1 else _Days()), _Days()
            since = day
        keys = _keys(traits)
        if place >= known:
            for other, its in _worthwhile(traits, _agreement(keys, (new, old)), (new, old)):
                yield other, its, number, traits
        for weight, key in keys:
            new.terms[key].append((number, weight))
        new.traits[number] = traits
