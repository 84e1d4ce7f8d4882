"""Mutate digests and run them through everything: no exception, no hang, no lost letter.

    python tools/fuzz.py [--count 20000] [--seed 1] [--jobs 2] [--weekly] [FOLDER…]     (default: the project's examples)

Every input is read, linted by all rules, mended, formatted in its own style, converted to both
house styles and exported. With ``--weekly`` an input is one to four dailies: their duplicates are looked for, a weekly
is made of them, its plan is followed, and it is merged with changes by hand. Prints what failed, each with its seed, and exits with 1 when anything
did. A failing input is written to ``--keep DIR``, so that it can become a fixture in ``tests/fuzz``.
"""

import argparse
import json
import random
import re
import signal
import sys
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from digestkit.config import FormatConfig, LintConfig, WeeklyConfig
from digestkit.diagnostic import Diagnostic
from digestkit.disk.finding import SUFFIXES
from digestkit.errors import RefusedWrite, UsageError
from digestkit.export import document
from digestkit.fixing import fix
from digestkit.formatting import format_source
from digestkit.lint import lint, selected
from digestkit.parsed import Parsed, Role
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source
from digestkit.stories import group, reports_of
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import template
from digestkit.weekly.build import build, gather
from digestkit.weekly.choose import choose
from digestkit.weekly.compose import House
from digestkit.weekly.plan import written
from digestkit.weekly.plan_reading import read_plan
from digestkit.weekly.report import report
from digestkit.weekly.rerun import reconciled

SECONDS_PER_100_KB = 1.0
PASSES = 8
"""How often the text is read or worked through, at least, in one exercise."""
EXCERPTS = 0.95
"""The share of inputs that are an excerpt: small ones find as much as whole ones, and sooner."""
LIMIT = 60
"""Seconds of computing after which an input hangs."""
MAY_DROP_LETTERS = frozenset({"DK102", "DK108", "DK208", "DK307", "DK607"})
"""Rules whose safe fixes replace markup or words (a section's, a label's) or drop parts of an address."""
PIECES = (
    "**", "*", "`", "```", "[", "](", ")", "<", "<!--", "-->", "---", "：", ":", "说明：", "要点：", "来源：", "- ", "1. ", "# ",
    "### ", "> ", "|", "\r", "\r\n", "\n", "\n\n", " ", "\u3000", "\ufeff", "\u202e", "\u200b", "\x00", "\x1b[31m", "\ud83d", "💡",
    "<span>", "</span>", "{", "}", "&a", "*a", "!!python/object", "http://", "。", "“", "《", "亿", "%", "2026-02-30",
)  # fmt: skip

