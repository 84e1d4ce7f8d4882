"""Running whole processes and measuring them: seconds by the clock, seconds of processor, peak memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One run of a command."""

    wall: float
    """Seconds by the clock."""
    cpu: float
    """Seconds of processor, all its processes together: less disturbed by a busy machine."""
    peak: float
    """MiB that the largest of its processes held."""


@dataclass(frozen=True)
class Command:
    """A command to measure."""

    name: str
    words: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str]
    one_core: bool = False
    """Whether it may use but one core, where the system can say so."""

    def run(self) -> Sample:
        """Run it once. What it prints is dropped, its exit code too: linters return 1 for findings."""
        # an installed program has its modules compiled, whatever the shell that measures it says
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        start = time.perf_counter()
        with _cores(1 if self.one_core else None):
            process = subprocess.Popen(
                [str(word) for word in self.words],
                cwd=self.folder,
                env={**kept, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode < 0 or process.returncode > 2:
            print(f"  {self.name}: exit code {process.returncode}")
        return Sample(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


@contextmanager
def _cores(most: int | None) -> Iterator[None]:
    """What is started meanwhile may use but ``most`` cores (``None``: all), where the system can say so."""
    if most is None or sys.platform != "linux":
        yield
        return
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(ours)[:most])
    try:
        yield
    finally:
        os.sched_setaffinity(0, ours)


def median(samples: Sequence[Sample]) -> Sample:
    """The median of each measure by itself."""
    return Sample(
        statistics.median(each.wall for each in samples),
        statistics.median(each.cpu for each in samples),
        statistics.median(each.peak for each in samples),
    )


def in_turns(commands: Sequence[Command], rounds: int, patience: float) -> dict[str, list[Sample]]:
    """Every command ``rounds`` times, in turns, so that a busy minute falls on all of them.

    One that has taken ``patience`` seconds in all is not run again. A command without words (a peer
    that could not be had) is left out.
    """
    samples: dict[str, list[Sample]] = {each.name: [] for each in commands if each.words}
    for _ in range(rounds):
        for each in commands:
            if each.words and sum(sample.wall for sample in samples[each.name]) < patience:
                samples[each.name].append(each.run())
    return samples
