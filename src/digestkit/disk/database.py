"""Opening and removing small SQLite files that hold what can be found out again: one table each."""

import sqlite3
from pathlib import Path

_PATIENCE = 3.0
"""Seconds to wait for another process that is writing."""


def connect(path: Path | str, table: str, version: int, **pragmas: str) -> sqlite3.Connection:
    """The file at ``path`` with the one table that ``table`` (``CREATE TABLE name …``) makes.

    The table is made anew when the file is new or of another ``version``. Raises ``sqlite3.OperationalError``
    when the file can't be opened or another process keeps it busy, and another ``sqlite3.DatabaseError`` when
    it is damaged or holds anything else.
    """
    file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        for name, value in pragmas.items():
            file.execute(f"PRAGMA {name} = {value}")
        if not _is_current(file, version):
            file.execute("BEGIN IMMEDIATE")
            if not _is_current(file, version):  # another process may have made it while this one waited
                file.execute(f"DROP TABLE IF EXISTS {table.split()[2]}")
                file.execute(table)
                file.execute(f"PRAGMA user_version = {version}")
            file.execute("COMMIT")
        if file.execute("SELECT type, sql FROM sqlite_master").fetchall() != [("table", table)]:
            raise sqlite3.DatabaseError("not a table of ours")
    except sqlite3.Error:
        file.close()
        raise
    return file


def _is_current(file: sqlite3.Connection, version: int) -> bool:
    return bool(file.execute("PRAGMA user_version").fetchone()[0] == version)


def remove(path: Path) -> None:
    """Remove a file and what SQLite has put beside it. Raises ``OSError``."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
