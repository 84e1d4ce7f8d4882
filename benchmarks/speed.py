"""How fast the reader and the rules are by themselves, on one core, on the digests of a folder.

    python benchmarks/speed.py FOLDER

Prints MB/s of reading, of reading and all default rules that look at one text, and of those that
compare all texts (of one process, where they take two). Best of three, in seconds of processor.
"""

import gc
import sys
import time
from collections.abc import Callable
from typing import Any

from digestkit.cli import COLLECT
from digestkit.config import LintConfig
from digestkit.disk.finding import discover
from digestkit.lint import raw_findings, selected
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source


def seconds(work: Callable[[], Any], times: int = 3) -> float:
    """The least time of processor of some runs of ``work``."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    gc.set_threshold(*COLLECT)  # as the program does
    data = [(str(path), path.read_bytes()) for path in discover(sys.argv[1:]).files]
    size = sum(len(each) for _, each in data) / 1e6
    config = LintConfig()
    rules = selected(config)
    alone = [rule for rule in rules if rule.scope == "digest"]
    together = [rule for rule in rules if rule.scope == "batch"]

    def reading() -> Batch:
        return Batch(tuple(read(Source.from_bytes(each, path)) for path, each in data))

    raw_findings(reading(), config, alone)  # the first time loads tables
    once = seconds(reading)
    both = seconds(lambda: raw_findings(reading(), config, alone))
    batch = reading()
    rest = seconds(lambda: raw_findings(batch, config, together), times=1)  # what is compared is kept
    print(f"reading: {size / once:.1f} MB/s")
    print(f"reading and rules on each text: {size / both:.1f} MB/s")
    print(f"rules on all texts together: {size / rest:.1f} MB/s")
    print(f"lint: {size / (both + rest):.1f} MB/s")


if __name__ == "__main__":
    main()
