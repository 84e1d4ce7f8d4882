"""A unified diff of two texts of one file."""

import difflib
import re

from digestkit.escape import printable

_LINES = re.compile(r"[^\n]*\n|[^\n]+$")


def unified_diff(path: str, before: str, after: str) -> str:
    """What turns ``before`` into ``after``; only LF ends a line (``splitlines`` cuts at more)."""
    shown = printable(path)
    lines = difflib.unified_diff(_LINES.findall(before), _LINES.findall(after), f"a/{shown}", f"b/{shown}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
