"""A story told as a table: ``| 说明 | … |``, a field a row."""

import re
from typing import NamedTuple

from digestkit.late import late
from digestkit.reader.inline import plain
from digestkit.schema import FieldName
from digestkit.source import Span
from digestkit.vocabulary import Vocabulary

_CELL = late(r"(?:[^|\\\n]|\\.)*")
RULER = late(r"[\s|:-]+$")
_BREAK = late(r"<br[ ]{0,3}/?>", re.IGNORECASE)
_MARKER = late(r"\A\s*+(?:[-*+•·]|\d{1,2}[.)、．])\s*(?=\S)")


class Row(NamedTuple):
    """A row of two cells: the field that the first names (``None``: another label), the place of the second."""

    field: FieldName | None
    cell: Span
    line: Span


def rows_of(text: str, span: Span, vocabulary: Vocabulary) -> list[Row]:
    """The rows of a table that tells one story; none when it is any other table.

    Every row is two cells, the first a known label, one of them that of a field, and no field comes twice.
    Only the head of the table may say something else.
    """
    found: list[Row] = []
    at = span.start
    for number, line in enumerate(text[span.start : span.end].split("\n")):
        here = Span(at, at + len(line.rstrip()))
        at += len(line) + 1
        if number == 1 and RULER.match(line):
            continue
        cells = cells_of(text, here, 3)
        if len(cells) != 2:
            return []
        word = plain(text[cells[0].start : cells[0].end]).strip(" ：:")
        if vocabulary.knows(word):
            found.append(Row(vocabulary.field_of(word), cells[1], here))
        elif number:
            return []
    fields = [row.field for row in found if row.field]
    return found if fields and len(fields) == len(set(fields)) else []


def cells_of(text: str, line: Span, most: int) -> list[Span]:
    """The cells of a row, without the blanks around them; at most ``most`` of them."""
    cells: list[Span] = []
    at = text.find("|", *line)
    while 0 <= at < line.end - 1 and len(cells) < most:
        found = _CELL.match(text, at + 1, line.end)
        start, end = found.span() if found else (line.end, line.end)
        words = text[start:end]
        cells.append(Span(end - len(words.lstrip()), start + len(words.rstrip())))
        at = end
    return cells


def lines_of(cell: str) -> list[str]:
    """The lines of a cell, which Markdown writes with ``<br>``, without numbers and bullets."""
    return [_MARKER.sub("", line, count=1).strip() for line in _BREAK.split(cell) if line.strip()]
