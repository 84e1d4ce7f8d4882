"""``digestkit new`` and ``digestkit init``: what an editor starts with."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from digestkit.vocabulary import default_vocabulary
from tests.conftest import Run

HOUSE = default_vocabulary().sections


def exported(run: Run, text: str) -> Any:
    return json.loads(run("export", "-", stdin=text).out)[0]


@pytest.mark.parametrize("style", ["blue-span", "front-matter"])
def test_a_new_draft_lacks_only_what_is_to_be_written(run: Run, style: str) -> None:
    draft = run("new", "2026-03-01", "--style", style).out
    read = exported(run, draft)
    assert (read["style"], read["date"]) == (style, "2026-03-01")
    assert [section["title"] for section in read["sections"]] == list(HOUSE[:4])
    report = json.loads(run("lint", "--offline", "--output-format", "json", "-", stdin=draft).out)
    assert [each["code"] for each in report["findings"]] == ["DK113", "DK302"] * 4
    assert run("format", "--check", "-", stdin=draft).code == 0


@pytest.mark.parametrize("style", ["blue-span", "front-matter"])
def test_hints_that_were_not_written_over_are_found(run: Run, style: str) -> None:
    draft = run("new", "2026-03-01", "--style", style).out.replace(
        "这里写标题：谁做了什么", "云州市开通智能公交", 1
    )
    draft = draft.replace("一两句话说清发生了什么。", "云州市开通 3 条智能公交线。", 1)
    draft = draft.replace("[媒体名](https://)", "[媒体名](https://yunzhou.example/2026/bus.html)", 1)
    report = json.loads(run("lint", "--offline", "--output-format", "json", "-", stdin=draft).out)
    found = [each["message"] for each in report["findings"] if each["code"] == "DK205"]
    hints = ("读者需要知道的来龙去脉。", "最要紧的事实或数字", "对读者意味着什么", "媒体名")
    assert found == [f"The draft's hint “{hint}” still stands here" for hint in hints]


def test_a_new_draft_has_the_house_sections(run: Run, tmp_path: Path) -> None:
    (tmp_path / "digestkit.toml").write_text("[vocabulary]\nsections = ['要闻', '快讯']\n", encoding="utf-8")
    draft = run("new").out
    assert [section["title"] for section in exported(run, draft)["sections"]] == ["要闻", "快讯"]


def test_a_draft_that_is_there_is_left_alone(run: Run, tmp_path: Path) -> None:
    assert run("new", "2026-03-01", "-o", "a.md").code == 0
    written = (tmp_path / "a.md").read_bytes()
    assert run("new", "2026-03-02", "-o", "a.md").code == 2
    assert (tmp_path / "a.md").read_bytes() == written
    assert run("new", "2026-02-30").code == 2


def test_init_writes_what_the_tools_can_read_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    assert run("init", "house").code == 0
    house = tmp_path / "house"
    hook = YAML(typ="safe").load((house / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"][
        0
    ]
    program, *arguments = hook["entry"].split()
    assert program == "digestkit"
    (house / "README.md").write_text("# Notes\n\nNo digest.\n", encoding="utf-8")
    assert run(*arguments, "README.md", cwd=house).code == 0
    workflow = YAML(typ="safe").load((house / ".github/workflows/digestkit.yml").read_text("utf-8"))
    assert workflow["jobs"]["lint"]["steps"][-1]["run"].startswith("digestkit lint")
    settings = house / "digestkit.toml"
    assert set(tomllib.loads(settings.read_text("utf-8"))["lint"]) == {
        "per-file-ignores",
        "required",
        "rules",
    }
    settings.write_text("# ours\n", encoding="utf-8")
    again = run("init", "house")
    assert again.code == 0
    assert settings.read_text("utf-8") == "# ours\n"
    assert again.err.count("left alone\n") == 3  # all speak of digestkit: there is nothing to add
    hooks = house / ".pre-commit-config.yaml"
    hooks.write_text("repos: []\n", encoding="utf-8")
    assert "left alone. To add by hand:\n\n# " in run("init", "house").err


def test_init_says_that_a_file_stands_where_the_folder_should_be(run: Run, tmp_path: Path) -> None:
    (tmp_path / "house").write_text("", encoding="utf-8")
    result = run("init", "house")
    assert result.code == 2
    assert "house: is a file" in result.err
    assert (tmp_path / "house").read_bytes() == b""


def test_what_is_to_be_done_about_an_address_to_be_filled_in(run: Run) -> None:
    draft = run("new", "2026-02-08").out
    told = run("lint", "--offline", "--select", "DK302", "-", "--lang", "zh", stdin=draft).out
    assert "链接的网址还没有填" in told
    assert "怎么办：把原文的网址写进圆括号" in told
