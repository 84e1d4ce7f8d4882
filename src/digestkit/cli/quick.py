"""The everyday ``digestkit lint PATHS`` without Typer, whose import takes longer than all else at start-up.

Only what cannot be misread is understood here: plain flags, ``--option value`` with one of a few
values, and paths. Anything else, mistakes and ``--help`` included, is left to Typer; both give
``lint`` the same.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from digestkit.cli.linting import Asked, FailLevel, OutputFormat, run
from digestkit.cli.session import Color, Language, guarded

FLAGS: Mapping[str, str] = {
    "--quiet": "quiet",
    "-q": "quiet",
    "--verbose": "verbose",
    "-v": "verbose",
    "--isolated": "isolated",
    "--offline": "offline",
    "--no-cache": "no_cache",
    "--exit-zero": "exit_zero",
    "--statistics": "statistics",
    "--fix": "fix",
    "--diff": "diff",
    "--unsafe-fixes": "unsafe_fixes",
}
CHOICES: Mapping[str, tuple[str, type[StrEnum]]] = {
    "--lang": ("lang", Language),
    "--color": ("color", Color),
    "--output-format": ("output_format", OutputFormat),
    "--fail-level": ("fail_level", FailLevel),
}
_COMMON = {
    "config": None,
    "isolated": False,
    "lang": None,
    "color": Color.auto,
    "quiet": False,
    "verbose": False,
}


def understood(words: Sequence[str]) -> tuple[dict[str, Any], Asked] | None:
    """The common options and those of ``lint`` in ``words`` (after the command's name); ``None``: ask Typer."""
    given: dict[str, Any] = {}
    paths: list[str] = []
    rest = iter(words)
    for word in rest:
        if word in FLAGS:
            given[FLAGS[word]] = True
        elif word in CHOICES:
            name, choices = CHOICES[word]
            value = next(rest, "")
            if value not in choices.__members__:
                return None
            given[name] = choices[value]
        elif word.startswith("-") or not word:
            return None
        else:
            paths.append(word)
    common = {name: given.pop(name, default) for name, default in _COMMON.items()}
    return common, Asked(paths or None, **given)


def lint(words: Sequence[str]) -> int | None:
    """Run ``lint`` with ``words``; the exit code, or ``None`` if they are for Typer to read."""
    known = understood(words)
    if known is None:
        return None
    common, asked = known
    return guarded(lambda session: run(session, asked), common, {})
