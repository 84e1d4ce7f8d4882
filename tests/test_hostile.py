"""What others may hand in: headers, long lines, odd files, a repository's own configuration."""

import json
import os
import resource
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml.error import YAMLError

from digestkit.config import FormatConfig, LintConfig
from digestkit.config_file import read_config
from digestkit.disk.files import read_source
from digestkit.disk.finding import discover, find_config, is_costly
from digestkit.errors import ConfigError, FileError, RefusedWrite
from digestkit.export import document
from digestkit.formatting import format_source
from digestkit.lint import lint
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source
from digestkit.untrusted import toml, yaml
from digestkit.weekly.template import parse
from tests.conftest import Run

ISSUE = "# AI 日报 2026-02-09\n\n## 动态\n\n### 星桥发布新模型\n\n说明：星桥发布新模型。\n"
HEADERS = {
    "bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "code": "a: !!python/object/apply:os.system ['touch pwned']",
    "tag": "a: !<tag:yaml.org,2002:python/name:os.system> x",
    "anchor": "base: &base {a: 1}\nmore: {<<: *base}",
    "brackets": "a: " + "[" * 10_000,
    "closed brackets": "a: " + "[" * 10_000 + "]" * 10_000,
    "indented": "\n".join(" " * depth + "a:" for depth in range(300)),
    "dashes": "a:\n" + "- " * 10_000,
    "explicit keys": "? " * 10_000,
    "long": "\n".join(f"key{n}: value" for n in range(20_000)),
    "number": "a: " + "9" * 10_000,
    "hexadecimal number": "a: 0x" + "f" * 6_000,
    "binary number": "a: [b, 0b" + "1" * 60_000 + "]",
    "quoted": 'a: "' + "x\\" * 5_000,
    "a mapping in a key": "[{a: b}]: c",
}
OTHER_HEADERS = {
    "TOML number": ("+++", "title = " + "1" * 5_000, "+++"),
    "TOML hexadecimal number": ("+++", "title = 0x" + "f" * 6_000, "+++"),
    "TOML key of many parts": ("+++", ".".join("a" * 30_000) + " = 1", "+++"),
    "TOML table of many parts": ("+++", "['x y'" + ' . "a"' * 3_000 + "]", "+++"),
    "TOML key in braces": ("+++", "a = {" + ".".join("b" * 3_000) + " = 1}", "+++"),
    "TOML key after strings": (
        "+++",
        r'''a = [""" ' \""" """"", 'x', "\"'"] # ' """'''
        "\nb = {c = '''\n\" ''''', " + ".".join("d" * 3_000) + " = 1}",
        "+++",
    ),
    "TOML levels": ("+++", "[" + ".".join("a" * 40) + "]\n" + ".".join("b" * 40) + " = 1", "+++"),
    "JSON number": ("{", '"a": ' + "1" * 5_000, "}"),
    "JSON brackets": ("{", '"a": ' + "[" * 10_000, "}"),
}
"""Front matter of other kinds: its fence, what it says, its fence."""
LINES = {
    "letters": "新" * 1_000_000,
    "spaces": "说明：" + " " * 1_000_000 + "x",
    "brackets": "[" * 100_000,
    "links": "](" * 50_000,
    "round brackets": "来源：[a](" + "(" * 100_000,
    "asterisks": "**" * 50_000,
    "backticks": "`" * 100_000,
    "comments": "<!--" * 25_000,
    "tags": "<span " * 20_000,
    "quotes": "> " * 50_000,
    "bullets": "- " * 50_000,
    "numbers": "1. " * 30_000,
    "colons": "：" * 100_000,
    "separators": "来源：" + " | " * 30_000,
    "addresses": "https://" * 12_000,
    "figures": "1亿" * 50_000,
    "heading": "#" * 6 + " " * 100_000 + "x",
}
SECONDS = 60
"""Of computing, after which a child is ended: what is not linear takes hours, so this is no timing."""


def everything(text: str) -> None:
    """Read, lint, format and convert ``text``."""
    parsed = read(Source.from_text(text, "2026-02-09.md"))
    lint(Batch((parsed,)), LintConfig(select=("ALL",)))
    for to in (None, "front-matter", "blue-span"):
        try:
            format_source(parsed, FormatConfig("full", "bold", "space"), to)
        except RefusedWrite:
            continue


