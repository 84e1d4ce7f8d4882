"""Which section of the weekly an event goes to, and the order of the sections."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from digestkit.vocabulary import Vocabulary, squeeze
from digestkit.weekly.events import Event

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}月\d{1,2}日|（\s*）|\(\s*\)")
_COUNT = re.compile(r"[（(]\s*\d+\s*(?:条|篇|个|则)?\s*[)）]\s*$")
_SHORT = re.compile(r"更多|其他|其它|速览|快讯|简讯|简报|一句话")
BRIEFS = "其他重要资讯"
"""Where short stories go."""
MAIN = "本周要闻"
"""Where longer stories go that their dailies put under no section."""
_EDGES = " \t　:：·|-—–_#*【】[]"


def section_name(title: str | None, vocabulary: Vocabulary) -> str | None:
    """A section's name without days and counts; the house's own spelling where it is the house's.

    Names for short news (更多动态, 快讯 …) are all ``BRIEFS``.
    """
    if not title:
        return None
    name = _COUNT.sub("", _DATE.sub("", title)).strip(_EDGES)
    key = squeeze(name)
    house = next((house for house in vocabulary.sections if squeeze(house) == key), None)
    return house or (BRIEFS if _SHORT.search(name) and len(name) <= 10 else name) or None


def shared_sections(events: Iterable[Event], vocabulary: Vocabulary) -> frozenset[str]:
    """Names under which a weekly can gather stories: the house's, and those that recur or hold several.

    A heading of one daily that holds one story is a story's own heading, not a section.
    """
    days: dict[str, set[str]] = {}
    count: Counter[str] = Counter()
    for event in events:
        for told in event.members:
            name = section_name(told.report.section, vocabulary)
            if name:
                days.setdefault(name, set()).add(told.report.path)
                count[name] += 1
    return frozenset(
        name
        for name in days
        if squeeze(name) in vocabulary.section_keys or len(days[name]) > 1 or count[name] > 2
    )


def section_of(event: Event, shared: frozenset[str], vocabulary: Vocabulary) -> str | None:
    """The section that most reports of ``event`` stood in; of as many, the earliest report's."""
    names = [section_name(told.report.section, vocabulary) for told in event.members]
    known = [name for name in names if name in shared and name != BRIEFS]
    if known:
        return Counter(known).most_common(1)[0][0]
    return BRIEFS if BRIEFS in names else None


def ordered(names: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """``names`` (by importance) once each: the main stories, the house's in its order, others, short ones."""
    house = {name: place for place, name in enumerate(vocabulary.sections, 1)}
    house |= {MAIN: 0, BRIEFS: len(house) + 2}
    distinct = list(dict.fromkeys(names))
    return sorted(
        distinct, key=lambda name: (house.get(name, len(vocabulary.sections) + 1), distinct.index(name))
    )
