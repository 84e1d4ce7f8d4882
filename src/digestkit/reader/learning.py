"""Labels that one text has in its own way: ``**发生了什么**：`` under every title, or the terms of definition lists."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from digestkit.late import late
from digestkit.publishers import directory
from digestkit.reader.block import Block
from digestkit.reader.inline import Label, is_emoji
from digestkit.vocabulary import Vocabulary, squeeze

_LABEL = re.compile(
    r"[^\w\n\[(（【<`“\"「《*]{0,6}\*\*(?P<label>[^\W\d_][^\n：:？?*]{1,11})(?:[：:？?]\*\*|\*\*[ \t]?[：:])"
)
_ITEM_LABEL = re.compile(r"(?:\*\*)?(?P<label>[^\x00-\x7f\W]{2,6})(?:\*\*)?[：:](?=[^\n])")
_BARE = late(r"(?P<label>\*\*[^*\n：:]{1,12}\*\*)[ \t]*+(?=[^\s*：:])")
_OFTEN = 3
"""Under so many headings words must stand to be a label; a title seldom comes again."""


def own_labels(text: str, blocks: Iterable[Block]) -> frozenset[int]:
    """First lines of the paragraphs and items that open with such a label: words before a colon, once under each title.

    Titles are headings and bold lines. Paragraphs have their labels in bold; items need to have one each, and bold
    words without a colon need to be the same under each title: a company that is told of in every section is no label.
    """
    lines: dict[str, list[int]] = {}
    under: dict[str, list[int]] = {}
    items: dict[int, list[tuple[int, str]]] = {}
    bare: dict[int, list[tuple[int, str]]] = {}
    keys: dict[str, str] = {}
    heading = 0
    for block in blocks:
        if block.kind == "heading":
            heading += 1
        elif block.kind == "item":
            items.setdefault(heading, []).append((block.first, _label_of(text, block)))
        elif block.kind not in ("text", "bold") or "**" not in text[block.span.start : block.span.start + 8]:
            continue
        elif found := _LABEL.match(text, *block.span):
            word = found["label"]
            key = keys.get(word) or keys.setdefault(word, squeeze(word))
            lines.setdefault(key, []).append(block.first)
            under.setdefault(key, []).append(heading)
        elif block.kind == "bold":
            heading += 1
        elif block.gap and (found := _BARE.match(text, *block.span)):
            bare.setdefault(heading, []).append((block.first, found["label"]))
    often = [key for key, found in under.items() if len(found) == len(set(found)) >= _OFTEN]
    return frozenset(
        [line for key in often for line in lines[key]] + _alike(items.values()) + _alike(bare.values())
    )


def take_definitions(text: str, blocks: Sequence[Block], vocabulary: Vocabulary) -> None:
    """Make labels of the terms of definition lists that name fields: 说明 over a line ``: …``."""
    if "\n:" not in text:
        return
    for upper, lower in pairwise(blocks):
        if lower.marker != ":" or lower.gap or upper.kind != "text" or upper.marker:
            continue
        word = text[upper.content.start : upper.content.end].strip("* \t")
        if name := vocabulary.field_of(word):
            upper.label = Label(word, name, upper.content, None, upper.span.end)


def _label_of(text: str, block: Block) -> str:
    """The label of an item: words before a colon, or the picture that it begins with; empty when it has none."""
    if found := _ITEM_LABEL.match(text, *block.content):
        return found["label"]
    first = text[block.content.start : block.content.start + 1]
    return first if first and is_emoji(first) else ""


def _alike(lists: Iterable[list[tuple[int, str]]]) -> list[int]:
    """The lines of the lists that have the same labels, in the same order, as several others have."""
    alike: dict[tuple[str, ...], list[list[tuple[int, str]]]] = {}
    for each in lists:
        labels = tuple(label for _, label in each)
        if len(labels) > 1 and all(labels) and len(set(labels)) == len(labels):
            alike.setdefault(labels, []).append(each)
    known = directory()
    return [
        line
        for labels, found in alike.items()
        if len(found) >= _OFTEN and not any(map(known.named, labels))
        for each in found
        for line, _ in each
    ]
