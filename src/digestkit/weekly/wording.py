"""Sentences: taken apart, compared, and recognised when they say the same."""

import re
from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from digestkit.aspects.figures import figures_in
from digestkit.stories import lexicon
from digestkit.stories.report import letters, plain

_SENTENCE = re.compile(r"[^。！？!?]*(?:[。！？!?]+[”’」』）)】》\"']*|$)")
_PAIRS = (("“", "”"), ("「", "」"), ("《", "》"), ("（", "）"), ("(", ")"), ("【", "】"), ("[", "]"))
_MARKS = ("**", "`")
_LATIN_END = re.compile(r"(?<=[a-z0-9)][.])\s+(?=[A-Z])")


def sentences(text: str) -> Iterator[str]:
    """The sentences of ``text`` with their marks, in order; line ends end one too.

    Brackets, quotation marks and bold that are open keep what follows on the line in the same sentence.
    """
    for line in text.split("\n"):
        held = ""
        for found in _SENTENCE.finditer(line):
            for part in _LATIN_END.split(found[0]):
                held = f"{held} {part}" if held and held[-1:].isascii() and held[-1:] == "." else held + part
                if held.strip() and not is_open(held):
                    yield held.strip()
                    held = ""
        if held.strip():
            yield held.strip()


def is_open(text: str) -> bool:
    """Whether a bracket, quotation mark or bold is open at the end of ``text``."""
    return (
        any(text.count(left) > text.count(right) for left, right in _PAIRS)
        or any(text.count(mark) % 2 for mark in _MARKS)
        or _odd_quotes(text)
    )


def _odd_quotes(text: str) -> bool:
    """Whether a straight quotation mark is open; an editor may close it with a curved one."""
    straight = text.count('"')
    return straight > 0 and (straight + text.count("“") + text.count("”")) % 2 == 1


_LEANS = re.compile(
    r"(?:这|此|该|其|对此|然而|但|不过|因此|所以|同时|此外|另外|与此同时|而|也|他|她|它|两者|双方|公司|作者|文章|报道|本文|"
    r"值得注意的是|正如|目前|最近)"
)


def leans(sentence: str) -> bool:
    """Whether ``sentence`` needs what stands before it: 这……, 此举……, 公司表示……"""
    return _LEANS.match(sentence) is not None


def width(text: str) -> float:
    """How wide ``text`` is, in Chinese characters: others count half."""
    return sum(0.5 if char < "\u2e80" else 1.0 for char in text)


def first_sentence(text: str) -> str:
    """The first sentence of ``text``; empty when it has none."""
    return next(sentences(text), "")


def bigrams(text: str) -> set[str]:
    """Neighbouring characters of the words of ``text``: case, spaces and punctuation do not count."""
    kept = letters(plain(text))
    return {kept[at : at + 2] for at in range(len(kept) - 1)} or ({kept} if kept else set())


def covered(wanted: set[str], known: Iterable[set[str]], share: float) -> bool:
    """Whether one of the ``known`` texts says what ``wanted`` says; all are ``bigrams`` of texts."""
    return not wanted or any(len(wanted & each) >= share * len(wanted) for each in known)


_COUNT = re.compile(
    r"\d+(?:\.\d+)?|[一二两三四五六七八九十百半]{1,3}(?=成|倍|折|分之)"
    r"|[二两三四五六七八九十百]{1,3}(?=[家位人名年月天款项种条步座])"
)


def adds_figures(candidate: str, known: str) -> bool:
    """Whether ``candidate`` states a figure or a count (四成, 两家) that ``known`` does not."""
    return not stated(candidate) <= stated(known) | counts(known)


_ONE = (1.0, 1.0, "个")
"""一个 is an article rather than a figure."""


def states_figures(text: str) -> bool:
    """Whether there is a figure in ``text``."""
    return any((each.low, each.high, each.unit) != _ONE for each in figures_in(text))


def stated(text: str) -> set[Hashable]:
    """The figures of ``text``, whatever their spelling, and the counts beside them."""
    text = plain(text)
    figures = figures_in(text)
    ends = [0, *(each.span.end for each in figures)]
    starts = [*(each.span.start for each in figures), len(text)]
    others = " ".join(text[start:end] for start, end in zip(ends, starts, strict=True))
    told = {(each.low, each.high, each.unit) for each in figures} - {_ONE}
    return told.union(_COUNT.findall(others))


