"""A line at the terminal for those who wait: what a command is at, and for how long."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from digestkit.diagnostic import Lang, Text

_PATIENCE = 1.0
"""Seconds that nobody minds."""
_EVERY = 0.5
"""Seconds from one look of the line to the next."""
_ROOM = 40
"""Columns that a line takes at most."""
_WIPE = "\r\x1b[K"

What = Callable[[], Text]
"""Says what is being done, whenever it is asked."""


class Waiting:
    """The line. It is drawn by a timer, so that no loop has to think of it, and a child that is forked has none."""

    def __init__(self, lang: Lang, wanted: bool) -> None:
        self._lang = lang
        self._wanted = wanted
        self._what: What | None = None
        self._since = 0.0
        self._drawn = False

    @contextmanager
    def at(self, what: What) -> Iterator[None]:
        """Say ``what`` while this lasts, if it lasts. Within another ``at`` that one goes on."""
        if self._what or not self._wanted or not _can_be_drawn():
            yield
            return
        import signal

        self._what, self._since = what, time.monotonic()
        signal.signal(signal.SIGALRM, self._draw)
        signal.setitimer(signal.ITIMER_REAL, _PATIENCE, _EVERY)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._what = None
            self.wipe()

    def wipe(self) -> None:
        """Make room for what is to stay on the terminal."""
        if self._drawn:
            self._drawn = False
            self._put(_WIPE)

    def _draw(self, *_: Any) -> None:
        if not self._what:
            return
        seconds = int(time.monotonic() - self._since)
        what = self._what()
        line = Text(f"{what.zh}…… {seconds} 秒", f"{what.en} … {seconds} s").say(self._lang)
        self._drawn = True
        self._put(_WIPE + line)

    def _put(self, text: str) -> None:
        """Not through ``sys.stderr``, which the timer may find in the middle of something else."""
        with suppress(OSError):  # nobody is there to wait
            os.write(sys.stderr.fileno(), text.encode())


def _can_be_drawn() -> bool:
    """Whether there is a terminal that can wipe a line out, a timer (Windows has none), and room."""
    if sys.platform == "win32" or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return False
    with suppress(OSError):
        return not 0 < os.get_terminal_size(sys.stderr.fileno()).columns < _ROOM  # 0: not known
    return False
