"""Whatever a draft or a configuration holds, every command's output is well-formed and obeyed by nothing."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from digestkit.config_file import read_config
from digestkit.errors import ConfigError
from digestkit.escape import printable
from digestkit.report import FORMATS

TRICKS = {
    "terminal": "\x1b[31m红\x1b[0m\x07\x9b2J",
    "bidi": "\u202e新\u2066闻\u200b\u00ad",
    "markup": "[bold red]标题[/] [link=file:///etc/passwd]x[/link]",
    "github": "::error file=x::坏",
    "azure": "##[error]坏 ##vso[task.complete]",
    "xml": "]]><x a='\"&'>&amp;&#0;</x>",
    "json": '", "code": null}]}\\u0000\\',
    "bytes": "\udcff\udc80字",
    "yaml": "'a: &b !!python/object \"#",
    "percent": "%0A%25 $(id) ${HOME} `id` {0} %s",
}
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""What no output may hold besides line ends."""
STORY = """### {0}模型

说明：{0}发布，价格 3 元。
要点：
- **{0}**：{0} 5 元
来源：[{0}](http://127.0.0.1:9/{0})，{0}

"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two issues in which every trick is a title, a label, an address, a section; and names to match."""
    home = tmp_path_factory.mktemp("hostile")
    stories = "".join(STORY.format(trick) for trick in TRICKS.values())
    for day, name in (("2026-02-09", "2026-02-09.md"), ("2026-02-10", "::error::\x1b[1m\n::x\u202e.md")):
        text = f'---\ntitle: "AI 日报 ::warning::x"\ndate: {day}\n---\n\n## {TRICKS["terminal"]}\n\n{stories}'
        (home / name).write_bytes(text.encode("utf-8", "surrogateescape"))
    return home


@pytest.fixture
def said(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[str, str]]:
    """``said("lint", …)``: what the command writes to standard output and to standard error."""
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def start(*arguments: str) -> tuple[str, str]:
        command = [sys.executable, "-m", "digestkit", *arguments]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode in (0, 1), done
        return done.stdout.decode("utf-8"), done.stderr.decode("utf-8")  # strictly: it must be UTF-8

    return start


def check_inert(text: str) -> None:
    """No terminal, no reader and no CI log obeys ``text``."""
    assert not HIDDEN.search(text), ascii(HIDDEN.search(text))
    lines = [line.strip() for line in text.splitlines()]
    assert not [line for line in lines if line.startswith("::") and not line.startswith("::: ")]
    assert not re.search(r"##\w*\[", text)


@pytest.mark.parametrize("format_", FORMATS)
def test_reports_of_lint(said: Callable[..., tuple[str, str]], format_: str) -> None:
    out, err = said("lint", "--offline", "--no-cache", "--select", "ALL", "--output-format", format_, ".")
    check_inert(err)
    assert not HIDDEN.search(out)
    if format_ == "github":
        assert all(re.match("::(error|warning|notice) title=DK", line) for line in out.splitlines())
        return
    check_inert(out)
    read_by: dict[str, Callable[[str], object]] = {
        "junit": lambda text: ET.fromstring(text.encode("utf-8")).findall(".//testcase/failure"),
        "sarif": lambda text: json.loads(text)["runs"][0]["results"],
        "json": lambda text: json.loads(text)["findings"],
        "rdjson": lambda text: json.loads(text)["diagnostics"],
        "gitlab": json.loads,
        "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
        "concise": str.splitlines,
        "full": str.splitlines,
    }
    assert len(read_by[format_](out)) > 100  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "command",
    [
        ("duplicates",),
        ("duplicates", "--archive", "."),
        ("links",),
        ("links", "--verbose"),
        ("lint", "--offline", "--statistics"),
        ("format", "--check"),
    ],
    ids=" ".join,
)
def test_answers_for_people(said: Callable[..., tuple[str, str]], command: tuple[str, ...]) -> None:
    out, err = said(*command, ".")
    assert out
    check_inert(out)
    check_inert(err)


@pytest.mark.parametrize(
    "command",
    [
        ("duplicates", "--output-format", "json"),
        ("links", "--output-format", "json"),
        ("export",),
        ("lint", "--offline", "--output-format", "json", "--output-file", "/dev/stdout"),
        ("lint", "--offline", "--output-format", "json", "--statistics"),
    ],
    ids=lambda command: command[0],
)
def test_answers_for_programs(said: Callable[..., tuple[str, str]], command: tuple[str, ...]) -> None:
    out, err = said(*command, ".")
    assert json.loads(out)
    assert not HIDDEN.search(out)
    check_inert(err)


