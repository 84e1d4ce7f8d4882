"""Whatever a draft or a file name holds, every format stays well-formed and inert."""

import json
import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.diagnostic import Place, RelatedPlace, Text
from digestkit.report import FORMATS, Run, render
from digestkit.source import Source
from tests.report.conftest import diagnostic

HOSTILE = [
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m",
    "\u202etxt.exe",
    "\u2066\u200b\ufeff\u2028\u2029\x85",
    "::error file=x::pwned",
    "a\n::set-output name=x::y",
    "\r::stop-commands::x",
    "##[error]pwned",
    "##[add-mask]x",
    "[bold red]markup[/]",
    "]]><x a='\"&'>",
    "\0\x0b\ufffe\uffff",
    "\udcff\udc80",
    "\ud800",
    "%0A%25",
    "\U000e0041",
]
SEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
words = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=8), max_size=4).map("".join)


def hostile_run(text: str, path: str, start: int, end: int) -> Run:
    """One finding whose every part comes from an attacker."""
    source = Source.from_text(text, path)
    begin, until = (source.position(min(at, len(text))) for at in sorted((start, end)))
    place = Place(*begin, *until)
    said = Text(text, text)
    found = diagnostic(
        path=path, place=place, message=said, hint=said, story=text, edits=((place, text),),
        related=(RelatedPlace(path, place, said), RelatedPlace(text, place, said)),
    )  # fmt: skip
    return Run(1, [found], {path: source})


def check_inert(format_: str, text: str) -> None:
    """No control character, no command of a CI log, no line of its own, nothing that can't be encoded."""
    text.encode("utf-8")
    assert not SEEN.search(text), ascii(text)
    lines = text.split("\n")
    if format_ == "github":
        assert all(line.startswith("::error title=DK301 ") for line in lines[:-1])
        assert len(lines) == 2
    elif format_ in ("full", "concise"):
        assert not any(
            line.lstrip().startswith("::") and not line.lstrip().startswith("::: ") for line in lines
        )
        assert not re.search(r"##\w*\[", text)


def check_parses(format_: str, text: str) -> None:
    """It is what its name says."""
    if format_ == "junit":
        ET.fromstring(text.encode("utf-8"))
    elif format_ == "jsonl":
        assert [json.loads(line) for line in text.splitlines()]
    elif format_ in ("json", "gitlab", "sarif", "rdjson"):
        assert json.loads(text)


@pytest.mark.parametrize("format_", FORMATS)
@given(text=words, path=words, start=st.integers(0, 20), end=st.integers(0, 20))
def test_hostile_text_stays_text(format_: str, text: str, path: str, start: int, end: int) -> None:
    written = render(format_, hostile_run(text, path, start, end), "zh", False)
    check_inert(format_, written)
    check_parses(format_, written)


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
@pytest.mark.parametrize("format_", FORMATS)
def test_known_tricks_stay_text(format_: str, hostile: str) -> None:
    written = render(format_, hostile_run(hostile, hostile, 0, len(hostile)), "en", False)
    check_inert(format_, written)
    check_parses(format_, written)


@pytest.mark.parametrize("at", range(8))
def test_a_command_in_two_parts_of_a_line_stays_text(at: int) -> None:
    check_inert("full", render("full", hostile_run("a##[error]", "a.md", at, at + 1), "zh", False))


@given(words)
def test_json_gives_back_what_can_be_encoded(text: str) -> None:
    data: Any = json.loads(render("json", hostile_run(text, "a.md", 0, 1), "zh", False))
    assert data["findings"][0]["message"] == re.sub("[\ud800-\udfff]", "\ufffd", text)
