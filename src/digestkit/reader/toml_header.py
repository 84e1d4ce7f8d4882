"""The TOML header of a Hugo page, between two lines ``+++``."""

import tomllib
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import Problem
from digestkit.source import Source, Span
from digestkit.untrusted import toml

FENCE = late(r"\+\+\+[ \t]*$")
_LINE = late(r"at line (\d+)")


def parse_toml(source: Source, text: str, body: Span) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What the header says, or where it is no TOML. ``text`` is ``body`` of ``source``."""
    try:
        return toml(text.replace("\r\n", "\n")), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _LINE.search(str(error))
        first = source.position(body.start).line
        where = source.line_span(first + int(found[1]) - 1) if found else body
        message = Text(
            "文件头不是有效的 TOML，请检查这一行的引号和等号",
            "The front matter is not valid TOML; check quotes and equals signs of this line",
        )
        return None, [Problem("front-matter-invalid", where, message)]
