"""The examples and the commands that the README shows: they run, and say what they should."""

import re
import shutil
from pathlib import Path

import pytest

from digestkit.config_file import read_config
from digestkit.reader import read
from digestkit.source import Source
from tests.conftest import Run

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


def commands(name: str) -> list[str]:
    """Every ``digestkit`` command in the shell blocks of a page."""
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    lines = [line.split("#")[0].strip() for block in blocks for line in block.replace("&&", "\n").split("\n")]
    return [line for line in lines if line.startswith("digestkit ")]


@pytest.fixture
def desk(tmp_path: Path, examples: Path) -> Path:
    """A clone as the README's commands expect it."""
    shutil.copytree(examples, tmp_path / "examples")
    return tmp_path


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = map(commands, READMES)
    assert english == chinese
    assert len(english) >= 10


def test_every_command_of_the_readme_runs(run: Run, desk: Path) -> None:
    for command in commands("README.md"):
        arguments = command.split()[1:]
        here = desk if "examples/" in command else desk / "examples"
        if arguments[0] == "lint" and "--offline" not in arguments:
            arguments.append("--offline")
        result = run(*arguments, cwd=here)
        assert result.code in ((0, 1) if arguments[0] == "lint" else (0,)), (command, result)
        assert result.code == 0 or result.out, command
    assert (desk / "weekly.md").exists()
    assert (desk / "examples/plan.yaml").exists()
    assert (desk / "examples/blog/2026-02-09.md").read_text("utf-8").startswith("---\n")


LAYOUTS = re.findall(r"```markdown\n(.*?)```", (ROOT / "docs/drafts.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("draft", LAYOUTS, ids=range(len(LAYOUTS)))
def test_every_layout_that_the_docs_show_is_read_as_they_say(draft: str) -> None:
    digest = read(Source.from_text(draft)).digest
    section, story = next(digest.stories())
    assert (digest.date, section.title) == ("2026-02-10", "模型与技术进展")
    assert story.title == "星河智能发布 Nova 3 轻量版"
    assert (story.summary or "").startswith("这个版本可以在手机上运行。")
    assert [source.url for source in story.sources] == ["https://xinghe.example/news/nova-3-lite"]
    assert len(list(digest.stories())) in (1, 2)


@pytest.mark.parametrize("name", READMES)
def test_the_settings_of_the_readme_are_settings(name: str, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```toml\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    path = tmp_path / "digestkit.toml"
    path.write_text(shown, encoding="utf-8")
    assert read_config(path).vocabulary.sections


@pytest.mark.parametrize(
    "command",
    [
        "weekly dailies -o",
        "new 2026-02-10 -o",
        "format dailies/2026-02-02.md -o",
        "lint --offline dailies --output-file",
    ],
)
def test_a_dash_for_a_file_is_standard_output(run: Run, desk: Path, command: str) -> None:
    before = sorted(desk.rglob("*"))
    told = run(*command.split(), "-", cwd=desk / "examples")
    assert (told.code, bool(told.out)) == (0, True)
    assert "written" not in told.err
    assert sorted(path for path in desk.rglob("*") if ".cache" not in path.parts) == before


def test_the_dailies_are_clean(run: Run, examples: Path) -> None:
    result = run("lint", "--offline", "--fail-level", "warning", examples / "dailies")
    assert result.code == 0, result.out
    assert run("format", "--check", examples / "dailies").code == 0


def test_the_weekly_is_what_the_dailies_make(run: Run, examples: Path) -> None:
    made = run("weekly", "dailies", "--week", "2026-W06", cwd=examples)
    kept = (examples / "weekly/2026-W06.md").read_text("utf-8")
    assert made.out == kept, "run: digestkit weekly dailies --week 2026-W06 -o weekly/2026-W06.md"


@pytest.mark.parametrize("to", ["front-matter", "blue-span"])
def test_styles_turn_into_one_another_and_back(run: Run, examples: Path, tmp_path: Path, to: str) -> None:
    back = "blue-span" if to == "front-matter" else "front-matter"
    dailies = [
        path
        for path in sorted((examples / "dailies").iterdir())
        if (path.name >= "2026-02-07") != (to == "front-matter")
    ]
    names = [f"daily-{at}.md" for at in range(len(dailies))]  # that say no day
    for name, path in zip(names, dailies, strict=True):
        shutil.copy(path, tmp_path / name)
    assert run("format", "--to", to, "-o", "there/", *names).code == 0
    assert run("format", "--to", back, "-o", "back/", *(f"there/{name}" for name in names)).code == 0
    for name, path in zip(names, dailies, strict=True):
        assert (tmp_path / "there" / name).read_bytes() != path.read_bytes()
        assert (tmp_path / "back" / name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", READMES)
def test_links_between_pages_lead_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text("utf-8")):
        assert (ROOT / target).exists(), target
