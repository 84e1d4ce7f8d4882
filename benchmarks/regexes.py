"""Is any regular expression of the package slower than linear? Feeds each of them what it likes least.

    python benchmarks/regexes.py [--size 4000]

Finds every pattern in the package: compiled ones at module level (also in tuples and tables),
those written inside functions, and those put together as the program works on the examples. From each pattern's own characters it builds long repetitive texts
(one unit again and again, with and without a beginning and an end that spoils the match) and times
the pattern as the package uses it (``match`` only, or searching) at two sizes. Prints those whose
time grows by more than ×3 when the text doubles; exits with 1 if there are any.
"""

import argparse
import ast
import importlib
import inspect
import itertools
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import digestkit
from digestkit.config import FormatConfig, LintConfig
from digestkit.disk.files import read_source
from digestkit.formatting import format_source
from digestkit.late import Late
from digestkit.lint import lint
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary

EXAMPLES = Path(__file__).parents[1] / "examples"
VOCABULARY = default_vocabulary().extended(
    labels={"summary": ("(a+)+$",)}, sections=("[a-z",), publishers={"a*": ("a.example",)}
)
NOISE = 0.0008
"""Seconds for a quarter of the text: what takes less is not looked at more closely."""
LONGEST = 2.0
"""Seconds after which an expression is as good as stuck."""
GROWTH = 3.0
BOUNDED = {
    "digestkit.rules.link_malformed._SPACED": "an address of at most 4,000 characters",
    "digestkit.rules.source_label_mismatch._AFTER": "a label of at most 200 characters",
    "digestkit.rules.source_label_mismatch._TITLE": "a label of at most 200 characters",
    "digestkit.rules.spacing_mixed._BEFORE": "the 24 characters before a place",
    "digestkit.weekly.titles._FACE": "the last 60 characters of a title",
    "digestkit.stories.report._LINK": "no more than 300 characters after a bracket: linear from there on",
    "usage.py": "the user's own command line",
}
"""Patterns that are slower than linear, and what they are given at most."""
MOST_UNITS = 18
SEARCHING = ("search", "finditer", "findall", "sub", "subn", "split")


class Found(NamedTuple):
    """A pattern, where it stands, and whether texts are searched for it (or only matched at a place)."""

    where: str
    pattern: re.Pattern[Any]
    searched: bool


class Slow(NamedTuple):
    """A pattern that is slower than linear: seconds, growth for a text of twice the length, and the text."""

    seconds: float
    growth: float
    recipe: str


def patterns() -> Iterator[Found]:
    """Every pattern of the package, each once."""
    sources = {path: path.read_text("utf-8") for path in Path(digestkit.__file__).parent.rglob("*.py")}
    everything = "\n".join(sources.values())
    seen: set[tuple[Any, int]] = set()
    for found in itertools.chain(_compiled(everything), _written(sources), _built()):
        key = (found.pattern.pattern, found.pattern.flags)
        if key not in seen:
            seen.add(key)
            yield found


def _compiled(everything: str) -> Iterator[Found]:
    for module in pkgutil.walk_packages(digestkit.__path__, "digestkit."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        own = Path(loaded.__file__ or "").read_text("utf-8")
        for name, value in vars(loaded).items():
            text = own if name.startswith("_") else everything
            used = {each[1] for each in re.finditer(rf"\b{re.escape(name)}\.(\w+)", text)}
            searched = not used or bool(used.intersection(SEARCHING))
            for pattern in _inside(value, 0):
                alone = isinstance(value, (re.Pattern, Late))
                yield Found(f"{module.name}.{name}", pattern, searched or not alone)


def _inside(value: Any, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Late):
        yield value.compiled()
    elif depth < 4 and isinstance(value, (tuple, list, set, frozenset)):
        for each in value:
            yield from _inside(each, depth + 1)
    elif depth < 4 and isinstance(value, dict):
        for each in (*value, *value.values()):
            yield from _inside(each, depth + 1)
    elif depth < 4 and is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _inside(getattr(value, each.name, None), depth + 1)


def _written(sources: dict[Path, str]) -> Iterator[Found]:
    for path, text in sources.items():
        inside = (
            node
            for function in ast.walk(ast.parse(text))
            if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)
        )
        for node in inside:
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            owner, first = node.func.value, node.args[0]
            if isinstance(owner, ast.Name) and owner.id == "re" and isinstance(first, ast.Constant):
                used = node.func.attr
                flags = re.DOTALL if "DOTALL" in ast.dump(node) else re.NOFLAG
                if isinstance(first.value, (str, bytes)) and used != "escape":  # f-strings are not constants
                    pattern = re.compile(first.value, flags)
                    if used == "compile":  # matched at once, or under a name
                        used = (
                            "search"
                            if re.search(rf"\.(?:{'|'.join(SEARCHING)})\(", _around(text, node))
                            else "match"
                        )
                    yield Found(f"{path.name}:{node.lineno}", pattern, used in SEARCHING)


def _built() -> Iterator[Found]:
    """Patterns that are put together as the program runs: all that it compiles while it works on the examples."""
    seen: list[Found] = []
    compile_ = re._compile  # type: ignore[attr-defined]  # noqa: SLF001

    def noted(pattern: Any, flags: int) -> re.Pattern[Any]:
        compiled: re.Pattern[Any] = compile_(pattern, flags)
        frame = inspect.currentframe()
        while frame and frame.f_globals["__name__"] in ("re", __name__):
            frame = frame.f_back
        if frame and frame.f_globals["__name__"].startswith("digestkit."):
            seen.append(Found(f"{frame.f_globals['__name__']}:{frame.f_lineno}", compiled, searched=True))
        return compiled

    re._compile = noted  # type: ignore[attr-defined]  # noqa: SLF001
    try:
        _work_on_examples()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]  # noqa: SLF001
    yield from seen


