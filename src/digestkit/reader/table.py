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
_HEAD_AND_ROW = 3
"""Lines of a table of one row."""
_MOST = 8
_MARKER = late(r"\A\s*+(?:[-*+•·]|\d{1,2}[.)、．])\s*(?=\S)")


class Field(NamedTuple):
    """A label and what it says: the field that it names (``None``: another label), the place of the cell, and of all that the row says of it."""

    field: FieldName | None
    cell: Span
    line: Span


def fields_of(text: str, span: Span, vocabulary: Vocabulary) -> list[Field]:
    """The fields of a table that tells one story; none when it is any other table.

    Every row is two cells, the first a known label, one of them that of a field, and no field comes twice; only the head
    of the table may say something else. Or the head is labels, two of them of fields, over one row.
    """
    lines = lines_of(text, span)
    found = _down(text, lines, vocabulary) or _across(text, lines, vocabulary)
    fields = [each.field for each in found if each.field]
    return found if fields and len(fields) == len(set(fields)) else []


def lines_of(text: str, span: Span) -> list[Span]:
    """The lines of a table, without the blanks at their ends."""
    lines: list[Span] = []
    at = span.start
    for line in text[span.start : span.end].split("\n"):
        lines.append(Span(at, at + len(line.rstrip())))
        at += len(line) + 1
    return lines


def _down(text: str, lines: list[Span], vocabulary: Vocabulary) -> list[Field]:
    """A label and what it says a row."""
    found: list[Field] = []
    for number, line in enumerate(lines):
        if number == 1 and RULER.match(text, *line):
            continue
        cells = cells_of(text, line, 3)
        if len(cells) != 2:
            return []
        word = _word(text, cells[0])
        if vocabulary.knows(word):
            found.append(Field(vocabulary.field_of(word), cells[1], line))
        elif number:
            return []
    return found


def _across(text: str, lines: list[Span], vocabulary: Vocabulary) -> list[Field]:
    """The labels in the head, and one row of what they say."""
    if len(lines) != _HEAD_AND_ROW or not RULER.match(text, *lines[1]):
        return []
    words = [_word(text, cell) for cell in cells_of(text, lines[0], _MOST)]
    cells = cells_of(text, lines[2], _MOST)
    names = [vocabulary.field_of(word) for word in words]
    if (
        len(cells) != len(words)
        or len(words) - names.count(None) < 2
        or not all(map(vocabulary.knows, words))
    ):
        return []
    return [Field(name, cell, cell) for name, cell in zip(names, cells, strict=True)]


def _word(text: str, cell: Span) -> str:
    return plain(text[cell.start : cell.end]).strip(" ：:")


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


def lines_of_cell(cell: str) -> list[str]:
    """The lines of a cell, which Markdown writes with ``<br>``, without numbers and bullets."""
    return [_MARKER.sub("", line, count=1).strip() for line in _BREAK.split(cell) if line.strip()]
