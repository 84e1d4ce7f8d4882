"""Everyday runs of ``lint`` and ``weekly`` without Typer, whose import takes longer than all else at start-up.

Only what cannot be misread is understood here: flags, ``--option value``, and paths. Anything else,
mistakes and ``--help`` included, is left to Typer; both give the command the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from digestkit.cli.guard import guarded
from digestkit.cli.session import Color, HouseStyle, Language, Session

Options = Mapping[str, tuple[str, type]]
"""Word → option, and the type of the value that follows; nothing follows a flag (``bool``)."""


class Words(NamedTuple):
    """What is understood of a command."""

    options: Options
    asked: Callable[..., Any]
    """Makes of the options what ``run`` takes."""
    run: Callable[[Session, Any], int]


COMMON: Options = {
    "--quiet": ("quiet", bool),
    "-q": ("quiet", bool),
    "--verbose": ("verbose", bool),
    "-v": ("verbose", bool),
    "--isolated": ("isolated", bool),
    "--lang": ("lang", Language),
    "--color": ("color", Color),
}
"""What is understood of every command."""
_DEFAULTS = {
    "config": None,
    "isolated": False,
    "lang": None,
    "color": Color.auto,
    "quiet": False,
    "verbose": False,
}
_LINT_FLAGS = (
    "--offline", "--no-cache", "--exit-zero", "--statistics", "--fix", "--diff", "--unsafe-fixes", "--digests-only",
)  # fmt: skip


def words_of(command: str) -> Words | None:
    """What is understood of ``command``; ``None``: nothing."""
    if command == "lint":
        from digestkit.cli import linting

        lint: Options = {
            **{word: (word[2:].replace("-", "_"), bool) for word in _LINT_FLAGS},
            "--output-format": ("output_format", linting.OutputFormat),
            "--fail-level": ("fail_level", linting.FailLevel),
        }
        return Words(lint, linting.Asked, linting.run)
    if command == "weekly":
        from digestkit.cli import merging

        weekly: Options = {
            "--check": ("check", bool),
            "--to": ("to", HouseStyle),
            "--week": ("week", str),
            "--output": ("output", str),
            "-o": ("output", str),
            "--report": ("report", str),
            "--plan": ("plan", str),
        }
        return Words(weekly, merging.Asked, merging.run)
    return None


def understood(words: Words, arguments: Sequence[str]) -> tuple[dict[str, Any], Any] | None:
    """The common options in ``arguments`` and what is asked of the command; ``None``: ask Typer."""
    options = {**COMMON, **words.options}
    given: dict[str, Any] = {}
    paths: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word not in options:
            if word.startswith("-") or not word:
                return None
            paths.append(word)
            continue
        name, kind = options[word]
        if kind is bool:
            given[name] = True
            continue
        value = next(rest, "")
        if not value or value.startswith("-"):
            return None
        try:
            given[name] = kind(value)
        except ValueError:  # none of the choices
            return None
    common = {name: given.pop(name, default) for name, default in _DEFAULTS.items()}
    return common, words.asked(paths or None, **given)


def run(arguments: Sequence[str]) -> int | None:
    """Run the command that ``arguments`` name; the exit code, or ``None`` if they are for Typer to read."""
    words = words_of(arguments[0]) if arguments else None
    known = understood(words, arguments[1:]) if words else None
    if words is None or known is None:
        return None
    common, asked = known
    return guarded(lambda session: words.run(session, asked), common, {})
