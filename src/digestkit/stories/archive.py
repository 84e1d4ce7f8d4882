"""Which issues of a large archive can matter to a draft, without reading all of them again.

A small SQLite file remembers, for every text by its hash, its day and the addresses it links to. Only the
issues near a draft in time, or with an address of its, are read. The file is a cache: when it is damaged it is
made anew, when it cannot be written the archive is read every time.
"""

import contextlib
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from digestkit.disk.database import connect, remove
from digestkit.disk.files import users_folder
from digestkit.parsed import Parsed
from digestkit.source import Source
from digestkit.stories.candidates import WINDOW
from digestkit.stories.report import Report, reports_of
from digestkit.stories.traits import addresses, day_of

_TABLE = """CREATE TABLE issues (
  hash BLOB PRIMARY KEY, day INTEGER, addresses BLOB NOT NULL) WITHOUT ROWID"""
_VERSION = 1
_AT_ONCE = 200
"""So many issues are read before what they hold is written down: a crash loses no more."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is remembered of an issue: its day as a number, and its addresses as 64-bit hashes."""

    day: int | None
    addresses: "array[int]"


def default_path() -> Path:
    """Where the file lies, unless one is given."""
    return users_folder("cache") / "archive.sqlite3"


def relevant(
    archive: Sequence[Source],
    drafts: Iterable[Parsed],
    read: Callable[[Source], Parsed],
    path: Path | None = None,
) -> list[Source]:
    """The texts of ``archive`` that can hold what the ``drafts`` tell, in their order.

    Those within the window of days around a draft, those without a day, and those that share an address.
    """
    own = [_issue(reports) for reports in map(reports_of, drafts) if reports]
    days = {each.day for each in own}
    if None in days:
        return list(archive)  # a draft without a day may meet any issue
    links = {address for each in own for address in each.addresses}
    near = {day + step for day in days if day is not None for step in range(-WINDOW, WINDOW + 1)}
    known = _known(archive, read, path or default_path())
    return [
        source
        for source, issue in zip(archive, known, strict=True)
        if issue.day is None or issue.day in near or not links.isdisjoint(issue.addresses)
    ]


def _issue(reports: Sequence[Report]) -> Issue:
    """What is to be remembered of an issue with these reports."""
    links = {address for report in reports for address in addresses(report)}
    return Issue(day_of(reports[0]) if reports else None, array("q", sorted(map(_hash, links))))


def _hash(address: str) -> int:
    """An address as a signed 64-bit number."""
    return int.from_bytes(sha256(address.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)


def _known(archive: Sequence[Source], read: Callable[[Source], Parsed], path: Path) -> list[Issue]:
    """What is known of each text; new ones are read and remembered."""
    keys = [sha256(source.to_bytes()).digest()[:16] for source in archive]
    with _open(path) as file:
        known = _remembered(file, keys)
        new = [(key, source) for key, source in zip(keys, archive, strict=True) if key not in known]
        for start in range(0, len(new), _AT_ONCE):
            found = {key: _issue(reports_of(read(source))) for key, source in new[start : start + _AT_ONCE]}
            _remember(file, found)
            known |= found
    return [known[key] for key in keys]


@contextlib.contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, made anew when it is damaged; in memory when it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _connected(path)
    except sqlite3.DatabaseError:
        try:
            remove(path)
            file = _connected(path)
        except (OSError, sqlite3.Error):
            file = _connected(":memory:")
    except OSError:
        file = _connected(":memory:")
    with contextlib.closing(file):
        yield file


def _connected(path: Path | str) -> sqlite3.Connection:
    return connect(path, _TABLE, _VERSION, journal_mode="WAL", synchronous="NORMAL")


def _remembered(file: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Issue]:
    """What the file knows of ``keys``; nothing when it can't be read."""
    found = {}
    with contextlib.suppress(sqlite3.Error):
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT hash, day, addresses FROM issues WHERE hash IN ({marks})"  # noqa: S608 -- only marks
            for key, day, packed in file.execute(query, some):
                # SQLite takes anything for a number
                if isinstance(day, int | None) and isinstance(packed, bytes) and len(packed) % 8 == 0:
                    found[key] = Issue(day, array("q", packed))
    return found


def _remember(file: sqlite3.Connection, found: dict[bytes, Issue]) -> None:
    """Write down what is known of new texts, all or nothing. A busy or full disk only costs time later."""
    rows = [(key, issue.day, issue.addresses.tobytes()) for key, issue in found.items()]
    with contextlib.suppress(sqlite3.Error):
        file.execute("BEGIN IMMEDIATE")
        try:
            file.executemany("INSERT OR REPLACE INTO issues VALUES (?, ?, ?)", rows)
        except sqlite3.Error:
            file.execute("ROLLBACK")
            raise
        file.execute("COMMIT")
