"""Labelled stories: the given sets, those that ``more-labels.tsv`` labels, and pairs that share an address."""

import gzip
import hashlib
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from digestkit.stories import traits
from digestkit.stories.report import Report, plain

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Labelled:
    """Stories with labels: event, thread, whether it is a round-up, events that it may as well be."""

    reports: list[Report]
    labels: list[tuple[str, str, bool, set[str]]]
    chosen: list[tuple[int, int]] | None = None  # the pairs to learn from; all candidates when None

    def fair(self, one: int, other: int) -> bool:
        """Whether the labels say clearly if the two are the same event."""
        a, b = self.labels[one], self.labels[other]
        return not (a[2] or b[2] or a[0] in b[3] or b[0] in a[3])


def report(row: dict[str, object]) -> Report:
    """A line of the data as a report."""
    title, text = (plain(" ".join(str(row[key]).split())) for key in ("title", "text"))
    urls = tuple(map(str, row["urls"])) if isinstance(row["urls"], list) else ()
    return Report(title[:160], text, urls, str(row["date"]), None, f"{row['origin']}{row['date']}")


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The lines of a JSONL file, packed or not."""
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as file
    ):
        yield from map(json.loads, file)


def given(folder: Path, prefix: str) -> Labelled:
    """One of the labelled sets."""
    labels = {}
    for line in (folder / f"{prefix}labels.tsv").read_text("utf-8").splitlines()[1:]:
        key, event, thread, mixed, note = (line.split("\t") + [""] * 5)[:5]
        labels[key] = (event, thread, mixed == "1", set(re.findall(r"ambig:([\w-]+)", note)))
    rows = sorted(lines(folder / f"{prefix}stories.jsonl"), key=lambda row: str(row["date"]))
    return Labelled([report(row) for row in rows], [labels[str(row["id"])] for row in rows])


def key_of(row: dict[str, object]) -> str:
    """A story's name in ``more-labels.tsv``."""
    return hashlib.sha256(f"{row['origin']}\n{row['date']}\n{row['title']}".encode()).hexdigest()[:16]


def more(folder: Path) -> Labelled:
    """The stories of the background that ``more-labels.tsv`` labels."""
    wanted: dict[str, tuple[str, str]] = {}
    for line in (HERE / "more-labels.tsv").read_text("utf-8").splitlines()[1:]:
        key, lot, event = line.split("\t")
        wanted[key] = (lot, event)
    found: dict[Any, Any] = {}
    for row in lines(folder / "background.jsonl.gz"):
        key = key_of(row)
        if key in wanted:
            found.setdefault(key, row)
    lots = defaultdict(list)
    for number, key in enumerate(found):
        lots[wanted[key][0]].append(number)
    labels = [
        (f"{lot}-{event}", f"lot-{lot}", False, set[str]()) for lot, event in (wanted[key] for key in found)
    ]
    chosen = [pair for numbers in lots.values() for pair in itertools.combinations(numbers, 2)]
    return Labelled([report(row) for row in found.values()], labels, chosen)


def silver(folder: Path, known: Sequence[Labelled]) -> Labelled:
    """Pairs that two publications gave one address within two days, in weeks of which the given sets tell nothing.

    Taken for the same event without a look; they are learned as if they had no address.
    """
    weeks = {each.date for data in known for each in data.reports}
    by_url = defaultdict(list)
    for row in lines(folder / "background.jsonl.gz"):
        if row["date"] not in weeks and 8 <= len(str(row["title"])) <= 120:
            for url in sorted(traits.addresses(report(row)))[:1]:
                by_url[url].append(row)
    found = [pair for rows in by_url.values() if len(rows) <= 5 and (pair := _two_publications(rows))]
    reports = [report({**row, "urls": []}) for pair in found for row in pair]
    labels = [(f"silver-{n // 2}", f"silver-{n // 2}", False, set[str]()) for n in range(len(reports))]
    return Labelled(reports, labels, [(n, n + 1) for n in range(0, len(reports), 2)])


def _two_publications(
    rows: Sequence[dict[str, object]],
) -> tuple[dict[str, object], dict[str, object]] | None:
    """The first two of ``rows`` that come from two publications within two days."""
    for one, other in itertools.combinations(rows, 2):
        apart = abs(date.fromisoformat(str(one["date"])) - date.fromisoformat(str(other["date"])))
        if one["origin"] != other["origin"] and apart <= timedelta(2):
            return one, other
    return None