def test_a_weekly_of_them(said: Callable[..., tuple[str, str]], tmp_path: Path) -> None:
    written = [tmp_path / name for name in ("weekly.md", "report.json", "plan.yaml")]
    options = [str(each) for pair in zip(("-o", "--report", "--plan"), written, strict=True) for each in pair]
    for _ in "12":  # the second run follows the plan
        _, err = said("weekly", "--since", "2026-02-09", *options, ".")
        check_inert(err)
    told = json.loads(written[1].read_bytes())
    assert told["stories_in"] == 2 * len(TRICKS)
    assert not HIDDEN.search(written[1].read_text("utf-8"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", written[2].read_text("utf-8")), (
        "YAML does not allow it"
    )


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(
    "command", [("format", "--diff"), ("lint", "--offline", "--diff"), ("weekly",)], ids=" ".join
)
def test_on_a_terminal_a_text_is_seen_and_not_obeyed(folder: Path, command: tuple[str, ...]) -> None:
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "digestkit", *command, "--color", "never", "2026-02-09.md"],
        cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL,
    ):  # fmt: skip
        os.close(theirs)
        shown = b""
        try:
            while some := os.read(ours, 65536):
                shown += some
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    text = shown.decode("utf-8").replace("\r\n", "\n")
    assert "\\x1b[31m" in text
    assert not HIDDEN.search(text)


@pytest.mark.parametrize(
    "text",
    [
        '"{}" = 1',
        '[lint]\nselect = ["{}"]',
        '[lint.rules."{}"]\nx = 1',
        '[lint.per-file-ignores]\n"a*b*c*d*e{}" = ["DK101"]',
        '[format]\ncolon = "{}"',
        '[format]\ncolon = "{}',
    ],
)
def test_configurations_that_are_wrong(said_of_config: Callable[[str], str], text: str) -> None:
    check_inert(said_of_config(text.replace("{}", "\\u001b[31m\\n::error::x\\n##[error]y\\u202e")))


@pytest.fixture
def said_of_config(tmp_path: Path) -> Callable[[str], str]:
    """What is said, in both languages, of a configuration with this text."""

    def said(text: str) -> str:
        path = tmp_path / "digestkit.toml"
        path.write_text(text + "\n", encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            read_config(path)
        return f"{caught.value.message.zh}\n{caught.value.message.en}"

    return said


@pytest.mark.parametrize("size", ["inf", "nan", "-1", "0", "1e300"])
def test_limits_that_are_no_size(said_of_config: Callable[[str], str], size: str) -> None:
    assert "digestkit.toml:1:17: 'max-file-size' can't be" in said_of_config(f"max-file-size = {size}")


@pytest.mark.parametrize("text", ["tool = 5", "[tool]\ndigestkit = 5", "[[tool.digestkit]]\nlint = 5"])
def test_a_pyproject_that_has_no_such_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(f"# [tool.digestkit]\n{text}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="must be a table"):
        read_config(path)


def test_a_path_is_no_command() -> None:
    assert printable("::error::x") == "./::error::x"
    assert printable(" ::error::x") == "./ ::error::x"
    assert printable("##vso[a]##[b]") == "#\\x23vso[a]#\\x23[b]"


@pytest.mark.parametrize(
    "command",
    [
        "weekly --week",
        "weekly --since",
        "weekly --until",
        "weekly --to",
        "links --allow-network",
        "lint --allow-network",
        "lint --select",
        "lint --output-format",
        "lint --archive",
        "lint --config",
        "duplicates --archive",
        "format -o",
        "new",
        "schema",
        "rule",
        "",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_of_the_command_line_are_no_commands(tmp_path: Path, command: str, lang: str) -> None:
    """In CI they may come from the name of a branch or a file."""
    (tmp_path / "2026-02-09.md").write_text(
        "# AI 日报 2026-02-09\n\n## 动态\n\n### 一\n\n说明：二。\n来源：[三](http://127.0.0.1:9/a)\n", "utf-8"
    )
    words = [*command.split(), "x\n::error::y\x1b[31m##[error]z\u202e/"]
    words += ["2026-02-09.md"] if command.split()[:1] not in (["new"], ["schema"], ["rule"], []) else []
    line = [sys.executable, "-m", "digestkit", *words, "--lang", lang]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode in (0, 2), done
    check_inert(done.stdout.decode("utf-8"))
    check_inert(done.stderr.decode("utf-8"))
    assert "::error::y" in done.stderr.decode("utf-8")


@pytest.mark.parametrize(
    "text", ["${nope}", "${sections}${sections}", "$", "", "---\na: [\n---\n${sections}", "\x1b ${x}"]
)
def test_a_templates_name_is_no_command(tmp_path: Path, text: str) -> None:
    (tmp_path / "2026-02-09.md").write_text(
        "# AI 日报 2026-02-09\n\n## 动态\n\n### 一\n\n说明：二。\n", "utf-8"
    )
    (tmp_path / "x\n::error::y.md").write_text(text, "utf-8")
    (tmp_path / "digestkit.toml").write_text('[weekly]\ntemplate = "x\\n::error::y.md"\n', "utf-8")
    line = [sys.executable, "-m", "digestkit", "weekly", "2026-02-09.md"]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 2
    check_inert(done.stderr.decode("utf-8"))
    assert "::error::y.md" in done.stderr.decode("utf-8")
