"""Which section of the weekly an event goes to, and the order of the sections."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from digestkit.vocabulary import Vocabulary, squeeze
from digestkit.weekly.events import Event

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}月\d{1,2}日|（\s*）|\(\s*\)")
_COUNT = re.compile(r"[（(]\s*\d+\s*(?:条|篇|个|则)?\s*[)）]\s*$")
_EDGES = " \t　:：·|-—–_#*【】[]"


def section_name(title: str | None, vocabulary: Vocabulary) -> str | None:
    """A section's name without days and counts; the house's own spelling where it is the house's."""
    if not title:
        return None
    name = _COUNT.sub("", _DATE.sub("", title)).strip(_EDGES)
    key = squeeze(name)
    return next((house for house in vocabulary.sections if squeeze(house) == key), name or None)


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
    known = [name for name in names if name in shared]
    return Counter(known).most_common(1)[0][0] if known else None


def ordered(names: Sequence[str | None], vocabulary: Vocabulary) -> list[str | None]:
    """``names`` (by importance) without repetition: the house's in the house's order, then the others."""
    house = {name: place for place, name in enumerate(vocabulary.sections)}
    distinct = list(dict.fromkeys(names))
    return sorted(distinct, key=lambda name: (house.get(name or "", len(house)), distinct.index(name)))
