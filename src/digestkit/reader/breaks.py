"""Lines that HTML breaks in several, as exporters of pages write them: ``摘要。<br />**来源**：晨报``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.inline import label_at
from digestkit.source import span_of
from digestkit.vocabulary import Vocabulary

_BREAK = late(r"(?<![ \t])[ \t]*<br ?/?>[ \t]*", re.IGNORECASE)
_NO_LABEL = ("", "[", "!")
"""What stands behind a break that is no label: the end, a link, a picture."""
_BROKEN = ("text", "item")


def has_breaks(text: str) -> bool:
    """Whether there are breaks of HTML at all: most texts have none."""
    return "<br" in text or "<BR" in text


def parts_of(text: str, block: Block, vocabulary: Vocabulary) -> tuple[Block, ...]:
    """A line, cut where a label stands behind a break; itself alone where none does."""
    if block.kind not in _BROKEN or text.find("<", *block.content) < 0:
        return (block,)
    cuts = list(_cuts(text, block, vocabulary))
    if not cuts:
        return (block,)
    start, end = block.content
    first = replace(
        block,
        span=span_of((block.span.start, cuts[0][0])),
        content=span_of((start, cuts[0][0])),
        label=False,
        links=None,
    )
    ends = [stop for stop, _ in cuts[1:]] + [end]
    others = [span_of((at, stop)) for (_, at), stop in zip(cuts, ends, strict=True)]
    return (
        first,
        *(
            Block("text", span, block.first, block.last, span, "", block.level, quote=block.quote)
            for span in others
        ),
    )


def _cuts(text: str, block: Block, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The breaks before labels: where they begin, and where what is behind them does."""
    start, end = block.content
    for found in _BREAK.finditer(text, start, end):
        head = text[found.end() : found.end() + 1]
        if found.start() > start and head not in _NO_LABEL and label_at(text, found.end(), end, vocabulary):
            yield found.span()