def _work_on_examples() -> None:
    """What the program does, with words of a house's own and with all marks of code blocks."""
    paths = sorted(EXAMPLES.rglob("*.md"))
    issues = [read(read_source(path), VOCABULARY) for path in paths]
    lint(Batch(tuple(issues)), LintConfig(select=("ALL",)))
    for issue in issues:
        for to in (None, "front-matter", "blue-span"):
            format_source(issue, FormatConfig("full", "bold", "space"), to)
    for fence in ("```", "~~~~"):
        read(Source.from_text(f"{fence}\nx\n{fence}\n"))
    for module in pkgutil.walk_packages(digestkit.__path__, "digestkit."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if hasattr(value, "cache_clear") and not inspect.signature(value).parameters:
                value.cache_clear()
                value()  # tables that are made once, when they are first needed


def _around(text: str, node: ast.Call) -> str:
    """The statement that ``node`` stands in and what is done with the name that it gets."""
    line = text.split("\n")[node.lineno - 1]
    name = re.match(r"\s*(\w+) = ", line)
    return "\n".join(re.findall(rf"\b{name[1]}\.\w+\(", text)) if name else line


def units(pattern: re.Pattern[Any]) -> list[str]:
    """Short texts that ``pattern`` is made of: its characters, its words, and pairs of them."""
    singles: dict[str, None] = {}
    words: dict[str, None] = {}
    _collect(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG), singles, words)
    chosen = list(singles)[:8]
    pairs = ["".join(pair) for pair in itertools.permutations(chosen[:4], 2)]
    return [*chosen, *list(words)[:4], *pairs][:MOST_UNITS]


def _collect(parsed: Any, singles: dict[str, None], words: dict[str, None]) -> None:
    word = ""
    for operation, argument in parsed:
        if operation is sre.LITERAL:
            word += chr(argument)
            singles[chr(argument)] = None
            continue
        if word:
            words[word] = None
        word = ""
        if operation is sre.IN:
            for char in _members(argument):
                singles[char] = None
        elif operation in (sre.ANY, sre.NOT_LITERAL):
            singles["x"] = None
        for each in argument if isinstance(argument, (tuple, list)) else (argument,):
            if isinstance(each, _parser.SubPattern):
                _collect(each, singles, words)
            elif operation is sre.BRANCH and isinstance(each, list):
                for branch in each:
                    _collect(branch, singles, words)
    if word:
        words[word] = None


def _members(members: Any) -> Iterator[str]:
    samples = {"SPACE": " ", "DIGIT": "1", "WORD": "a", "NOT_SPACE": "x", "NOT_DIGIT": "x", "NOT_WORD": "，"}
    for operation, argument in members:
        if operation is sre.LITERAL:
            yield chr(argument)
        elif operation is sre.RANGE:
            yield chr(argument[0])
        elif operation is sre.CATEGORY:
            yield samples[str(argument).removeprefix("CATEGORY_")]
        elif operation is sre.NEGATE:
            yield from "x "


def texts(pattern: re.Pattern[Any], size: int) -> Iterator[tuple[str, str]]:
    """Texts of about ``size`` characters that may be hard for ``pattern``, each with its recipe."""
    made = units(pattern)
    heads = ("", *([unit for unit in made if len(unit) > 1][:2] or made[:1]))
    for unit in made:
        for head in heads:
            for tail in ("\0", "\n\0"):
                yield f"{head!r} + {unit!r} × n + {tail!r}", head + unit * (size // len(unit)) + tail


def seconds(found: Found, text: str | bytes) -> float:
    """The shorter of two times; ``LONGEST`` when it takes longer than that."""
    times = [LONGEST]
    for _ in range(2):
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        began = time.process_time()
        try:
            if found.searched:
                for _each in found.pattern.finditer(text):
                    pass
            else:
                found.pattern.match(text)
        except TimeoutError:
            return LONGEST
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        times.append(time.process_time() - began)
    return min(times)


def slowest(found: Found, size: int) -> Slow | None:
    """The first text for which the time grows faster than it should; ``None``: there is none."""
    for recipe, text in texts(found.pattern, size):
        given: Any = text.encode() if isinstance(found.pattern.pattern, bytes) else text
        quarter = len(given) // 4
        if seconds(found, given[:quarter] + given[-2:]) < NOISE:
            continue
        for _ in range(2):  # a machine that is busy for a moment is no growth
            before = seconds(found, given[: 2 * quarter] + given[-2:])
            took = seconds(found, given)
            if took < LONGEST and took / before <= GROWTH:
                break
        else:
            return Slow(took, took / before, recipe)
    return None


def _stop(*_: Any) -> None:
    raise TimeoutError


def main() -> int:
    parser = argparse.ArgumentParser(description="Find regular expressions that are slower than linear.")
    parser.add_argument("--size", type=int, default=8000)
    size = parser.parse_args().size
    signal.signal(signal.SIGALRM, _stop)
    every = list(patterns())
    slow = 0
    for found in every:
        worst = slowest(found, size)
        if worst:
            known = BOUNDED.get(found.where.partition(":")[0])
            slow += known is None
            how = "searched" if found.searched else "matched"
            print(
                f"{found.where} ({how}): ×{worst.growth:.1f}, {worst.seconds * 1000:.0f} ms: {worst.recipe}"
            )
            print(f"    {found.pattern.pattern!r}"[:200], flush=True)
    print(f"{len(every)} patterns, {slow} slower than linear on what may be long")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
