"""A digest as plain values: what ``digestkit export`` writes and ``schemas/digest.schema.json`` describes."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from digestkit.parsed import Parsed

DEEPEST = 60
"""Levels of front matter that are written; the reader lets fewer pass."""


def document(parsed: Parsed) -> dict[str, Any]:
    """One digest, ready for JSON."""
    digest = parsed.digest
    values = asdict(replace(digest, front_matter=None))
    values["front_matter"] = plain(digest.front_matter)
    return {"path": parsed.source.path, **values}


def plain(value: Any, depth: int = 0) -> Any:
    """``value`` as JSON can say it: dates in ISO 8601, keys as text, what has no number as text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, (dt.date, dt.time)):  # a datetime is a date
        return value.isoformat()
    if depth < DEEPEST and isinstance(value, Mapping):
        return {str(key): plain(each, depth + 1) for key, each in value.items()}
    if depth < DEEPEST and isinstance(value, (list, tuple, set, frozenset)):
        return [plain(each, depth + 1) for each in value]
    return str(value)
