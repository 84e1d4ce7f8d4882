"""Why reports are thought to tell the same event, in words for an editor: address, names, figures, wording."""

from collections.abc import Sequence

from digestkit.diagnostic import Text
from digestkit.stories.lexicon import rarity
from digestkit.stories.report import Report
from digestkit.stories.traits import Traits


def longest_common(one: str, other: str) -> str:
    """The longest run of characters that stands in both texts (titles: short)."""
    best, at = 0, 0
    last = [0] * (len(other) + 1)
    for i, char in enumerate(one):
        row = [0] * (len(other) + 1)
        for j, its in enumerate(other):
            if char == its:
                row[j + 1] = last[j] + 1
                if row[j + 1] > best:
                    best, at = row[j + 1], i + 1
        last = row
    return one[at - best : at].strip(" ，。、：；！？,.:;!?\"'“”‘’()（）「」")


def _rarest(terms: set[str], mark: str, count: int) -> list[str]:
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


def why(reports: Sequence[Report], traits: Sequence[Traits]) -> tuple[Text, ...]:
    """What speaks for the same event, strongest first. At least one reason."""
    found = []
    urls = set.intersection(*(each.urls for each in traits))
    if urls:
        url = min(urls)
        found.append(Text(f"同一链接 {url}", f"the same link {url}"))
    shared = _rarest(set.intersection(*(each.names for each in traits)), "@", 4)
    if shared:
        found.append(Text(f"都提到{'、'.join(shared)}", f"all name {', '.join(shared)}"))
    numbers = [_figure(n) for n in _rarest(set.intersection(*(each.numbers for each in traits)), "", 3)]
    if numbers:
        found.append(Text(f"数字相同：{'、'.join(numbers)}", f"the same figures: {', '.join(numbers)}"))
    run = longest_common(reports[0].title[:120], reports[-1].title[:120])
    if len(run) >= 4:
        found.append(Text(f"标题都有“{run}”", f"titles share “{run}”"))
    words = set.intersection(*(each.words.keys() | set() for each in traits))
    rare = [term.replace("_", " ") for term in _rarest({w for w in words if len(w) > 2}, "", 4)]
    if rare:
        found.append(Text(f"共有的少见用词：{'、'.join(rare)}", f"rare words in common: {', '.join(rare)}"))
    return tuple(found) or (Text("用词和日期相近", "similar words and days"),)
