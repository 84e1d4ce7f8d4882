"""What a report is recognised by: its terms and how rare they are, names, numbers, versions, steps, addresses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt

from digestkit.stories.lexicon import Names, concepts, names, pieces_of, rarity, stem, steps
from digestkit.stories.report import Report
from digestkit.urls import canonical, is_home_page

TEXT = 700
"""So much of a story's text is compared, in characters: news come first."""
LEAD = 80
"""So much of it says what happened."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_NUMBER = re.compile(
    r"(?<![\d.A-Za-z-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?"
    r"(万亿|千亿|百亿|十亿|亿|千万|百万|万|%|％|倍|[Bb]illion|bn|[Mm]illion|[Tt]rillion|[BbMmKkT]\b)?"
)
_SCALES = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "十亿": 1e9,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "万": 1e4,
    "billion": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "million": 1e6,
    "m": 1e6,
    "k": 1e3,
    "trillion": 1e12,
    "t": 1e12,
}
_VERSION = re.compile(
    r"([A-Za-z]{2,})[-_ ]?[vV]?(\d{1,3}(?:\.\d+)*)(?![\d,%亿万年月日])|\b([KMRVGo])-?(\d(?:\.\d+)*)(?![\d,%])"
)


@dataclass(slots=True)
class Traits:
    """A report, taken apart. The dictionaries map terms to weights and are unit vectors.

    ``words`` holds what can only agree within a language (character pairs and triples, English
    words), ``ideas`` what agrees across languages (names, concepts, numbers, Latin terms).
    """

    day: int | None
    path: str
    chinese: bool
    size: int
    urls: set[str]
    title_words: dict[str, float]
    words: dict[str, float]
    title_ideas: dict[str, float]
    ideas: dict[str, float]
    title_concepts: dict[str, float]
    concepts: dict[str, float]
    """Of the title and the lead."""
    steps: set[str]
    own_names: set[str]
    """Names in the title."""
    title_names: set[str]
    """Names in the title and whom they belong to."""
    names: set[str]
    actor: str | None
    """Whom the first name of the title stands for."""
    latin: set[str]
    """Rare Latin terms of the title."""
    title_numbers: set[str]
    numbers: set[str]
    versions: dict[str, set[str]]
    long: set[str]


@dataclass(slots=True)
class _Part:
    """The terms of a title or a text."""

    words: set[str]
    ideas: set[str]
    names: dict[str, str]
    concepts: set[str]
    numbers: set[str]
    long: set[str]


def day_of(report: Report) -> int | None:
    """The report's day as a number, ``None`` for none or one that can't be read."""
    try:
        return date.fromisoformat(report.date).toordinal() if report.date else None
    except ValueError:
        return None


def addresses(report: Report) -> set[str]:
    """The pages that a report links to, in canonical form, without home pages."""
    return {canonical(url) for url in report.urls if not is_home_page(url)}


def numbers_in(text: str) -> Iterator[str]:
    """The telling numbers of a text, scaled: ``1.25万亿`` and ``1.25 trillion`` are both ``#1.25e+12``."""
    for whole, rest, scale in _NUMBER.findall(text):
        value = float(whole.replace(",", "") + rest)
        if scale in ("%", "％", "倍"):
            yield f"#{value:g}{'倍' if scale == '倍' else '%'}"
        elif scale:
            yield f"#{value * _SCALES[scale.lower()]:.4g}"
        elif (rest or len(whole) >= 3) and not 1990 <= value <= 2035:
            yield f"#{value:.4g}"


def versions_in(text: str) -> dict[str, set[str]]:
    """Model names with versions: ``GPT-5.3-Codex`` → ``{"gpt": {"5.3"}}``."""
    found: dict[str, set[str]] = {}
    for word, number, letter, small in _VERSION.findall(text):
        found.setdefault((word or letter).lower(), set()).add(number or small)
    return found


