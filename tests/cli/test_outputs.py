"""Where results go: files that options name, ``-``, names that are empty, and files in another encoding."""

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def home(tmp_path: Path, examples: Path) -> Path:
    """A folder with dailies and a clean draft."""
    shutil.copytree(examples / "dailies", tmp_path / "dailies")
    return tmp_path


@pytest.mark.parametrize(
    ("option", "command"),
    [
        ("--report", "weekly dailies --report"),
        ("--plan", "weekly dailies --plan"),
        ("-o", "weekly dailies -o"),
        ("-o", "new -o"),
        ("-o", "format --check dailies -o"),
        ("--output-file", "lint --offline dailies --output-file"),
        ("--config", "lint --offline dailies --config"),
    ],
)
def test_an_option_that_names_nothing(run: Run, home: Path, option: str, command: str) -> None:
    before = sorted(home.rglob("*.md"))
    result = run(*command.split(), "")
    assert (result.code, result.out) == (2, "")
    assert f"{option} names nothing" in result.err
    assert sorted(home.rglob("*.md")) == before


@pytest.mark.parametrize("folder", ["dailies", "new/"])
@pytest.mark.parametrize(
    "command",
    [
        "weekly dailies -o", "weekly dailies -o weekly.md --report", "weekly dailies --plan", "new -o",
        "lint --offline dailies --output-file",
    ],
)  # fmt: skip
def test_a_folder_where_a_file_is_asked_for(run: Run, home: Path, command: str, folder: str) -> None:
    before = sorted(home.iterdir())
    result = run(*command.split(), folder)
    assert (result.code, result.out) == (2, "")
    assert f"{folder}: is a directory, not a file; name a file" in result.err
    assert sorted(home.iterdir()) == before


@pytest.mark.parametrize(
    "command", ["init", "lint --offline dailies --archive", "duplicates dailies --archive"]
)
def test_a_folder_that_has_no_name(run: Run, home: Path, command: str) -> None:
    result = run(*command.split(), "")
    assert result.code == 2
    assert "a path is empty" in result.err
    assert not (home / "digestkit.toml").exists()


def test_the_report_of_a_weekly_on_standard_output(run: Run, home: Path) -> None:
    result = run("weekly", "dailies", "-o", "w.md", "--report", "-")
    assert json.loads(result.out)["stories_in"] == 19
    both = run("weekly", "dailies", "--report", "-")
    assert (both.code, both.out) == (2, "")
    plan = run("weekly", "dailies", "--plan", "-")
    assert (plan.code, plan.out) == (2, "")
    assert not (home / "-").exists()


def test_a_dry_run_for_another_place_counts_what_would_change(run: Run, home: Path) -> None:
    result = run("format", "--check", "-o", "out.md", "dailies/2026-02-02.md")
    assert (result.code, result.err) == (0, "0 files would change, 1 would not\n")


def test_a_weekly_that_was_saved_in_another_encoding_is_left_alone(run: Run, home: Path) -> None:
    state = {"XDG_STATE_HOME": str(home / "state")}
    run("weekly", "dailies", "-o", "w.md", env=state)
    saved = (home / "w.md").read_text("utf-8").encode("gbk")
    (home / "w.md").write_bytes(saved)
    daily = home / "dailies/2026-02-03.md"
    daily.write_text(daily.read_text("utf-8").replace("续航 10 小时", "续航 12 小时"), "utf-8")
    result = run("weekly", "dailies", "-o", "w.md", env=state)
    assert result.code == 2, result
    assert "w.md: not written; it is not UTF-8" in result.err
    assert (home / "w.md").read_bytes() == saved


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_plan_and_a_template_in_another_encoding(run: Run, home: Path, encoding: str) -> None:
    (home / "plan.yaml").write_bytes("stories:\n  - title: 甲\n".encode(encoding))
    plan = run("weekly", "dailies", "--plan", "plan.yaml")
    assert plan.code == 2
    assert "plan.yaml: not read; it is " in plan.err
    (home / "template.md").write_bytes("周报 ${sections}\n".encode(encoding))
    (home / "digestkit.toml").write_text("[weekly]\ntemplate = 'template.md'\n", "utf-8")
    weekly = run("weekly", "dailies")
    assert (weekly.code, weekly.out) == (2, "")
    assert "template.md: not read; it is " in weekly.err
