"""Kill digestkit (SIGKILL) in the middle of writing, and look at what is left: old or new, never between.

    python tools/kills.py [--count 50] [--seed 1] [NAME…]

``count`` kills each of ``--fix``, ``format``, ``weekly`` (with its memory), the memory of ``lint``, the index of
an archive and the cache of links. Every run is a process of its own, killed just after it began to write: when
a temporary file, a journal or a new file has turned up, or a little later. Prints how many kills came while
something was being written; exits with 1 when anything was half written, lost, or could not be read again.
"""

import argparse
import contextlib
import io
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from digestkit.cli import main as digestkit
from digestkit.diagnostic import Text
from digestkit.links.cache import Cache
from digestkit.links.verdict import Verdict

EXAMPLES = Path(__file__).parents[1] / "examples"
LONGEST = 60
"""Seconds after which a run that writes nothing is given up."""


TRIES = 10
"""So many runs are made for one kill that comes in time, at most: on a busy machine many have written by then."""


class Case(NamedTuple):
    """One thing that is written."""

    prepare: Callable[[], None]
    """Puts everything into the state before."""
    work: Callable[[], object]
    """What is killed."""
    folder: Path
    """Where writing shows."""
    look: Callable[[], str]
    """What is wrong with what is left; an empty string: nothing."""


def run(*arguments: str) -> str:
    """Standard output of ``digestkit`` with ``arguments``, in this process."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    sys.argv = ["digestkit", *arguments]
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        digestkit()
    return out.buffer.getvalue().decode("utf-8")


def rewriting(home: Path, *arguments: str) -> Case:
    """A command that writes a draft anew."""
    folder = home / arguments[-1].strip("-")
    path = folder / "2026-02-09.md"
    old = (EXAMPLES / "drafts/2026-02-09.md").read_bytes()

    def prepare() -> None:
        folder.mkdir(exist_ok=True)
        _emptied(folder)
        path.write_bytes(old)

    def work() -> str:
        return run(*arguments, str(path))

    prepare()
    work()
    new = path.read_bytes()
    assert new != old
    return Case(
        prepare, work, folder, lambda: "" if path.read_bytes() in (old, new) else "neither old nor new"
    )


def weekly(home: Path) -> Case:
    """A weekly that is brought up to date."""
    dailies = [str(path) for path in sorted((EXAMPLES / "dailies").glob("*.md"))]
    folder = home / "weekly"
    folder.mkdir()
    path = folder / "weekly.md"
    state = Path(os.environ["XDG_STATE_HOME"])

    def make(names: list[str]) -> bytes:
        run("weekly", *names, "-o", str(path))
        return path.read_bytes()

    def prepare() -> None:
        _emptied(folder)
        shutil.rmtree(state, ignore_errors=True)
        make(dailies[:-1])

    prepare()
    old, new = path.read_bytes(), make(dailies)
    assert old != new

    def look() -> str:
        if path.read_bytes() not in (old, new):
            return "neither old nor new"
        return "" if make(dailies) == new else "the next run makes another weekly"

    return Case(prepare, lambda: make(dailies), folder, look)


def remembered(home: Path, name: str, folder: Path, *arguments: str) -> Case:
    """A command that writes what it found into the user's cache."""
    wanted = run(*arguments)
    assert wanted

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    def look() -> str:
        for database in folder.glob("*.sqlite3"):
            with contextlib.closing(sqlite3.connect(database)) as file:
                if file.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    return f"{name}: damaged"
        return "" if run(*arguments) == wanted else f"{name}: the next run finds something else"

    return Case(prepare, lambda: run(*arguments), folder, look)


def many(home: Path) -> str:
    """A folder of drafts in which so much is found that writing it down takes a while."""
    folder = home / "many"
    folder.mkdir()
    for day in range(1, 13):
        shutil.copy(EXAMPLES / "drafts/2026-02-09.md", folder / f"2026-03-{day:02}.md")
    return str(folder)


def links(home: Path) -> Case:
    """The cache of links, with an old verdict in it and many new ones to come."""
    folder = home / "links"
    path = folder / "links.sqlite3"
    some = {f"https://example.com/{n}": Verdict(f"https://example.com/{n}", "alive", 200, Text("好", "ok"), None, None)
            for n in range(20_000)}  # fmt: skip

    def put(verdicts: dict[str, Verdict]) -> None:
        cache = Cache.open(path)
        cache.put(verdicts)
        cache.close()

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        put({"old": Verdict("old", "alive", 200, Text("好", "ok"), None, None)})

    def look() -> str:
        cache = Cache.open(path)
        known = cache.get(["old", *some])
        cache.close()
        if cache.notice or "old" not in known:
            return "what was known is lost"
        return "" if len(known) in (1, 1 + len(some)) else f"{len(known)} of {len(some)}"

    return Case(prepare, lambda: put(some), folder, look)


def _emptied(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def _state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file in ``folder``: what shows that one was written."""
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                status = entry.stat()
                found[entry.name] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return found


def kill(case: Case, rng: random.Random) -> bool:
    """One run, killed as it writes. Whether it still ran."""
    case.prepare()
    before = _state(case.folder)
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            case.work()
        os._exit(0)
    give_up = time.monotonic() + LONGEST
    while _state(case.folder) == before and time.monotonic() < give_up:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
    time.sleep(rng.choice((0, rng.random() * 0.001, rng.random() * 0.01)))
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def cases(home: Path) -> Iterator[tuple[str, Callable[[], Case]]]:
    """Everything that is written, by name."""
    archive, draft = str(EXAMPLES / "dailies"), str(EXAMPLES / "drafts/2026-02-09.md")
    cache = home / "cache/digestkit"
    report = ("--output-format", "json")
    yield "fix", lambda: rewriting(home, "lint", "--offline", "--fix")
    yield "format", lambda: rewriting(home, "format", "--to", "front-matter")
    yield "weekly", lambda: weekly(home)
    yield (
        "memory of lint",
        lambda: remembered(home, "memory", cache / "lint", "lint", "--offline", *report, many(home)),
    )
    yield (
        "index",
        lambda: remembered(home, "index", cache, "duplicates", *report, "--archive", archive, draft),
    )
    yield "links", lambda: links(home)


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill digestkit in the middle of writing.")
    parser.add_argument("names", nargs="*", help="what to kill (default: all)")
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.environ |= {
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_STATE_HOME": str(home / "state"),
            "LC_ALL": "C",
        }
        os.environ.pop("DIGESTKIT_CACHE", None)
        for what, made in cases(home):
            if options.names and what not in options.names:
                continue
            case = made()
            hit = left = runs = 0
            while hit < options.count and runs < options.count * TRIES:
                runs += 1
                hit += kill(case, rng)
                left += any(
                    path.suffix == ".tmp" or path.name.endswith(("-wal", "-journal"))
                    for path in case.folder.iterdir()
                )
                if wrong := case.look():
                    failures += 1
                    print(f"{what}: {wrong}", flush=True)
            print(
                f"{what}: {runs} runs, {hit} killed as they wrote, {left} left something unfinished",
                flush=True,
            )
    print(f"{failures} failures")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
