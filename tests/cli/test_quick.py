"""What is read without Typer is read as Typer reads it."""

import shlex
from typing import Any

import pytest

from digestkit.cli import app, lint, quick, weekly
from digestkit.cli import format as layout
from digestkit.cli.session import Session

UNDERSTOOD = (
    "lint",
    "lint --offline --no-cache -q a.md b",
    "lint --digests-only --offline a.md",
    "lint a.md --fix --unsafe-fixes --diff -v --isolated --exit-zero --statistics",
    "lint --output-format json --output-format sarif --fail-level warning --lang en --color never .",
    "lint --select DK1,DK2 --ignore DK101 --select DK303 --extend-select DK9 --archive a --archive b a.md",
    "lint - --stdin-filename a.md --output-file r.json --allow-network 10.1.2.0/24 --config c.toml",
    "format",
    "format a.md - --check --diff --to front-matter -o out.md --stdin-filename a.md",
    "format a.md --output out/ --config c.toml",
    "weekly",
    "weekly --since 2026-02-02 --until 2026-02-08",
    "weekly dailies -o out.md --week 2026-W06 --check --to blue-span --lang zh",
    "weekly a.md b.md --output x --report r.json --plan p.yaml --quiet --verbose",
)
LEFT = (
    "lint --help",
    "lint --select",
    "lint --select -q",
    "lint --select=DK101",
    "lint --output-format xml",
    "lint --output-format",
    "lint --lang=en",
    "lint -- -a.md",
    "format --to plain",
    "lint ''",
    "lint --offlin",
    "lint -qv",
    "lint --watch",
    "weekly -ox.md",
    "weekly -o",
    "weekly -o --check",
    "export a.md",
    "",
)


@pytest.mark.parametrize("line", UNDERSTOOD)
def test_both_ways_of_reading_agree(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def note(session: Session, what: object) -> int:
        asked.append(
            (what, session.lang, session.quiet, session.verbose, session.color(), session.config_file)
        )
        return 1

    for module in (lint, layout, weekly):
        monkeypatch.setattr(module, "run", note)
    arguments = shlex.split(line)
    words = quick.words_of(arguments[0])
    assert words is not None
    monkeypatch.setattr(quick, "words_of", lambda _name: words._replace(run=note))
    assert quick.run(arguments) == 1
    assert app.run(arguments) == 1
    assert len(asked) == 2
    assert asked[0] == asked[1]


@pytest.mark.parametrize("command", ["lint", "format", "weekly"])
def test_every_word_that_is_understood_is_compared(command: str) -> None:
    words = quick.words_of(command)
    assert words is not None
    compared = [shlex.split(line) for line in UNDERSTOOD]
    assert quick.COMMON.keys() <= {word for line in compared for word in line}
    assert words.options.keys() <= {word for line in compared if line[0] == command for word in line}


@pytest.mark.parametrize("line", LEFT)
def test_the_rest_is_left_to_typer(line: str) -> None:
    assert quick.run(shlex.split(line)) is None
