"""Real kills (SIGKILL) in the middle of writing: a file is the old one or the new one, never between."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digestkit.config import FormatConfig, LintConfig
from digestkit.disk.files import write_atomic
from digestkit.errors import FileError
from digestkit.fixing import fix
from digestkit.formatting import format_source
from digestkit.lint import lint
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source

ROOT = Path(__file__).parents[1]
FLAWED = ROOT / "examples/drafts/2026-02-09.md"
WRITER = """
import sys
from pathlib import Path
from digestkit.disk.files import write_atomic
path, texts = Path(sys.argv[1]), [bytes([n]) * 300_000 for n in (65, 66)]
print("ready", flush=True)
while True:
    for text in texts:
        write_atomic(path, text)
"""


def test_a_writer_killed_200_times(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"A" * 300_000)
    rng = random.Random(7)
    for _ in range(200):
        child = os.fork()
        if child == 0:
            while True:
                for letter in (b"A", b"B"):
                    write_atomic(path, letter * 300_000)
        time.sleep(rng.random() * 0.02)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        data = path.read_bytes()
        assert data in (b"A" * 300_000, b"B" * 300_000)
    assert len(list(tmp_path.iterdir())) > 1, "no kill came in the middle of a write: the test tests nothing"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs limits on a process")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("lint --offline --fix 2026-02-09.md", 2),
        ("format --to front-matter 2026-02-09.md", 2),
        ("format 2026-02-09.md -o out/", 2),
        ("weekly dailies -o weekly.md", 2),
        ("lint --offline 2026-02-09.md", 1),
        ("duplicates --archive dailies 2026-02-09.md", 1),
    ],
)
def test_no_room_for_what_is_written(tmp_path: Path, command: str, code: int) -> None:
    """Everything that is written, caches included, where the system allows a file no more than 600 bytes."""
    shutil.copytree(ROOT / "examples/dailies", tmp_path / "dailies")
    shutil.copy(FLAWED, tmp_path)
    caches = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_STATE_HOME": str(tmp_path / "state")}

    def start(limit: int) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-B", "-m", "digestkit", *command.split(), "--lang", "en"],
            cwd=tmp_path, env={**os.environ, **caches}, capture_output=True, check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        )  # fmt: skip

    before = {path: path.read_bytes() for path in tmp_path.rglob("*.md")}
    done = start(600)
    assert done.returncode == code, done
    assert (b"the file is unchanged" in done.stderr) == (code == 2)
    assert b"digestkit failed" not in done.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.md")} == before
    for path in tmp_path.rglob("*.tmp"):
        pytest.fail(f"{path} was left")
    again = start(10**8)
    assert again.returncode == (code if code < 2 else again.returncode)
    assert code == 2 or again.stdout == done.stdout


@pytest.mark.parametrize("what", ["fix", "format", "weekly", "memory of lint", "index", "links"])
def test_what_is_killed_as_it_writes_is_old_or_new(what: str) -> None:
    """A few of the kills of ``tools/kills.py``, which looks at what is left after each."""
    command = [sys.executable, str(ROOT / "tools/kills.py"), "--count", "3", what]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    hit = re.search(r"\d runs, (\d) killed", done.stdout)
    assert hit, done.stdout
    assert int(hit[1]) > 0, "no kill came in the middle of a write: the test tests nothing"


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"A" * 300_000)
    children = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    for _ in range(100):
        assert path.read_bytes() in (b"A" * 300_000, b"B" * 300_000)
    for child in children:
        child.kill()
        child.wait()


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "none" / "a.md"
    with pytest.raises(FileError):
        write_atomic(path, b"x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk to write to")
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def full(*_: object, **__: object) -> tuple[int, str]:

        name = str(tmp_path / "temporary")
        Path(name).write_bytes(b"")
        return os.open("/dev/full", os.O_WRONLY), name

    monkeypatch.setattr("digestkit.disk.files.tempfile.mkstemp", full)
    with pytest.raises(FileError) as caught:
        write_atomic(path, b"x" * 100_000)
    assert "磁盘满了" in caught.value.message.zh
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_a_damaged_memory_is_as_good_as_none(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "digestkit", "lint", "--offline", "--output-format", "json", str(FLAWED)]
    environment = {**os.environ, "DIGESTKIT_CACHE": str(tmp_path)}
    clean = subprocess.run(command, capture_output=True, check=False, env=environment).stdout
    assert clean.startswith(b"{")
    for path in (tmp_path / "lint").glob("*.json"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert subprocess.run(command, capture_output=True, check=False, env=environment).stdout == clean


def test_runs_at_once_on_the_same_files_and_caches_lose_nothing(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    draft, archive = tmp_path / "2026-02-09.md", str(ROOT / "examples/dailies")

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "digestkit", *arguments]
        return subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    mend, form = ("lint", "--offline", "--fix", draft.name), ("format", "--to", "front-matter", draft.name)
    draft.write_bytes(FLAWED.read_bytes())
    duplicates = ("duplicates", "--output-format", "json", "--archive", archive, str(FLAWED))
    weekly = ("weekly", archive, "-o", "weekly.md")
    children = [
        start(*each) for each in (mend, form, mend, form, duplicates, duplicates, duplicates, weekly, weekly)
    ]
    answers = [child.communicate() for child in children]
    assert draft.read_bytes() in _outcomes(FLAWED.read_bytes(), draft.name)
    for child, (_, err) in zip(children, answers, strict=True):
        assert (
            child.returncode in (0, 1) or b"run the command again" in err or "再运行一次".encode() in err
        ), err
    assert len({out for out, _ in answers[4:7]}) == 1
    assert answers[4][0] == start(*duplicates).communicate()[0]
    made = (tmp_path / "weekly.md").read_bytes()
    start(*weekly).communicate()
    assert (tmp_path / "weekly.md").read_bytes() == made
    assert not list(tmp_path.rglob("*.tmp"))


def _outcomes(data: bytes, name: str) -> set[bytes]:
    """What ``--fix`` and ``format`` can make of a text, one after the other in any order."""
    config = LintConfig()
    found, new = {data}, [data]
    while new:
        parsed = read(Source.from_bytes(new.pop(), name))
        mended = fix(parsed, lambda each: lint(Batch((each,)), config), read).parsed.source.to_bytes()
        formatted = format_source(parsed, FormatConfig(), "front-matter").encode()
        new += {mended, formatted} - found
        found |= {mended, formatted}
    return found
