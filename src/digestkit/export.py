"""A digest as plain values: what ``digestkit export`` writes and ``schemas/digest.schema.json`` describes."""

from dataclasses import asdict
from typing import Any

from digestkit.parsed import Parsed


def document(parsed: Parsed) -> dict[str, Any]:
    """One digest, ready for JSON."""
    return {"path": parsed.source.path, **asdict(parsed.digest)}
