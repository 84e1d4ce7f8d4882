"""What a report is recognised by: its terms and how rare they are, names, numbers, versions, steps, addresses."""

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from math import hypot
from typing import NamedTuple

from digestkit.aspects.failures import without_failures
from digestkit.late import late
from digestkit.stories.lexicon import (
    Names,
    concepts,
    names,
    pieces_of,
    stem,
    steps,
    translations,
    weighed_terms,
)
from digestkit.stories.report import Report
from digestkit.urls import canonical, is_home_page

TITLE = 300
"""So much of a title is compared, in characters: some are whole paragraphs."""
TEXT = 500
"""So much of a story's text is compared, in characters: news come first."""
LEAD = 80
"""So much of it says what happened."""
BARE = 24
"""A title of at most so many characters without a verb is a name."""

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_SHOWN = re.compile(
    r"(?:(?:show|launch|ask|tell|展示|启动|推出|发布|上线|询问|提问|求助)[ ]?HN|HN[ ]?(?:展示|发布|提问))[ ]?[:：–—-][ ]?",
    re.IGNORECASE,
)
"""Where a title says a thing was shown (Show HN: …): of very many things the same."""
_BATCH = re.compile(r"\bYC [A-Z]\d\d\b")
"""To which batch of an incubator a maker belongs: neither what it makes nor a version of that."""
_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))[\u3400-\u9fff]")
"""Two Chinese characters; the next pair begins with the second of them."""
_FIVE = late(r"(?=([\u3400-\u9fff]{5}))[\u3400-\u9fff]")
_NUMBER = re.compile(
    r"(\d(?<![\d.A-Za-z-]\d)(?:\d{0,2}(?:,\d{3})+|\d*))(\.\d+)?\s?"
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
_HYPHENED = late(r"(?<![A-Za-z0-9.])([A-Z][A-Za-z0-9.]+)((?:-[A-Za-z0-9][A-Za-z0-9.]*){1,4})")
_SPACED = re.compile(r"(?<![A-Za-z0-9.])([A-Z][A-Za-z0-9.]+)((?:[- ][A-Za-z0-9][A-Za-z0-9.]*){1,4})")
_OWN_WORD = re.compile(r"-([A-Za-z0-9.]+)| ([A-Za-z]{2}[A-Za-z0-9.]*)")
_NO_FAMILY = frozenset({"ai", "the", "agent"})
_VERSION = re.compile(
    r"(?<![A-Za-z])([A-Za-z]{2,})(?:[-_ ]?[vV]?|[-_ ]?[A-Z])(\d{1,3}(?:\.\d+)*)(?![\d,%亿万年月日])"
    r"|\b([KMRVGo])-?(\d(?:\.\d+)*)(?![\d,%])"
)


class Vector(dict[str, float]):
    """Term → weight. ``norm`` is its length."""

    __slots__ = ("norm",)
    norm: float


class _Said(NamedTuple):
    """The terms of a title or a text. ``names`` come with the words that say them."""

    words: set[str]
    ideas: set[str]
    names: dict[str, str]
    concepts: frozenset[str]
    numbers: frozenset[str]


class _Title(NamedTuple):
    """The terms of a title, by how rare they are."""

    words: Vector
    ideas: Vector
    names: dict[str, str]
    concepts: frozenset[str]
    numbers: frozenset[str]


@dataclass(eq=False)
class Traits:
    """A report, taken apart into what it can be recognised by.

    The fields are what candidates are found with; the properties, which only a comparison needs, are worked
    out when they are first asked for. ``words`` are terms that can only agree within a language (character
    pairs, English words), ``ideas`` such as agree across languages (names, concepts, numbers, Latin terms);
    terms of the title count double. Sets are frozen so that the empty ones, of which there are many, are
    one object.
    """

    report: Report
    known: Names
    day: int | None
    urls: frozenset[str]
    title: _Title
    words: Vector
    ideas: Vector
    names: frozenset[str]
    """Names in the title and the text."""
    numbers: frozenset[str]
    """Numbers in the title and the text."""

    @cached_property
    def chinese(self) -> bool:
        """Whether the title has Chinese in it."""
        return bool(_CHINESE.search(self.report.title))

    @cached_property
    def translated(self) -> dict[str, tuple[str, ...]]:
        """The English words of an English title → Chinese character pairs for them."""
        if self.chinese:
            return {}
        known = translations()
        return {term: known[term] for term in self.title.words if term in known}

    @cached_property
    def title_concepts(self) -> Vector:
        """What is done, by the title."""
        return _vector(["%" + concept for concept in self.title.concepts])

    @cached_property
    def concepts(self) -> Vector:
        """What is done, by the title and the lead."""
        lead = self.report.text[:LEAD]
        stems = [stem(piece) for piece in pieces_of(lead)]
        meant = concepts().found(lead, self.words.keys(), stems)
        return _vector(["%" + concept for concept in self.title.concepts.union(meant)])

    @cached_property
    def steps(self) -> frozenset[str]:
        """The steps of a story that the title marks. A title that is but a name announces it."""
        step = steps()
        found = frozenset([step[concept] for concept in self.title.concepts]) - {"topic", "result"}
        return found or frozenset({"launch"} if self.latin and len(self.report.title) <= BARE else ())

    @cached_property
    def models(self) -> dict[str, set[str]]:
        """Families of models in the title → their members' own words (``LingBot-VA`` → lingbot: va).

        In a Chinese title the words may stand apart (``Qwen3 Max`` → qwen: max); in an English one such
        words need not be a name.
        """
        found: dict[str, set[str]] = {}
        for family, rest in (_SPACED if self.chinese else _HYPHENED).findall(self.report.title.rstrip(".")):
            name = family.lower().rstrip(".0123456789")
            if own := {hyphened or spaced for hyphened, spaced in _OWN_WORD.findall(rest.lower())}:
                found.setdefault(name, set()).update(own)
        return {name: own for name, own in found.items() if name not in _NO_FAMILY}

    def lacks(self, words: Iterable[str]) -> bool:
        """Whether any of ``words``, which are in lower case, stands neither in the title nor in the text."""
        said = f"{self.report.title} {self.report.text[:TEXT]}".lower()
        return any(word not in said for word in words)

    @cached_property
    def own_names(self) -> KeysView[str]:
        """Names in the title."""
        return self.title.names.keys()

    @cached_property
    def title_names(self) -> frozenset[str]:
        """Names in the title and whom they belong to."""
        owners = [self.known.entities[name].owner for name in self.own_names]
        return frozenset([*self.own_names, *filter(None, owners)])

    @cached_property
    def actor(self) -> str | None:
        """Whom the first name of the title stands for: its owner, or itself."""
        lower = self.report.title.lower()
        first, place = None, len(lower)
        for name, word in self.title.names.items():
            at = lower.find(word.partition(" ")[0].lower())
            if 0 <= at < place and self.known.entities[name].kind not in ("place", "event"):
                first, place = name, at
        return (self.known.entities[first].owner or first) if first else None

    @cached_property
    def latin(self) -> frozenset[str]:
        """Rare Latin terms of the title."""
        batch = {stem(piece) for mark in _BATCH.findall(self.report.title) for piece in pieces_of(mark)}
        ideas = self.title.ideas.items()
        return frozenset(
            [term for term, rare in ideas if rare > 4.5 and term[0] not in "@%#" and term not in batch]
        )

    @cached_property
    def versions(self) -> dict[str, set[str]]:
        """Model names of the title with their versions."""
        return versions_in(self.report.title)


@lru_cache(maxsize=256)
def runs_of(traits: Traits) -> frozenset[str]:
    """Runs of five Chinese characters. Kept for the latest only: they would take half of the memory."""
    return frozenset(_FIVE.findall(traits.report.title) + _FIVE.findall(traits.report.text[:TEXT]))


def day_of(report: Report) -> int | None:
    """The report's day as a number, ``None`` for none or one that can't be read."""
    try:
        return date.fromisoformat(report.date).toordinal() if report.date else None
    except ValueError:
        return None


def addresses(report: Report) -> frozenset[str]:
    """The pages that a report links to, in canonical form, without home pages."""
    return frozenset([canonical(url) for url in report.urls if not is_home_page(url)])


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
    """Model names with versions: ``GPT-5.3-Codex`` → ``{"gpt": {"5.3"}}``, ``MiniMax M2.7`` like ``MiniMax 2.7``."""
    found: dict[str, set[str]] = {}
    for word, number, letter, small in _VERSION.findall(_BATCH.sub("", text)):
        found.setdefault((word or letter).lower(), set()).add(number or small)
    return found


def _said(text: str, known: Names) -> _Said:
    """The terms of ``text``."""
    words = set(_PAIR.findall(text))
    pieces = pieces_of(text)
    stems = [stem(piece) for piece in pieces]
    found = known.words.found(text.lower() if pieces else text, words, pieces)
    meant = frozenset(concepts().found(text, words, stems))
    numbers = frozenset(numbers_in(text))
    ideas = {*numbers, *["@" + name for name in found], *["%" + concept for concept in meant]}
    if pieces:
        ideas.update(
            [
                term
                for term, piece in zip(stems, pieces, strict=True)
                if len(piece) > 1 and (piece[0].isupper() or not piece.isalpha())
            ]
        )
        words.update([piece for piece in stems if len(piece) > 1])
        words.update([f"{a}_{b}" for a, b in pairwise(stems)])
    return _Said(words, ideas, found, meant, numbers)


def _vector(terms: Iterable[str], title: Mapping[str, float] | None = None) -> Vector:
    """``terms`` by how rare they are; those of a ``title`` count double."""
    found = Vector(map(weighed_terms().__getitem__, terms))
    if title:
        found.update([(term, 2.0 * rare) for term, rare in title.items()])
    found.norm = hypot(*found.values()) or 1.0
    return found


def terms(title: str, text: str, known: Names) -> set[str]:
    """Every term of a story: what ``rarity`` counts."""
    said = (_said(title, known), _said(text[:TEXT], known))
    return set[str]().union(*(each for part in said for each in (part.words, part.ideas)))


def _subject(title: str) -> str:
    """So much of ``title`` as is compared, without what the titles of a forum have in common."""
    title = title[:TITLE]
    return _SHOWN.sub("", title).strip() or title if "HN" in title else title


def traits_of(report: Report, known: Names | None = None) -> Traits:
    """``report``, taken apart; ``known`` are the names to look for (the package's by default)."""
    known = known or names()
    title_told, text_told = _subject(report.title), without_failures(report.text)
    if (title_told, text_told) != (report.title, report.text):
        report = replace(report, title=title_told, text=text_told)
    title, text = _said(report.title, known), _said(report.text[:TEXT], known)
    words, ideas = _vector(title.words), _vector(title.ideas)
    return Traits(
        report,
        known,
        day_of(report),
        addresses(report),
        _Title(words, ideas, title.names, title.concepts, title.numbers),
        _vector(text.words, words),
        _vector(text.ideas, ideas),
        frozenset([*title.names, *text.names]),
        title.numbers | text.numbers,
    )
