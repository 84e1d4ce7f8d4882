"""Tests of ``digestkit.stories``, over stories of our own (``examples.jsonl``)."""

import json
from pathlib import Path

from digestkit.stories import Report


def examples() -> tuple[list[Report], list[str]]:
    """The example stories, and the event that each reports."""
    lines = (Path(__file__).parent / "examples.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reports = [
        Report(row["title"], row["text"], tuple(row["urls"]), row["date"], None, row["path"], line)
        for line, row in enumerate(rows, 1)
    ]
    return reports, [row["event"] for row in rows]