@pytest.fixture
def limited() -> None:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")


def in_time(text: str) -> int:
    """The exit status of a child that does everything with ``text``, in bounded time."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        code = 1
        try:
            everything(text)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("name", HEADERS)
def test_hostile_headers_are_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    parsed = read(Source.from_text(f"---\n{HEADERS[name]}\n---\n\n{ISSUE}", "2026-02-09.md"))
    found = lint(Batch((parsed,)), LintConfig(select=("front-matter-invalid",)))
    assert [each.code for each in found] == ["DK106"]
    assert sum(1 for _ in parsed.stories()) == 1, "the story below was lost"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", OTHER_HEADERS)
def test_hostile_headers_of_other_kinds_are_findings(name: str) -> None:
    parsed = read(Source.from_text("\n".join(OTHER_HEADERS[name]) + f"\n\n{ISSUE}", "2026-02-09.md"))
    found = lint(Batch((parsed,)), LintConfig(select=("front-matter-invalid",)))
    assert [each.code for each in found] == ["DK106"]
    assert sum(1 for _ in parsed.stories()) == 1, "the story below was lost"
    json.dumps(document(parsed))


def test_dots_in_words_are_no_parts_of_a_key() -> None:
    words = "a" + ".b" * 200
    text = f'a = \'{words}\'\nb = """\n{words} " \'\n""" # {words}\n\'c.d\'.e = "x\\"{words}"\n'
    assert toml(text) == {"a": words, "b": f"{words} \" '\n", "c.d": {"e": f'x"{words}'}}


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("name", LINES)
def test_long_lines_come_to_an_end(name: str) -> None:
    assert in_time(f"{ISSUE}{LINES[name]}\n\n### {LINES[name][:20_000]}\n\n说明：完。\n") == 0


def test_a_file_above_the_limit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "big.md").write_text(ISSUE + "多" * 400_000, encoding="utf-8")
    (tmp_path / "2026-02-09.md").write_text(ISSUE, encoding="utf-8")
    (tmp_path / "digestkit.toml").write_text("max-file-size = 1\n", encoding="utf-8")
    result = run("lint", "--offline", "--output-format", "json", "big.md", "2026-02-09.md")
    assert result.code == 2
    assert "big.md: larger than 1 MB" in result.err
    assert json.loads(result.out)["files"] == 1, "the other file was not checked"
    piped = run("lint", "--offline", "-", stdin=ISSUE + "多" * 400_000)
    assert piped.code == 2
    assert "too large" in piped.err


def test_a_sparse_file_of_100_mb_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "2026-02-09.md"
    with path.open("wb") as file:
        file.truncate(100 * 2**20)
    with pytest.raises(FileError) as caught:
        read_source(path)
    assert "16 MB" in caught.value.message.en


def test_odd_file_names(run: Run, tmp_path: Path) -> None:
    for name in (b"a\nb.md", b"a\xff\xfe.md", b"\x1b[31m.md", "\u202e新.md".encode(), b"-rf.md"):
        (tmp_path / os.fsdecode(name)).write_text(ISSUE, encoding="utf-8")
    for command in (
        ("lint", "--offline"),
        ("format", "--check"),
        ("export",),
        ("weekly", "--since", "2026-02-09"),
    ):
        result = run(*command, ".")
        assert result.code in (0, 1), result
        assert "Traceback" not in result.err
        assert "\x1b" not in result.out + result.err
        assert "\u202e" not in result.err


