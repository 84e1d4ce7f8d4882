"""Blocks to sections and stories, by structure and never by one publication's habits.

Two kinds of draft: *lines* (no headings: bold lines are sections, a title line stands over its
fields) and *outline* (headings: which of them are sections, which stories, which labels of a story
and which furniture is decided from what stands under them and beside them).
"""

from itertools import pairwise

from digestkit.reader.block import WORDLESS, Block, worded
from digestkit.reader.builder import Builder
from digestkit.reader.chapters import take_numbers
from digestkit.reader.flow import Flow
from digestkit.reader.inline import date_in
from digestkit.reader.learning import own_labels, take_definitions
from digestkit.reader.outline import Outline
from digestkit.reader.rows import split_tables
from digestkit.reader.signs import consists_of_leads, is_day, parted_titles, signed_items
from digestkit.reader.tree import tree

_MANY = 3
"""So many bold lines outweigh a heading."""


def _has_outline(builder: Builder, blocks: list[Block]) -> bool:
    """Whether headings make the draft: there are some, and not just one or two among many bold lines of a blue-span text."""
    headings = sum(block.kind == "heading" and block.hint != "body" for block in blocks)
    if not headings or ("headline",) not in builder.spans:
        return headings > 0
    bold = sum(block.kind == "bold" and builder.label(block) is None for block in blocks)
    return headings * _MANY > bold


def _take_day(builder: Builder, blocks: list[Block]) -> None:
    """Make a bold line at the top that is but the day a line of text: it heads nothing, unless other days do too."""
    first = next((block for block in blocks if block.kind not in WORDLESS), None)
    if first is None or first.kind != "bold" or first.hint or not is_day(builder.slice(first.content)):
        return
    days = sum(block.kind == "bold" and is_day(builder.slice(block.content)) for block in blocks)
    if days == 1 and date_in(builder.slice(first.content)):
        first.kind, first.marker, first.content = "text", "", first.span


def _take_calls(builder: Builder, blocks: list[Block]) -> None:
    """Take bold lines that come again and again right over an address for lines of stories: they ask to open it, and are no titles.

    ``**长按识别二维码查看原文**``, as exporters of WeChat leave it.
    """
    said = worded(blocks)
    calls: dict[str, list[Block]] = {}
    for upper, lower in pairwise(said):
        if upper.kind == "bold" and lower.kind == "link" and not upper.hint:
            calls.setdefault(builder.slice(upper.content), []).append(upper)
    for block in (each for found in calls.values() if len(found) >= _MANY for each in found):
        block.hint = "body"


def structure(builder: Builder, blocks: list[Block]) -> None:
    """Sort ``blocks`` (all after the front matter, the issue's own title taken out) into ``builder``."""
    take_numbers(builder, blocks)
    take_definitions(builder.text, blocks, builder.vocabulary)
    _take_day(builder, blocks)
    _take_calls(builder, blocks)
    blocks, builder.rows = split_tables(builder.text, blocks, builder.vocabulary)
    builder.parted = parted_titles(builder, blocks)
    builder.own_labels = own_labels(builder.text, blocks)
    builder.signed = signed_items(builder, blocks)
    if _has_outline(builder, blocks):
        Outline(builder, tree(builder, blocks)).read()
    else:
        Flow(builder, sections=True, leads=consists_of_leads(builder, blocks)).read(blocks)
