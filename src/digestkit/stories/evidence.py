"""What speaks for and against two reports telling the same event: a row of numbers, each with a name."""

from math import log1p

from digestkit.stories.lexicon import names, rarity, steps
from digestkit.stories.traits import Traits
from digestkit.urls import host_of

EVIDENCE = (
    "title_words",
    "words",
    "title_in_other",
    "title_in_other_both",
    "title_ideas",
    "ideas",
    "rarest_title",
    "rarest",
    "rarest_ideas",
    "long",
    "title_names_shared",
    "title_names_apart",
    "names_shared",
    "versions_shared",
    "versions_apart",
    "title_numbers_shared",
    "title_numbers_apart",
    "numbers_shared",
    "steps_shared",
    "steps_apart",
    "concepts_shared",
    "days",
    "same_day",
    "url",
    "url_apart",
    "same_issue",
    "languages",
    "languages_ideas",
    "languages_rarest",
    "english",
    "bare",
)
"""The names of the evidence, in the order of a row."""


def dot(one: dict[str, float], other: dict[str, float]) -> float:
    """The cosine of two unit vectors."""
    if len(other) < len(one):
        one, other = other, one
    return sum([one[term] * other[term] for term in one.keys() & other.keys()])


def _covered(title: dict[str, float], whole: dict[str, float]) -> float:
    """The share of a title's weight that stands in another report, 0 to 1."""
    return sum([title[term] ** 2 for term in title.keys() & whole.keys()])


def _rarest(shared: set[str], count: int) -> float:
    """How rare the rarest ``count`` shared terms are together, about 0 to 1."""
    rare = rarity()
    return sum(sorted([rare[term] for term in shared], reverse=True)[:count]) / (10.0 * count)


def _name_weight(shared: set[str]) -> float:
    """How much shared names say: rare names more."""
    rare = rarity()
    return sum([rare["@" + name] for name in shared]) / 10.0


def _apart(one: set[str], other: set[str]) -> float:
    """1 when both state something and nothing in common."""
    return 1.0 if one and other and not one & other else 0.0


def _versions(one: Traits, other: Traits) -> tuple[float, float]:
    """Whether titles name the same version of something, and whether other versions of one thing."""
    same = apart = 0.0
    for word in one.versions.keys() & other.versions.keys():
        if one.versions[word] & other.versions[word]:
            same = 1.0
        else:
            apart = 1.0
    return same, apart if not same else 0.0


def evidence(one: Traits, other: Traits) -> list[float]:
    """The row of numbers for two reports, in the order of ``EVIDENCE``; symmetric."""
    covers = sorted((
        max(_covered(one.title_words, other.words), _covered(one.title_ideas, other.ideas)),
        max(_covered(other.title_words, one.words), _covered(other.title_ideas, one.ideas)),
    ))
    shared_names = one.title_names & other.title_names
    all_names = one.names & other.names
    step = steps()
    steps_one = {step[c] for c in one.concepts} - {"topic", "result"}
    steps_other = {step[c] for c in other.concepts} - {"topic", "result"}
    same_version, other_version = _versions(one, other)
    days = abs(one.day - other.day) if one.day is not None and other.day is not None else 1
    across = 1.0 if one.chinese != other.chinese else 0.0
    ideas = dot(one.ideas, other.ideas)
    rarest_ideas = _rarest(one.ideas.keys() & other.ideas.keys(), 4)
    return [
        dot(one.title_words, other.title_words),
        dot(one.words, other.words),
        covers[1],
        covers[0],
        dot(one.title_ideas, other.title_ideas),
        ideas,
        _rarest(one.title_words.keys() & other.title_words.keys(), 3),
        _rarest(one.words.keys() & other.words.keys(), 5),
        rarest_ideas,
        min(1.0, log1p(len(one.long & other.long)) / 3),
        min(1.5, _name_weight(shared_names)),
        _apart(one.title_names, other.title_names),
        min(1.5, _name_weight(all_names)),
        same_version,
        other_version,
        min(1.0, len(one.title_numbers & other.title_numbers) / 2),
        _apart(one.title_numbers, other.title_numbers),
        min(1.0, len(one.numbers & other.numbers) / 3),
        1.0 if steps_one & steps_other else 0.0,
        _apart(steps_one, steps_other),
        min(1.0, len(one.concepts & other.concepts) / 3),
        min(days, 8) / 8,
        1.0 if days == 0 else 0.0,
        1.0 if one.urls & other.urls else 0.0,
        1.0 if _apart(one.urls, other.urls) and {u.partition("/")[0] for u in one.urls} & {u.partition("/")[0] for u in other.urls} else 0.0,
        1.0 if one.path == other.path else 0.0,
        across,
        across * ideas,
        across * rarest_ideas,
        1.0 if not one.chinese and not other.chinese else 0.0,
        1.0 if min(one.size, other.size) < 20 else 0.0,
    ]
