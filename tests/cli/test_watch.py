"""``digestkit lint --watch`` as a real process."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


COMMAND = (sys.executable, "-m", "digestkit", "lint", "--offline", "--watch", "--output-format", "concise")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.md").write_bytes((EXAMPLES / "drafts/2026-02-09.md").read_bytes())
    return tmp_path


@contextmanager
def watching(folder: Path, *words: str) -> "Iterator[Queue[str]]":
    """The lines that a run in ``folder`` says which watches the draft there, or what ``words`` name."""
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "DIGESTKIT_CACHE": str(folder / ".cache")}
    with subprocess.Popen(
        [*COMMAND, *(words or ["draft.md"])], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        encoding="utf-8",
    ) as child:  # fmt: skip
        lines: Queue[str] = Queue()
        assert child.stdout is not None
        reader = threading.Thread(target=collect, args=(child.stdout, lines))
        reader.start()
        stopper = threading.Timer(90, child.kill)  # so that a failure is a failure and no hang
        stopper.start()
        try:
            yield lines
            child.send_signal(signal.SIGINT)
            assert child.wait(20) in (0, 130)
        finally:
            child.kill()
            reader.join()
            stopper.cancel()


@contextmanager
def written(path: Path, data: bytes) -> Iterator[None]:
    """Write ``data`` again and again: a change before the watcher has begun goes unseen."""
    done = threading.Event()
    writer = threading.Thread(target=keep_writing, args=(path, data, done))
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def test_watch_lints_again_when_a_file_changes(folder: Path) -> None:
    with watching(folder) as lines:
        assert any("DK202" in line for line in until(lines, "watching"))
        with written(folder / "draft.md", (EXAMPLES / "dailies/2026-02-02.md").read_bytes()):
            assert not any("DK202" in line for line in until(lines, "no problems"))
            until(lines, "watching")


def test_watch_follows_a_configuration_that_changes(folder: Path) -> None:
    settings = folder / "digestkit.toml"
    settings.write_text('[lint]\nselect = ["DK202"]\n', encoding="utf-8")
    with watching(folder) as lines:
        assert any("DK202" in line for line in until(lines, "watching"))
        with written(settings, b'[lint]\nselect = ["DK107"]\n'):
            until(lines, "DK107")
        with written(settings, b'[lint]\nselect = ["DK999"]\n'):  # told, and no end
            assert "digestkit.toml:2" in until(lines, "DK999")[-1]
        with written(settings, b'[lint]\nselect = ["DK205"]\n'):
            until(lines, "DK205")


@pytest.mark.parametrize("broken", ["[lint\n", '[lint]\nselect = ["DK999"]\n', "[lint]\narchive = 3\n"])
def test_watch_waits_for_a_configuration_to_be_mended(folder: Path, broken: str) -> None:
    settings = folder / "digestkit.toml"
    settings.write_text(broken, encoding="utf-8")
    with watching(folder) as lines:
        assert "digestkit.toml:" in until(lines, "watching")[0]
        with written(settings, b'[lint]\nselect = ["DK107"]\n'):
            until(lines, "DK107")


def test_watch_follows_a_configuration_above_the_drafts_also_one_that_is_new(folder: Path) -> None:
    (folder / "house/drafts").mkdir(parents=True)
    (folder / "draft.md").rename(folder / "house/drafts/draft.md")
    (folder / ".git").mkdir()
    settings = folder / "digestkit.toml"
    with watching(folder, "house/drafts/draft.md") as lines:
        assert any("DK202" in line for line in until(lines, "watching"))
        settings.write_text('[lint]\nselect = ["DK107"]\n', encoding="utf-8")
        assert not any("DK202" in line for line in until(lines, "DK107"))
        settings.write_text('[lint]\nselect = ["DK205"]\n', encoding="utf-8")
        until(lines, "DK205")
        settings.unlink()
        until(lines, "DK202")


def test_watch_sees_a_draft_change_behind_a_link(folder: Path) -> None:
    (folder / "links").mkdir()
    (folder / "links/today.md").symlink_to(folder / "draft.md")
    with watching(folder, "links/today.md") as lines:
        until(lines, "watching")
        with written(folder / "draft.md", (EXAMPLES / "dailies/2026-02-02.md").read_bytes()):
            until(lines, "no problems")


@pytest.mark.parametrize("by", ["option", "configuration"])
def test_watch_sees_the_archive_change(folder: Path, by: str) -> None:
    (folder / "published").mkdir()
    (folder / ".git").mkdir()
    words = ["draft.md", "--select", "DK5"]
    if by == "option":
        words += ["--archive", "published"]
    else:
        (folder / "digestkit.toml").write_text('[lint]\narchive = ["published"]\n', encoding="utf-8")
    issue = (EXAMPLES / "drafts/2026-02-09.md").read_bytes().replace(b"2026-02-09", b"2026-02-08")
    with watching(folder, *words) as lines:
        assert not any("DK502" in line for line in until(lines, "watching"))
        with written(folder / "published/2026-02-08.md", issue):
            until(lines, "DK502")


def test_watch_follows_a_folder_that_is_deleted_and_made_anew(folder: Path) -> None:
    (folder / "drafts").mkdir()
    (folder / "draft.md").rename(folder / "drafts/draft.md")
    with watching(folder, "drafts") as lines:
        until(lines, "watching")
        (folder / "drafts").rename(folder / "old")
        until(lines, "drafts: no such file or directory")
        (folder / "drafts").mkdir()
        until(lines, "no digests")
        with written(folder / "drafts/draft.md", (folder / "old/draft.md").read_bytes()):
            until(lines, "DK202")


def test_watch_does_not_answer_to_its_own_report(folder: Path) -> None:
    report = folder / "report.txt"
    with watching(folder, "--output-file", report.name, ".") as lines:
        until(lines, "watching")
        with written(folder / "draft.md", (EXAMPLES / "dailies/2026-02-02.md").read_bytes()):
            deadline = time.monotonic() + 40
            while "no problems" not in report.read_text("utf-8"):
                assert time.monotonic() < deadline
                time.sleep(0.1)
        time.sleep(3)  # what was written last has been seen
        settled = report.stat().st_mtime_ns
        time.sleep(3)
        assert report.stat().st_mtime_ns == settled


def collect(stream: Iterable[str], lines: "Queue[str]") -> None:
    for line in stream:
        lines.put(line)


def keep_writing(path: Path, data: bytes, done: threading.Event) -> None:
    while not done.wait(0.5):
        path.write_bytes(data)


def until(lines: "Queue[str]", word: str) -> list[str]:
    """The lines up to one with ``word``."""
    found = []
    while True:
        found.append(lines.get(timeout=40))
        if word in found[-1]:
            return found
