"""Real digests, where they are at hand: every word, figure and address stays, both ways."""

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from digestkit.config import FormatConfig
from digestkit.formatting import format_source
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source

if TYPE_CHECKING:
    from digestkit.schema import Style

CORPUS = Path(os.environ.get("DIGESTKIT_CORPUS") or Path(__file__).parents[2] / "shared")
SAMPLE = 60
"""How many files are taken, evenly from all."""
FILES = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".md", ".txt") and path.is_file())
WAYS: "tuple[tuple[Style, Style], ...]" = (("blue-span", "front-matter"), ("front-matter", "blue-span"))
DIGESTS = [path for path in FILES if {"seeds", "digests"} & set(path.parts)]

pytestmark = pytest.mark.skipif(
    not DIGESTS, reason="no real digests: set DIGESTKIT_CORPUS to a folder that holds seeds/ and digests/"
)
_WORDS = re.compile(r"[^\W_]+")
_URLS = re.compile(r"https?://[^\s<>()\[\]\"'，。；、（）]+")


def _sample() -> list[Path]:
    return [path for path in DIGESTS if "seeds" in path.parts] + DIGESTS[:: max(1, len(DIGESTS) // SAMPLE)]


def _words(text: str) -> Counter[str]:
    return Counter(_WORDS.findall(text.replace("来源出处", "来源"))) + Counter(_URLS.findall(text))


def _read(path: Path, text: str | None = None) -> Parsed:
    source = Source.from_bytes(path.read_bytes(), str(path))
    return read(source if text is None else Source.from_text(text, str(path)))


def _gone(before: str, after: str) -> Counter[str]:
    return _words(re.sub(r"<span style=[^>]*>|</span>|<!-- digestkit:.*?-->", " ", before)) - _words(after)


@pytest.mark.parametrize("path", _sample(), ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    parsed = _read(path)
    own = format_source(parsed, FormatConfig())
    assert not _words(parsed.text) - _words(own)
    for there, back in WAYS:
        text = format_source(parsed, FormatConfig(), there)
        assert not _gone(parsed.text, text)
        again = format_source(_read(path, text), FormatConfig(), back)
        assert not _gone(parsed.text, again)
        if parsed.digest.style == "blue-span" == back:
            assert again == own
        if parsed.digest.front_matter is not None and there == "blue-span":
            assert again.startswith(parsed.source.slice(parsed.span("front_matter")))
