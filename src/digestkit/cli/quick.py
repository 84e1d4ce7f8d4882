"""Everyday runs of ``lint`` and ``weekly`` without Typer, whose import takes longer than all else at start-up.

Only what cannot be misread is understood here: flags, ``--option value``, and paths. Anything else,
mistakes and ``--help`` included, is left to Typer; both give the command the same.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from digestkit.cli.session import Color, HouseStyle, Language, Session, guarded


class Words(NamedTuple):
    """What is understood of a command."""

    flags: Mapping[str, str]
    """Word → option."""
    choices: Mapping[str, tuple[str, type[StrEnum]]]
    """Word → option, and the values that may follow."""
    values: Mapping[str, tuple[str, type]]
    """Word → option, and the type of the value that follows."""
    asked: Callable[..., Any]
    """Makes of the options what ``run`` takes."""
    run: Callable[[Session, Any], int]


_FLAGS = {
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
    "--isolated": "isolated",
}
_LINT = (
    "--offline", "--no-cache", "--exit-zero", "--statistics", "--fix", "--diff", "--unsafe-fixes", "--digests-only",
)  # fmt: skip
_CHOICES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "--lang": ("lang", Language),
    "--color": ("color", Color),
}
_COMMON = {
    "config": None,
    "isolated": False,
    "lang": None,
    "color": Color.auto,
    "quiet": False,
    "verbose": False,
}


def words_of(command: str) -> Words | None:
    """What is understood of ``command``; ``None``: nothing."""
    if command == "lint":
        from digestkit.cli import linting

        return Words(
            {word: word[2:].replace("-", "_") for word in _LINT},
            {
                "--output-format": ("output_format", linting.OutputFormat),
                "--fail-level": ("fail_level", linting.FailLevel),
            },
            {},
            linting.Asked,
            linting.run,
        )
    if command == "weekly":
        from digestkit.cli import merging

        return Words(
            {"--check": "check"},
            {"--to": ("to", HouseStyle)},
            {
                "--week": ("week", str),
                "--output": ("output", Path),
                "-o": ("output", Path),
                "--report": ("report", Path),
                "--plan": ("plan", Path),
            },
            merging.Asked,
            merging.run,
        )
    return None


def understood(words: Words, arguments: Sequence[str]) -> tuple[dict[str, Any], Any] | None:
    """The common options in ``arguments`` and what is asked of the command; ``None``: ask Typer."""
    flags, choices = {**_FLAGS, **words.flags}, {**_CHOICES, **words.choices}
    given: dict[str, Any] = {}
    paths: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word in flags:
            given[flags[word]] = True
        elif word in choices:
            name, values = choices[word]
            value = next(rest, "")
            if value not in [each.value for each in values]:
                return None
            given[name] = values(value)
        elif word in words.values:
            name, kind = words.values[word]
            value = next(rest, "")
            if not value or value.startswith("-"):
                return None
            given[name] = kind(value)
        elif word.startswith("-") or not word:
            return None
        else:
            paths.append(word)
    common = {name: given.pop(name, default) for name, default in _COMMON.items()}
    return common, words.asked(paths or None, **given)


def run(arguments: Sequence[str]) -> int | None:
    """Run the command that ``arguments`` name; the exit code, or ``None`` if they are for Typer to read."""
    words = words_of(arguments[0]) if arguments else None
    known = understood(words, arguments[1:]) if words else None
    if words is None or known is None:
        return None
    common, asked = known
    return guarded(lambda session: words.run(session, asked), common, {})
