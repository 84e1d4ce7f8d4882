"""What speaks for and against two reports telling the same event: a row of named numbers, most of them 0 to 1."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from math import log1p, sqrt
from operator import mul
from typing import NamedTuple

from digestkit.stories.lexicon import rarity, steps
from digestkit.stories.traits import Traits, Vector, runs_of

NAMES = (
    # how alike the wording is
    "title_words",
    "words",
    "title_words_squared",
    "words_squared",
    "words_root",
    "words_over_15",
    "words_over_30",
    "title_words_over_30",
    "title_words_over_60",
    "title_in_other",
    "title_in_other_both",
    "title_in_other_product",
    "rarest_title",
    "rarest",
    "long",
    # what holds across languages
    "title_ideas",
    "ideas",
    "ideas_squared",
    "ideas_over_30",
    "rarest_ideas",
    "languages",
    "languages_ideas",
    "languages_rarest",
    "languages_words",
    "translated",
    "translated_weight",
    "english",
    # what is done
    "concepts",
    "title_concepts",
    "concepts_shared",
    "concepts_left_both",
    "concepts_left",
    "steps_shared",
    "steps_apart",
    "plan_and_done",
    # who does it
    "actor_same",
    "actor_other",
    "actor_unknown_to_other",
    "title_names_shared",
    "title_names_apart",
    "title_names_apart_words",
    "names_shared",
    "names_left_both",
    "names_left",
    # products, versions, numbers
    "latin_left_both",
    "latin_left",
    "latin_shared",
    "latin_shared_left",
    "versions_shared",
    "versions_apart",
    "models_apart",
    "launch_and_use",
    "title_numbers_shared",
    "title_numbers_apart",
    "numbers_shared",
    # when and where
    "days",
    "same_day",
    "words_days",
    "ideas_days",
    "url",
    "same_issue",
    "bare",
)
"""The names of the evidence, in the order of a row; then two for each step of a story (``all_names``)."""


@cache
def story_steps() -> tuple[str, ...]:
    """The steps of a story that concepts mark, sorted."""
    return tuple(sorted(set(steps().values()) - {"topic", "result"}))


def all_names() -> tuple[str, ...]:
    """The names of a whole row: ``step:reply:one`` says that one title tells of a reply, the other not."""
    return NAMES + tuple(f"step:{step}:{where}" for step in story_steps() for where in ("one", "both"))


def _cosine(one: Vector, other: Vector, both: AbstractSet[str]) -> float:
    """The cosine of two vectors that share the terms ``both``."""
    if not both:
        return 0.0
    product: float = sum(map(mul, map(one.__getitem__, both), map(other.__getitem__, both)))
    return product / (one.norm * other.norm)


def dot(one: Vector, other: Vector) -> float:
    """The cosine of two vectors."""
    return _cosine(one, other, one.keys() & other.keys())


def _covered(title: Vector, shared: AbstractSet[str]) -> float:
    """The share of a title's weight that lies in the terms which it has in common with another report, 0 to 1."""
    if not shared:
        return 0.0
    return sum([much * much for much in map(title.__getitem__, shared)]) / title.norm**2


def _rarest(shared: Iterable[str], count: int) -> float:
    """How rare the rarest ``count`` shared terms are together, about 0 to 1."""
    return sum(sorted(map(rarity().__getitem__, shared), reverse=True)[:count]) / (10.0 * count)


def _weight(terms: Iterable[str], mark: str = "") -> float:
    """How much terms (or names, concepts: with their mark) say: rare ones more; about 1 for a rare one."""
    rare = rarity()
    return sum([rare[mark + term] for term in terms]) / 10.0