def test_things_that_are_no_files(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md/2026-02-08.md").write_text(ISSUE.replace("02-09", "02-08"), encoding="utf-8")
    os.mkfifo(tmp_path / "fifo.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "circle").symlink_to(".")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "2026-02-09.md").write_text(ISSUE, encoding="utf-8")
    result = run("lint", "--offline", "--output-format", "json", ".")
    assert result.code == 2
    assert json.loads(result.out)["files"] == 2
    for name in ("fifo.md", "loop.md", "dangling.md"):
        assert name in result.err
    assert "Traceback" not in result.err


def test_a_fifo_as_gitignore_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".gitignore")
    found = discover([str(tmp_path)])
    assert ".gitignore" in found.errors[0].message.en


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "2026-02-09.md"
    path.write_text(ISSUE, encoding="utf-8")
    path.chmod(0)
    result = run("lint", "--offline", path)
    assert result.code == 2
    assert "permission denied" in result.err


def test_patterns_that_take_minutes_are_left_out(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("a*a*a*a*a*b\nskip.*\n", encoding="utf-8")
    for name in ("a" * 200 + ".md", "skip.md"):
        (tmp_path / name).write_text(ISSUE, encoding="utf-8")
    assert [path.name[:4] for path in discover([str(tmp_path)]).files] == ["aaaa"]
    assert not any(map(is_costly, ("*.py[cod]", "**/build/**", "/docs/*.min.*.js", "!keep*")))
    assert is_costly("**/a/**/a/**/a/**")


# -- what a repository's own configuration can not do ---------------------------------------------


NO_PATTERNS = ["[z-a]", "!", "\\", "a\\", "[\udcff-+]"]


@pytest.mark.parametrize("line", [*NO_PATTERNS, "[[a]", "[a||b]", "[]", "\0"])
def test_a_line_of_gitignore_that_is_no_pattern_matches_nothing(run: Run, tmp_path: Path, line: str) -> None:
    (tmp_path / ".gitignore").write_bytes(f"{line}\nb.md\n".encode("utf-8", "surrogateescape"))
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(ISSUE, encoding="utf-8")
    result = run("export", ".", cwd=tmp_path)
    assert (result.code, result.err) == (0, "")
    assert '"a.md"' in result.out
    assert '"b.md"' not in result.out


@pytest.mark.parametrize("pattern", [each for each in NO_PATTERNS if each.isascii()])
def test_a_pattern_of_the_configuration_that_is_none_is_an_error(tmp_path: Path, pattern: str) -> None:
    path = tmp_path / "digestkit.toml"
    path.write_text(f"[lint.per-file-ignores]\n'{pattern}' = ['DK101']\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"digestkit.toml:2:1: '.*' is no pattern of file names"):
        read_config(path)


def configured(folder: Path, text: str) -> Path:
    """A repository in ``folder`` with an issue and this configuration."""
    (folder / ".git").mkdir(parents=True)
    (folder / "2026-02-09.md").write_text(ISSUE, encoding="utf-8")
    (folder / "digestkit.toml").write_text(text, encoding="utf-8")
    return folder


def test_it_names_no_files_outside(run: Run, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("secret words\n\n${sections}\n", encoding="utf-8")
    for name in ("../secret.md", "link.md"):
        home = configured(tmp_path / f"repo{name.count('/')}", f'[weekly]\ntemplate = "{name}"\n')
        (home / "link.md").symlink_to(outside)
        result = run("weekly", "2026-02-09.md", cwd=home)
        assert result.code == 2, result
        assert "outside the project" in result.err
        assert "secret words" not in result.out
    trusted = run("weekly", "2026-02-09.md", "--config", "digestkit.toml", cwd=home)
    assert "secret words" in trusted.out


def test_its_archive_lies_inside(run: Run, tmp_path: Path) -> None:
    home = configured(tmp_path / "repo", '[lint]\narchive = ["../published"]\n')
    (tmp_path / "published").mkdir()
    result = run("lint", "--offline", ".", cwd=home)
    assert result.code == 2
    assert "digestkit.toml:2:12: '../published' lies outside the project" in result.err
    assert run("lint", "--offline", "--exit-zero", ".", "--config", "digestkit.toml", cwd=home).code == 0


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "[lint.per-file-ignores]\n'a*a*a*a*a*b' = ['DK101']\n",
        "[" + " " * 200_000 + "\n[lint]\nselekt = []\n",
        "[lint]\n" + " " * 200_000 + "selekt = []\n",
        "x = '" + "y" * 2_000_000 + "'\n",
        "[format]\nplugins = ['os']\n",
        "[vocabulary]\nlabels = { summary = ['" + "(a+)+" * 1000 + "'] }\n[lint]\nselekt = []\n",
        "max-file-size = " + "1" * 5_000 + "\n",
        "[weekly.front-matter]\nx = 0x" + "f" * 6_000 + "\n",
        ".".join("a" * 300_000) + " = 1\n",
        "[weekly.front-matter]\nx." + ".".join("a" * 2_000) + " = 1\n",
        "'" + "." * 500_000 + "' = 1\n",
        "a" * 900_000 + " = 1\n",
        "[lint]\nselect = ['" + "DK" * 400_000 + "']\n",
        "[lint.per-file-ignores]\n'" + "a*" * 400_000 + "' = ['DK101']\n",
    ],
    ids=[
        "nested", "asterisks", "table of spaces", "key after spaces", "large", "code", "pattern", "number",
        "hexadecimal number", "key of many parts", "front matter of many levels", "key of dots", "long key",
        "long code", "long pattern",
    ],
)  # fmt: skip
def test_hostile_configurations_are_errors(tmp_path: Path, text: str) -> None:
    path = tmp_path / "digestkit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    assert "digestkit.toml" in caught.value.message.en
    assert len(caught.value.message.en) < 1000


def test_words_of_the_house_are_words_and_no_patterns(run: Run, tmp_path: Path) -> None:
    words = '[vocabulary]\nlabels = { summary = ["(x+)+$"] }\nsections = ["[a-z"]\n'
    home = configured(tmp_path / "repo", words)
    (home / "2026-02-09.md").write_text(ISSUE + "x" * 5000 + "!\n", encoding="utf-8")
    assert run("lint", "--offline", ".", cwd=home).code in (0, 1)


def test_a_huge_pyproject_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("# " + "x" * 2**21 + "\n[tool.digestkit]\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    assert find_config(tmp_path) is None


def test_importing_from_the_repository_is_not_possible(run: Run, tmp_path: Path) -> None:
    home = configured(tmp_path / "repo", "[format]\ncolon = 'full'\n")
    for name in ("yaml", "typer", "digestkit", "sitecustomize", "pydantic"):
        (home / f"{name}.py").write_text("open('pwned', 'w')\n", encoding="utf-8")
    program = Path(sys.executable).with_name("digestkit")
    if not program.exists():
        pytest.skip("the program is not installed")
    subprocess.run([program, "lint", "--offline", "."], cwd=home, capture_output=True, check=False)
    assert not (home / "pwned").exists()


@pytest.mark.parametrize("command", ["lint --offline --fix", "format --to blue-span"])
def test_its_links_make_nothing_outside_be_written(run: Run, tmp_path: Path, command: str) -> None:
    home = configured(tmp_path / "repo", "")
    outside = tmp_path / "outside.md"
    draft = (home / "2026-02-09.md").read_text("utf-8").replace("说明：", "说明:  ") + "\n\n\n"
    for path in (outside, home / "2026-02-09.md"):
        path.write_text(draft, encoding="utf-8")
    (home / "out.md").symlink_to(outside)
    (home / "in.md").symlink_to("2026-02-09.md")
    result = run(*command.split(), ".", cwd=home)
    assert result.code == 2, result
    assert "out.md: by a symbolic link" in result.err
    assert "in.md" not in result.err
    assert outside.read_text("utf-8") == draft
    assert (home / "2026-02-09.md").read_text("utf-8") != draft
    run(*command.split(), "out.md", cwd=home)
    assert outside.read_text("utf-8") != draft, "a link that is named is followed"


def test_links_in_the_folder_for_results_lead_nowhere_else(run: Run, tmp_path: Path) -> None:
    home = configured(tmp_path / "repo", "")
    (home / "out").mkdir()
    (home / "in/deep").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.md").write_text("mine\n", encoding="utf-8")
    (home / "out/a.md").symlink_to(tmp_path / "outside/a.md")
    (home / "out/deep").symlink_to(tmp_path / "outside")
    for name in ("in/a.md", "in/deep/b.md"):
        (home / name).write_text(ISSUE, encoding="utf-8")
    result = run("format", "in", "-o", "out/", cwd=home)
    assert result.code == 2
    assert result.err.count("by a symbolic link") == 2
    assert [path.read_text("utf-8") for path in (tmp_path / "outside").iterdir()] == ["mine\n"]


# -- where output goes ----------------------------------------------------------------------------


def test_output_stays_in_its_folder(run: Run, tmp_path: Path) -> None:
    text = ISSUE.replace("2026-02-09", "../../../../escape").replace("AI 日报", "../../AI 日报 2026-02-09")
    (tmp_path / "in/deep").mkdir(parents=True)
    (tmp_path / "in/deep/2026-02-09.md").write_text(text, encoding="utf-8")
    before = set(tmp_path.parent.iterdir())
    assert run("format", "in/deep/../deep/2026-02-09.md", "in", "-o", "out/").code in (0, 2)
    assert run("weekly", "in", "--since", "2026-02-09", "--until", "2026-02-09", "-o", "weekly.md").code in (
        0,
        2,
    )
    assert set(tmp_path.parent.iterdir()) == before
    made = {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*.md")}
    assert made <= {"in", "out", "weekly.md", ".cache"}


@pytest.mark.parametrize(
    "plan",
    [
        "stories:\n- title: x\n  from: [../../etc/passwd:1 root]\n",
        "stories: !!python/object/apply:os.system ['touch pwned']\n",
        "a: &a [x, x, x, x, x, x, x, x]\n"
        + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 8)}]\n" for old, new in pairwise("abcdefghij"))
        + "stories: *j\n",
        "stories: " + "[" * 10_000,
        "stories: " + "[" * 10_000 + "]" * 10_000,
        "stories: []\n? [{a: b}]\n: c\n",
    ],
    ids=["file", "code", "bomb", "open", "deep", "a mapping in a key"],
)
def test_a_hostile_plan_is_an_error(run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "2026-02-09.md").write_text(ISSUE, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    result = run("weekly", "2026-02-09.md", "--plan", "plan.yaml", "-o", "weekly.md")
    assert result.code == 2, result
    assert "plan.yaml" in result.err
    assert "digestkit failed" not in result.err
    assert {path.name for path in tmp_path.iterdir()} <= {"2026-02-09.md", "plan.yaml", ".cache"}


YAML_PIECES = (
    "a", "b: ", "? ", ": ", "- ", "\n", "\n  ", "[", "]", "{", "}", ",", "'", '"', "|", "> ", "|2\n", "#", "~", "1", "2026-02-30",
    "1:20:30", "<<: ", "=", "%YAML 1.1\n", "---\n", "...\n", "\t", "0x", ".nan", "\ufeff", "\x85", "\u2028", "说明：", "@", "`",
)  # fmt: skip


@given(st.lists(st.sampled_from(YAML_PIECES), max_size=14).map("".join), st.sampled_from(["safe", "rt"]))
@example("[{a: b}]: c", "safe")
@example("<<: \u2028\n|2\n\n", "rt")
def test_no_yaml_makes_its_reader_stumble(text: str, typ: Literal["safe", "rt"]) -> None:
    with suppress(YAMLError, ValueError, OverflowError, RecursionError):
        yaml(text, typ)


def test_signs_of_yaml_in_words_are_words() -> None:
    header = 'title: "AI 日报 *重点* &amp; !important"\ndate: 2026-02-09\nmore: {note: "see *this"}'
    parsed = read(Source.from_text(f"---\n{header}\n---\n\n{ISSUE}", "2026-02-09.md"))
    assert not parsed.problems
    assert parsed.digest.front_matter is not None
    assert parsed.digest.front_matter["more"] == {"note": "see *this"}


def test_no_room_and_no_permission_to_write(tmp_path: Path) -> None:
    mount = tmp_path / "small"
    mount.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "none", mount], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("may not mount a small disk")
    try:
        path = mount / "2026-02-09.md"
        path.write_text(ISSUE + "段落。\n\n" * 3000, encoding="utf-8")
        old = path.read_bytes()
        command = [sys.executable, "-m", "digestkit", "format", "--to", "front-matter", str(path)]
        full = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        assert full.returncode == 2
        assert path.read_bytes() == old
        subprocess.run(["mount", "-o", "remount,ro", mount], check=True)
        closed = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
        assert closed.returncode == 2
        assert path.read_bytes() == old
        assert [each.name for each in mount.iterdir()] == ["2026-02-09.md"]
    finally:
        subprocess.run(["umount", mount], check=True)


def test_a_template_tells_each_story_once() -> None:
    text = "# ${name}\n\n" + "${sections}\n\n" * 500
    with pytest.raises(ConfigError, match="stands in 500 places"):
        parse(Source.from_text(text, "t.md"))
