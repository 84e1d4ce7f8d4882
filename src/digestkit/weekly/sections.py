"""Which section of the weekly an event goes to, and the order of the sections."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from digestkit.vocabulary import Vocabulary, squeeze
from digestkit.weekly.events import Event

_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}月\d{1,2}日|（\s*）|\(\s*\)")
_COUNT = re.compile(r"[（(]\s*\d+\s*(?:条|篇|个|则)?\s*[)）]\s*$|(?<=\S)\s*TOP\s*\d+\s*$", re.IGNORECASE)
BRIEFS = "其他重要资讯"
"""Where short stories go."""
_MAIN = "要闻"
_TODAY = re.compile(r"^(?:今日|今天|每日|当日|昨日|昨天|本日)(?=.)")
_LEADING = 8
"""So many stories lead a weekly."""
_EDGES = " \t　:：·|-—–_#*【】[]"


def main(word: str) -> str:
    """Where longer stories go that their dailies put under no section; ``word`` is 本周, 本月 …"""
    return f"{word}{_MAIN}"


def section_name(title: str | None, vocabulary: Vocabulary, word: str) -> str | None:
    """A section's name without days and counts, 今日 as ``word``; the house's own spelling where it is the house's.

    Names for short news (更多动态, 快讯 …) are all ``BRIEFS``.
    """
    if not title:
        return None
    name = _TODAY.sub(word, _COUNT.sub("", _DATE.sub("", title))).strip(_EDGES)
    key = squeeze(name)
    house = next((house for house in vocabulary.sections if squeeze(house) == key), None)
    return house or (BRIEFS if vocabulary.is_short_news(name) and len(name) <= 10 else name) or None


def shared_sections(events: Sequence[Event], vocabulary: Vocabulary, word: str) -> dict[str, float]:
    """Names under which a weekly can gather stories, with the mean place of their stories in the dailies.

    They are the house's, and those that recur from daily to daily. A heading of a single daily is the
    heading of that day's stories, not a section; unless there is no other daily.
    """
    issues: dict[str, set[str]] = {}
    places: dict[str, list[int]] = {}
    dailies = {told.report.path for event in events for told in event.members}
    for event in events:
        for told in event.members:
            name = section_name(told.report.section, vocabulary, word)
            if name:
                issues.setdefault(name, set()).add(told.report.path)
                places.setdefault(name, []).append(told.place)
    return {
        name: sum(found) / len(found)
        for name, found in places.items()
        if squeeze(name) in vocabulary.section_keys or len(issues[name]) >= min(2, len(dailies))
    }


def section_of(event: Event, shared: Container[str], vocabulary: Vocabulary, word: str) -> str | None:
    """The section that most reports of ``event`` stood in; of as many, the earliest report's.

    A report under none counts as well: its daily has the story before all sections.
    """
    names = [section_name(told.report.section, vocabulary, word) for told in event.members]
    known = [name for name in names if name is None or (name in shared and name != BRIEFS)]
    if any(known):
        return Counter(known).most_common(1)[0][0]
    return BRIEFS if BRIEFS in names else None


def ordered(
    names: Sequence[str], places: Mapping[str, float], vocabulary: Vocabulary, word: str
) -> list[str]:
    """``names`` once each: the main stories, the house's in its order, others as the dailies have them, briefs.

    ``names`` are those of the stories, the most important first. One that no daily has, of an editor's plan, stands
    behind those that the plan begins with. Where none of the first is under ``main``, what is
    left there is no news to begin with: it stood under a heading of one day.
    """
    house = {name: place for place, name in enumerate(vocabulary.sections, 1)}
    last = len(house) + 2
    house |= {main(word): 0 if main(word) in names[:_LEADING] else last, BRIEFS: last + 1}
    distinct = list(dict.fromkeys(names))
    known = [places.get(name, 0.0) for name in distinct]
    rank = {name: (places.get(name, max(known[:at], default=0.0)), at) for at, name in enumerate(distinct)}
    return sorted(distinct, key=lambda name: (house.get(name, len(vocabulary.sections) + 1), *rank[name]))
