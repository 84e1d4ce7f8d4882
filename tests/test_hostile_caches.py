"""Caches that were damaged, forged or replaced by something else are as good as none."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import program

DRAFT = """# AI 行业动态（2026-02-{day:02}）

## 产业动态

**飞鱼科技发布推理芯片**
说明：飞鱼科技周二发布新一代推理芯片，单卡功耗降至三百瓦。
来源出处：[示例网](http://127.0.0.1:2/{day})
"""
COMMANDS = (
    ("lint", "--offline", "draft.md", "--archive", "archive"),
    ("duplicates", "draft.md", "--archive", "archive"),
    ("links", "draft.md", "--allow-network", "127.0.0.1/32", "--output-format", "json"),
)
Spoil = Callable[[Path], None]


@dataclass(frozen=True)
class Desk:
    """A folder with drafts, what the commands say there, and the caches that they leave."""

    folder: Path
    said: list[tuple[int, str]]
    kept: Path
    """A copy of the caches, which each test spoils in its own way."""


@pytest.fixture(scope="module")
def well_kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder, kept = tmp_path_factory.mktemp("desk"), tmp_path_factory.mktemp("kept") / "caches"
    (folder / "archive").mkdir()
    (folder / "draft.md").write_text(DRAFT.format(day=8), encoding="utf-8")
    (folder / "archive/old.md").write_text(DRAFT.format(day=7), encoding="utf-8")
    answers(folder)
    said = answers(folder)
    shutil.copytree(folder / ".cache", kept)
    return Desk(folder, said, kept)


@pytest.fixture
def desk(well_kept: Desk) -> Desk:
    """The desk with its caches as the commands left them."""
    shutil.rmtree(well_kept.folder / ".cache")
    shutil.copytree(well_kept.kept, well_kept.folder / ".cache")
    return well_kept


def answers(folder: Path) -> list[tuple[int, str]]:
    """What each command says, but for when."""
    done = [program(folder)(*command) for command in COMMANDS]
    assert not [each.err for each in done if "internal error" in each.err]
    assert {each.code for each in done} <= {0, 1}
    return [
        (each.code, "".join(line for line in each.out.splitlines() if "checked_at" not in line))
        for each in done[:2]
    ] + [(done[2].code, "dead" if '"dead"' in done[2].out else done[2].out)]


def caches(folder: Path) -> list[Path]:
    found = [path for path in (folder / ".cache").rglob("*") if path.suffix in (".json", ".sqlite3")]
    assert {path.suffix for path in found} == {".json", ".sqlite3"}
    return found


def replaced(make: Spoil) -> Spoil:
    def spoil(path: Path) -> None:
        path.unlink()
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        make(path)

    return spoil


def holding(data: bytes) -> Spoil:
    def fill(path: Path) -> None:
        path.write_bytes(data)

    return replaced(fill)


def huge(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")
    os.truncate(path, 3_000_000_000)


def flipped(path: Path) -> None:
    """One byte in the middle is another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


SPOILT: dict[str, Spoil] = {
    "empty": holding(b""),
    "nested": holding(b"[" * 200_000),
    "plausible": holding(b'{"paths": ["other.md"], "diagnostics": []}'),
    "text": holding(b"SQLite format 3\0" + b"x" * 5000),
    "folder": replaced(lambda path: path.mkdir()),
    "circle": replaced(lambda path: path.symlink_to(path)),
    "device": replaced(lambda path: path.symlink_to("/dev/zero")),
    "pipe": replaced(os.mkfifo),
    "huge": replaced(huge),
    "flipped": flipped,
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_no_cache_of_ours(desk: Desk, name: str) -> None:
    for path in caches(desk.folder):
        SPOILT[name](path)
    assert answers(desk.folder) == desk.said


FORGED: dict[str, str | dict[str, str]] = {
    "another column": "ALTER TABLE {0} ADD COLUMN extra TEXT",
    "other columns": "DROP TABLE {0}; CREATE TABLE {0} (hash BLOB, x TEXT); INSERT INTO {0} VALUES (x'00', 'y')",
    "an endless view": "DROP TABLE {0}; CREATE VIEW {0} AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r)"
    " SELECT x AS hash, x AS day, x AS addresses, x AS address, 1 AS expires FROM r",
    "a trigger": "CREATE TRIGGER t BEFORE INSERT ON {0} BEGIN SELECT RAISE(ABORT, 'no'); END",
    "another version": "PRAGMA user_version = 9",
    "words for numbers": {
        "verdicts": "UPDATE verdicts SET status = 'abc', checked = 'x', expires = 1e308",
        "issues": "UPDATE issues SET day = 'x', addresses = 'abc'",
    },
    "numbers without end": {
        "verdicts": "UPDATE verdicts SET status = 9e999, checked = 1e308, expires = 1e308",
        "issues": "UPDATE issues SET day = 1e30, addresses = x'0102'",
    },
    "bytes for words": {
        "verdicts": "UPDATE verdicts SET zh = x'ff00', en = x'1b', final_url = x'ff', expires = 1e308",
        "issues": "UPDATE issues SET addresses = 5",
    },
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_databases(desk: Desk, name: str) -> None:
    for path in caches(desk.folder):
        if path.suffix == ".json":
            path.unlink()  # else nobody asks the database
            continue
        table = "issues" if path.stem == "archive" else "verdicts"
        forged = FORGED[name]
        database = sqlite3.connect(path)
        database.executescript(forged.format(table) if isinstance(forged, str) else forged[table])
        database.commit()
        database.close()
    assert answers(desk.folder) == desk.said
