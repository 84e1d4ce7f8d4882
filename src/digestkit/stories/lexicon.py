"""Words that matter when stories are compared: names and their aliases, what is done to whom, how rare a term is.

Tables in ``data/``, each read on first use: ``entities.tsv`` (names), ``concepts.tsv`` (what is done,
made or said, in Chinese and English) and ``rarity.bin`` (how rare a term is in many digests;
``tools/train_duplicates.py`` makes it). ``translations.tsv`` gives Chinese for English words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple
from zlib import crc32

_CJK = re.compile(r"[\u3400-\u9fff]")
_PIECE = re.compile(r"[A-Za-z]{3,}(?=\d)|[A-Za-z0-9]+(?:\.\d+)*")
_ENDINGS = re.compile(r"(?:ies|ied|ing|ers|er|ed|es|s|e|y)$")
MOST_KNOWN = 300_000
"""So many terms are remembered at once."""
SECOND = 0x9E3779B9
"""Where the second hash of a term starts."""


class Entity(NamedTuple):
    """A name: its kind (org, person, product, place, event) and whom it belongs to (``""`` for none)."""

    name: str
    kind: str
    owner: str = ""


class Words(NamedTuple):
    """An index from words to what they mean, searched in time that depends on the text alone.

    ``chinese`` holds words by their first two characters, ``latin`` by their first piece; a Latin word
    is written with spaces around and between its pieces. ``single`` are the words of one character.
    """

    chinese: Mapping[str, tuple[tuple[str, str], ...]]
    latin: Mapping[str, tuple[tuple[str, str], ...]]
    single: tuple[tuple[str, str], ...]

    def found(self, text: str, pairs: AbstractSet[str], pieces: Sequence[str]) -> dict[str, str]:
        """What the words of a text mean → a word that says so, the same one each time.

        ``pairs`` are the text's pairs of Chinese characters (others among them do no harm), ``pieces``
        its Latin pieces in order.
        """
        hits = {meaning: word for word, meaning in self.single if word in text}
        starting = map(self.chinese.__getitem__, sorted(pairs & self.chinese.keys()))
        hits |= {meaning: word for word, meaning in chain.from_iterable(starting) if word in text}
        if pieces:
            spaced = f" {' '.join(pieces)} "
            for piece in sorted(self.latin.keys() & pieces):
                hits.update([(meaning, word[1:-1]) for word, meaning in self.latin[piece] if word in spaced])
        return hits


def pieces_of(text: str) -> list[str]:
    """The Latin words and numbers of a text in order: ``Qwen3-ASR 用K2.5`` → Qwen, 3, ASR, K2.5."""
    return _PIECE.findall(text)


@lru_cache(maxsize=1 << 17)
def stem(piece: str) -> str:
    """The piece in lower case without an English ending, so that acquires and acquired are one word."""
    lower = piece.lower()
    return _ENDINGS.sub("", lower) if len(lower) > 4 and lower.isalpha() else lower


def _rows(name: str) -> Iterable[list[str]]:
    """The rows of a table of the package, without its comments."""
    text = files("digestkit.data").joinpath(name).read_text("utf-8")
    return (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))


def _index(chinese: Iterable[tuple[str, str]], latin: Iterable[tuple[str, str]]) -> Words:
    """The index of (word, meaning) pairs."""
    by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
    by_piece: dict[str, list[tuple[str, str]]] = defaultdict(list)
    single = []
    for word, meaning in chinese:
        if len(word) > 1:
            by_start[word[:2]].append((word, meaning))
        else:
            single.append((word, meaning))
    for word, meaning in latin:
        by_piece[word.partition(" ")[0]].append((f" {word} ", meaning))
    return Words(
        {key: tuple(found) for key, found in by_start.items()},
        {key: tuple(found) for key, found in by_piece.items()},
        tuple(single),
    )


def _spellings(name: str) -> set[str]:
    """The ways a Latin name is capitalised in print. A capital stays one: ICE is not ice."""
    spaced = " ".join(pieces_of(name))
    if name.isupper() and len(name) <= 4:
        return {spaced}
    return {spaced, spaced.upper(), spaced[:1].upper() + spaced[1:]}


class Names(NamedTuple):
    """Every known name, and the index of all words for them."""

    entities: Mapping[str, Entity]
    words: Words


def names_with(more: Mapping[str, Iterable[str]]) -> Names:
    """The names that ship with digestkit and a house's own (name → other names)."""
    entities: dict[str, Entity] = {}
    aliases: list[tuple[str, str]] = []
    rows = [
        (n, kind, owner, other.split("|") if other else []) for n, kind, owner, other in _rows("entities.tsv")
    ]
    rows += [(name, "org", "", list(others)) for name, others in more.items()]
    for name, kind, owner, others in rows:
        entities.setdefault(name, Entity(name, kind, owner))
        aliases += [(word, name) for word in (name, *others)]
    chinese = [(word.lower(), name) for word, name in aliases if _CJK.search(word)]
    latin = [(form, name) for word, name in aliases if not _CJK.search(word) for form in _spellings(word)]
    return Names(entities, _index(chinese, latin))


