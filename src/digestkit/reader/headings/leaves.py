"""A heading with none below it but labels: the title of one story, or the name of a section that has several?"""

from digestkit.late import late
from digestkit.reader.block import WORDLESS, Block
from digestkit.reader.builder import Builder
from digestkit.reader.headings.kin import Kin
from digestkit.reader.headings.openings import opening
from digestkit.reader.headings.titles import Titles
from digestkit.reader.signs import (
    LEAD,
    addressed,
    broken_paragraphs,
    linked_lines,
    numbered,
    titled_paragraphs,
)
from digestkit.reader.tree import Node

_CLAUSES = late("[，：！？、]")
"""What a headline has between its clauses, and the name of a section has not."""
_NUMBER = late(r"[^\w\n\[]{0,4}#?\d{1,3}[ ]?[.、)）．]")
_FEW_POINTS = 4
_SHORTEST_HEADLINE = 10
"""Characters; a heading of as many among headlines is one, and the few items under it are its points."""
_SHORT_NAME = 8
"""Characters of the name of a section."""
_SHORT_LINK = 10
_HEADLINE_LINK = 8
"""Characters of a link that may be a headline itself, where there are several."""
_LONG_QUOTE = 40
_COUNTED = 3
"""So many counted headlines under one heading are no parts of one story."""
_TWO_PARAGRAPHS = 6
"""Lines of two paragraphs that tell a story each: its title, its text, its source."""


