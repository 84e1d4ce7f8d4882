"""What became of every story: the JSON of ``--report``."""

from collections.abc import Sequence
from typing import Any

from digestkit.diagnostic import Lang
from digestkit.parsed import Parsed
from digestkit.weekly.calendar import Span, name_of
from digestkit.weekly.compose import Item
from digestkit.weekly.told import Dropped, Told


def report(
    span: Span, dailies: Sequence[Parsed], items: Sequence[Item], dropped: Sequence[Dropped], lang: Lang
) -> dict[str, Any]:
    """The report: every story of every daily is in exactly one ``from`` or in ``dropped``."""
    return {
        "version": 1,
        "week": name_of(span),
        "dailies": [each.source.path for each in dailies],
        "stories_in": sum(len(item.rated.event.members) for item in items) + len(dropped),
        "stories_out": len(items),
        "items": [_item(item, lang) for item in items],
        "dropped": [
            {
                "path": each.report.path,
                "line": each.report.line,
                "title": each.report.title,
                "why": each.why.say(lang),
            }
            for each in dropped
        ],
    }


def _item(item: Item, lang: Lang) -> dict[str, Any]:
    return {
        "title": item.story.title,
        "section": item.section,
        "rank": item.rank,
        "from": [_place(told) for told in item.rated.event.members],
        "why": [text.say(lang) for text in (*item.rated.why, *item.rated.event.why)],
        "conflicts": [
            {
                "what": conflict.what,
                "values": [
                    {"value": each.value, "path": each.path, "line": each.line} for each in conflict.values
                ],
            }
            for conflict in item.conflicts
        ],
    }


def _place(told: Told) -> dict[str, Any]:
    report = told.report
    return {"path": report.path, "line": report.line, "title": told.title, "date": report.date}
