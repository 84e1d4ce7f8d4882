"""Names that lead elsewhere, that no system has, or that are taken: nothing is lost, each is told with what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run

ISSUE = "# AI 日报 2026-02-09\n\n## 动态\n\n### {}\n\n说明：星桥发布新模型。\n"
NAMES = {
    "parent": "../../../../escape",
    "absolute": "/etc/passwd",
    "home": "~root/x",
    "line end": "a\nb",
    "escape": "\x1b[31m::error::x",
    "bidi": "\u202exd.md",
    "reserved": "CON",
    "stream": "a.md:b",
    "share": "\\\\server\\share",
    "long": "x" * 300,
    "longer": "x/" * 5000 + "x",
    "bytes": "\udcff",
    "nothing": "",
    "spaces": "   ",
    "gap": "${sections}",
}
OPTIONS = {
    "weekly -o": ("weekly", "{}", "2026-02-09.md", "-o", "{name}"),
    "weekly --plan": ("weekly", "2026-02-09.md", "-o", "w.md", "--plan", "{name}"),
    "weekly --report": ("weekly", "2026-02-09.md", "-o", "w.md", "--report", "{name}"),
    "format -o": ("format", "2026-02-09.md", "-o", "{name}"),
    "lint --output-file": ("lint", "--offline", "2026-02-09.md", "--output-file", "{name}"),
    "lint": ("lint", "--offline", "{name}"),
    "export": ("export", "{name}"),
    "archive": ("lint", "--offline", "--archive", "{name}", "2026-02-09.md"),
    "config": ("lint", "--offline", "--config", "{name}", "2026-02-09.md"),
}
LONG = ("long", "longer")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """One daily in a folder of its own, deep enough that ``..`` stays below ``tmp_path``."""
    folder = tmp_path / "a/b/c"
    folder.mkdir(parents=True)
    (folder / "2026-02-09.md").write_text(ISSUE.format("星桥发布新模型"), encoding="utf-8")
    return folder


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if ".cache" not in path.parts}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("option", OPTIONS)
def test_names_that_are_too_long(run: Run, home: Path, option: str, name: str) -> None:
    words = [word.format(name=NAMES[name]) for word in OPTIONS[option] if word != "{}"]
    result = run(*words, cwd=home, env={"XDG_STATE_HOME": str(home / ".cache")})
    assert result.code == 2, result
    assert "too long" in result.err
    assert "digestkit failed" not in result.err
    assert below(home) <= {"2026-02-09.md", "w.md"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("option", ["--week", "--since", "--until", "--to"])
def test_weeks_and_days_and_styles_are_no_paths(
    run: Run, home: Path, tmp_path: Path, option: str, name: str
) -> None:
    before = below(tmp_path)
    result = run(
        "weekly", "2026-02-09.md", option, NAMES[name], cwd=home, env={"XDG_STATE_HOME": str(home / ".cache")}
    )
    assert result.code == (0 if NAMES[name] == "" and option != "--to" else 2), result
    assert "digestkit failed" not in result.err
    assert "\x1b" not in result.err
    assert below(tmp_path) == before


@pytest.mark.parametrize("name", NAMES)
def test_titles_and_entries_of_a_plan_name_no_file(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    """A title and a section are words of the weekly; an entry names a daily at hand, or it is an error with its line."""
    word = NAMES[name].encode("utf-8", "backslashreplace").decode("utf-8")
    quoted = '"' + "".join(f"\\u{ord(char):04x}" for char in word) + '"'
    environment = {"XDG_STATE_HOME": str(home / ".cache")}
    assert (
        run("weekly", "2026-02-09.md", "-o", "w.md", "--plan", "plan.yaml", cwd=home, env=environment).code
        == 0
    )
    plan = (home / "plan.yaml").read_text("utf-8")
    (entry,) = (
        line for line in plan.splitlines() if line.strip().startswith("- ") and "2026-02-09.md:" in line
    )
    here = f"stories:\n- title: {quoted}\n  section: {quoted}\n  from:\n  - {entry.strip()[2:]}\n"
    (home / "plan.yaml").write_text(here, encoding="utf-8")
    before = below(tmp_path)
    result = run("weekly", "2026-02-09.md", "-o", "w.md", "--plan", "plan.yaml", cwd=home, env=environment)
    assert result.code in (0, 2), result
    assert "digestkit failed" not in result.err
    (home / "plan.yaml").write_text(f"stories:\n- from: [{quoted}]\n", encoding="utf-8")
    result = run("weekly", "2026-02-09.md", "-o", "w.md", "--plan", "plan.yaml", cwd=home, env=environment)
    assert result.code == 2, result
    assert "plan.yaml:2" in result.err
    assert "\x1b" not in result.err
    assert below(tmp_path) == before


@pytest.mark.parametrize("name", ["parent", "absolute", "line end", "reserved", "long", "bytes"])
def test_names_and_days_in_a_draft_name_no_file(run: Run, home: Path, tmp_path: Path, name: str) -> None:
    """Front matter with a hostile title, day and file name: what is written are the files that were named."""
    word = NAMES[name].replace("\udcff", "x").replace("\n", "\\n")
    header = f'---\ntitle: "AI 日报 {word}"\ndate: "{word}"\nslug: "{word}"\nurl: "{word}"\n---\n\n'
    (home / "2026-02-09.md").write_text(header + ISSUE.format(word.replace("\\n", " ")), encoding="utf-8")
    before = below(tmp_path)
    environment = {"XDG_STATE_HOME": str(home / ".cache")}
    for command in (
        ("format", "2026-02-09.md", "-o", "out/"),
        ("format", "--to", "blue-span", "2026-02-09.md"),
        ("weekly", "2026-02-09.md", "-o", "w.md", "--report", "r.json", "--plan", "p.yaml"),
        ("lint", "--offline", "--fix", "2026-02-09.md"),
        ("export", "2026-02-09.md"),
    ):
        result = run(*command, cwd=home, env=environment)
        assert result.code in (0, 1, 2), result
        assert "digestkit failed" not in result.err
    new = {Path(path).relative_to("a/b/c").parts[0] for path in below(tmp_path) - before}
    assert new <= {"out", "w.md", "r.json", "p.yaml"}


TAKEN = {
    "report of lint": ("lint", "--offline", "{0}", "--output-file", "{0}"),
    "report of lint, by another name": ("lint", "--offline", "{0}", "--output-file", "../c/{0}"),
    "report of lint, by a link": ("lint", "--offline", "{0}", "--output-file", "link.md"),
    "report of lint, in a folder": ("lint", "--offline", ".", "--output-file", "{0}"),
    "remembered": ("lint", "--offline", "{0}", "--output-file", "{0}"),
    "report of a weekly": ("weekly", "{0}", "-o", "w.md", "--report", "{0}"),
    "report and weekly": ("weekly", "{0}", "-o", "w.md", "--report", "w.md"),
    "report and plan": ("weekly", "{0}", "--plan", "p.yaml", "--report", "p.yaml"),
    "plan and weekly": ("weekly", "{0}", "--plan", "w.md", "-o", "w.md"),
    "plan": ("weekly", "{0}", "--plan", "{0}", "-o", "w.md"),
    "weekly": ("weekly", "{0}", "-o", "{0}"),
}


@pytest.mark.parametrize("case", TAKEN)
def test_no_report_is_written_over_a_draft(run: Run, home: Path, case: str) -> None:
    draft = home / "2026-02-09.md"
    text = draft.read_bytes()
    (home / "link.md").symlink_to(draft)
    environment = {"XDG_STATE_HOME": str(home / ".cache")}
    if case == "remembered":
        run("lint", "--offline", draft.name, cwd=home, env=environment)
    result = run(*(word.format(draft.name) for word in TAKEN[case]), cwd=home, env=environment)
    assert result.code == 2, result
    assert "choose another" in result.err
    assert draft.read_bytes() == text
    assert below(home) == {"2026-02-09.md", "link.md"}


def test_a_report_in_the_folder_that_is_checked_is_written_again(run: Run, home: Path) -> None:
    for _ in "12":
        result = run("lint", "--offline", ".", "--output-file", "report.md", cwd=home)
        assert result.code in (0, 1), result


def test_a_folder_for_results_that_holds_texts_of_the_run_loses_none(run: Run, home: Path) -> None:
    (home / "out").mkdir()
    (home / "out/2026-02-09.md").write_text(ISSUE.format("南风发布新模型"), encoding="utf-8")
    texts = {path: path.read_bytes() for path in home.rglob("*.md")}
    result = run("format", ".", "-o", "out", cwd=home)
    assert result.code == 2, result
    assert "out/2026-02-09.md is itself a text of this run; give -o a folder apart from them" in result.err
    assert {path: path.read_bytes() for path in texts} == texts


def test_results_that_are_there_already_are_no_loss(run: Run, home: Path) -> None:
    for _ in "12":
        assert run("format", ".", "-o", "out", cwd=home).code == 0
    assert (home / "out/2026-02-09.md").is_file()


def test_two_names_of_one_file_in_the_folder_for_results(run: Run, home: Path) -> None:
    (home / "in").mkdir()
    for name in ("a", "b"):
        (home / f"in/{name}.md").write_text(ISSUE.format(f"星桥发布新模型{name}"), encoding="utf-8")
    (home / "out").mkdir()
    (home / "out/b.md").symlink_to("a.md")
    result = run("format", "in", "-o", "out", cwd=home)
    assert result.code == 2, result
    assert "already holds the result of in/a.md" in result.err
    assert "新模型a" in (home / "out/a.md").read_text("utf-8")


@pytest.mark.parametrize(
    "option", [name for name in OPTIONS if name not in ("lint", "export", "archive", "config")]
)
def test_a_link_in_a_circle_stays_one(run: Run, home: Path, option: str) -> None:
    (home / "x.md").symlink_to("y.md")
    (home / "y.md").symlink_to("x.md")
    words = [word.format(name="x.md") for word in OPTIONS[option] if word != "{}"]
    result = run(*words, cwd=home, env={"XDG_STATE_HOME": str(home / ".cache")})
    assert result.code == 2, result
    assert "x.md: symbolic links point at each other" in result.err
    assert (home / "x.md").is_symlink()


def test_a_template_in_a_circle(run: Run, home: Path) -> None:
    (home / "x.md").symlink_to("x.md")
    (home / "digestkit.toml").write_text('[weekly]\ntemplate = "x.md"\n', encoding="utf-8")
    result = run("weekly", "2026-02-09.md", cwd=home)
    assert result.code == 2
    assert "x.md: symbolic links point at each other" in result.err


@pytest.mark.parametrize("letter", ["x", "é", "新", "😀"])
def test_the_longest_names_that_there_are(run: Run, home: Path, letter: str) -> None:
    name = letter * (252 // len(letter.encode())) + ".md"
    (home / name).write_text(ISSUE.format("星桥发布新模型") + "\n\n\n", encoding="utf-8")
    result = run("format", name, cwd=home)
    assert result.code == 0, result
    assert (home / name).read_text("utf-8") == ISSUE.format("星桥发布新模型")


@pytest.mark.parametrize(
    "command", ["lint --offline", "weekly", "format -", "export ../2026-02-09.md", "new -o x.md"]
)
def test_a_folder_that_is_gone(home: Path, command: str) -> None:
    gone = home / "gone"
    gone.mkdir()
    line = f"rmdir ../gone; exec {sys.executable} -P -m digestkit {command} --lang en"
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=gone,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        "error: the current folder no longer exists; go to one that does\n",
    )


def test_init_follows_no_link_out_of_its_folder(run: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (home / ".github").symlink_to(tmp_path / "outside")
    result = run("init", ".", cwd=home)
    assert result.code == 2, result
    assert ".github/workflows/digestkit.yml: by a symbolic link this is" in result.err
    assert not any((tmp_path / "outside").iterdir())


def test_an_output_of_no_name_changes_no_original(run: Run, home: Path) -> None:
    draft = home / "2026-02-09.md"
    draft.write_text(ISSUE.format("星桥发布新模型") + "\n\n\n", encoding="utf-8")
    text = draft.read_bytes()
    result = run("format", draft.name, "-o", "", cwd=home)
    assert result.code == 2, result
    assert "-o names nothing" in result.err
    assert draft.read_bytes() == text