class Leaves:
    """Judges such headings of one draft, by what they open with and by their kin."""

    def __init__(self, builder: Builder, titles: Titles) -> None:
        self.b = builder
        self.titles = titles

    def is_story(self, node: Node, kin: Kin) -> bool:
        """Whether the heading is the title of one story; ``kin`` are the headings beside it, and it."""
        opens = opening(self.b, node)
        if opens == "label":
            return node.key not in self.b.vocabulary.section_keys
        if opens == "quote":
            return self._quote_is_story(node)
        if opens in ("title", "row"):
            return False
        items = [block for block in node.own if block.kind == "item" and not block.quote and block.level < 2]
        if opens == "prose":
            return self._prose_is_story(node, items, kin)
        if opens == "lead":
            return self._is_labelled(node) or self._leads_are_text(node)
        if opens == "link":
            return self._links_are_sources(node)
        headline = self.titles.is_headline(node.title)
        if opens == "bold":
            return self._bold_is_text(node)
        if opens == "table":
            return headline or any(self.b.fields_of(block) for block in node.own)
        if opens == "item":
            return not kin.are_sections(node) and self._items_are_points(node, items, kin)
        if opens == "":
            return headline and not kin.are_sections(node) and not self._is_over_numbered(node, kin)
        return headline or not kin.are_sections(node)

    def _is_over_numbered(self, node: Node, kin: Kin) -> bool:
        """Whether a heading that says nothing, and has no number, stands among stories that have: 低比特, over ### 1. 标题."""
        told = [kid for kid in kin.kids if kid is not node and opening(self.b, kid)]
        return len(told) > 1 and not self._has_number(node) and all(map(self._has_number, told))

    def _has_number(self, node: Node) -> bool:
        return node.block is not None and _NUMBER.match(self.b.text, *node.block.content) is not None

    def _quote_is_story(self, node: Node) -> bool:
        quotes = [block for block in node.own if block.quote and block.kind != "rule"]
        if any(self.b.label(block) for block in quotes) or self.titles.is_headline(node.title):
            return True
        if len(quotes) > 1 or len(self.b.slice(quotes[0].content)) > _LONG_QUOTE:
            return True
        below = [block for block in node.own if not block.quote and block.kind not in WORDLESS]
        if below and self.b.label(below[0]) and not self._repeats_fields(below):
            return True
        if len(below) > 1 and self.b.names(below[-1]) == "sources" and not self._repeats_fields(below):
            return True
        return len(below) == 1 and below[0].kind in ("text", "link") and bool(self.b.links(below[0]))

    def _repeats_fields(self, blocks: list[Block]) -> bool:
        """Whether a field is named twice: the blocks tell of several stories."""
        named = [name for block in blocks if (name := self.b.names(block))]
        return len(named) > len(set(named))

    def _prose_is_story(self, node: Node, items: list[Block], kin: Kin) -> bool:
        several = len(node.own) >= _TWO_PARAGRAPHS and titled_paragraphs(self.b, node.own) > 1
        several = several or (self.b.cuts and broken_paragraphs(self.b, node.own) > 1)
        several = several or len(linked_lines(self.b, node.own)) > 0
        several = several or len(addressed(self.b, node.own)) > 1 + self.titles.is_headline(node.title)
        if several or len(numbered(self.b, node.own)) > 1:
            return False
        if len(items) < 2 or self.titles.is_headline(node.title):
            return True
        if node.level in self.titles.headline_levels or kin.mostly_news:
            return True
        linked = sum(bool(self.b.links(block)) for block in items)
        short = len(node.title) <= _SHORT_NAME
        return not (self.b.vocabulary.names_group(node.title) and (linked * 2 > len(items) or short))

    def _is_labelled(self, node: Node) -> bool:
        """Whether fields of one story stand right under the heading."""
        return sum(self.b.names(block) == "background" for block in node.own) == 1

    def _leads_are_text(self, node: Node) -> bool:
        """Whether paragraphs with bold openings tell one story: there are not several, nor is one a headline itself."""
        leads = [
            found
            for block in node.own
            if block.kind == "text" and block.gap and (found := LEAD.match(self.b.text, block.content.start))
        ]
        if len(leads) == 1 and leads[0]["title"]:
            return self.titles.is_headline(node.title) or not self.titles.is_headline(leads[0]["title"])
        return len(leads) < 2

    def _links_are_sources(self, node: Node) -> bool:
        """``[GitHub 地址](…)`` under a headline names its source; a long link text is a headline."""
        words = [self.b.slice(block.content) for block in node.own if block.kind == "link"]
        if len(words) > 2 and sum(len(each) >= _HEADLINE_LINK for each in words) * 2 > len(words):
            return False
        first, headline = words[0], self.titles.is_headline
        return len(first) < _SHORT_LINK or (headline(node.title) and not headline(first))

    def _bold_is_text(self, node: Node) -> bool:
        """Whether the bold lines under a heading are part of its story, and no titles."""
        if self._counts_stories(node):
            return False
        return not self._bold_titles(node) or self.titles.is_headline(node.title)

    def _bold_titles(self, node: Node) -> bool:
        bold = [block for block in node.own if block.kind == "bold" and not self.b.label(block)]
        return len(bold) >= 2 or (
            bool(bold) and (self.b.vocabulary.names_group(node.title) or self._is_over_fields(node, bold[0]))
        )

    def _is_over_fields(self, node: Node, bold: Block) -> bool:
        """Whether a list of fields stands right under a bold line, as under the title of a story."""
        below = node.own[node.own.index(bold) + 1 :]
        return bool(below) and below[0].kind == "item" and self.b.names(below[0]) in ("summary", "background")

    def _counts_stories(self, node: Node) -> bool:
        """Whether bold headlines are counted, each over its own link: 今日必看 TOP 10, over **1. …**, **2. …**."""
        counted: list[tuple[bool, bool]] = []
        for block in node.own:
            if block.kind == "bold" and self.b.label(block) is None:
                words = self.b.slice(block.content)
                if not words.startswith(f"{len(counted) + 1}.") or (counted and not counted[-1][1]):
                    return False
                counted.append((self.titles.is_headline(words), False))
            elif counted and self.b.links(block):
                counted[-1] = counted[-1][0], True
        return (
            len(counted) >= _COUNTED
            and counted[-1][1]
            and sum(news for news, _ in counted) * 2 > len(counted)
        )

    def _items_are_points(self, node: Node, items: list[Block], kin: Kin) -> bool:
        """Items right under a heading: points of one story, or stories of a section?"""
        if items and self._is_title(node, items[0]):
            return False
        labelled = any(
            block.kind in ("text", "bold") and block.level < 2 and self.b.label(block) for block in node.own
        )
        if labelled or any(self.titles.is_label(kid) for kid in node.kids):
            return True
        if items and (self.b.label(items[0]) or self._closes_with_source(items) or kin.alike_in_fields(node)):
            return True
        ends = sum(bool(self.b.links(block)) for block in items)
        if ends * 2 > len(items) and len(items) > 1:
            return False
        if any(block.kind == "link" and block.level < 2 for block in node.own):
            return True
        if self.titles.is_headline(node.title) and (
            kin.mostly_events or not self.titles.groups_only(node.title)
        ):
            return True
        if kin.mostly_told:
            return True
        few = len(items) <= _FEW_POINTS and len(node.key) >= _SHORTEST_HEADLINE
        named = self.b.vocabulary.names_group(node.title) and not _CLAUSES.search(node.title)
        return few and node.level in self.titles.headline_levels and not named

    def _closes_with_source(self, items: list[Block]) -> bool:
        """Whether the last item, and no other, is the field of sources: those above it are fields as well."""
        return [n for n, item in enumerate(items) if self.b.names(item) == "sources"] == [len(items) - 1]

    def _is_title(self, node: Node, item: Block) -> bool:
        """Whether fields stand right under an item that has no label: it is a title, over its 说明 and 来源."""
        at = node.own.index(item) + 1
        below = node.own[at] if at < len(node.own) else None
        if below is None or below.gap or item.level or self.b.names(below) not in ("summary", "background"):
            return False
        return self.b.label(item) is None