BLOCKS: Sequence[str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["blocks"]
SIGNS = (
    "e\u0301", "\u0301", "👩\u200d💻", "🇨🇳", "1️⃣", "①", "⑴", "\ufe0f", "\u200d", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\xa0", "\u00ad",
    "\u2060", "\U000e0001", "𠮷", "ﬁ", "％", "Ａ", "ſ", "İ", "ß", "\u3164", "\u0e33", "ク\u3099", "\ud800", "\udfff", "\udcff", "\ufffe", "\U0010ffff",
    "〇", "㊙", "\u061c", "\u2067", "־", "ﷺ", "⑳", "Ⅳ", "½", "²", "٣", "೪",
)  # fmt: skip
"""Characters that are not one character, or none, or letters of other sorts."""


def mutate(data: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """``data``, or a few lines of it, after one to four mutations of bytes or lines."""
    if rng.random() < EXCERPTS:
        data = _excerpt(data, rng)
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(MUTATIONS)(data, others, rng)
    return data[:200_000]


def _excerpt(data: bytes, rng: random.Random) -> bytes:
    """Up to 40 lines: often with the head, so that it is still a digest."""
    lines = data.split(b"\n")
    start = 0 if rng.random() < 0.5 else rng.randrange(len(lines))
    return b"\n".join(lines[start : start + rng.randint(5, 40)])


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


def _block(lines: list[bytes], rng: random.Random) -> None:
    text = rng.choice(lines) if rng.random() < 0.9 else b""
    block = rng.choice(BLOCKS).encode().replace(b"{0}", text.strip())
    lines[(at := rng.randrange(len(lines) + 1)) : at] = [
        *rng.choice(((), (b"",))),
        block,
        *rng.choice(((), (b"",))),
    ]


def _wrap(lines: list[bytes], rng: random.Random) -> None:
    """Some lines in a row begin, and perhaps end, with the same sign."""
    at, number = rng.randrange(len(lines)), rng.randint(1, 8)
    before = rng.choice(
        (b"- ", b"  ", b"    ", b"> ", b"| ", b"\t", b"**", b"#", b"* ", b"1. ", b"<!--", b"\xe3\x80\x80")
    )
    after = rng.choice((b"", b"", b"**", b" |", b"  ", b"-->", b"\\", b"\r"))
    lines[at : at + number] = [before + line + after for line in lines[at : at + number]]


def _signs(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    """Odd characters between whole ones."""
    text = data.decode("utf-8", "surrogateescape")
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(SIGNS) * rng.choice((1, 1, 1, 3, 200)) + text[at:]
    return b"".join(_encoded(char) for char in text)


def _encoded(char: str) -> bytes:
    """A lone surrogate is the byte it stands for, or three that no UTF-8 may have."""
    return char.encode("utf-8", "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass")


def _newlines(data: bytes, _others: Sequence[bytes], rng: random.Random) -> bytes:
    """Ends of lines of several kinds in one text."""
    kinds = rng.choice(
        ((b"\r\n",), (b"\r",), (b"\n", b"\r\n"), (b"\n", b"\r", b"\r\n", b"\n\r"), (b"\xe2\x80\xa8", b"\n"))
    )
    return b"".join(line + rng.choice(kinds) for line in data.split(b"\n"))


MUTATIONS: tuple[Callable[..., bytes], ...] = (
    _cut, _truncate, _flip, _insert, _insert, _splice, _signs, _newlines,
    *(_lines(change) for change in (_delete_line, _repeat_line, _swap_lines, _join_lines, _blank_line, _block, _block, _wrap)),
)  # fmt: skip

OURS = re.compile(r"<!--\s*digestkit:\s*(?:story|section|body|remainder|front-matter|blue-span)\b[^\n>]*")
"""What a conversion writes for its way back, and takes out there."""
TAG = re.compile(r"</?\w+[^<>]*>?")


class Failure(NamedTuple):
    """What went wrong with the input of a seed, and the input."""

    seed: int
    what: str
    data: bytes


class Took(Exception):
    """An input took longer than it may."""


def letters(text: str) -> Counter[str]:
    """How often each letter and digit occurs."""
    return Counter(filter(str.isalnum, text))


def exercise(data: bytes, options: FormatConfig, outcome: Counter[str]) -> None:
    """Everything that digestkit does with a text; raises on whatever must not happen."""
    source = Source.from_bytes(data, "fuzz-2026-02-08.md")
    assert source.to_bytes() == data, "bytes changed"
    parsed = read(source)
    _covered(parsed)
    json.dumps(document(parsed))
    config = LintConfig(select=("ALL",))
    _fixed(parsed, config, lint(Batch((parsed,)), config), outcome)
    kept = letters(source.text) - letters("".join(OURS.findall(source.text)))
    for piece in parsed.pieces:  # each style has its own words for the fields and its own head
        kept -= letters(source.slice(piece.label)) if piece.label else Counter()
        if piece.role is Role.HEADLINE:
            kept -= letters("".join(TAG.findall(source.slice(piece.span))))
    for to in (None, "blue-span", "front-matter"):
        try:
            text = format_source(parsed, options, to)
        except RefusedWrite:
            outcome[f"{to or 'own style'} refused"] += 1
            continue
        lost = kept - letters(text)
        if lost and to:  # title and day stand once in one style, and twice again on the way back
            back = read(Source.from_text(text, source.path))
            try:
                lost = kept - letters(format_source(back, FormatConfig(), parsed.digest.style))
            except RefusedWrite:
                outcome["way back refused"] += 1
                continue
        assert not lost, f"{to}: lost {dict(lost)}"


def _fixed(parsed: Parsed, config: LintConfig, found: Sequence[Diagnostic], outcome: Counter[str]) -> None:
    rules = tuple(rule for rule in selected(config) if rule.fixes != "never" and rule.scope == "digest")
    for unsafe in sorted({not each.fix.safe for each in found if each.fix}):
        fixed = fix(parsed, lambda each: lint(Batch((each,)), config, None, rules), read, unsafe)
        if fixed.refused:
            outcome["fix refused"] += 1
        assert fixed.stable, f"fixes do not settle: {fixed.codes}"
        if not unsafe and not MAY_DROP_LETTERS.intersection(fixed.codes):
            lost = letters(parsed.text) - letters(fixed.parsed.text)
            if "DK302" in fixed.codes:  # a scheme that is written twice is no loss
                lost = Counter({char: count for char, count in lost.items() if char not in "https"})
            if "DK209" in fixed.codes:  # nor is the number of a point among points without
                lost = Counter({char: count for char, count in lost.items() if not char.isdigit()})
            assert not lost, f"{fixed.codes}: lost {dict(lost)}"


def _covered(parsed: Parsed) -> None:
    """Every line that is not blank lies in exactly one piece."""
    seen = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    assert len(seen) == len(set(seen)), "a line is in two pieces"
    for line in {*range(1, parsed.source.line_count + 1)}.difference(seen):
        assert not parsed.source.line_text(line).strip(), f"line {line} is in no piece"


def exercise_weekly(dailies: Sequence[bytes], rng: random.Random, outcome: Counter[str]) -> None:
    """Everything that digestkit does with several dailies; raises on whatever must not happen."""
    parsed = [
        read(Source.from_bytes(data, f"fuzz-2026-02-{day:02}.md")) for day, data in enumerate(dailies, 2)
    ]
    group([each for one in parsed for each in reports_of(one)])
    try:
        choice = choose(parsed, since=rng.choice((None, "2026-01-01")))
    except UsageError:  # no daily among them
        outcome["no weekly"] += 1
        return
    events, empty = gather(choice)
    house = House(WeeklyConfig(), default_vocabulary(), template.shipped())
    made = build(choice, events, empty, house)
    told = sum(len(each.members) for each in events) + len(empty)
    assert told == sum(len(each.rated.event.members) for each in made.items) + len(made.dropped), (
        "a story is lost"
    )
    json.dumps(report(choice.span, choice.dailies, made.items, made.dropped, "zh"))
    weekly = read(Source.from_text(made.text, "weekly.md"))
    titles = [each.title or "" for _, each in weekly.digest.stories()]
    assert Counter(titles) == Counter(each.story.title or "" for each in made.items), (
        "it reads back otherwise"
    )
    for to in ("front-matter", "blue-span"):
        try:
            back = read(Source.from_text(format_source(weekly, FormatConfig(), to), "weekly.md"))
        except RefusedWrite:
            outcome[f"weekly {to} refused"] += 1
            continue
        assert letters("".join(titles)) == letters(
            "".join(each.title or "" for _, each in back.digest.stories())
        ), to
    plan = read_plan(
        written(made.items, made.dropped, choice.span.iso), "plan.yaml", events, empty, choice.span.iso
    )
    assert not plan.unmentioned, "the plan does not name every story"
    again = build(choice, events, empty, house, plan)
    _merged(made.text, again.text, rng)


def _merged(base: str, made: str, rng: random.Random) -> None:
    """``base``, changed by hand, merged with ``made``: no changed line is lost."""
    lines = base.split("\n")
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(lines))
        lines[at] += rng.choice(("改", "--->", "<!-- x", "-->", " x", "\x0b"))
    held = "\n".join(lines)
    merged = reconciled(Path("weekly.md"), made, Source.from_text(held), base).data.decode(
        "utf-8", "surrogateescape"
    )
    lost = letters(held) - letters(base) - letters(merged)
    assert not lost, f"a change by hand is lost: {dict(lost)}"


@contextmanager
def _watched(size: int) -> Iterator[None]:
    """Raise ``Took`` when the work takes too long for ``size`` bytes, or hangs."""

    def stop(*_: Any) -> None:
        raise Took(f"still at it after {LIMIT} s, {size} bytes")

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
    began = time.process_time()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    took = time.process_time() - began
    if took > SECONDS_PER_100_KB * max(1.0, size / 100_000) * PASSES:
        raise Took(f"{took:.1f} s for {size} bytes")


SEEDS: list[list[bytes]] = []
"""The texts that inputs are made from, by folder and style; the processes that do the work inherit them."""


def seeds(folder: Path) -> list[list[bytes]]:
    """The digests in ``folder``, those of each style together: rare styles are to be as frequent as others.

    Those of other styles are also given as blue-span ones, of which few are kept anywhere.
    """
    styles: dict[str, list[bytes]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SUFFIXES:
            continue
        data = path.read_bytes()
        parsed = read(Source.from_bytes(data, str(path)))
        styles.setdefault(parsed.digest.style, []).append(data)
        if parsed.digest.style != "blue-span":
            with suppress(RefusedWrite):
                text = format_source(parsed, FormatConfig(), "blue-span")
                styles.setdefault("as blue-span", []).append(text.encode("utf-8", "surrogateescape"))
    return list(styles.values())


def run_weekly(seed: int) -> tuple[Counter[str], Failure | None]:
    """The dailies of ``seed``, made from ``SEEDS`` and exercised; some are told twice."""
    rng = random.Random(seed)
    dailies: list[bytes] = []
    for _ in range(rng.randint(1, 4)):
        data = dailies[-1] if dailies and rng.random() < 0.4 else rng.choice(rng.choice(SEEDS))
        dailies.append(mutate(data, rng.choice(SEEDS), rng))
    outcome: Counter[str] = Counter()
    data = b"\n<!-- the next daily -->\n".join(dailies)
    try:
        with _watched(len(data)):
            exercise_weekly(dailies, rng, outcome)
    except Exception:
        return outcome, Failure(seed, traceback.format_exc(limit=-3), data)
    return outcome, None


def run(seed: int) -> tuple[Counter[str], Failure | None]:
    """The input of ``seed``, made from ``SEEDS`` and exercised."""
    rng = random.Random(seed)
    data = mutate(rng.choice(rng.choice(SEEDS)), rng.choice(SEEDS), rng)
    options = FormatConfig(
        colon=rng.choice(("keep", "full", "half")),
        story_title=rng.choice(("keep", "bold", "plain")),
        spacing=rng.choice(("keep", "space", "none")),
    )
    outcome: Counter[str] = Counter()
    try:
        with _watched(len(data)):
            exercise(data, options, outcome)
    except Exception:
        return outcome, Failure(seed, f"{options}\n{traceback.format_exc(limit=-3)}", data)
    return outcome, None


def main() -> int:
    parser = argparse.ArgumentParser(description="Mutate digests and run them through everything.")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(__file__).parents[1] / "examples"])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--weekly", action="store_true", help="make weeklies of several inputs each")
    options = parser.parse_args()
    for folder in options.folders:
        SEEDS.extend(seeds(folder))
    outcome: Counter[str] = Counter()
    failures = 0
    with get_context("fork").Pool(options.jobs) as pool:
        numbers = range(options.seed, options.seed + options.count)
        for counted, failure in pool.imap_unordered(
            run_weekly if options.weekly else run, numbers, chunksize=20
        ):
            outcome += counted
            if failure:
                failures += 1
                print(f"seed {failure.seed}: {failure.what}", flush=True)
            if failure and options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{failure.seed}.md").write_bytes(failure.data)
    print(f"{options.count} inputs, {failures} failed; {dict(outcome) or 'nothing refused'}")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
