"""Bytes to text and places in it. Offsets count code points; lines and columns count from 1."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from digestkit.late import late

BOM = "\ufeff"
_LINE_END = late(r"\r\n?|\n")


class Span(NamedTuple):
    """A half-open range of code points of the text."""

    start: int
    end: int

    def moved(self, by: int) -> "Span":
        """The same range of a text that what this one counts in stands in, ``by`` characters from its beginning."""
        return Span(self.start + by, self.end + by)


span_of: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)
"""A span of a pair of offsets, for where hundreds of thousands are made: the constructor of a named tuple is slow."""


class Position(NamedTuple):
    """Line and column, both from 1; the column counts code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """A text as it was read, able to give back its very bytes.

    ``text`` is without the byte-order mark and with the line ends that the file has. Bytes that
    are not UTF-8 stand in it as lone surrogates (PEP 383), so nothing is lost on the way back.
    """

    path: str
    text: str
    bom: bool = False
    starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "-") -> "Source":
        """Decode ``data``; never fails."""
        return cls.from_text(data.decode("utf-8", "surrogateescape"), path)

    @classmethod
    def from_text(cls, text: str, path: str = "-") -> "Source":
        """Wrap ``text``, which may begin with a byte-order mark."""
        bom = text.startswith(BOM)
        text = text[1:] if bom else text
        return cls(path, text, bom, _line_starts(text))

    def to_bytes(self) -> bytes:
        """The bytes that this source was read from."""
        return self.encode(self.text)

    def encode(self, text: str) -> bytes:
        """``text`` as bytes of this file: its byte-order mark, its undecodable bytes."""
        return ((BOM if self.bom else "") + text).encode("utf-8", "surrogateescape")

    @property
    def newline(self) -> str:
        """The line end that most lines of the text have (LF when it has none)."""
        crlf = self.text.count("\r\n")
        lone_cr = self.text.count("\r") - crlf
        lone_lf = self.text.count("\n") - crlf
        if crlf > lone_lf and crlf >= lone_cr:
            return "\r\n"
        return "\r" if lone_cr > lone_lf else "\n"

    @property
    def line_count(self) -> int:
        """How many lines there are; text after the last line end counts as one."""
        return len(self.starts)

    def line_span(self, line: int) -> Span:
        """The span of line ``line`` (from 1) without its line end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_text(self, line: int) -> str:
        """The text of line ``line`` (from 1) without its line end."""
        start, end = self.line_span(line)
        return self.text[start:end]

    def position(self, offset: int) -> Position:
        """Line and column of a code-point offset."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]


def count_line_ends(text: str) -> int:
    """How many lines end in ``text``: CR, LF and CRLF each end one."""
    if "\n" not in text and "\r" not in text:
        return 0
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _line_starts(text: str) -> tuple[int, ...]:
    """Offsets of line beginnings. Only CR, LF and CRLF end a line (``splitlines`` cuts at more)."""
    if "\r" in text:
        starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    else:
        *lines, _ = text.split("\n")
        starts = [0, *accumulate([len(line) + 1 for line in lines])]
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return tuple(starts)
