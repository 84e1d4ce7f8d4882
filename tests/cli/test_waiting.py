"""The line that says what a command is at: there for those who wait, gone when something is to stay."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")

WAITS = """if True:
    import sys, time
    from digestkit.cli import waiting
    from digestkit.cli.session import Session
    from digestkit.diagnostic import Text

    waiting._PATIENCE = waiting._EVERY = 0.02
    session = Session(sys.argv[1], quiet="--quiet" in sys.argv)
    with session.waiting.at(lambda: Text("正在检查 3 个文件", "checking 3 files")):
        with session.waiting.at(lambda: Text("读了 1 个文件", "1 file read")):
            time.sleep(0.2)
        session.write("found\\n")
        time.sleep(0.2)
    session.notice(Text("改好了", "mended"))
    time.sleep(0.1)
"""
WIPE = "\r\x1b[K"


def seen(*words: str, columns: int = 80, term: str = "xterm") -> str:
    """What stands at a terminal, one thing after the other, of a program that waits."""
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {**os.environ, "TERM": term, "NO_COLOR": "1"}
    command = [sys.executable, "-c", WAITS, *words]
    with subprocess.Popen(command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs):
        os.close(theirs)
        found = b""
        with suppress(OSError):  # how the end is told on Linux
            while data := os.read(ours, 4096):
                found += data
    os.close(ours)
    return re.sub(r"\d+ (?=s\b|秒)", "N ", found.decode().replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("lang", "line", "end"),
    [("zh", "正在检查 3 个文件…… N 秒", "改好了"), ("en", "checking 3 files … N s", "mended")],
)
def test_the_line_is_gone_when_something_is_to_stay(lang: str, line: str, end: str) -> None:
    drawn = WIPE + line
    before, after = seen(lang).split("found\n")
    assert before.startswith(drawn)
    assert before.replace(drawn, "") == WIPE
    assert after.startswith(drawn)
    assert after.replace(drawn, "") == f"{WIPE}{end}\n"


@pytest.mark.parametrize(
    ("words", "given"),
    [((), {"term": "dumb"}), ((), {"columns": 39}), (("--quiet",), {})],
)
def test_no_line_where_it_is_not_wanted_or_cannot_be_wiped(
    words: tuple[str, ...], given: dict[str, Any]
) -> None:
    said = seen("en", *words, **given)
    assert said == ("found\n" if words else "found\nmended\n")


def test_no_line_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAITS, "en"], capture_output=True, encoding="utf-8", check=True
    )
    assert (done.stdout, done.stderr) == ("found\n", "mended\n")
