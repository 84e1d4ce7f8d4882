"""How fast the commands are, whole processes, beside the tools that editors would use instead.

    python benchmarks/run.py [--corpus FOLDER] [--quick] [--no-peers] [--peers FOLDER]

Peers are installed into a temporary folder (``--peers`` keeps them for the next time); what cannot
be had is left out and said so. Without ``--corpus`` the corpus is a thousand copies of the example
dailies. All commands are run in turns, five times (slow ones less often, so that the whole run stays under
about eight minutes); the tables give medians. ``--quick`` takes a hundred files and one round.
"""

import argparse
import math
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from made import folder_of
from measured import Command, Sample, in_turns, median
from peers import install

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples" / "dailies"
PROGRAM = Path(sysconfig.get_path("scripts")) / "digestkit"
TWO_COMMANDS = """
import typer
app = typer.Typer()
@app.command()
def first() -> None: ...
@app.command()
def second() -> None: ...
app()
"""

COLD, WARM = "lint, cold", "lint, warm"
ONE_COLD, ONE_WARM, EMPTY_APP = (
    "lint of one file, cold",
    "lint of one file, warm",
    "Typer app of two commands",
)
FORMAT, WEEKLY = "format --check", "weekly of seven dailies"
WANTED = (
    (COLD, "autocorrect", 0.8),
    (COLD, "markdownlint-cli2", 0.25),
    (WARM, "rumdl", 1.0),
    (ONE_COLD, EMPTY_APP, 1.35),
    (ONE_WARM, EMPTY_APP, 1.35),
    (FORMAT, "mdformat", 0.3),
    (WEEKLY, ONE_COLD, 1.5),
)
"""A command, what it is compared with, and the ratio that it should not exceed."""


def build_corpus(target: Path, given: Path | None, most: int) -> Path:
    """At most ``most`` digests in ``target``: those of ``given`` in their folders, else copies of the examples.

    From a large folder every n-th file is taken. A folder is a publication, so folders count.
    """
    target.mkdir()
    if given is None:
        examples = sorted(EXAMPLES.glob("*.md"))
        for number in range(min(most, 1000)):
            shutil.copy(examples[number % len(examples)], target / f"{number:04}.md")
        return target
    files = sorted(given.rglob("*.md"))
    step = math.ceil(len(files) / most)
    for file in files[::step]:
        place = target / file.relative_to(given)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)
    return target


def commands(corpus: Path, work: Path, peers: Mapping[str, Path]) -> list[Command]:
    """Everything that is run in turns."""
    app = work / "two_commands.py"
    app.write_text(TWO_COMMANDS, encoding="utf-8")
    one = min(EXAMPLES.glob("*.md"))
    cache = {"DIGESTKIT_CACHE": str(work / "cache")}
    lint: list[str | Path] = [PROGRAM, "lint", "--offline", "--isolated"]

    def peer(name: str, *words: str) -> Command:
        return Command(name, [peers[name], *words] if name in peers else [], corpus, {})

    return [
        Command(EMPTY_APP, [sys.executable, app, "first"], work, {}),
        Command(ONE_COLD, [*lint, "--no-cache", one], work, cache),
        Command(ONE_WARM, [*lint, one], work, cache),
        Command(WEEKLY, [PROGRAM, "weekly", "--isolated", EXAMPLES, "-o", work / "weekly.md"], work, cache),
        Command(COLD, [*lint, "--no-cache", "."], corpus, cache),
        Command(WARM, [*lint, "."], corpus, cache),
        Command(FORMAT, [PROGRAM, "format", "--isolated", "--check", "."], corpus, cache),
        peer("rumdl", "check", "--no-cache", "."),
        peer("autocorrect", "--lint", "."),
        peer("mdformat", "--check", "."),
        peer("markdownlint-cli2", "**/*.md"),
        peer("zhlint", "**/*.md"),
        peer("prettier", "--check", "."),
    ]


