"""Users without a home, folders of the user's that are somebody else's or lead elsewhere, a state that is none."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from digestkit.disk.memory import KEPT
from tests.conftest import Run

EXAMPLES = Path(__file__).parents[1] / "examples"
NO_HOME = """if True:
    import os, pwd, sys

    def unknown(*_):
        raise KeyError("no such user")

    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "DIGESTKIT_CACHE"):
        os.environ.pop(name, None)
    pwd.getpwuid = unknown
    from digestkit.cli import main
    main()
"""
COMMANDS = {
    "lint --offline draft.md": 1,
    "lint --offline draft.md --archive dailies": 1,
    "duplicates draft.md --archive dailies": 1,
    "links empty.md": 0,
    "weekly dailies": 0,
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with dailies, a draft with flaws, and a text without links."""
    shutil.copytree(EXAMPLES / "dailies", tmp_path / "dailies")
    shutil.copy(EXAMPLES / "drafts/2026-02-09.md", tmp_path / "draft.md")
    (tmp_path / "empty.md").write_text("# AI 日报 2026-02-09\n", encoding="utf-8")
    return tmp_path


def homeless(folder: Path, command: str) -> tuple[int, str]:
    """The exit code of ``command`` for a user that the system doesn't know, and what it said."""
    done = subprocess.run(
        [sys.executable, "-c", NO_HOME, *command.split()],
        cwd=folder, env={**os.environ, "LC_ALL": "en_US.UTF-8"}, capture_output=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="users are known otherwise there")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_user_without_a_home(home: Path, command: str) -> None:
    code, said = homeless(home, command)
    assert (code, "failed" in said) == (COMMANDS[command], False), said


@pytest.mark.skipif(sys.platform == "win32", reason="users are known otherwise there")
def test_a_weekly_of_a_user_without_a_home_is_written_and_not_remembered(home: Path) -> None:
    code, said = homeless(home, "weekly dailies -o weekly.md")
    assert (code, "not remembered" in said) == (2, True), said
    assert (home / "weekly.md").stat().st_size > 1000


def test_a_cache_folder_that_leads_elsewhere_loses_nothing_there(run: Run, home: Path) -> None:
    papers = home / "papers"
    papers.mkdir()
    for n in range(KEPT + 20):
        (papers / f"{n}.json").write_text("mine", encoding="utf-8")
        os.utime(papers / f"{n}.json", (n, n))
    (home / ".cache/digestkit").mkdir(parents=True)
    (home / ".cache/digestkit/lint").symlink_to(papers)
    assert run("lint", "--offline", "draft.md").code == 1
    assert len(list(papers.glob("[0-9]*.json"))) >= KEPT + 20
    assert all((papers / f"{n}.json").read_text("utf-8") == "mine" for n in range(KEPT + 20))


def test_a_cache_and_a_state_of_somebody_else_are_left_alone(run: Run, home: Path) -> None:
    for name in ("cache", "state"):
        (home / name / "digestkit").mkdir(parents=True)
        (home / name / "digestkit").chmod(0o555)
        if os.geteuid() == 0:
            os.chown(home / name / "digestkit", 4711, 4711)
    env = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home / "state")}
    for command, code in COMMANDS.items():
        done = run(*command.split(), env=env)
        assert (done.code, "failed" in done.err) == (code, False), done.err
    for name in ("cache", "state"):
        status = (home / name / "digestkit").stat()
        assert stat.S_IMODE(status.st_mode) == 0o555
        assert status.st_uid == (4711 if os.geteuid() == 0 else os.geteuid())


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 3_000_000_000)


STATES: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "huge": huge,
    "folder": lambda path: path.mkdir(),
    "circle": lambda path: path.symlink_to(path),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 100),
    "empty": lambda path: path.touch(),
    "fences": lambda path: path.write_text("---\n" * 100_000, encoding="utf-8"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
@pytest.mark.parametrize("kind", STATES)
def test_a_state_that_is_none_costs_no_word_of_the_editors(run: Run, home: Path, kind: str) -> None:
    env = {"XDG_STATE_HOME": str(home / "state")}
    weekly = home / "weekly.md"
    assert run("weekly", "dailies", "-o", "weekly.md", env=env).code == 0
    (state,) = (home / "state").rglob("*.md")
    weekly.write_text(weekly.read_text("utf-8") + "\n编辑手记：这一句是编辑写的。\n", encoding="utf-8")
    state.unlink()
    STATES[kind](state)
    done = run("weekly", "dailies", "-o", "weekly.md", env=env)
    assert done.code in (0, 1, 2)
    assert "digestkit failed" not in done.err
    assert "Traceback" not in done.err
    assert "这一句是编辑写的" in weekly.read_text("utf-8")