def _meant(text: str, grams: set[str], stems: list[str]) -> set[str]:
    """The concepts of ``text``."""
    return set(concepts().found(text, grams, set(stems), f" {' '.join(stems)} "))


def _part(text: str, known: Names) -> _Part:
    """The terms of ``text``."""
    runs = _CHINESE.findall(text)
    pairs = {run[i : i + 2] for run in runs for i in range(len(run) - 1)}
    triples = {run[i : i + 3] for run in runs for i in range(len(run) - 2)}
    fives = {run[i : i + 5] for run in runs for i in range(len(run) - 4)}
    pieces = pieces_of(text)
    stems = [stem(piece) for piece in pieces]
    grams = pairs.union(text)
    found = known.words.found(text.lower() if pieces else text, grams, set(pieces), f" {' '.join(pieces)} ")
    meant = _meant(text, grams, stems)
    numbers = set(numbers_in(text))
    ideas = {
        stem(piece) for piece in pieces if len(piece) > 1 and (piece[0].isupper() or not piece.isalpha())
    }
    ideas |= numbers
    ideas.update(["@" + name for name in found])
    ideas.update(["%" + concept for concept in meant])
    words = pairs | triples
    words.update([piece for piece in stems if len(piece) > 1])
    words.update([f"{a}_{b}" for a, b in pairwise(stems)])
    return _Part(words, ideas, found, meant, numbers, fives)


def terms(title: str, text: str, known: Names) -> set[str]:
    """Every term of a story: what ``rarity`` counts."""
    parts = (_part(title, known), _part(text[:TEXT], known))
    return set().union(*(part.words | part.ideas for part in parts))


def _unit(terms: Iterable[str], strong: set[str]) -> dict[str, float]:
    """The unit vector of ``terms``; those in ``strong`` (the title's) count double."""
    rare = rarity()
    weights = {term: rare[term] * (2.0 if term in strong else 1.0) for term in terms}
    norm = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
    return {term: weight / norm for term, weight in weights.items()}


def _actor(title: str, found: dict[str, str], known: Names) -> str | None:
    """Whom the first name of a title stands for: its owner, or itself."""
    first, place = None, len(title)
    lower = title.lower()
    for name, word in found.items():
        at = lower.find(word.partition(" ")[0].lower())
        if 0 <= at < place and known.entities[name].kind not in ("place", "event"):
            first, place = name, at
    return (known.entities[first].owner or first) if first else None


def traits_of(report: Report, known: Names | None = None) -> Traits:
    """``report``, taken apart; ``known`` are the names to look for (the package's by default)."""
    known = known or names()
    title, body = _part(report.title, known), _part(report.text[:TEXT], known)
    lead = report.text[:LEAD]
    lead_grams = {lead[i : i + 2] for i in range(len(lead) - 1)}.union(lead)
    lead_concepts = _meant(lead, lead_grams, [stem(piece) for piece in pieces_of(lead)])
    own = set(title.names)
    rare, step = rarity(), steps()
    return Traits(
        day=day_of(report),
        path=report.path,
        chinese=bool(_CHINESE.search(report.title)),
        size=len(report.text),
        urls=addresses(report),
        title_words=_unit(title.words, set()),
        words=_unit(title.words | body.words, title.words),
        title_ideas=_unit(title.ideas, set()),
        ideas=_unit(title.ideas | body.ideas, title.ideas),
        title_concepts=_unit(["%" + concept for concept in title.concepts], set()),
        concepts=_unit(["%" + concept for concept in title.concepts | lead_concepts], set()),
        steps={step[concept] for concept in title.concepts} - {"topic", "result"},
        own_names=own,
        title_names=own | ({known.entities[name].owner for name in own} - {""}),
        names=own | body.names.keys(),
        actor=_actor(report.title, title.names, known),
        latin={term for term in title.ideas if term[0] not in "@%#" and rare[term] > 4.5},
        title_numbers=title.numbers,
        numbers=title.numbers | body.numbers,
        versions=versions_in(report.title),
        long=title.long | body.long,
    )
