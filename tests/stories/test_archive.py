"""The memory of an archive."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source
from digestkit.stories.archive import relevant

SPAN = '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 ({})</span>'


def issue(day: str, url: str = "https://example.com/a") -> Source:
    """An issue of one story."""
    text = f"{SPAN.format(day)}\n\n**要闻**\n南岭电网上线智能体\n说明：试运行。\n来源出处：[南岭]({url})\n"
    return Source.from_text(text, f"{day}.md")


DRAFT = read(issue("2026-03-06", "https://example.com/draft"))
ARCHIVE = [
    issue("2026-01-01", "https://example.com/1"),
    issue("2026-02-26", "https://example.com/2"),
    issue("2026-03-05", "https://example.com/3"),
    issue("2025-01-01", "https://www.example.com/draft?utm_source=x"),
    Source.from_text("没有日期\n", "undated.md"),
]


def chosen(path: Path, reads: list[str] | None = None) -> list[str]:
    """The days of the issues that matter to the draft."""

    def reading(source: Source) -> Parsed:
        if reads is not None:
            reads.append(source.path)
        return read(source)

    return [source.path for source in relevant(ARCHIVE, [DRAFT], reading, path)]


NEAR = ["2026-02-26.md", "2026-03-05.md", "2025-01-01.md", "undated.md"]


def test_issues_near_in_time_or_with_an_address_matter(tmp_path: Path) -> None:
    assert chosen(tmp_path / "a.sqlite3") == NEAR


def test_an_issue_is_read_once(tmp_path: Path) -> None:
    reads: list[str] = []
    chosen(tmp_path / "a.sqlite3", reads)
    assert len(reads) == len(ARCHIVE)
    assert chosen(tmp_path / "a.sqlite3", reads) == NEAR
    assert len(reads) == len(ARCHIVE)


def test_a_draft_without_a_day_meets_every_issue(tmp_path: Path) -> None:
    draft = read(Source.from_text("**要闻**\n\n南岭电网上线智能体\n说明：试运行。\n", "draft.md"))
    assert relevant(ARCHIVE, [draft], read, tmp_path / "a.sqlite3") == ARCHIVE


def test_a_draft_without_stories_meets_none(tmp_path: Path) -> None:
    empty = read(Source.from_text("# AI 日报\n", "draft.md"))
    assert relevant(ARCHIVE, [DRAFT, empty], read, tmp_path / "a.sqlite3") == [
        each for each in ARCHIVE if each.path in NEAR
    ]


@pytest.mark.parametrize("damage", ["text", "version", "table"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.sqlite3"
    if damage == "text":
        path.write_bytes(b"this is no database" * 100)
    else:
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA user_version = 99" if damage == "version" else "CREATE TABLE issues (x)")
        file.close()
    assert chosen(path) == NEAR
    reads: list[str] = []
    assert chosen(path, reads) == NEAR
    assert not reads


def test_what_cannot_be_written_is_read_every_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert chosen(tmp_path / "file" / "a.sqlite3") == NEAR


def test_several_processes_may_share_the_file(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from tests.stories.test_archive import chosen, NEAR; "
    code += "sys.exit(any(chosen(Path(sys.argv[1])) != NEAR for _ in range(5)))"
    running = [
        subprocess.Popen([sys.executable, "-c", code, tmp_path / "a.sqlite3"], cwd=Path(__file__).parents[2])
        for _ in range(3)
    ]
    assert [each.wait(60) for each in running] == [0, 0, 0]