def counts(text: str) -> set[Hashable]:
    """All numbers of ``text`` as they are written."""
    return set(_COUNT.findall(plain(text)))


_FEWEST = 4
"""Of fewer neighbouring characters a sentence says nothing: 详见下文, a signature."""


class _Shares(NamedTuple):
    """How much of a sentence may be in the story already while it still counts as news: below these shares."""

    one: float
    """In a single sentence of the story: that one says the same."""
    all: float
    """In all of them together, which says less: a long story has most pairs of characters somewhere."""


_NEW_FACTS = _Shares(0.55, 0.72)
"""With a figure or a name that the story lacks: other words around it may well be the same."""
_NO_FACTS = _Shares(0.4, 0.42)
"""With neither: only what is said in other words altogether adds anything."""
_KNOWN_FIGURES = _Shares(0.3, 0.4)
"""With figures, all of them told: most likely the same fact once more in other words."""
_ON_TOPIC = 0.15
"""A stock phrase that shares so much with the story is said of its news, and adds nothing."""

# What is said of any news: 具有广阔的应用前景, 引发了广泛关注. Of another report's sentences it adds nothing.
_EMPTY = re.compile(
    r"应用前景|值得(?:关注|期待|一提)|(?:深远|重要|重大|积极)的?(?:影响|背景意义|意义|参考价值)|敲响\w{0,12}警钟"
    r"|随着\w{0,16}(?:不断|快速|持续|日益|广泛)\w{0,6}(?:发展|普及|进步|应用)"
    r"|(?:带来|提供)\w{0,6}(?:突破|机遇|可能性?|思路)|引发\w{0,12}(?:关注|讨论|热议|担忧|思考)"
    r"|推动\w{0,16}(?:发展|进步|变革)|标志着\w{0,20}(?:进展|突破|里程碑|进入|开始)|(?:体现|反映|凸显|彰显)了?\w{0,24}"
    r"(?:实力|潜力|趋势|进步|创新|地位|信心|重视)"
)


class Said:
    """What a story says already, to tell whether another sentence adds anything to it."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sentences: list[set[str]] = []
        self._pairs: set[str] = set()
        self._names: set[str] = set()
        self._figures: set[Hashable] = set()
        for text in texts:
            for sentence in sentences(text):
                self.add(sentence)

    def add(self, sentence: str) -> None:
        """``sentence`` is in the story now."""
        self._sentences.append(bigrams(sentence))
        self._pairs |= self._sentences[-1]
        self._names |= names(sentence)
        self._figures |= stated(sentence) | counts(sentence)

    def is_news(self, sentence: str) -> bool:
        """Whether ``sentence`` says what the story does not.

        One with new figures or names may be more alike, one that repeats known figures must be less.
        """
        mine = bigrams(sentence)
        if len(mine) < _FEWEST:
            return False
        figures = stated(sentence)
        facts = bool(names(sentence) - self._names) or not figures <= self._figures
        if not facts and _EMPTY.search(sentence) and covered(mine, [self._pairs], _ON_TOPIC):
            return False
        shares = _NEW_FACTS if facts else _KNOWN_FIGURES if figures else _NO_FACTS
        return not (covered(mine, self._sentences, shares.one) or covered(mine, [self._pairs], shares.all))


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*[A-Za-z0-9]|《([^《》\n]{2,20})》")
_COMMON = frozenset(
    re.findall(r"\w+", "ai agent agents agi api app apps ceo code cpu gpu llm llms star stars token tokens")
)


def names(text: str) -> set[str]:
    """Names in ``text``: those that digestkit knows (Apple is 苹果), other Latin ones in lower case, titles in 《》.

    A word without a capital or a figure is none, nor one that any news of the trade has.
    """
    text = plain(text)
    pieces = lexicon.pieces_of(text)
    known = lexicon.names().words.found(text.lower() if pieces else text, bigrams(text), pieces)
    told = {word for alias in known.values() for word in alias.lower().split()} | _COMMON
    found = (match[1] or match[0] for match in _NAME.finditer(text))
    others = {name.lower() for name in found if not (name.isascii() and name.islower() and name.isalpha())}
    return known.keys() | (others - told)
