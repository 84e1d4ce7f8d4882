"""``digestkit lint --watch`` as a real process."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from queue import Queue

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_watch_lints_again_when_a_file_changes(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_bytes((EXAMPLES / "drafts/2026-02-09.md").read_bytes())
    command = [
        sys.executable,
        "-m",
        "digestkit",
        "lint",
        "--offline",
        "--watch",
        "--output-format",
        "concise",
    ]
    environment = {**os.environ, "LC_ALL": "en_US.UTF-8", "DIGESTKIT_CACHE": str(tmp_path / ".cache")}
    with subprocess.Popen(
        [*command, draft.name], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8",
    ) as child:  # fmt: skip
        lines: Queue[str] = Queue()
        assert child.stdout is not None
        reader = threading.Thread(target=collect, args=(child.stdout, lines))
        reader.start()
        stopper = threading.Timer(90, child.kill)  # so that a failure is a failure and no hang
        stopper.start()
        first = until(lines, "watching")
        assert any("DK202" in line for line in first)
        clean = (EXAMPLES / "dailies/2026-02-02.md").read_bytes()
        writer = threading.Thread(target=keep_writing, args=(draft, clean, done := threading.Event()))
        writer.start()  # a change before the watcher has begun goes unseen
        assert not any("DK202" in line for line in until(lines, "no problems"))
        done.set()
        child.send_signal(signal.SIGINT)
        assert child.wait(20) in (0, 130)
        reader.join()
        stopper.cancel()


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