def _apart(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """1 when both state something and nothing in common."""
    return 1.0 if one and other and not one & other else 0.0


def _versions(one: Traits, other: Traits) -> tuple[float, float]:
    """Whether titles name the same version of something, and whether other versions of one thing."""
    both = one.versions.keys() & other.versions.keys()
    same = any(one.versions[word] & other.versions[word] for word in both)
    return float(same), float(bool(both) and not same)


def _models_apart(one: Traits, other: Traits) -> float:
    """1 when titles name two models of one family, each by a word that the other report does not have at all."""
    families = one.models.keys() & other.models.keys()
    return float(any(other.lacks(one.models[f]) and one.lacks(other.models[f]) for f in families))


def _one_each(one: AbstractSet[str], other: AbstractSet[str], step: str, others: tuple[str, ...]) -> bool:
    """Whether one title marks ``step`` and the other, without it, one of ``others``."""
    if step in one and step not in other:
        return not other.isdisjoint(others)
    return step in other and step not in one and not one.isdisjoint(others)


def _left(one: float, other: float) -> tuple[float, float]:
    """What each side says alone → the smaller and the larger of both, bounded."""
    return min(1.0, one, other), min(2.0, max(one, other))


class _Shared(NamedTuple):
    """The terms that two reports have in common, looked up once: of the whole reports, of their titles."""

    words: AbstractSet[str]
    ideas: AbstractSet[str]
    title_words: AbstractSet[str]
    title_ideas: AbstractSet[str]


def _shared(one: Traits, other: Traits) -> _Shared:
    """The terms in common. What titles share, the whole reports share."""
    words, ideas = one.words.keys() & other.words.keys(), one.ideas.keys() & other.ideas.keys()
    return _Shared(
        words,
        ideas,
        words & one.title.words.keys() & other.title.words.keys(),
        ideas & one.title.ideas.keys() & other.title.ideas.keys(),
    )


def _runs(one: Traits, other: Traits, shared: _Shared) -> int:
    """How many runs of five Chinese characters both have. Such a run takes four pairs, each joined to the next."""
    firsts = {term[0] for term in shared.words}
    if sum([term[1] in firsts for term in shared.words if len(term) == 2]) < 3:
        return 0
    return len(runs_of(one) & runs_of(other))


def _wording(one: Traits, other: Traits, shared: _Shared) -> list[float]:
    """How alike the wording is."""
    title = _cosine(one.title.words, other.title.words, shared.title_words)
    words = _cosine(one.words, other.words, shared.words)
    covers = [
        max(
            _covered(each.title.words, shared.words & each.title.words.keys()),
            _covered(each.title.ideas, shared.ideas & each.title.ideas.keys()),
        )
        for each in (one, other)
    ]
    return [
        title,
        words,
        title * title,
        words * words,
        sqrt(words),
        max(0.0, words - 0.15),
        max(0.0, words - 0.3),
        max(0.0, title - 0.3),
        max(0.0, title - 0.6),
        max(covers),
        min(covers),
        covers[0] * covers[1],
        _rarest(shared.title_words, 3),
        _rarest(shared.words, 5),
        min(1.0, log1p(_runs(one, other, shared)) / 3),
    ]


def _translated(one: Traits, other: Traits) -> tuple[float, float]:
    """How much of an English title a Chinese report says: the share, and how much that is."""
    if one.chinese == other.chinese:
        return 0.0, 0.0
    english, chinese = (other, one) if one.chinese else (one, other)
    rare = rarity()
    said = total = 0.0
    for term, pairs in english.translated.items():
        total += rare[term]
        if any(pair in chinese.words for pair in pairs):
            said += rare[term]
    return (said / total if total else 0.0), min(2.0, said / 10.0)


def _meaning(one: Traits, other: Traits, shared: _Shared, words: float) -> list[float]:
    """What holds across languages. ``words`` is how alike the wording is."""
    ideas = _cosine(one.ideas, other.ideas, shared.ideas)
    rarest = _rarest(shared.ideas, 4)
    across = 1.0 if one.chinese != other.chinese else 0.0
    return [
        _cosine(one.title.ideas, other.title.ideas, shared.title_ideas),
        ideas,
        ideas * ideas,
        max(0.0, ideas - 0.3),
        rarest,
        across,
        across * ideas,
        across * rarest,
        across * words,
        *_translated(one, other),
        0.0 if one.chinese or other.chinese else 1.0,
    ]


def _deeds(one: Traits, other: Traits) -> list[float]:
    """What is done."""
    alone = (one.title_concepts.keys() - other.concepts, other.title_concepts.keys() - one.concepts)
    return [
        dot(one.concepts, other.concepts),
        dot(one.title_concepts, other.title_concepts),
        min(1.0, len(one.title_concepts.keys() & other.title_concepts) / 3),
        *_left(_weight(alone[0]), _weight(alone[1])),
        1.0 if one.steps & other.steps else 0.0,
        _apart(one.steps, other.steps),
        1.0 if _one_each(one.steps, other.steps, "plan", ("done",)) else 0.0,
    ]


def _people(one: Traits, other: Traits, words: float) -> list[float]:
    """Who does it."""
    known = one.actor is not None and other.actor is not None
    apart = _apart(one.title_names, other.title_names)
    return [
        1.0 if known and one.actor == other.actor else 0.0,
        1.0 if known and one.actor != other.actor else 0.0,
        1.0 if known and one.actor not in other.title_names and other.actor not in one.title_names else 0.0,
        min(1.5, _weight(one.title_names & other.title_names, "@")),
        apart,
        apart * words,
        min(1.5, _weight(one.names & other.names, "@")),
        *_left(_weight(one.own_names - other.names, "@"), _weight(other.own_names - one.names, "@")),
    ]


def _things(one: Traits, other: Traits) -> list[float]:
    """Products, versions, numbers."""
    alone = (
        [term for term in one.latin if term not in other.words and term not in other.ideas],
        [term for term in other.latin if term not in one.words and term not in one.ideas],
    )
    left = _left(_weight(alone[0]), _weight(alone[1]))
    shared = 1.0 if one.latin & other.latin else 0.0
    return [
        *left,
        shared,
        shared * min(1.0, left[1]),
        *_versions(one, other),
        _models_apart(one, other),
        1.0 if _one_each(one.steps, other.steps, "launch", ("use", "promo")) else 0.0,
        min(1.0, len(one.title.numbers & other.title.numbers) / 2),
        _apart(one.title.numbers, other.title.numbers),
        min(1.0, len(one.numbers & other.numbers) / 3),
    ]


@lru_cache(maxsize=4096)
def _steps(one: frozenset[str], other: frozenset[str]) -> tuple[float, ...]:
    """For each step of a story: whether one title marks it and the other not, whether both do."""
    found: list[float] = []
    for step in story_steps():
        mine, its = step in one, step in other
        found += (float(mine != its), float(mine and its))
    return tuple(found)


def evidence(one: Traits, other: Traits) -> list[float]:
    """The row of numbers for two reports, in the order of ``all_names()``; the same either way round."""
    shared = _shared(one, other)
    wording = _wording(one, other, shared)
    words = wording[1]
    meaning = _meaning(one, other, shared, words)
    ideas = meaning[1]
    apart = abs(one.day - other.day) if one.day is not None and other.day is not None else 1
    days = min(apart, 8) / 8
    return [
        *wording,
        *meaning,
        *_deeds(one, other),
        *_people(one, other, words),
        *_things(one, other),
        days,
        1.0 if apart == 0 else 0.0,
        words * days,
        ideas * days,
        1.0 if one.urls & other.urls else 0.0,
        1.0 if one.report.path == other.report.path else 0.0,
        1.0 if min(len(one.report.text), len(other.report.text)) < 20 else 0.0,
        *_steps(one.steps, other.steps),
    ]
