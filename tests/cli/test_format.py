"""``digestkit format`` as a process: what it writes where, and how it exits."""

import os
from pathlib import Path
from typing import Any

import pytest

from digestkit.beside import WORTH_A_CHILD
from digestkit.cli.app import run as run_with_typer
from tests.conftest import Run

CLEAN = """<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-02-08)</span>

**政策与监管**

**甲市发布人工智能规划**
说明：甲市发布规划，投入 20 亿元。
来源出处：[甲市发布](https://city.example.com/1)
"""
DIRTY = CLEAN.replace("说明", " \n\n说明").removesuffix("\n")


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A clean and a dirty draft, and a page that is no digest."""
    folder = tmp_path / "drafts"
    (folder / "more").mkdir(parents=True)
    (folder / "clean.md").write_bytes(CLEAN.encode())
    (folder / "more" / "dirty.md").write_bytes(DIRTY.encode())
    (folder / "notes.md").write_bytes("随手记 \n\n\n\n一些想法".encode())
    return folder


def test_files_are_formatted_in_place_and_other_pages_left_alone(run: Run, drafts: Path) -> None:
    notes = (drafts / "notes.md").read_bytes()
    done = run("format", "drafts")
    assert (done.code, done.out, done.err) == (0, "", "formatted 1 file, 1 clean already\n")
    assert (drafts / "more" / "dirty.md").read_bytes() == CLEAN.encode()
    assert (drafts / "notes.md").read_bytes() == notes
    assert run("format", "--check", "drafts").code == 0


def test_a_clean_file_is_not_written_at_all(run: Run, drafts: Path) -> None:
    os.utime(drafts / "clean.md", (1, 1))
    assert run("format", "drafts/clean.md").code == 0
    assert (drafts / "clean.md").stat().st_mtime == 1


def test_check_and_diff_write_nothing(run: Run, drafts: Path) -> None:
    check = run("format", "--check", "drafts")
    assert check.code == 1
    assert check.out == f"would change: {Path('drafts/more/dirty.md')}\n"
    diff = run("format", "--diff", "drafts")
    assert diff.code == 1
    assert "-**甲市发布人工智能规划** " not in diff.out
    assert "\n- \n" in diff.out
    assert (drafts / "more" / "dirty.md").read_bytes() == DIRTY.encode()


def test_a_change_of_style_goes_to_a_folder_and_back(run: Run, drafts: Path, tmp_path: Path) -> None:
    done = run("format", "--to", "front-matter", "drafts", "-o", "out")
    assert (done.code, done.err) == (0, "formatted 2 files, written to out\n")
    there = (tmp_path / "out" / "more" / "dirty.md").read_text("utf-8")
    assert there.startswith("---\ntitle: AI 行业动态 (2026-02-08)\n")
    assert (drafts / "more" / "dirty.md").read_bytes() == DIRTY.encode()
    assert run("format", "--to", "blue-span", "out/clean.md", "-o", "back.md").code == 0
    assert (tmp_path / "back.md").read_bytes() == CLEAN.encode()


def test_standard_input_goes_to_standard_output(run: Run, drafts: Path) -> None:
    target = drafts / "more" / "dirty.md"
    done = run("format", "-", "--stdin-filename", str(target), stdin=DIRTY)
    assert (done.code, done.out, done.err) == (0, CLEAN, "")
    assert target.read_bytes() == DIRTY.encode()
    assert run("format", "-", stdin="\ufeff" + DIRTY.replace("\n", "\r\n")).out == "\ufeff" + CLEAN.replace(
        "\n", "\r\n"
    )


def test_one_bad_file_does_not_stop_the_others(run: Run, drafts: Path) -> None:
    done = run("format", "missing.md", "drafts/more/dirty.md")
    assert done.code == 2
    assert "missing.md: no such file" in done.err
    assert (drafts / "more" / "dirty.md").read_bytes() == CLEAN.encode()


def test_two_results_never_share_a_file(run: Run, drafts: Path, tmp_path: Path) -> None:
    (tmp_path / "clean.md").write_bytes(DIRTY.encode())
    done = run("format", "drafts/clean.md", "clean.md", "-o", "out")
    assert done.code == 2
    assert "already holds the result" in done.err
    assert done.err.endswith("\nformatted 1 file, written to out\n")
    several = run("format", "drafts/more/dirty.md", "clean.md", "-o", "drafts/clean.md", "--lang", "zh")
    assert several.code == 2
    assert "请给 -o 一个目录" in several.err
    assert (drafts / "clean.md").read_bytes() == CLEAN.encode()


def test_several_results_make_no_folder_that_is_named_like_a_file(
    run: Run, drafts: Path, tmp_path: Path
) -> None:
    done = run("format", "drafts", "-o", "out.md", "--lang", "zh")
    assert (done.code, done.out) == (2, "")
    assert done.err == ("错误：out.md 像是文件名，放不下多个文件的结果；请给 -o 一个目录，如 out/\n")
    assert not (tmp_path / "out.md").exists()
    assert run("format", "drafts", "-o", "out.md/").code == 0
    assert run("format", "drafts", "-o", "out.md").code == 0
    assert (tmp_path / "out.md" / "more" / "dirty.md").read_bytes() == CLEAN.encode()


def test_names_that_are_one_file_where_case_does_not_count(
    drafts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As on most disks of Macs and Windows: the second result would replace the first."""
    real = os.stat

    def stat(path: Any, **options: Any) -> os.stat_result:
        try:
            return real(path, **options)
        except FileNotFoundError:
            wanted = Path(os.fsdecode(path))
            alike = [each for each in wanted.parent.iterdir() if each.name.lower() == wanted.name.lower()]
            return real(alike[0] if alike else path, **options)

    (tmp_path / "CLEAN.md").write_bytes(DIRTY.replace("甲市", "乙市").encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "stat", stat)
    monkeypatch.setattr(os, "access", lambda *_: True)
    assert run_with_typer(["format", "drafts/clean.md", "CLEAN.md", "-o", "out", "--lang", "en"]) == 2
    assert "clean.md already holds the result of CLEAN.md" in capfd.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_configuration_says_how(run: Run, drafts: Path) -> None:
    (drafts / "digestkit.toml").write_text('[format]\ncolon = "half"\nstory-title = "plain"\n', "utf-8")
    assert run("format", "drafts/clean.md").code == 0
    assert (drafts / "clean.md").read_text("utf-8").count("\n甲市发布人工智能规划\n说明:甲市") == 1
    assert run("format", "--isolated", "--check", "drafts/clean.md").code == 0


