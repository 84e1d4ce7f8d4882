"""Lines that hold several fields, cut in one part each: ``摘要。<br />**来源**：晨报``, ``说明：… 背景：… 来源：…``."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.inline import label_at
from digestkit.source import span_of
from digestkit.vocabulary import Vocabulary

_BREAK = late(r"(?<![ \t])[ \t]*<br ?/?>[ \t]*", re.IGNORECASE)
_NO_LABEL = ("", "[", "!")
"""What stands behind a break that is no label: the end, a link, a picture."""
_CUT = ("text", "item")
_ENDS = " \t\u3000。！？；…|｜）)】”*"
"""What stands before a label in the middle of a line: a blank, or the end of the field before it."""
_COMMON = ("背景", "要点", "要點", "来源", "來源", "source", "Source", "SOURCE")
"""One of these labels stands in every line of several fields."""
_COLON = late(r"(?:出[处處])?\*{0,2}[ \t]?[：:]")
_INSIDE = late(rf"(?<=[{_ENDS}])\*{{0,2}}(?P<label>[^\W\d_][^\W\d_ ]{{1,9}})\*{{0,2}}[ \t]?[：:]")
_BETWEEN = " \t\u3000|｜/·"
"""What may stand between two fields of a line."""
_NEAR = 600
"""Characters before a label in which that of the field before it is looked for."""
_TITLE = 4
"""Characters of a title that fields stand behind."""


def has_cuts(text: str) -> bool:
    """Whether there may be lines that hold several fields: most texts have none."""
    if "<br" in text or "<BR" in text:
        return True
    return any(_is_inside(text, at) for at in _labelled(text))


def _labelled(text: str) -> Iterator[int]:
    """Where a common label stands with its colon."""
    for label in _COMMON:  # looked for word by word: a pattern for all takes twice as long
        at = text.find(label)
        while at >= 0:
            if _COLON.match(text, at + len(label)):
                yield at
            at = text.find(label, at + len(label))


def _is_inside(text: str, at: int) -> bool:
    """Whether a label at ``at`` can stand behind another field of its line."""
    if text[at - 1] not in _ENDS:
        return False
    start = max(text.rfind("\n", 0, at) + 1, at - _NEAR)
    return text.find("：", start, at) >= 0 or text.find(":", start, at) >= 0


def parts_of(text: str, block: Block, vocabulary: Vocabulary) -> tuple[Block, ...]:
    """A line, cut where another field begins; itself alone where none does."""
    if block.kind not in _CUT:
        return (block,)
    breaks = _breaks(text, block, vocabulary) if text.find("<", *block.content) >= 0 else ()
    cuts = list(breaks) or list(_labels(text, block, vocabulary))
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
    places = pairwise(chain(cuts, [(end, end)]))
    others = [span_of((at, stop)) for (_, at), (stop, _) in places]
    return (
        first,
        *(
            Block("text", span, block.first, block.last, span, "", block.level, quote=block.quote)
            for span in others
        ),
    )


def _breaks(text: str, block: Block, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The breaks of HTML before labels: where they begin, and where what is behind them does."""
    start, end = block.content
    for found in _BREAK.finditer(text, start, end):
        head = text[found.end() : found.end() + 1]
        if found.start() > start and head not in _NO_LABEL and label_at(text, found.end(), end, vocabulary):
            yield found.span()


def _labels(text: str, block: Block, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """Where the fields end and begin that a line says one after another, each but once.

    The line begins with a field, or with a title over several of them, the first of which is the summary.
    """
    start, end = block.content
    own = label_at(text, start, end, vocabulary)
    if own and own.field in (None, "sources"):
        return []
    named = [own.field] if own else []
    cuts: list[tuple[int, int]] = []
    for found in _INSIDE.finditer(text, own.content if own else start + _TITLE, end):
        label = label_at(text, found.start(), end, vocabulary)
        if label is None or label.field is None or label.field in named:
            continue
        if not named and label.field != "summary":
            return []
        named.append(label.field)
        head = text[cuts[-1][1] if cuts else start : found.start()]
        cuts.append((found.start() - len(head) + len(head.rstrip(_BETWEEN)), found.start()))
    return cuts if len(named) > 1 else []