def growth(work: Path, quick: bool) -> list[tuple[str, list[tuple[int, Sample]]]]:
    """Cold lint of more and more files, and of a larger and larger file, in made-up digests.

    On one core: small jobs take one process, large ones two, which slow each other down on most machines
    and would look like growth.
    """
    base = ("lint", "--offline", "--isolated", "--no-cache", ".")
    series = []
    most = 3 if quick else 4
    for name, shapes in (
        ("files of 1.5 KB", [(10**power, 1500) for power in range(1, most + 1)]),
        ("bytes in one file", [(1, 10**power) for power in range(3, most + 4)]),
    ):
        points = []
        for files, size in shapes:
            folder = folder_of(work / f"{name}-{files}-{size}", files, size)
            sample = Command(name, [PROGRAM, *base], folder, {}, one_core=True).run()
            points.append((files if files > 1 else size, sample))
            shutil.rmtree(folder)
        series.append((name, points))
    return series


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of log(value) over log(size), start-up taken off, over the two largest decades."""
    base = points[0][1]
    (small, low), _, (large, high) = points[-3:]
    if low <= base:
        return math.nan
    return math.log((high - base) / (low - base)) / math.log(large / small)


def print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table in Markdown."""
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print()


def report(medians: Mapping[str, Sample], rounds: Mapping[str, int]) -> None:
    """What each command took, and how that compares."""
    print_table(
        ("Command", "Seconds", "CPU seconds", "Peak MiB", "Runs"),
        [
            (name, f"{each.wall:.2f}", f"{each.cpu:.2f}", f"{each.peak:.0f}", str(rounds[name]))
            for name, each in medians.items()
        ],
    )
    print_table(
        ("Ratio", "Measured", "In CPU seconds", "Wanted"),
        [
            (
                f"{name} ÷ {other}",
                f"{medians[name].wall / medians[other].wall:.2f}",
                f"{medians[name].cpu / medians[other].cpu:.2f}",
                f"≤ {most:.2f}",
            )
            for name, other, most in WANTED
            if other in medians
        ],
    )
    print(f"Peak memory of {COLD}: {medians[COLD].peak:.0f} MiB, wanted ≤ 250.\n")


def report_growth(series: Sequence[tuple[str, Sequence[tuple[int, Sample]]]]) -> None:
    """How time and memory grow."""
    for name, points in series:
        print_table(
            (name, "CPU seconds", "Peak MiB"),
            [(f"{size:,}", f"{each.cpu:.2f}", f"{each.peak:.0f}") for size, each in points],
        )
        time_slope = exponent([(size, each.cpu) for size, each in points])
        memory_slope = exponent([(size, each.peak) for size, each in points])
        print(f"Exponents: time {time_slope:.2f}, memory {memory_slope:.2f}; wanted ≤ 1.1.\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--peers", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        peers = {} if chosen.no_peers else install(chosen.peers or work / "peers")
        corpus = build_corpus(work / "corpus", chosen.corpus, 100 if chosen.quick else 1000)
        files = list(corpus.rglob("*.md"))
        size = sum(each.stat().st_size for each in files) / 1e6
        print(
            f"\n{date.today().isoformat()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores, ",
            end="",
        )
        print(f"Python {platform.python_version()}; {len(files)} files, {size:.1f} MB\n")
        each_turn = commands(corpus, work, peers)
        for each in each_turn:
            if each.name in (WARM, ONE_WARM):
                each.run()
        samples = in_turns(each_turn, 1 if chosen.quick else 5, 25)
        report(
            {name: median(runs) for name, runs in samples.items()},
            {n: len(runs) for n, runs in samples.items()},
        )
        sys.stdout.flush()
        subprocess.run([sys.executable, HERE / "speed.py", corpus], check=True)
        print()
        report_growth(growth(work, chosen.quick))


if __name__ == "__main__":
    main()
