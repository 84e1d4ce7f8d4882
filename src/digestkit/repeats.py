"""What rules on reports of one event have in common: parts of a series, lists of contents, a finding that points back."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from digestkit.diagnostic import Finding, Related, Text
from digestkit.late import late
from digestkit.numerals import number_of
from digestkit.parsed import Loc
from digestkit.rule import Batch
from digestkit.urls import canonical

if TYPE_CHECKING:
    from digestkit.stories import Report

_LINKS = 3
"""So many links of a story say which it is."""
_ANNOUNCED = 4
"""So many stories at least that a section has in common with the rest of the issue make it a list of contents."""

_PART = late(
    r"\bpart\s?(?P<latin>\d{1,2}|[ivx]{1,4}\b)|第\s?(?P<han>[一二三四五六七八九十]|\d{1,2})\s?(?:部分|篇|回|讲|集|章)"
    r"|[（(](?P<third>[上中下])[)）]|(?P<side>[上中下])篇",
    re.IGNORECASE,
)


def parts_in(title: str) -> frozenset[str]:
    """Which parts of a series a title names: ``part 2``, ``（上）``. Two parts of a series are two stories."""
    found = (match[match.lastgroup or 0].lower() for match in _PART.finditer(title))
    return frozenset(str(number_of(part) or part) for part in found)


def contents(reports: Iterable["Report"]) -> frozenset[Loc]:
    """The sections of an issue that announce what others tell: a third of their stories have the link of one elsewhere.

    A link that more than two stories have counts for none: there it is the link that is wrong.
    """
    users: dict[str, list[Loc]] = defaultdict(list)
    stories: Counter[Loc] = Counter()
    for report in reports:
        section = report.loc[:2]
        stories[section] += 1
        for url in {canonical(url) for url in report.urls[:_LINKS]}:
            users[url].append(section)
    announced: Counter[Loc] = Counter()
    for sections in users.values():
        if len(sections) == 2 and sections[0] != sections[1]:
            announced[sections[0]] += 1
    return frozenset(
        section for section, many in announced.items() if many >= _ANNOUNCED and many * 3 >= stories[section]
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
