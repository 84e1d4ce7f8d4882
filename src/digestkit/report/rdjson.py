"""The Reviewdog Diagnostic Format. Its columns count bytes of UTF-8, from 1."""

import re
from typing import Any

from digestkit.diagnostic import Diagnostic, Lang, Place
from digestkit.escape import to_json
from digestkit.report import Run
from digestkit.report.words import is_fixable, with_hint
from digestkit.source import Source

_RAW = re.compile("[\udc80-\udcff]")


def render(run: Run, lang: Lang, _color: bool) -> str:
    """The report."""
    columns: dict[str, _Columns] = {path: _Columns(source) for path, source in run.sources.items()}
    found = [_diagnostic(each, columns, lang) for each in run.diagnostics]
    return to_json({"source": {"name": "digestkit"}, "diagnostics": found}) + "\n"


def _diagnostic(each: Diagnostic, columns: "dict[str, _Columns]", lang: Lang) -> dict[str, Any]:
    here = columns.get(each.path)
    result: dict[str, Any] = {
        "message": with_hint(each, lang),
        "location": {"path": each.path, "range": _range(each.place, here)},
        "severity": each.severity.word.upper(),
        "code": {"value": each.code},
    }
    if each.edits and is_fixable(each):
        result["suggestions"] = [{"range": _range(place, here), "text": text} for place, text in each.edits]
    if each.related:
        result["relatedLocations"] = [
            {
                "message": other.message.say(lang),
                "location": {"path": other.path, "range": _range(other.place, columns.get(other.path))},
            }
            for other in each.related
        ]
    return result


def _range(place: Place, columns: "_Columns | None") -> dict[str, Any]:
    """Lines alone where the text is not at hand to count bytes in."""
    if columns is None:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {
        "start": {"line": place.line, "column": columns.of(place.line, place.column)},
        "end": {"line": place.end_line, "column": columns.of(place.end_line, place.end_column)},
    }


class _Columns:
    """Columns in bytes of one text; counts on from the last place, for findings come in order."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.line, self.column, self.bytes = 0, 1, 1

    def of(self, line: int, column: int) -> int:
        """The column in bytes of a column in code points."""
        if line > self.source.line_count:
            return column
        start = self.source.starts[line - 1]
        if line != self.line or column < self.column:
            mark = 3 if line == 1 and self.source.bom else 0
            self.line, self.column, self.bytes = line, 1, 1 + mark
        self.bytes += _size(self.source.text[start + self.column - 1 : start + column - 1])
        self.column = column
        return self.bytes


def _size(text: str) -> int:
    """How many bytes of the file ``text`` stands for."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-8", "surrogatepass")) - 2 * len(_RAW.findall(text))
