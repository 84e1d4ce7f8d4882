"""The TOML header of a Hugo page, between two lines ``+++``."""

import tomllib
from typing import Any

from digestkit.diagnostic import Text
from digestkit.late import late
from digestkit.parsed import Problem
from digestkit.source import Source, Span
from digestkit.untrusted import toml

FENCE = late(r"\+\+\+[ \t]*$")


def parse_toml(source: Source, text: str, body: Span) -> tuple[dict[str, Any] | None, list[Problem]]:
    """What the header says, or where it is no TOML. ``text`` is ``body`` of ``source``."""
    try:
        return toml(text.replace("\r\n", "\n")), []
    except RecursionError:
        return None, [_problem(body, Text("嵌套太深", "it nests too deeply"))]
    except tomllib.TOMLDecodeError as error:
        from digestkit.toml_errors import explained

        broken = explained(text, error)
        line = min(source.position(body.start).line + broken.line - 1, source.line_count)
        return None, [_problem(source.line_span(line), broken.advice)]


def _problem(where: Span, what: Text) -> Problem:
    message = Text(f"文件头不是有效的 TOML：{what.zh}", f"The front matter is not valid TOML: {what.en}")
    return Problem("front-matter-invalid", where, message)
