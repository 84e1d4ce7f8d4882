"""What many tests need: the program as a real process."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

# The program is started over a thousand times: where Python may keep no bytecode, each start would compile it anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")
# A shell's background job ignores it, and so would the processes that are to be interrupted.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Result(NamedTuple):
    """What a finished process left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


def program(folder: Path) -> Run:
    """What starts the program in ``folder``, with its caches there; English unless told otherwise."""

    def start(
        *arguments: str | Path,
        stdin: str | bytes = b"",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        data = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
        environment = {
            key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")
        }
        environment |= {"LC_ALL": "en_US.UTF-8", "XDG_CACHE_HOME": str(folder / ".cache"), **(env or {})}
        done = subprocess.run(
            [sys.executable, "-m", "digestkit", *map(str, arguments)],
            input=data,
            capture_output=True,
            cwd=cwd or folder,
            env=environment,
            timeout=120,
            check=False,
        )
        return Result(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8"))

    return start


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run("lint", "a.md", …)`` in a folder of its own."""
    return program(tmp_path)


@pytest.fixture
def examples() -> Path:
    """The folder of examples."""
    return Path(__file__).parents[1] / "examples"
