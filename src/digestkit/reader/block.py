"""What the scanner makes of a text: blocks of one line, or of several."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from digestkit.reader.inline import Label, Link
from digestkit.source import Span

BlockKind = Literal[
    "heading",
    "callout",  # > [!info] words
    "definition",  # [1]: https://…, [^1]: words
    "bold",
    "item",
    "text",
    "link",
    "image",
    "fence",
    "html",
    "comment",
    "table",
    "row",  # of a table whose rows are stories
    "rule",
]

SILENT = ("rule", "comment")
"""Kinds of blocks that say nothing to readers: thematic breaks and comments."""
WORDLESS = (*SILENT, "image")
"""Those, and pictures."""


@dataclass(slots=True)
class Block:
    """One line, or a fence, HTML block, comment or table of several lines."""

    kind: BlockKind
    span: Span
    first: int
    last: int
    content: Span
    """The text without quote, list, heading or bold markup."""
    marker: str = ""
    level: int = 0
    """Heading level, or the columns of indentation."""
    quote: bool = False
    gap: bool = False
    """A blank line stands before it."""
    hint: str = ""
    """What a ``<!-- digestkit: … -->`` comment before it says that it is."""
    label: Label | Literal[False] | None = False
    """The label that it begins with; ``False`` until somebody asks (``Ledger.label``)."""
    links: list[Link] | None = None
    """The links in it; ``None`` until somebody asks (``Ledger.links``)."""

    @property
    def end(self) -> int:
        """Where its line ends, without the tags that close a line of HTML."""
        return self.content.end if self.marker[:1] == "<" else self.span.end


def worded(blocks: Iterable[Block]) -> list[Block]:
    """Those of ``blocks`` that say something in words."""
    return [block for block in blocks if block.kind not in WORDLESS]
