"""Files and folders that may not be read or written: said clearly, exit code 2, and nothing lost.

Root may do everything; so a run as root gives up that right first.
"""

import ctypes
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Result

EXAMPLES = Path(__file__).parents[1] / "examples"
DENIED = "permission denied"
Start = Callable[..., Result]


def give_up_privileges() -> None:
    """Let root be refused what others are refused (CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER)."""
    prctl, drop_from_bounding_set = ctypes.CDLL(None).prctl, 24
    for capability in range(4):
        if prctl(drop_from_bounding_set, capability, 0, 0, 0):
            raise PermissionError


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder with two dailies, a draft with flaws and a weekly's template; open again at the end."""
    shutil.copytree(EXAMPLES / "dailies", tmp_path / "dailies")
    shutil.copy(EXAMPLES / "drafts/2026-02-09.md", tmp_path / "draft.md")
    (tmp_path / "other").mkdir()
    shutil.copy(EXAMPLES / "drafts/2026-02-09.md", tmp_path / "other/2026-02-09.md")
    yield tmp_path
    for path in (tmp_path, *tmp_path.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755)
    for path in tmp_path.rglob("*"):  # what could not be seen before
        path.chmod(0o755)


@pytest.fixture
def start(home: Path) -> Start:
    """``start("lint", …)`` in ``home``, without the rights of root."""
    drop = give_up_privileges if os.geteuid() == 0 else None
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "XDG_CACHE_HOME": str(home / "cache"),
                   "XDG_STATE_HOME": str(home / "state")}  # fmt: skip

    def run(*arguments: str) -> Result:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "digestkit", *arguments],
                cwd=home, env=environment, capture_output=True, preexec_fn=drop, check=False,
            )  # fmt: skip
        except subprocess.SubprocessError:
            pytest.skip("root can't give up its rights here")
        return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


class Case(NamedTuple):
    """What is closed, the command, and what it says besides the path."""

    closed: dict[str, int]
    command: str
    code: int = 2
    says: str = DENIED


CASES = {
    "file": Case({"other/2026-02-09.md": 0}, "lint --offline other draft.md"),
    "folder in a folder": Case({"other": 0}, "lint --offline ."),
    "folder, not to enter": Case({"other": 0o600}, "lint --offline other"),
    "file in a closed folder": Case({"other": 0}, "lint --offline other/2026-02-09.md"),
    "format of a file": Case({"draft.md": 0}, "format draft.md"),
    "archive": Case({"other": 0}, "lint --offline --archive other dailies"),
    "daily": Case({"dailies/2026-02-03.md": 0}, "weekly dailies -o w.md"),
    "fix in a closed file": Case(
        {"draft.md": 0o444},
        "lint --offline --fix draft.md other/2026-02-09.md",
        says="to write this file, so it is unchanged",
    ),
    "format in a closed file": Case({"draft.md": 0o444}, "format --to front-matter draft.md"),
    "fix in a closed folder": Case(
        {"other": 0o555}, "lint --offline --fix other", says="to make files in the folder other"
    ),
    "format in a closed folder": Case({"other": 0o555}, "format --to front-matter other"),
    "format to a closed folder": Case({"other": 0o555}, "format draft.md -o other/new/"),
    "weekly to a closed folder": Case({"other": 0o555}, "weekly dailies -o other/w.md"),
    "weekly to a closed file": Case({"draft.md": 0o444}, "weekly dailies -o draft.md", says="draft.md"),
    "weekly over an unreadable file": Case({"draft.md": 0}, "weekly dailies -o draft.md"),
    "report to a closed folder": Case({"other": 0o555}, "weekly dailies --report other/r.json"),
    "closed plan": Case({"draft.md": 0}, "weekly dailies --plan draft.md"),
    "report of lint": Case({"other": 0o555}, "lint --offline draft.md --output-file other/r.txt"),
    "init": Case({"other": 0o555}, "init other"),
    "init in a folder not to be read": Case({"other": 0}, "init other"),
    "new": Case({"other": 0o555}, "new -o other/x.md", says="in the folder other"),
}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but caches and states, as root sees them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_relative_to(folder / "cache")
        and not path.is_relative_to(folder / "state")
    }


@pytest.mark.parametrize("name", CASES)
def test_what_is_closed(home: Path, start: Start, name: str) -> None:
    case = CASES[name]
    before = contents(home)
    for path, mode in case.closed.items():
        (home / path).chmod(mode)
    result = start(*case.command.split())
    assert result.code == case.code, result
    assert case.says in result.err
    assert len(set(said := result.err.splitlines())) == len(said), "told twice"
    assert any(path in result.err for path in case.closed)
    assert "digestkit failed" not in result.err
    for path in case.closed:
        (home / path).chmod(0o755)
    after = contents(home)
    for path in case.closed:
        assert {key: data for key, data in after.items() if key.startswith(path)} == {
            key: data for key, data in before.items() if key.startswith(path)
        }
    assert not [name for name in after if name.endswith(".tmp")]


