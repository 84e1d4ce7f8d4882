"""What identifies a finding from run to run, though lines move."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from digestkit.diagnostic import Diagnostic
from digestkit.report import Run

_MOST = 200
"""Characters of what is meant that count; enough to tell apart, few where a finding spans a file."""


def fingerprinted(run: Run) -> Iterator[tuple[Diagnostic, str]]:
    """Every finding with a fingerprint made of path, rule, story and the words it is about.

    Findings that share all of these are numbered in their order.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for each in run.diagnostics:
        key = (each.path, each.code, each.story or "", _meant(run, each))
        seen[key] += 1
        text = "\0".join([*key, str(seen[key])])
        yield each, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _meant(run: Run, each: Diagnostic) -> str:
    source, place = run.sources.get(each.path), each.place
    if source is None or place.line > source.line_count:
        return ""
    start, end = source.line_span(place.line)
    begin = start + place.column - 1
    until = start + place.end_column - 1 if place.end_line == place.line else end
    return source.text[begin : min(until, end, begin + _MOST)]
