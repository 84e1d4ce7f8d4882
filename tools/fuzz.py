"""Mutate digests and run them through everything: no exception, no hang, no lost letter.

    python tools/fuzz.py [--count 20000] [--seed 1] [FOLDER…]     (default: the project's examples)

Prints what failed, each with its seed, and exits with 1 when anything did. A failing input is
written to ``--keep DIR`` so that it can become a fixture.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from digestkit.formatting import format_source

from digestkit.config import FormatConfig, LintConfig
from digestkit.errors import RefusedWrite
from digestkit.fixing import fix
from digestkit.lint import lint, selected
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source

SECONDS_PER_100_KB = 1.0
PIECES = (
    "**", "*", "`", "```", "[", "](", ")", "<", "<!--", "-->", "---", "：", ":", "说明：", "要点：", "来源：", "- ", "1. ", "# ",
    "### ", "> ", "|", "\r", "\r\n", "\n", "\n\n", " ", "\u3000", "\ufeff", "\u202e", "\u200b", "\x00", "\x1b[31m", "\ud83d", "💡",
    "<span>", "</span>", "{", "}", "&a", "*a", "!!python/object", "http://", "。", "“", "《", "亿", "%", "2026-02-30",
)  # fmt: skip


def mutate(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """``data`` after one to four mutations of bytes or lines."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(MUTATIONS)(data, others, rng)
    return data[:200_000]


def _cut(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    start = rng.randrange(len(data) + 1)
    return data[:start] + data[start + rng.randint(1, 40) :]


def _truncate(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _flip(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _insert(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    at = rng.randrange(len(data) + 1)
    piece = rng.choice(PIECES).encode("utf-8", "surrogatepass") * rng.choice((1, 1, 1, 2, 50))
    return data[:at] + piece + data[at:]


def _lines(change: Callable[[list[bytes], random.Random], None]) -> Callable[..., bytes]:
    def mutation(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
        lines = data.split(b"\n")
        change(lines, rng)
        return b"\n".join(lines)

    return mutation


def _delete_line(lines: list[bytes], rng: random.Random) -> None:
    del lines[rng.randrange(len(lines))]


def _repeat_line(lines: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines[at:at] = [lines[at]] * rng.choice((1, 1, 2, 30))


def _swap_lines(lines: list[bytes], rng: random.Random) -> None:
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _join_lines(lines: list[bytes], rng: random.Random) -> None:
    at = rng.randrange(len(lines))
    lines[at : at + 2] = [b"".join(lines[at : at + 2])]


def _blank_line(lines: list[bytes], rng: random.Random) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice((b"", b"  ", b"\t")))


def _splice(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    other = rng.choice(others)
    return data[: rng.randrange(len(data) + 1)] + other[rng.randrange(len(other) + 1) :]


MUTATIONS: tuple[Callable[..., bytes], ...] = (
    _cut, _truncate, _flip, _insert, _insert, _splice,
    *(_lines(change) for change in (_delete_line, _repeat_line, _swap_lines, _join_lines, _blank_line)),
)  # fmt: skip


def letters(text: str) -> Counter[str]:
    """How often each letter and digit occurs."""
    return Counter(filter(str.isalnum, text))


def exercise(data: bytes, outcome: Counter[str]) -> None:
    """Everything that digestkit does with a text; raises on whatever must not happen."""
    source = Source.from_bytes(data, "fuzz-2026-02-08.md")
    assert source.to_bytes() == data, "bytes changed"
    parsed = read(source)
    _covered(parsed)
    config = LintConfig(select=("ALL",))
    lint(Batch((parsed,)), config)
    rules = tuple(rule for rule in selected(config) if rule.fixes != "never" and rule.scope == "digest")
    try:
        fixed = fix(parsed, lambda each: lint(Batch((each,)), config, None, rules), read)
        assert fixed.stable, f"fixes do not settle: {fixed.codes}"
    except RefusedWrite:
        outcome["fix refused"] += 1
    for to in (None, "blue-span", "front-matter"):
        try:
            text = format_source(parsed, FormatConfig(), to)  # type: ignore[arg-type]
        except RefusedWrite:
            outcome[f"{to or 'own style'} refused"] += 1
            continue
        lost = letters(source.text) - letters(text)
        assert not lost, f"{to}: lost {dict(lost)}"


def _covered(parsed: Parsed) -> None:
    source = parsed.source
    seen: Counter[int] = Counter()
    for piece in parsed.pieces:
        seen.update(range(piece.first, piece.last + 1))
    assert all(count == 1 for count in seen.values()), "a line is in two pieces"
    for line in range(1, source.line_count + 1):
        assert line in seen or not source.line_text(line).strip(), f"line {line} is in no piece"


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutate digests and run them through everything.")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(__file__).parents[1] / "examples"])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    seeds = [path.read_bytes() for folder in options.folders for path in sorted(folder.rglob("*.md"))]
    outcome: Counter[str] = Counter()
    for number in range(options.seed, options.seed + options.count):
        rng = random.Random(number)
        data = mutate(rng.choice(seeds), seeds, rng)
        began = time.process_time()
        try:
            exercise(data, outcome)
        except Exception:
            outcome["FAILED"] += 1
            print(f"seed {number}:\n{traceback.format_exc(limit=-3)}", flush=True)
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{number}.md").write_bytes(data)
        took = time.process_time() - began
        if took > SECONDS_PER_100_KB * max(1.0, len(data) / 100_000) * 8:  # eight passes over the text
            outcome["SLOW"] += 1
            print(f"seed {number}: {took:.1f} s for {len(data)} bytes", flush=True)
    print(f"{options.count} inputs: {dict(outcome) or 'nothing to report'}")
    return int(bool(outcome["FAILED"] or outcome["SLOW"]))


if __name__ == "__main__":
    sys.exit(main())