@pytest.mark.parametrize("command", ["lint --offline", "weekly", "links"])
def test_a_configuration_that_may_not_be_read(home: Path, start: Start, command: str) -> None:
    (home / "digestkit.toml").write_text("[format]\ncolon = 'full'\n", encoding="utf-8")
    (home / "digestkit.toml").chmod(0)
    result = start(*command.split(), "dailies")
    assert result.code == 2, result
    assert f"digestkit.toml: {DENIED}" in result.err


@pytest.mark.parametrize("name", [".gitignore", "template.md"])
def test_what_a_run_reads_besides(home: Path, start: Start, name: str) -> None:
    (home / "digestkit.toml").write_text("[weekly]\ntemplate = 'template.md'\n", encoding="utf-8")
    for each in {"template.md", name}:
        (home / each).write_text("${sections}\n", encoding="utf-8")
    (home / name).chmod(0)
    result = start("weekly", ".")
    assert result.code == 2, result
    assert f"{name}: {DENIED}" in result.err


@pytest.mark.parametrize(
    ("command", "notice"),
    [
        ("lint --offline draft.md", ""),
        ("lint --offline --archive other dailies", ""),
        ("duplicates --archive other dailies", ""),
        ("links draft.md", "the cache of links can't be used"),
    ],
)
def test_a_closed_cache_costs_nothing_but_time(home: Path, start: Start, command: str, notice: str) -> None:
    (home / "digestkit.toml").write_text("[links]\nignore = ['http']\n", encoding="utf-8")
    wanted = start(*command.split())
    assert wanted.code in (0, 1)
    shutil.rmtree(home / "cache", ignore_errors=True)
    (home / "cache").mkdir()
    (home / "cache").chmod(0o555)
    result = start(*command.split())
    assert (result.code, result.out) == (wanted.code, wanted.out)
    assert notice in result.err
    assert "Permission" not in result.err


def test_an_index_and_caches_that_may_not_be_written(home: Path, start: Start) -> None:
    command = ["duplicates", "--archive", "other", "--output-format", "json", "dailies"]
    wanted = json.loads(start(*command).out)
    files = [path for path in (home / "cache").rglob("*") if path.is_file()]
    assert any(path.name == "archive.sqlite3" for path in files)
    for path in files:
        path.chmod(0o444)
    shutil.copy(home / "draft.md", home / "other/2026-02-03.md")
    result = start(*command)
    assert result.code in (0, 1), result
    assert json.loads(result.out)["stories"] == wanted["stories"]


def test_a_closed_state_is_told_and_the_weekly_written(home: Path, start: Start) -> None:
    (home / "state").mkdir()
    (home / "state").chmod(0o555)
    result = start("weekly", "dailies", "-o", "w.md")
    assert result.code == 2, result
    assert "the weekly was written but not remembered" in result.err
    assert (home / "w.md").stat().st_size > 1000


NOBODY = 65534
FOREIGN = {
    "may be written": (0o666, 0o777, True),
    "may not be written, its folder may": (0o644, 0o777, False),
    "may be written, not be replaced": (0o666, 0o1777, False),
    "may be written, nothing made beside it": (0o666, 0o755, False),
    "may not even be read": (0o600, 0o777, False),
}


@pytest.mark.skipif(
    getattr(os, "geteuid", int)() != 0 or os.name == "nt", reason="only root may give files away"
)
@pytest.mark.parametrize("command", ["format --to front-matter", "lint --offline --fix"])
@pytest.mark.parametrize("case", FOREIGN)
def test_a_file_of_another_user(home: Path, start: Start, case: str, command: str) -> None:
    """Written where the system lets us; else told, unchanged, and nothing is left beside it."""
    mode, folder_mode, written = FOREIGN[case]
    draft = home / "other/2026-02-09.md"
    draft.write_bytes(draft.read_bytes() + b"\n\n\n")
    before = draft.read_bytes()
    os.chown(draft, NOBODY, NOBODY)
    os.chown(draft.parent, NOBODY, NOBODY)
    draft.chmod(mode)
    draft.parent.chmod(folder_mode)
    result = start(*command.split(), "other/2026-02-09.md")
    assert (draft.read_bytes() != before) is written, result
    assert (f"2026-02-09.md: {DENIED}" in result.err) is not written, result
    assert written or result.code == 2
    assert [path.name for path in draft.parent.iterdir()] == [draft.name]
    assert draft.stat().st_mode & 0o777 == mode


def test_a_folder_that_can_be_written_but_not_listed(home: Path, start: Start) -> None:
    """Its entry can't be synced to the disk; what was written in it is written all the same."""
    (home / "other").chmod(0o333)
    result = start("format", "--to", "front-matter", "other/2026-02-09.md")
    assert (result.code, result.err) == (0, "formatted 1 file\n")
    assert (home / "other/2026-02-09.md").read_bytes().startswith(b"---\n")
