"""The code that a page of MDX begins with: what it imports, and the components that it exports."""

from collections.abc import Iterator

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.source import Source, span_of

_IMPORT = late(
    r"import[ ](?:[\w*{][\w*{},$ ]{0,200}[ ]from[ ])?(?P<mark>['\"])[^'\"\s]{1,200}(?P=mark);?[ \t]*$"
)
_EXPORT = late(r"export[ ](?:const|let|var|function|class|default)[ ][^\n]*$")
_CLOSED = late(r"[)}\]]{1,4};?[ \t]*$")
"""The line that ends what is exported: nothing but closing brackets, not indented."""
_LONGEST = 200
"""Lines of one export; what runs on for longer was never closed."""


def code_of_page(source: Source, first: int) -> Iterator[Block]:
    """The statements that stand at the top, each a comment: no reader sees them. Blank lines may part them."""
    line = first
    while line <= source.line_count:
        text = source.line_text(line)
        last = _last_line(source, line, text) if text.strip() else line
        if not last:
            return
        if text.strip():
            whole = span_of((source.line_span(line).start, source.line_span(last).end))
            yield Block("comment", whole, line, last, whole, "import")
        line = last + 1


def _last_line(source: Source, line: int, text: str) -> int:
    """The last line of the statement that begins with ``text``; 0 when it is none."""
    if _IMPORT.match(text):
        return line
    if not _EXPORT.match(text):
        return 0
    if text.rstrip().endswith((";", "'", '"')):
        return line
    below = range(line + 1, min(line + _LONGEST, source.line_count) + 1)
    return next((each for each in below if _CLOSED.match(source.line_text(each))), 0)