@cache
def names() -> Names:
    """The names that ship with digestkit."""
    return names_with({})


@cache
def concepts() -> Words:
    """Words for what is done, made or said → the concept."""
    chinese, latin = [], []
    for concept, _, zh, en in _rows("concepts.tsv"):
        chinese += [(word.lower(), concept) for word in zh.split("|") if _CJK.search(word)]
        words = [*en.split("|"), *(word for word in zh.split("|") if not _CJK.search(word))]
        latin += [(" ".join(map(stem, pieces_of(word))), concept) for word in words if word]
    return _index(chinese, latin)


@cache
def steps() -> Mapping[str, str]:
    """Concept → the step of a story that it marks (``deal``, ``plan``, ``reply`` …; ``topic``: none)."""
    return {concept: step for concept, step, _, _ in _rows("concepts.tsv")}


@cache
def translations() -> Mapping[str, tuple[str, ...]]:
    """English stem → the Chinese character pairs that most often stand for it."""
    return {word: tuple(pairs.split(" ")) for word, pairs in _rows("translations.tsv")}


class Rarity(dict[str, float]):
    """Term → how rare it is: the natural logarithm of stories per story that has it.

    Kept as one byte for each of two hashes of a term; where other terms share a byte, the rarer
    reading counts. Answers are remembered.
    """

    def __init__(self, table: bytes, stories: float) -> None:
        super().__init__()
        self.table, self.mask = table, len(table) - 1
        self.readings = [stories - step / 20 for step in range(256)]
        self.highest = self.readings[0]

    def of(self, term: str) -> float:
        """How rare ``term`` is, not remembered."""
        key = term.encode("utf-8", "surrogatepass")
        one, other = self.table[crc32(key) & self.mask], self.table[crc32(key, SECOND) & self.mask]
        return self.readings[min(one, other)]

    def __missing__(self, term: str) -> float:
        if len(self) > MOST_KNOWN:
            self.clear()
        value = self[term] = self.of(term)
        return value


class Terms(dict[str, tuple[str, float]]):
    """Term → the same term and how rare it is.

    A term of many stories is one string for all: they take less memory, and are compared faster.
    """

    def __missing__(self, term: str) -> tuple[str, float]:
        if len(self) > MOST_KNOWN:
            self.clear()
        value = self[term] = term, rarity().of(term)
        return value


@cache
def rarity() -> Rarity:
    """The table that ships with digestkit."""
    data = files("digestkit.data").joinpath("rarity.bin").read_bytes()
    return Rarity(data[4:], int.from_bytes(data[:4], "little") / 1000)


@cache
def weighed_terms() -> Terms:
    """The terms met so far."""
    return Terms()
