"""Spaces where Chinese meets Latin letters or digits."""

import re

from digestkit.aspects.typography import HAN, masked

_JOINED = re.compile(rf"(?<={HAN})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?={HAN})")
_SPACED = re.compile(rf"(?<={HAN}) +(?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) +(?={HAN})")


def spaced(text: str, space: bool) -> str:
    """``text`` with one space, or none, where Chinese meets Latin; code, links and HTML are let be."""
    pattern, put = (_JOINED, " ") if space else (_SPACED, "")
    parts: list[str] = []
    at = 0
    for found in pattern.finditer(masked(text)):
        parts += (text[at : found.start()], put)
        at = found.end()
    return "".join(parts) + text[at:] if parts else text
