"""Everyday runs of ``lint``, ``format`` and ``weekly`` without Typer, whose import takes longer than all else at start-up.

Only what cannot be misread is understood here: flags, ``--option value``, paths, and ``-``. Anything else,
mistakes and ``--help`` included, is left to Typer; both give the command the same.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from digestkit.cli.guard import guarded
from digestkit.cli.session import Color, HouseStyle, Language, Session

Options = Mapping[str, tuple[str, type]]
"""Word → option, and the type of the value that follows: nothing follows a flag (``bool``), and what may be
said more than once is a ``list`` of words."""


class Words(NamedTuple):
    """What is understood of a command."""

    options: Options
    asked: Callable[..., Any]
    """Makes of the options what ``run`` takes."""
    run: Callable[[Session, Any], int]


def _plainly(kind: type, *words: str) -> Options:
    """Options of one type that are called what their words say."""
    return {word: (word.removeprefix("--").replace("-", "_"), kind) for word in words}


COMMON: Options = {
    **_plainly(bool, "--quiet", "--verbose", "--isolated"),
    "-q": ("quiet", bool),
    "-v": ("verbose", bool),
    **_plainly(str, "--config"),
    **_plainly(Language, "--lang"),
    **_plainly(Color, "--color"),
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


def words_of(command: str) -> Words | None:
    """What is understood of ``command``; ``None``: nothing."""
    if command == "lint":
        from digestkit.cli import linting

        lint: Options = {
            **_plainly(bool, "--offline", "--no-cache", "--exit-zero", "--statistics", "--digests-only"),
            **_plainly(bool, "--fix", "--diff", "--unsafe-fixes"),
            **_plainly(list, "--select", "--extend-select", "--ignore", "--archive", "--allow-network"),
            **_plainly(str, "--output-file", "--stdin-filename"),
            **_plainly(linting.OutputFormat, "--output-format"),
            **_plainly(linting.FailLevel, "--fail-level"),
        }
        return Words(lint, linting.Asked, linting.run)
    if command == "format":
        from digestkit.cli import formatting

        layout: Options = {
            **_plainly(bool, "--check", "--diff"),
            **_plainly(HouseStyle, "--to"),
            **_plainly(str, "--output", "--stdin-filename"),
            "-o": ("output", str),
        }
        return Words(layout, formatting.Asked, formatting.run)
    if command == "weekly":
        from digestkit.cli import merging

        weekly: Options = {
            **_plainly(bool, "--check"),
            **_plainly(HouseStyle, "--to"),
            **_plainly(str, "--week", "--since", "--until", "--output", "--report", "--plan"),
            "-o": ("output", str),
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
            if not word or (word.startswith("-") and word != "-"):
                return None
            paths.append(word)
            continue
        name, kind = options[word]
        if kind is bool:
            given[name] = True
        elif not (value := next(rest, "")) or value.startswith("-"):
            return None
        elif kind is list:
            given.setdefault(name, []).append(value)
        else:
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
