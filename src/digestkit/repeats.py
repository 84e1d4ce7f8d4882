"""What rules on reports of one event have in common: which titles are of different parts, a finding that points back."""

import re

from digestkit.diagnostic import Finding, Related, Text
from digestkit.late import late
from digestkit.rule import Batch

_PART = late(
    r"\bpart\s?(?P<latin>\d{1,2}|[ivx]{1,4}\b)|第\s?(?P<han>[一二三四五六七八九十]|\d{1,2})\s?(?:部分|篇|回|讲|集|章)"
    r"|[（(](?P<third>[上中下])[)）]|(?P<side>[上中下])篇",
    re.IGNORECASE,
)
_NUMBERS = {han: str(number) for number, han in enumerate("一二三四五六七八九十", 1)}


def parts_in(title: str) -> frozenset[str]:
    """Which parts of a series a title names: ``part 2``, ``（上）``. Two parts of a series are two stories."""
    found = (match[match.lastgroup or 0].lower() for match in _PART.finditer(title))
    return frozenset(_NUMBERS.get(part, part) for part in found)


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
