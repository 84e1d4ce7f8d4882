"""What stands right under a heading: how it opens, and whether it is linked."""

from digestkit.reader.block import WORDLESS, Block
from digestkit.reader.builder import Builder
from digestkit.reader.drafts import SLANTED
from digestkit.reader.references import is_marks
from digestkit.reader.signs import LEAD
from digestkit.reader.tree import Node

_LONGEST_TITLE = 100
"""Characters of a line over fields that can be the title of a story."""


def opening(builder: Builder, node: Node) -> str:
    """What the node opens with: prose, label, item, link, lead, bold, quote, title, or nothing."""
    for i, block in enumerate(node.own):
        if block.kind in WORDLESS or is_marks(builder.text, block):
            continue
        if block.kind in ("text", "bold", "item") and _is_labelled_line(builder, block):
            return "label"
        if block.quote:
            return "quote"
        lead = block.kind == "text" and LEAD.match(builder.text, block.content.start)
        slanted = block.kind == "text" and SLANTED.match(builder.slice(block.span))
        if block.kind in ("text", "bold") and not lead and _label_follows(builder, node.own, i):
            if slanted:  # the title once more, in another language
                continue
            return "title"
        if block.kind == "text":
            return "lead" if lead else "prose"
        return block.kind
    return ""


def is_linked(builder: Builder, node: Node) -> bool:
    """Whether what stands right under a heading has links."""
    return any(map(builder.links, node.own))


def _is_labelled_line(builder: Builder, block: Block) -> bool:
    """Whether a block begins with a label, of the house or of this text."""
    return block.first in builder.own_labels or builder.label(block) is not None


def _label_follows(builder: Builder, blocks: list[Block], i: int) -> bool:
    nxt = blocks[i + 1] if i + 1 < len(blocks) else None
    if nxt is None or nxt.kind not in ("text", "bold"):
        return False
    named = builder.names(nxt) in ("summary", "background")
    words = builder.slice(blocks[i].span).rstrip()
    return named and len(words) <= _LONGEST_TITLE and not words.endswith(("。", "！", "？"))
