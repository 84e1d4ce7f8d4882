"""Labels that one text uses for things of its own: ``**发生了什么**：`` under every title."""

import re
from collections.abc import Iterable

from digestkit.reader.block import Block
from digestkit.vocabulary import squeeze

_LABEL = re.compile(
    r"[^\w\n\[(（【<`“\"「《*]{0,6}\*\*(?P<label>[^\W\d_][^\n：:？?*]{1,11})(?:[：:？?]\*\*|\*\*[ \t]?[：:])"
)
_OFTEN = 3
"""Under so many headings words must stand to be a label; a title seldom comes again."""


def own_labels(text: str, blocks: Iterable[Block]) -> frozenset[int]:
    """First lines of the paragraphs that open with such a label: bold words before a colon, once under each heading."""
    lines: dict[str, list[int]] = {}
    under: dict[str, list[int]] = {}
    heading = 0
    for block in blocks:
        if block.kind == "heading":
            heading += 1
        elif block.kind not in ("text", "bold") or "**" not in text[block.span.start : block.span.start + 8]:
            continue
        elif found := _LABEL.match(text, *block.span):
            key = squeeze(found["label"])
            lines.setdefault(key, []).append(block.first)
            under.setdefault(key, []).append(heading)
    often = [key for key, found in under.items() if len(found) == len(set(found)) >= _OFTEN]
    return frozenset(line for key in often for line in lines[key])
