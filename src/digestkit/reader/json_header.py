"""The JSON header of a Hugo page, between a line ``{`` and a line ``}``."""

import json
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import Problem
from digestkit.source import Source, Span

OPEN, CLOSE = late(r"\{[ \t]*$"), late(r"\}[ \t]*$")
FIRST_KEY = late(r'[ \t]*"[^"\n]{1,60}"[ \t]*:')


def parse_json(source: Source, text: str, body: Span) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What the header says, or where it is no JSON. ``text`` is ``body`` of ``source``, without the outer braces."""
    try:
        data: dict[str, Any] = json.loads(f"{{{text}}}")
    except (ValueError, RecursionError) as error:
        at = error.pos - 1 if isinstance(error, json.JSONDecodeError) else 0
        line = source.position(min(body.start + max(at, 0), max(body.end - 1, body.start))).line
        message = Text(
            "文件头不是有效的 JSON，请检查这一行和上一行的引号、逗号和冒号",
            "The front matter is not valid JSON; check quotes, commas and colons of this line and the one above",
        )
        return None, [Problem("front-matter-invalid", source.line_span(line), message)]
    return data, []
