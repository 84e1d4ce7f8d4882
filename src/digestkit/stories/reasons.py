"""Why reports are thought to tell the same event, in words for an editor: address, names, figures, wording."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from digestkit.diagnostic import Text
from digestkit.stories.lexicon import Names, rarity
from digestkit.stories.report import Report, same_words
from digestkit.stories.traits import TEXT, Traits, traits_of

_PARTICLES = "的了在和与及是为将把被从也都"
"""What a run of characters is cut off at that no word begins or ends with."""


def longest_common(one: str, other: str) -> str:
    """The longest run of characters that stands in both texts."""
    low, high, found = 0, min(len(one), len(other)), ""
    while low < high:  # a common run of some length has one of every shorter length
        size = (low + high + 1) // 2
        runs = {other[i : i + size] for i in range(len(other) - size + 1)}
        run = next((one[i : i + size] for i in range(len(one) - size + 1) if one[i : i + size] in runs), None)
        if run is None:
            high = size - 1
        else:
            low, found = size, run
    return found.strip(" ，。、：；！？,.:;!?\"'“”‘’()（）「」")


def _rarest(terms: AbstractSet[str], mark: str, count: int) -> list[str]:
    """The rarest of ``terms``, rarest first."""
    rare = rarity()
    return sorted(terms, key=lambda term: (-rare[mark + term], term))[:count]


def _figure(number: str) -> str:
    """A normalised number as an editor writes it."""
    digits = number.lstrip("#")
    try:
        value = float(digits)
    except ValueError:
        return digits
    for size, scale in ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")):
        if value >= size:
            return f"{value / size:g}{scale}"
    return f"{value:g}"


def why(reports: Sequence[Report], known: Names | None = None) -> tuple[Text, ...]:
    """What speaks for the same event, strongest first. At least one reason."""
    traits = [traits_of(report, known) for report in reports]
    found = []
    first, *others = (f"{each.title}\n{each.text}" for each in reports)
    if all(same_words(first, each) for each in others):
        found.append(Text("一字不差", "word for word the same"))
    urls = frozenset.intersection(*(each.urls for each in traits))
    if urls:
        url = min(urls)
        found.append(Text(f"同一链接 {url}", f"the same link {url}"))
    shared = _rarest(frozenset.intersection(*(each.names for each in traits)), "@", 4)
    if shared:
        found.append(Text(f"都提到{'、'.join(shared)}", f"all name {', '.join(shared)}"))
    numbers = [_figure(n) for n in _rarest(frozenset.intersection(*(each.numbers for each in traits)), "", 3)]
    if numbers:
        found.append(Text(f"数字相同：{'、'.join(numbers)}", f"the same figures: {', '.join(numbers)}"))
    run = longest_common(reports[0].title[:120], reports[-1].title[:120])
    if len(run) >= 4:
        found.append(Text(f"标题都有“{run}”", f"titles share “{run}”"))
    words = _common_words(traits)
    if words:
        found.append(Text(f"都用到{'、'.join(words)}", f"words in common: {', '.join(words)}"))
    return tuple(found) or (Text("用词和日期相近", "similar words and days"),)


def _as_words(text: str, start: int, end: int) -> str:
    """A run of ``text`` without what is no word at its ends: the unit of a number before it, particles."""
    after_number = text[:start].rstrip(" ")[-1:].isdigit()
    return text[start + after_number : end].strip(_PARTICLES)


def _common_words(traits: Sequence[Traits]) -> list[str]:
    """The rarest words that all reports use: Latin words, and Chinese runs put together from their pairs."""
    shared = set.intersection(*(set(each.words) for each in traits))
    text = traits[0].report.title + "\n" + traits[0].report.text[:TEXT]
    runs, start = set(), None
    for at in range(len(text)):
        if text[at : at + 2] in shared:
            start = at if start is None else start
        elif start is not None:
            runs.add(_as_words(text, start, at + 1))
            start = None
    latin = {term for term in shared if term.isascii() and term.isalpha() and len(term) > 3}
    rare = rarity()
    weight = {run: sum(rare[run[i : i + 2]] for i in range(len(run) - 1)) for run in runs if len(run) > 2}
    weight |= {term: 1.5 * rare[term] for term in latin}
    chosen: list[str] = []
    for term in sorted(weight, key=lambda term: (-weight[term], term)):
        if not any(term in longer for longer in chosen):  # it says nothing beside 海燕机器人 to name 机器人
            chosen.append(term)
    return [_as_written(term, text) for term in chosen[:4]]


def _as_written(term: str, text: str) -> str:
    """A term, which may be a stem in small letters, as the text has it first."""
    found = re.search(rf"(?<![a-z]){re.escape(term)}[a-z]*", text, re.IGNORECASE) if term.isascii() else None
    return found[0] if found else term