def test_much_text_is_formatted_like_little(run: Run, drafts: Path) -> None:
    """Two processes share a large lot; the outcome and its order are those of one."""
    head, story = DIRTY.split("**甲市", 1)
    many = "".join(f"**{name}市{story}\n\n" for name in "甲乙丙丁戊己庚辛" * 170)
    assert 3 * len(head + many) > WORTH_A_CHILD
    for name in ("a.md", "b.md", "c.md"):
        (drafts / name).write_text(head + many, encoding="utf-8")
    done = run("format", "--check", "drafts")
    assert done.code == 1
    shown = [str(Path("drafts") / name) for name in ("a.md", "b.md", "c.md", "more/dirty.md")]
    assert done.out.split("\n") == [*(f"would change: {name}" for name in shown), ""]
    assert run("format", "drafts").code == 0
    alone = (drafts / "a.md").read_bytes()
    assert (drafts / "c.md").read_bytes() == alone
    (drafts / "d.md").write_text(head + many, encoding="utf-8")
    assert run("format", "drafts/d.md").code == 0
    assert (drafts / "d.md").read_bytes() == alone


@pytest.mark.parametrize("command", ["format", "lint --offline --fix", "weekly", "export"])
def test_an_empty_path_is_not_the_current_folder(run: Run, drafts: Path, command: str) -> None:
    """As a shell makes of a variable that is not set: whatever lies in the folder would be changed."""
    before = (drafts / "more" / "dirty.md").read_bytes()
    result = run(*command.split(), "", cwd=drafts / "more")
    assert (drafts / "more" / "dirty.md").read_bytes() == before
    assert result.code == 2
    assert "a path is empty" in result.err
