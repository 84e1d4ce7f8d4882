"""What rules on reports of one event have in common: a finding at one report that points back to another."""

import re
from collections import defaultdict

from digestkit.diagnostic import Finding, Related, Text
from digestkit.late import late
from digestkit.rule import Batch

_PART = late(
    r"\bpart\s?(?P<latin>\d{1,2}|[ivx]{1,4}\b)|第\s?(?P<han>[一二三四五六七八九十]|\d{1,2})\s?(?:部分|篇|回|讲|集|章)"
    r"|[（(](?P<third>[上中下])[)）]|(?P<side>[上中下])篇",
    re.IGNORECASE,
)
_NUMBERS = {han: str(number) for number, han in enumerate("一二三四五六七八九十", 1)}
_RANKING = late(r"trending|热榜|热搜|排行榜|榜单", re.IGNORECASE)
STANDING = 4
"""Words that stand unchanged in so many issues are no news of any: an advertisement, an invitation."""
_SOME_WORDS = 60
"""Characters of a text that nobody writes twice."""


def parts_in(title: str) -> frozenset[str]:
    """Which parts of a series a title names: ``part 2``, ``（上）``. Two parts of a series are two stories."""
    found = (match[match.lastgroup or 0].lower() for match in _PART.finditer(title))
    return frozenset(_NUMBERS.get(part, part) for part in found)


def is_ranking(section: str | None) -> bool:
    """Whether a section lists what is popular: what stands there today may well have stood there yesterday."""
    return bool(section and _RANKING.search(section))


def standing(batch: Batch) -> frozenset[int]:
    """The reports, by number, whose very words stand in many issues."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, report in enumerate(batch.reports):
        if len(report.text) >= _SOME_WORDS:
            found[report.title, report.text].append(number)
    return frozenset(
        number
        for numbers in found.values()
        if len({batch.reports[number].path for number in numbers}) >= STANDING
        for number in numbers
    )


def points_back(batch: Batch, later: int, earlier: int, message: Text, hint: Text, there: Text) -> Finding:
    """A finding at the title of report ``later``; ``there`` says what the title of ``earlier`` is to it."""
    report, first = batch.reports[later], batch.reports[earlier]
    return Finding(
        batch.known[report.path].title_span(report.loc),
        message,
        hint,
        report.title,
        related=(Related(batch.known[first.path].title_span(first.loc), there, first.path),),
        path=report.path,
    )
