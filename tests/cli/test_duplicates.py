"""``digestkit duplicates``."""

import json
from pathlib import Path

import pytest

from tests.conftest import Run

ONE = """<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-03-05)</span>

**行业动态**
星河智能发布“北斗 2.0”大模型
说明：星河智能在合肥发布北斗 2.0 大模型，700 亿参数，支持 50 万字上下文。
来源出处：[星河智能](https://example.com/xinghe/beidou-2)
"""
TWO = """<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-03-06)</span>

**行业动态**
北斗 2.0 大模型亮相合肥，上下文 50 万字
说明：星河智能在合肥发布北斗 2.0 大模型，700 亿参数，支持 50 万字上下文。
来源出处：[示例新闻](https://example.org/beidou)

南岭电网上线调度智能体
说明：南岭电网的调度智能体投入试运行。
来源出处：[南岭电网](https://example.com/nanling)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two issues that tell one event."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2026-03-05.md").write_text(ONE, "utf-8")
    (tmp_path / "2026-03-06.md").write_text(TWO, "utf-8")
    return tmp_path


def test_json_names_members_and_reasons(run: Run, folder: Path) -> None:
    done = run("duplicates", "--output-format", "json", ".")
    answer = json.loads(done.out)
    assert (done.code, answer["version"], answer["stories"], answer["follow_ups"]) == (1, 1, 3, [])
    (found,) = answer["groups"]
    assert found["kind"] == "same-event"
    assert 0.5 < found["score"] <= 1
    assert found["why"]
    assert sorted((each["path"], each["line"], each["date"]) for each in found["members"]) == [
        ("2026-03-06.md", 4, "2026-03-06"),
        ("old/2026-03-05.md", 4, "2026-03-05"),
    ]


def test_a_draft_meets_its_archive(run: Run, folder: Path) -> None:
    for _ in range(2):  # the second time from what was remembered
        done = run("duplicates", "2026-03-06.md", "--archive", "old")
        assert done.code == 1
        assert "old/2026-03-05.md:4" in done.out
    assert (folder / ".cache" / "digestkit" / "archive.sqlite3").exists()
    lint = run(
        "lint",
        "--offline",
        "--select",
        "DK502",
        "--output-format",
        "concise",
        "2026-03-06.md",
        "--archive",
        "old",
    )
    assert "2026-03-06.md:4:1" in lint.out


def test_nothing_found_is_success_in_either_language(run: Run, folder: Path) -> None:
    done = run("duplicates", "old", "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert "0 组" in done.out
    assert run("duplicates", "old").out.startswith("1 story: 0 groups")


def test_places_are_aligned_and_words_are_as_written(run: Run, folder: Path) -> None:
    for path in (folder / "old" / "2026-03-05.md", folder / "2026-03-06.md"):
        path.write_text(path.read_text("utf-8").replace("50 万字上下文", "Transformer 结构"), "utf-8")
    lines = run("duplicates", "old", "2026-03-06.md").out.splitlines()
    assert lines[1].startswith("  2026-03-06.md:4      2026-03-06  北斗")
    assert lines[2].startswith("  old/2026-03-05.md:4  2026-03-05  星河")
    assert "Transformer" in lines[3]


def test_a_missing_file_ends_with_2(run: Run, folder: Path) -> None:
    done = run("duplicates", "nowhere.md", "old")
    assert done.code == 2
    assert "nowhere.md" in done.err


def test_titles_cannot_speak_to_the_terminal(run: Run, folder: Path) -> None:
    (folder / "old" / "2026-03-05.md").write_text(ONE.replace("星河智能发布", "\x1b]0;星河智能发布"), "utf-8")
    assert "\x1b" not in run("duplicates", ".").out


@pytest.mark.parametrize("style", ["blue-span", "front-matter"])
def test_drafts_that_nobody_has_filled_in_are_no_news(run: Run, tmp_path: Path, style: str) -> None:
    for day in ("2026-03-05", "2026-03-06"):
        assert run("new", day, "--style", style, "-o", str(tmp_path / f"{day}.md")).code == 0
    done = run("duplicates", "--output-format", "json", str(tmp_path))
    assert (done.code, json.loads(done.out)) == (
        0,
        {"version": 1, "stories": 0, "groups": [], "follow_ups": []},
    )
    done = run("lint", "--offline", "--select", "DK5,DK304,DK701", str(tmp_path))
    assert done.code == 0, done.out
    draft = tmp_path / "2026-03-06.md"
    draft.write_text(
        draft.read_text("utf-8").replace("这里写标题：谁做了什么", "南岭电网上线调度智能体", 1), "utf-8"
    )
    done = run("duplicates", "--output-format", "json", str(tmp_path))
    assert json.loads(done.out)["stories"] == 1
