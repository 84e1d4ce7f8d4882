"""Blocks to sections and stories, by structure and never by one publication's habits.

Two kinds of draft: *lines* (no headings: bold lines are sections, a title line stands over its
fields) and *outline* (headings: which of them are sections, which stories, which labels of a story
and which furniture is decided from what stands under them and beside them).
"""

from digestkit.reader.builder import Builder
from digestkit.reader.chapters import take_numbers
from digestkit.reader.flow import Flow
from digestkit.reader.headings import tree
from digestkit.reader.outline import Outline
from digestkit.reader.scanner import Block


def structure(builder: Builder, blocks: list[Block]) -> None:
    """Sort ``blocks`` (all after the front matter, the issue's own title taken out) into ``builder``."""
    take_numbers(builder, blocks)
    if any(block.kind == "heading" and block.hint != "body" for block in blocks):
        Outline(builder, tree(builder, blocks)).read()
    else:
        Flow(builder, frozenset({"item", "title", "section"})).read(blocks)
