"""What typographic rules must leave alone, and where Chinese meets Latin.

``protected(text)`` gives the spans that no rule may touch or count: code, URLs, link targets, HTML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role, once
from digestkit.source import Span

HAN = r"[^\W\x00-\u02ff]"
"""A Chinese character: a letter that is not Latin (nor é, ï, ø). Named so because ``re`` takes milliseconds to
compile a wide range; Greek and Cyrillic letters count as well, which rules that mind must rule out themselves."""
_PROTECTED = re.compile(
    r"(?=[`~<!(hw$&])(?:"  # what any of them begins with
    r"^(?P<fence>```++|~~~++)[^\n]*\n(?:.*?\n)??(?P=fence)[^\n]*$"  # fenced code
    r"|(?<!`)(?P<tick>`{1,3})(?!`)[^\n]+?(?<!`)(?P=tick)(?!`)"  # code span
    r"|<!--(?:(?!<!--).){0,4000}?-->"
    r"|!\[[^\[\]\n]*\]\([^()\n]*\)"  # image
    r"|</?[A-Za-z][^<>\n]*>"  # HTML, autolinks
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)"  # link target
    r"|(?:https?://|www\.)[^\s<>\"'“”‘’（）()\[\]，。；、！？《》【】]+"
    r"|&(?:[A-Za-z]{2,8}|#x?[0-9A-Fa-f]{2,6});"  # entities
    r"|\$[^$\n]{1,80}\\[^$\n]{0,80}\$)",  # TeX
    re.MULTILINE | re.DOTALL,
)
_MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
_MARKUP = re.compile(r"[`<@\\~\]:w&](?:(?<=[`<@\\&])|(?<=~)~~|(?<=\])\(|(?<=:)//|(?<=w)ww\.)")
_VISIBLE = late(r"[^\r\n]+")
_OF_STORIES = frozenset({Role.STORY, Role.FIELD, Role.POINT, Role.PROSE, Role.HIGHLIGHT, Role.BODY})
_PROSE = frozenset(
    {
        Role.HEADING,
        Role.SECTION,
        Role.STORY,
        Role.FIELD,
        Role.POINT,
        Role.SOURCE,
        Role.PROSE,
        Role.BODY,
        Role.HIGHLIGHT,
        Role.REMAINDER,
    }
)


def protected(text: str) -> tuple[Span, ...]:
    """Spans of ``text`` that are not prose, in order and apart."""
    return tuple(Span(*match.span()) for match in _matches(text))


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What is not prose. Mail addresses may begin with any letter: looked for only where one can be."""
    if "@" not in text:
        return _PROTECTED.finditer(text)
    return re.finditer(f"{_PROTECTED.pattern}|{_MAIL}", text, _PROTECTED.flags)


def is_inside(offset: int, spans: Sequence[Span]) -> bool:
    """Whether ``offset`` lies in one of ``spans`` (sorted, apart)."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def masked(text: str) -> str:
    """``text`` with NUL for every protected character: same length, same offsets."""
    if not _MARKUP.search(text):
        return text
    parts: list[str] = []
    at = 0
    for match in _matches(text):
        found = match[0]
        several = "\n" in found or "\r" in found
        parts += (text[at : match.start()], _VISIBLE.sub(_nul, found) if several else "\0" * len(found))
        at = match.end()
    return "".join(parts) + text[at:]


def _nul(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


@once
def prose(parsed: Parsed) -> tuple[tuple[Piece, str], ...]:
    """The pieces that are read as text, each with its masked text (offset 0 is ``piece.span.start``)."""
    text = parsed.text
    return tuple(
        (piece, masked(text[piece.span.start : piece.span.end]))
        for piece in parsed.pieces
        if piece.role in _PROSE and piece.kind not in ("fence", "html", "image", "code")
    )


@once
def story_prose(parsed: Parsed) -> tuple[tuple[Piece, str], ...]:
    """Of ``prose`` what tells the stories: no lines of sources, none behind a label of something else, no tables."""
    return tuple(
        (piece, text)
        for piece, text in prose(parsed)
        if piece.role in _OF_STORIES and piece.field != "sources" and piece.kind not in ("label", "table")
    )


def is_chinese(char: str) -> bool:
    """Whether a character is a Chinese one (or kana, Hangul …): no punctuation, no Greek or Cyrillic letter."""
    return char >= "\u2e80" and char.isalnum()
