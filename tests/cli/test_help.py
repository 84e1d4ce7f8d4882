"""``--help`` and shell completion: whole, in one language, and within the terminal."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from digestkit.cli.app import COMMANDS, build
from digestkit.cli.app import run as main
from digestkit.cli.help import wrapped
from digestkit.cli.options import pick
from digestkit.diagnostic import Lang
from digestkit.report.excerpt import width
from tests.conftest import Run

LANGS: tuple[Lang, ...] = ("zh", "en")


def texts(name: str, lang: Lang) -> Iterator[str]:
    """All that the page of a command must say."""
    program: Any = get_command(build(COMMANDS, lang))
    command = program.commands[name] if name else program
    for each in (command, *command.params, *getattr(command, "commands", {}).values()):
        if each.name not in ("install_completion", "show_completion"):
            yield (pick(each.help, lang) or "").rstrip("。.")


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_a_page_fits_and_leaves_nothing_out(
    name: str, lang: Lang, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main([*filter(None, [name]), "--help", "--lang", lang]) == 0
    shown, errors = capsys.readouterr()
    assert errors == ""
    assert [line for line in shown.splitlines() if width(line) > columns] == []
    said = re.sub(r"\s", "", shown)
    for text in texts(name, lang):
        assert re.sub(r"\s", "", text) in said
    assert bool(re.search("[一-鿿]", shown)) is (lang == "zh")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("说明和背景", ["说明和", "背景"]),
        ("说明背，景", ["说明", "背，景"]),
        ("说明（景）", ["说明", "（景）"]),
        ("a word 说明", ["a word", "说明"]),
        ("json|sarif|x", ["json|", "sarif|", "x"]),
        ("unbreakable", ["unbreakable"]),
        ("", [""]),
    ],
)
def test_lines_break_between_chinese_characters_and_not_before_punctuation(
    text: str, lines: list[str]
) -> None:
    assert list(wrapped(text, 6)) == lines


@pytest.mark.parametrize("variables", [{"FORCE_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}])
def test_colours_only_where_wanted(run: Run, variables: dict[str, str]) -> None:
    assert ("\x1b[" in run("lint", "--help", env=variables).out) is ("NO_COLOR" not in variables)


def test_completion_offers_commands_and_options(run: Run) -> None:
    asked = {"_DIGESTKIT_COMPLETE": "complete_bash", "COMP_WORDS": "digestkit du", "COMP_CWORD": "1"}
    assert run(env=asked).out.split() == ["duplicates"]
    asked |= {"COMP_WORDS": "digestkit lint --off", "COMP_CWORD": "2"}
    assert run(env=asked).out.split() == ["--offline"]
    asked |= {"COMP_WORDS": "digestkit --color never du", "COMP_CWORD": "3"}
    assert run(env=asked).out.split() == ["duplicates"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("rule DK40", "DK401 DK402 DK403 DK404"),
        ("rule link-d", "link-dead"),
        ("rule no-", ""),
        ("schema ", "digest front-matter config report"),
        ("lint --select DK90", "DK901"),
        ("lint --ignore DK303,DK90", "DK303,DK901"),
        ("lint --extend-select DK30", "DK301 DK302 DK303 DK304 DK305 DK306 DK307"),
    ],
)
def test_completion_offers_rules_and_schemas(run: Run, line: str, offered: str) -> None:
    asked = {
        "_DIGESTKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": f"digestkit {line}",
        "COMP_CWORD": str(line.count(" ") + 1),
    }
    assert run(env=asked).out.split() == offered.split()


@pytest.mark.filterwarnings("ignore:'encoding' argument")  # Typer writes the files
@pytest.mark.parametrize(
    ("shell", "code", "said"),
    [
        ("bash", 0, "命令补全装好了（{home}/.bash_completions/digestkit.sh）；重新打开终端就能用\n"),
        ("tcsh", 2, "错误：认不出现在用的 shell；能补全的有 bash、zsh、fish、PowerShell\n"),
    ],
)
def test_installing_completion_is_told_in_the_language_of_the_run(
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    shell: str,
    code: int,
    said: str,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("shellingham.detect_shell", lambda *_: (shell, shell))
    assert main(["--install-completion", "--lang", "zh"]) == code
    assert capfd.readouterr() == ("", said.format(home=tmp_path))


@pytest.mark.filterwarnings("ignore::EncodingWarning")
def test_completion_that_can_not_be_written_is_told(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("", encoding="utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("shellingham.detect_shell", lambda *_: ("bash", "bash"))
    assert main(["--install-completion", "--lang", "zh"]) == 2
    assert "home：是文件，不是目录" in capfd.readouterr().err


@pytest.mark.parametrize(
    "line", ["--lang zh rule DK1", "--lang=zh rule DK1", "--color never --lang zh -q rule DK1"]
)
def test_the_options_of_every_command_may_stand_before_it(run: Run, line: str) -> None:
    assert run(*line.split()) == run("rule", "DK1", "--lang", "zh")


@pytest.mark.parametrize("line", ["lnt lint", "--lang lint", "--config rule rule DK9999"])
def test_a_name_that_is_no_command_there_is_none(run: Run, line: str) -> None:
    assert run(*line.split()).code == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lnt", "没有 lnt 这个命令；是不是 lint？"),
        ("--color never lnt", "没有 lnt 这个命令；是不是 lint？"),
        ("--config house.toml -q lnt", "没有 lnt 这个命令；是不是 lint？"),
        ("--color never", "缺少命令"),
        ("-v", "缺少命令"),
        ("--colr never lint", "没有 --colr 这个选项；是不是 --color？"),
        ("--color nevr", "--color 不能是“nevr”；是不是 never？"),
    ],
)
def test_what_is_wrong_is_told_also_behind_options_of_every_command(run: Run, line: str, said: str) -> None:
    result = run(*line.split(), "--lang", "zh")
    assert (result.code, result.out) == (2, "")
    assert result.err == f"错误：{said}\n用 digestkit --help 看用法\n"
