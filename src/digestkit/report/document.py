"""A finding as plain data, in the shape that ``schemas/report.schema.json`` describes."""

from typing import Any

from digestkit.diagnostic import Diagnostic, Lang, Place


def where(place: Place) -> dict[str, int]:
    """A place, columns in code points, ends exclusive."""
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def finding(each: Diagnostic, lang: Lang) -> dict[str, Any]:
    """One finding."""
    return {
        "path": each.path,
        **where(each.place),
        "code": each.code,
        "name": each.name,
        "severity": each.severity.word,
        "message": each.message.say(lang),
        "story": each.story,
        "fix": {
            "safe": each.fix.safe,
            "edits": [{**where(place), "text": text} for place, text in each.edits],
        }
        if each.fix
        else None,
        "related": [
            {
                "path": other.path,
                "line": other.place.line,
                "column": other.place.column,
                "message": other.message.say(lang),
            }
            for other in each.related
        ],
    }
