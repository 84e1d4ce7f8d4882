"""Ctrl-C (SIGINT) at any moment: no traceback, exit code 130, and every file is the old one or the new one."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from digestkit.beside import can_fork

EXAMPLES = Path(__file__).parents[1] / "examples"
COMMANDS = (
    "lint --offline drafts", "lint --offline --fix drafts", "format --to blue-span drafts/2026-02-09.md", "--help",
    "weekly dailies -o weekly.md", "links drafts --offline", "duplicates dailies", "export drafts", "rule DK202", "init",
)  # fmt: skip
AT_EVENT = """
import os, signal, sys
left = int(os.environ["INTERRUPT_AT"])

def hook(event, arguments):
    # what Python does before the program begins, and after it has ended, is Python's
    global left
    if hasattr(sys.modules.get("digestkit.cli"), "_open_streams") and not sys.is_finalizing():
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGINT)

sys.addaudithook(hook)
"""
"""Sends SIGINT at the n-th thing that Python reports: an import, a file opened, a rename, a process."""


class Outcome(NamedTuple):
    """What an interrupted run left."""

    code: int
    said: str
    files: dict[str, bytes]


def files_in(folder: Path) -> dict[str, bytes]:
    """Name → content of all files in ``folder`` that a user may see."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def outcome(folder: Path, command: str, at: int) -> Outcome:
    """Run ``command`` on the examples and interrupt it at event number ``at`` (0: let it be)."""
    home = folder / str(at)
    for name in ("drafts", "dailies"):
        shutil.copytree(EXAMPLES / name, home / name)
    startup = folder / "startup"
    startup.mkdir(exist_ok=True)
    (startup / "sitecustomize.py").write_text(AT_EVENT, encoding="utf-8")
    environment = {
        **os.environ,
        "LC_ALL": "en_US.UTF-8",
        "PYTHONPATH": str(startup),
        "INTERRUPT_AT": str(at),
        "XDG_CACHE_HOME": str(folder / f"cache{at}"),
        "XDG_STATE_HOME": str(folder / f"state{at}"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "digestkit", *command.split()],
        cwd=home, env=environment, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    return Outcome(done.returncode, done.stderr.decode(), files_in(home))


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("command", COMMANDS)
def test_interrupted_anywhere(tmp_path: Path, command: str) -> None:
    whole = outcome(tmp_path, command, 0)
    old = {
        f"{name}/{path}": data
        for name in ("drafts", "dailies")
        for path, data in files_in(EXAMPLES / name).items()
    }
    codes = set()
    for at in (1, 30, 100, 250, 500, 800, 1200, 1800, 2600):
        code, said, files = outcome(tmp_path, command, at)
        codes.add(code)
        assert "Traceback" not in said, (at, said)
        assert "Exception" not in said, (at, said)
        assert code in (130, whole.code), (at, said)
        for name, data in files.items():
            assert data in (old.get(name), whole.files.get(name)), (at, name)
    assert 130 in codes, "it was never interrupted"


@pytest.mark.skipif(not can_fork(), reason="there is only one process here")
def test_the_child_beside_says_nothing(tmp_path: Path) -> None:
    """A terminal sends SIGINT to all processes of a run; only the one that the user started answers."""
    script = """if True:
        import pathlib, sys, time
        from digestkit.beside import beside

        def work():
            pathlib.Path("begun").touch()
            time.sleep(60)

        try:
            with beside(work) as result:
                result()
        except KeyboardInterrupt:
            sys.exit(130)
    """
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True
    ) as parent:
        while not (tmp_path / "begun").exists():
            assert parent.poll() is None
        os.killpg(parent.pid, signal.SIGINT)
        said = parent.communicate(timeout=60)[1]
    assert (parent.returncode, said) == (130, b"")
