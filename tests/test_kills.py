"""Real kills (SIGKILL) in the middle of writing: a file is the old one or the new one, never between."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digestkit.errors import FileError
from digestkit.files import write_atomic

FLAWED = Path(__file__).parents[1] / "examples/drafts/2026-02-09.md"
WRITER = """
import sys
from pathlib import Path
from digestkit.files import write_atomic
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
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(rng.random() * 0.02)
            child.kill()
        data = path.read_bytes()
        assert data in (b"A" * 300_000, b"B" * 300_000)
    assert len(list(tmp_path.iterdir())) > 1, "no kill came in the middle of a write: the test tests nothing"


@pytest.mark.parametrize("arguments", [["lint", "--offline", "--fix"], ["format", "--to", "front-matter"]])
def test_a_command_killed_leaves_old_or_new(tmp_path: Path, arguments: list[str]) -> None:
    path = tmp_path / "2026-02-09.md"
    old = FLAWED.read_bytes()
    path.write_bytes(old)
    command = [sys.executable, "-m", "digestkit", *arguments, str(path)]
    subprocess.run(command, capture_output=True, check=False)
    new = path.read_bytes()
    assert new != old
    rng = random.Random(3)
    for _ in range(12):
        path.write_bytes(old)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as child:
            time.sleep(rng.random() * 0.6)
            child.kill()
        assert path.read_bytes() in (old, new)


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

    monkeypatch.setattr("digestkit.files.tempfile.mkstemp", full)
    with pytest.raises(FileError) as caught:
        write_atomic(path, b"x" * 100_000)
    assert "磁盘满了" in caught.value.message.zh
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.parametrize("seed", range(2))
def test_a_weekly_killed_is_old_or_new_and_then_made(tmp_path: Path, seed: int) -> None:
    dailies = sorted((Path(__file__).parents[1] / "examples/dailies").glob("*.md"))
    path, rng = tmp_path / "weekly.md", random.Random(seed)
    environment = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}

    def command(*names: Path) -> list[str]:
        return [sys.executable, "-m", "digestkit", "weekly", *map(str, names), "-o", str(path)]

    texts = []
    for names in (dailies[:-1], dailies):
        subprocess.run(command(*names), capture_output=True, check=True, env=environment)
        texts.append(path.read_bytes())
    assert texts[0] != texts[1]
    for _ in range(5):
        subprocess.run(command(*dailies[:-1]), capture_output=True, check=True, env=environment)
        with subprocess.Popen(command(*dailies), env=environment, stderr=subprocess.DEVNULL) as child:
            time.sleep(rng.random() * 0.8)
            child.kill()
        assert path.read_bytes() in texts
    subprocess.run(command(*dailies), capture_output=True, check=True, env=environment)
    assert path.read_bytes() == texts[1]


def test_a_lint_killed_leaves_a_cache_that_tells_the_truth(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "digestkit", "lint", "--offline", "--output-format", "json", str(FLAWED)]
    environment = {**os.environ, "DIGESTKIT_CACHE": str(tmp_path)}
    clean = subprocess.run([*command, "--no-cache"], capture_output=True, check=False, env=environment).stdout
    assert clean.startswith(b"{")
    rng = random.Random(5)
    for _ in range(10):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as child:
            time.sleep(rng.random() * 0.6)
            child.kill()
    together = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(4)]
    assert [child.communicate()[0] for child in together] == [clean] * 4
    for path in (tmp_path / "lint").glob("*.json"):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert subprocess.run(command, capture_output=True, check=False, env=environment).stdout == clean
