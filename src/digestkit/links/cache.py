"""What was found out before: a small SQLite file in the user's cache folder.

Alive is remembered for days, dead for hours, uncertain for minutes; what was not checked is not
remembered. Several processes may use the file at once. A damaged file is replaced; a file that
can't be used at all only costs the memory, never the run.
"""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digestkit.diagnostic import Text
from digestkit.disk.database import connect, remove
from digestkit.disk.files import file_error, users_folder
from digestkit.disk.reasons import of_sqlite
from digestkit.escape import printable
from digestkit.links.verdict import STATES, State, Verdict

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
KEPT: Mapping[State, int] = {
    "alive": 3 * _DAY,
    "moved": 3 * _DAY,
    "soft-dead": 6 * _HOUR,
    "dead": 6 * _HOUR,
    "uncertain": 20 * _MINUTE,
}
"""Seconds that a verdict is good for."""

_VERSION = 1
_TABLE = """CREATE TABLE verdicts (
  address TEXT PRIMARY KEY, state TEXT NOT NULL, status INTEGER, zh TEXT NOT NULL, en TEXT NOT NULL,
  final_url TEXT, checked REAL NOT NULL, expires REAL NOT NULL) WITHOUT ROWID"""
_AT_ONCE = 500
_LATEST = 253_402_300_799
"""The last second that a date can be made of."""


def default_path() -> Path:
    """Where the cache lies, unless one is given."""
    return users_folder("cache") / "links.sqlite3"


@dataclass
class Cache:
    """An open cache. ``notice`` says what was wrong with the file, if anything was."""

    path: Path
    notice: Text | None = None
    now: Callable[[], float] = time.time
    _db: sqlite3.Connection | None = None

    @classmethod
    def open(cls, path: Path | None = None, now: Callable[[], float] = time.time) -> "Cache":
        """Open the cache at ``path``, making or replacing the file as needed; never fails."""
        cache = cls(path or default_path(), None, now)
        try:
            cache._db = _connect(cache.path)
        except sqlite3.DatabaseError as error:
            cache._recover(error)
        except OSError as error:
            cache._without(error)
        return cache

    def get(self, addresses: Iterable[str]) -> dict[str, Verdict]:
        """What is still known of ``addresses``, by address."""
        wanted = list(addresses)
        found: dict[str, Verdict] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            rows = self._run(
                f"SELECT * FROM verdicts WHERE address IN ({marks}) AND expires > ?",  # noqa: S608 -- only marks
                (*some, self.now()),
            )
            found.update((row[0], verdict) for row in rows if (verdict := _verdict(row)))
        return found

    def put(self, verdicts: Mapping[str, Verdict]) -> None:
        """Remember verdicts, by address; those of unchecked links are left out."""
        now = self.now()
        rows = [
            (
                address,
                each.state,
                each.status,
                each.reason.zh,
                each.reason.en,
                each.final_url,
                now,
                now + KEPT[each.state],
            )
            for address, each in verdicts.items()
            if each.state in KEPT
        ]
        if rows:
            self._run_many("INSERT OR REPLACE INTO verdicts VALUES (?,?,?,?,?,?,?,?)", rows)

    def forget(self) -> int:
        """Forget everything; how many verdicts there were."""
        count = self._run("SELECT count(*) FROM verdicts")
        self._run("DELETE FROM verdicts")
        self._run("VACUUM")  # what was deleted must be gone from the file as well
        return int(count[0][0]) if count else 0

    def close(self) -> None:
        """Drop what has expired, and close the file."""
        if self._db is not None:
            self._run("DELETE FROM verdicts WHERE expires <= ?", (self.now(),))
        if self._db is not None:
            self._db.close()
            self._db = None

    def _run(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.DatabaseError as error:
            self._recover(error)
            return []

    def _run_many(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        for _ in range(2):  # once more into a file that had to be replaced
            if self._db is None:
                return
            try:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany(statement, rows)
                self._db.execute("COMMIT")
            except sqlite3.DatabaseError as error:
                with contextlib.suppress(sqlite3.Error):  # nothing to take back when BEGIN failed
                    self._db.execute("ROLLBACK")
                if not self._recover(error):
                    return
            else:
                return

    def _recover(self, error: sqlite3.DatabaseError) -> bool:
        """Replace a damaged file. A busy or unwritable one is left alone. Whether there is a file again."""
        if isinstance(error, sqlite3.OperationalError):
            busy = "lock" in str(error) or "busy" in str(error)
            if not busy:
                self._without(error)
            return False
        if self._db is not None:
            self._db.close()
            self._db = None
        try:
            remove(self.path)
            self._db = _connect(self.path)
        except (OSError, sqlite3.Error) as again:
            self._without(again)
            return False
        self.notice = Text("链接检查的缓存坏了，已换新的", "the cache of links was damaged; it was replaced")
        return True

    def _without(self, error: OSError | sqlite3.Error) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None
        if isinstance(error, OSError):
            why = file_error(self.path, error).message
        else:
            shown, said = printable(self.path), of_sqlite(error)
            why = Text(f"{shown}：{said.zh}", f"{shown}: {said.en}")
        self.notice = Text(
            f"用不了链接检查的缓存（{why.zh}），这次不用缓存",
            f"the cache of links can't be used ({why.en}); going on without",
        )


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)  # which links an editor checks is nobody else's business
    return connect(path, _TABLE, _VERSION, synchronous="OFF")


def _verdict(row: tuple[Any, ...]) -> Verdict | None:
    address, state, status, zh, en, final_url, checked, _expires = row
    known: dict[str, State] = {each: each for each in STATES}
    if not (
        all(isinstance(each, str) for each in (address, state, zh, en))
        and state in known
        and isinstance(status, int | None)
        and isinstance(final_url, str | None)
        and isinstance(checked, float)
        and 0 <= checked <= _LATEST
    ):
        return None  # SQLite takes anything for a number
    return Verdict(
        address,
        known[state],
        status,
        Text(zh, en),
        final_url,
        datetime.fromtimestamp(checked, UTC).isoformat(timespec="seconds"),
        from_cache=True,
    )
