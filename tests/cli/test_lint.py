"""``digestkit lint`` as a real process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from digestkit.cli.linting import OutputFormat
from tests.conftest import Run

CLEAN = Path(__file__).parents[2] / "examples/dailies/2026-02-02.md"
FLAWED = Path(__file__).parents[2] / "examples/drafts/2026-02-09.md"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "2026-02-09.md"
    path.write_bytes(FLAWED.read_bytes())
    return path


def codes(out: str) -> set[str]:
    return {finding["code"] for finding in json.loads(out)["findings"]}


def test_a_clean_issue_passes(run: Run) -> None:
    result = run("lint", "--offline", CLEAN)
    assert result.code == 0, result
    assert result.err == ""


def test_a_draft_with_faults_fails_with_each_of_them(run: Run, draft: Path) -> None:
    result = run("lint", "--offline", "--output-format", "json", draft.name)
    assert result.code == 1
    expected = {"DK202", "DK606", "DK601", "DK301", "DK108", "DK205", "DK302", "DK307", "DK107"}
    assert expected <= codes(result.out)
    report = json.loads(result.out)
    assert report["version"] == 1
    assert report["files"] == 1
    assert {finding["path"] for finding in report["findings"]} == {draft.name}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--select", "DK307"], 0),
        (["--select", "DK307", "--fail-level", "info"], 1),
        (["--select", "DK606", "--fail-level", "info"], 1),
        (["--select", "DK606", "--fail-level", "warning"], 1),
        (["--select", "DK606"], 0),
        (["--select", "DK205"], 1),
        (["--select", "DK205", "--exit-zero"], 0),
        (["--select", "DK2,DK3", "--ignore", "DK"], 1),
        (["--ignore", "ALL"], 0),
    ],
)
def test_exit_codes_follow_the_fail_level(run: Run, draft: Path, options: list[str], code: int) -> None:
    assert run("lint", "--offline", draft, *options).code == code


@pytest.mark.parametrize("format_", OutputFormat)
def test_statistics_are_in_the_format_that_was_asked_for_or_refused(
    run: Run, draft: Path, format_: OutputFormat
) -> None:
    result = run("lint", "--offline", draft, "--statistics", "--output-format", format_)
    if format_ in ("full", "concise"):
        assert " source-without-link\n" in result.out
    elif format_ == "json":
        assert {"DK205", "DK301"} <= {each["code"] for each in json.loads(result.out)["rules"]}
    else:
        assert (result.code, result.out) == (2, "")
        assert "--output-format json" in result.err


def test_languages(run: Run, draft: Path) -> None:
    chinese = run("lint", "--offline", "--lang", "zh", draft).out
    english = run("lint", "--offline", draft).out
    assert "没有“背景”" in chinese
    assert "没有“背景”" not in english
    assert run("lint", "--offline", draft, env={"LC_ALL": "", "LANG": "zh_CN.UTF-8"}).out == chinese
    assert run("lint", "--offline", draft, env={"LC_ALL": "", "LANG": "", "LC_MESSAGES": ""}).out == chinese


def test_fix_mends_what_is_safe_and_settles(run: Run, draft: Path) -> None:
    result = run("lint", "--offline", "--fix", "--output-format", "json", draft)
    assert not codes(result.out) & {"DK601", "DK302", "DK307", "DK108"}
    text = draft.read_text("utf-8")
    assert "**算力与芯片**" in text
    assert "utm_source" not in text
    assert "说明：云杉实验室" in text
    again = run("lint", "--offline", "--fix", draft)
    assert draft.read_text("utf-8") == text
    assert again.code == 1


def test_diff_shows_and_writes_nothing(run: Run, draft: Path) -> None:
    before = draft.read_bytes()
    result = run("lint", "--offline", "--diff", draft.name)
    assert result.code == 1
    assert f"--- a/{draft.name}" in result.out
    assert "+**算力与芯片**" in result.out
    assert draft.read_bytes() == before
    assert "; --fix does it" in result.err
    nothing = run("lint", "--offline", "--diff", CLEAN)
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "nothing that can be mended\n")
    assert run("lint", "--offline", "--diff", "--quiet", CLEAN).err == ""


@pytest.mark.parametrize(
    "options", ["--statistics", "--output-format json", "--output-format concise", "--output-file diff.txt"]
)
def test_what_says_something_of_a_report_does_not_go_with_diff(run: Run, draft: Path, options: str) -> None:
    result = run("lint", "--offline", "--diff", *options.split(), draft.name)
    assert (result.code, result.out) == (2, "")
    assert f"so {options.removesuffix(' diff.txt')} does not go with it" in result.err


def test_unsafe_fixes_alone_are_bad_usage(run: Run, draft: Path) -> None:
    result = run("lint", "--offline", "--unsafe-fixes", draft.name)
    assert (result.code, result.out) == (2, "")
    assert "goes with --fix" in result.err
    assert run("lint", "--offline", "--unsafe-fixes", "--diff", draft.name).code == 1


@pytest.mark.parametrize(
    "words", ["DK307,DK108", "DK307，DK108", "DK307、DK108", "DK307 DK108", " DK307, DK108,"]
)
def test_several_rules_may_be_named_with_any_comma(run: Run, draft: Path, words: str) -> None:
    result = run("lint", "--offline", "--output-format", "json", "--select", words, draft.name)
    assert codes(result.out) == {"DK307", "DK108"}


def test_diff_of_a_folder_without_digests_says_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("lint", "--offline", "--diff", "empty")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no digests (.md, .markdown, .txt files) in empty\n"


def test_standard_input(run: Run) -> None:
    text = FLAWED.read_bytes()
    result = run(
        "lint", "--offline", "--output-format", "concise", "-", "--stdin-filename", "x.md", stdin=text
    )
    assert result.code == 1
    assert result.out.startswith("x.md:")
    fixed = run("lint", "--offline", "--fix", "-", stdin=text)
    assert "**算力与芯片**" in fixed.out
    assert "DK202" in fixed.err
    untouched = run("lint", "--offline", "--fix", "-", stdin=CLEAN.read_bytes())
    assert untouched.out.encode("utf-8") == CLEAN.read_bytes()


def test_one_bad_file_does_not_stop_the_others(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    result = run("lint", "--offline", "--output-format", "json", "none.md", "pipe.md", draft.name)
    assert result.code == 2
    assert "DK202" in codes(result.out)
    assert "none.md" in result.err
    assert "pipe.md" in result.err


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--select", "DK999"], "DK999"),
        (["--select", "sumary-missing"], "summary-missing"),
        (["--config", "none.toml"], "none.toml"),
        (["--output-format", "word"], "word"),
        (["--no-such-option"], "no-such-option"),
    ],
)
def test_bad_usage_is_explained(run: Run, draft: Path, arguments: list[str], part: str) -> None:
    result = run("lint", "--offline", *arguments, draft)
    assert result.code == 2
    assert part in result.err
    assert "Traceback" not in result.err
    assert result.out == ""


def test_files_that_are_named_count_as_digests_unless_told_otherwise(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "README.md"
    notes.write_text("# Notes\n\nHow we write.\n", encoding="utf-8")
    for _ in range(2):  # the second time remembered
        assert "DK110" in codes(run("lint", "--offline", "--output-format", "json", notes).out)
        others = run("lint", "--offline", "--digests-only", "--output-format", "json", notes, draft)
        assert {each["path"] for each in json.loads(others.out)["findings"]} == {str(draft)}
    alone = run("lint", "--offline", "--digests-only", notes)
    assert (alone.out, alone.err) == ("No digests to check\n", "")


LOOKS = (
    *(("--output-format", each.value) for each in OutputFormat),
    ("--statistics",),
    ("--statistics", "--output-format", "json"),
    ("--lang", "zh"),
    ("--lang", "en"),
    ("--color", "always"),
    ("--fail-level", "info"),
    ("--exit-zero",),
    ("--select", "DK6"),
)


def test_what_is_remembered_is_said_as_it_is_asked_for(run: Run, draft: Path) -> None:
    fresh = {look: run("lint", "--offline", "--no-cache", *look, draft.name) for look in LOOKS}
    assert len({result.out for result in fresh.values()}) == len(LOOKS) - 3  # four of them are the default
    for _ in range(2):  # the second time everything is remembered
        for look, result in fresh.items():
            assert run("lint", "--offline", *look, draft.name) == result, look


def test_what_is_remembered_is_written_to_a_file_without_colours(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    words = ("lint", "--offline", "--color", "always", draft.name)
    assert "\x1b[" in run(*words).out
    for _ in range(2):
        assert run(*words, "--output-file", "report.txt").out == ""
        assert "\x1b[" not in (tmp_path / "report.txt").read_text("utf-8")


def test_an_essay_in_a_folder_is_passed_over(run: Run, draft: Path, tmp_path: Path) -> None:
    essay = tmp_path / "essay.md"
    parts = "".join(f"## {number}、价格\n\n云服务在打价格战。\n\n" for number in "一二三")
    essay.write_text(f"# 为什么越来越便宜\n\n2026-05-03\n\n{parts}", encoding="utf-8")
    paths = [each["path"] for each in json.loads(run("export", tmp_path).out)]
    assert paths == [str(draft)]
    assert json.loads(run("export", essay).out)[0]["path"] == str(essay)
    assert run("format", "--check", tmp_path).err.count("essay.md") == 0


@pytest.mark.parametrize("command", ["lint --offline", "format", "weekly", "duplicates", "links", "export"])
def test_the_configuration_beside_the_drafts_holds(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "a.md").write_text("# 2026-02-08\n", encoding="utf-8")
    (tmp_path / "house" / "digestkit.toml").write_text("[lnt]\n", encoding="utf-8")
    for path in ("house", "house/a.md"):
        result = run(*command.split(), path)
        assert (result.code, result.out) == (2, "")
        assert result.err.startswith("error: house/digestkit.toml:1:2: unknown key 'lnt'")


@pytest.mark.parametrize("command", ["lint", "format", "duplicates", "links", "export"])
def test_a_folder_without_digests_is_named(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    result = run(command, "empty")
    assert (result.code, result.err) == (0, "no digests (.md, .markdown, .txt files) in empty\n")
    (tmp_path / "notes.md").write_text("# Notes\n\nHow we write.\n", encoding="utf-8")
    said = "1 file in this folder, no digests by the look of it; a file that is named is always taken\n"
    assert run(command).err == said
    assert run(command, "--quiet").err == ""
    assert run(command, "notes.md").err != said


def test_rules_that_are_off_are_turned_on(run: Run, tmp_path: Path) -> None:
    folder = Path(__file__).parents[1] / "rules/story-follow-up"
    arguments = [
        "lint",
        "--offline",
        "--output-format",
        "json",
        "--archive",
        folder / "archive",
        folder / "bad.md",
    ]
    assert "DK503" not in codes(run(*arguments).out)
    assert "DK503" in codes(run(*arguments, "--extend-select", "story-follow-up").out)
    settings = tmp_path / "on.toml"
    settings.write_text("[lint]\nextend-select = ['DK5']\n", encoding="utf-8")
    assert "DK503" in codes(run(*arguments, "--config", settings).out)


def test_watching_needs_files(run: Run) -> None:
    result = run("lint", "--watch", "-")
    assert (result.code, result.out) == (2, "")


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        (
            "lint --ofline",
            "没有 --ofline 这个选项；是不是 --offline？",
            "no such option: --ofline; did you mean --offline?",
        ),
        ("lint --zzz", "没有 --zzz 这个选项", "no such option: --zzz"),
        (
            "lint --output-format jsn",
            "--output-format 不能是“jsn”；是不是 json？",
            "--output-format can't be 'jsn'; did you mean json?",
        ),
        (
            "lint --fail-level x",
            "--fail-level 不能是“x”；可以是 error、warning、info",
            "--fail-level can't be 'x'; it may be error, warning, info",
        ),
        ("lint --select", "--select 后面要跟一个值", "--select needs a value after it"),
        ("lnt", "没有 lnt 这个命令；是不是 lint？", "no such command: lnt; did you mean lint?"),
        ("links --concurrency x", "--concurrency 应当是整数", "--concurrency must be a whole number"),
        ("links --concurrency 0", "--concurrency 至少是 1", "--concurrency must be at least 1"),
        ("links --concurrency 9999", "--concurrency 最多是 1024", "--concurrency must be at most 1024"),
        ("links --timeout x", "--timeout 应当是数字", "--timeout must be a number"),
        ("schema", "缺少 NAME：digest", "missing NAME: digest"),
        ("rule a b", "多出来的参数：b", "too many arguments: b"),
    ],
)
def test_bad_usage_is_explained_in_both_languages(run: Run, line: str, zh: str, en: str) -> None:
    for lang, said in (("zh", f"错误：{zh}"), ("en", f"error: {en}")):
        result = run("--lang", lang, *line.split())
        assert result.code == 2
        assert result.err.startswith(said)


def test_configuration_is_found_and_isolated(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "digestkit.toml").write_text("[lint]\nignore = ['ALL']\n", encoding="utf-8")
    assert run("lint", "--offline", draft).code == 0
    assert run("lint", "--offline", "--isolated", draft).code == 1
    (tmp_path / "digestkit.toml").write_text("[lint]\nignre = ['ALL']\n", encoding="utf-8")
    result = run("lint", "--offline", draft)
    assert result.code == 2
    assert "digestkit.toml:2" in result.err
    assert "ignore" in result.err


def test_report_to_a_file(run: Run, draft: Path, tmp_path: Path) -> None:
    result = run("lint", "--offline", "--output-format", "json", "--output-file", "report.json", draft)
    assert result.code == 1
    assert result.out == ""
    assert "DK202" in codes((tmp_path / "report.json").read_text("utf-8"))


def test_colors_only_on_demand(run: Run, draft: Path) -> None:
    assert "\x1b" not in run("lint", "--offline", draft).out
    assert "\x1b[" in run("lint", "--offline", "--color", "always", draft).out
    assert "\x1b[" in run("lint", "--offline", draft, env={"FORCE_COLOR": "1"}).out
    assert "\x1b" not in run("lint", "--offline", draft, env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).out


def test_a_directory_is_searched_for_digests_only(run: Run, draft: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# 会议记录\n\n讨论了三件事。\n", encoding="utf-8")
    result = run("lint", "--offline", "--output-format", "json", ".")
    assert json.loads(result.out)["files"] == 1


def test_hostile_titles_reach_the_terminal_inert(run: Run, tmp_path: Path) -> None:
    hostile = "恶意\x1b]0;pwned\x07[bold red]标题[/]\u202e::error::x"
    text = f"# AI 日报 2026-02-09\n\n## 动态\n\n### {hostile}发布\n\n说明：正文。\n"
    (tmp_path / "2026-02-09.md").write_text(text, encoding="utf-8")
    for name in ("full", "concise", "github", "junit", "sarif", "json", "gitlab", "rdjson", "jsonl"):
        result = run("lint", "--offline", "--output-format", name, ".")
        assert "\x1b" not in result.out, name
        assert "\x07" not in result.out, name
        assert "\u202e" not in result.out, name


@pytest.mark.parametrize("command", ["lint --offline", "format --check", "export", "links", "duplicates"])
def test_a_name_for_standard_input_alone_is_bad_usage(run: Run, draft: Path, command: str) -> None:
    """It would be ignored, and the whole folder worked on instead of what an editor sends."""
    result = run(*command.split(), "--stdin-filename", "x.md", stdin=draft.read_bytes())
    assert result.code == 2
    assert "--stdin-filename" in result.err
    assert result.out == ""


def test_an_archive_that_is_not_there_is_told_with_the_setting_that_names_it(
    run: Run, draft: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "digestkit.toml").write_text('[lint]\narchive = ["out", "published"]\n', encoding="utf-8")
    result = run("lint", "--offline", "--output-format", "json", draft.name)
    assert result.code == 2
    assert "DK202" in codes(result.out)
    assert result.err.startswith(
        "error: digestkit.toml:2:19: lint.archive names published, which is not there"
    )
    (tmp_path / "published").mkdir()
    assert run("lint", "--offline", draft.name).code == 1


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize("command", ["lint --offline", "format", "export"])
def test_a_terminal_that_is_read_from_is_told_so(tmp_path: Path, command: str) -> None:
    ours, theirs = os.openpty()
    try:
        os.write(ours, "# 日报 2026-02-09\n\n没有新闻。\n\x04".encode())
        done = subprocess.run(
            [sys.executable, "-m", "digestkit", *command.split(), "-", "--lang", "zh"],
            cwd=tmp_path, stdin=theirs, capture_output=True, timeout=60, check=False, encoding="utf-8",
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.stderr == "请把稿子粘贴到这里，另起一行按 Ctrl-D 结束\n"
    assert done.stdout
