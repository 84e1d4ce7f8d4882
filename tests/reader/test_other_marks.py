"""What does not change what a draft says does not change what is read of it: other marks, other spacing, other line ends."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from digestkit.reader import read
from digestkit.source import Source
from tests.reader.layouts import LAYOUTS

EXAMPLES = Path(__file__).parents[2] / "examples"

_HEADING = re.compile(r"^(#{1,6}) +(.*)$", re.MULTILINE)
_ITEM = re.compile(r"^([ \t]*)[-*] ", re.MULTILINE)


def _headings(write: Callable[[str, str], str]) -> Callable[[str], str]:
    return lambda text: _HEADING.sub(lambda found: write(found[1], found[2]), text)


def _items(mark: str) -> Callable[[str], str]:
    return lambda text: _ITEM.sub(rf"\g<1>{mark} ", text)


def _deeper(text: str) -> str:
    return text if re.search("^#{6}", text, re.MULTILINE) else _headings(lambda m, t: f"#{m} {t}")(text)


SAME: dict[str, Callable[[str], str]] = {
    "lines end with CRLF": lambda text: text.replace("\n", "\r\n"),
    "headings one level deeper": _deeper,
    "headings with anchors": _headings(
        lambda m, t: f"{m} {t}" if "{" in t or t.isdigit() else f"{m} {t} {{#id-{len(t)}}}"
    ),
    "headings closed with hashes": _headings(lambda m, t: f"{m} {t} {m}"),
    "headings without a space": _headings(lambda m, t: f"{m}{t}" if len(m) > 1 else f"{m} {t}"),
    "headings behind a space that does not break": _headings(lambda m, t: f"{m}\u00a0{t}"),
    "headings with a picture": _headings(lambda m, t: f"{m} 🔥 {t}"),
    "headings in bold": _headings(lambda m, t: f"{m} {t}" if set(t) & set("*[_") else f"{m} **{t}**"),
    "comments before headings": _headings(lambda m, t: f"<!-- block -->\n{m} {t}"),
    "lines between headings": _headings(lambda m, t: f"---\n\n{m} {t}"),
    "items with asterisks": _items("*"),
    "items with plus signs": _items("+"),
    "items with dots": _items("•"),
    "lists that stand in": lambda text: re.sub(r"^([ \t]*[-*] )", r"  \1", text, flags=re.MULTILINE),
    "two blank lines for one": lambda text: text.replace("\n\n", "\n\n\n"),
    "spaces at the ends of lines": lambda text: re.sub(r"(?<=\S)\n", " \n", text),
    "hard breaks": lambda text: re.sub(r"(?<=\S)\n(?=\S)", "  \n", text),
    "an assistant's words around it": lambda text: (
        f"好的，以下是今天的 AI 日报：\n\n{text}\n\n以上就是今天的全部内容，如需调整请告诉我。\n"
    ),
}


def titles(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (section.title, story.title) for _, section, story in read(Source.from_text(text, "a.md")).stories()
    ]


def _parts(text: str) -> tuple[str, str]:
    """Front matter, which has other marks, and the text below it."""
    head = re.match(r"(?:---|\+\+\+)\n.*?\n(?:---|\+\+\+)\n|\{\n.*?\n\}\n", text, re.DOTALL)
    return (head[0], text[head.end() :]) if head else ("", text)


def changed(text: str, how: str) -> str:
    head, body = _parts(text)
    return head + SAME[how](body)


@pytest.mark.parametrize("how", SAME)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts_in_other_marks(layout: str, how: str) -> None:
    assert titles(changed(LAYOUTS[layout], how)) == titles(LAYOUTS[layout])


@pytest.mark.parametrize("how", SAME)
def test_examples_in_other_marks(how: str) -> None:
    for path in sorted(EXAMPLES.rglob("20*.md")):
        text = path.read_text(encoding="utf-8")
        assert titles(changed(text, how)) == titles(text), path
