"""The headings of a draft: which of them are stories, which sections, which labels, which furniture.

Decided from what stands under a heading and beside it, never by one publication's habits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.drafts import SLANTED
from digestkit.reader.inline import date_in, plain
from digestkit.reader.references import is_marks
from digestkit.reader.signs import (
    LEAD,
    broken_paragraphs,
    is_day,
    linked_lines,
    names_issue,
    numbered,
    tells_event,
    titled_paragraphs,
)
from digestkit.reader.tree import Node
from digestkit.vocabulary import simplified, squeeze

_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[A-Z][A-Za-z]{2,}")
_HAN = late(r"[^\x00-\x7f\W]")


_CLAUSES = late("[，：！？、]")
"""What a headline has between its clauses, and the name of a section has not."""
_FEW_POINTS = 4
_SHORTEST_HEADLINE = 10
"""Characters; a heading of as many among headlines is one, and the few items under it are its points."""


_COUNTED = 3
"""So many counted headlines under one heading are no parts of one story."""
_TWO_PARAGRAPHS = 6
"""Lines of two paragraphs that tell a story each: its title, its text, its source."""


_FIRST_MINUTE = late(r"[(（\[`*]{0,3}0?0:[0-5]\d")
_MINUTE = late(
    r"[(（\[`*]{0,3}(?:(?P<h>\d{1,2}):)?(?P<m>[0-5]?\d):(?P<s>[0-5]\d)(?!\d)(?P<linked>\]\([^()\s]*\))?"
)
"""From when on a broadcast speaks of something: ``00:12``, ``[01:02:10](…)``."""
_FEW = 6
"""Characters before the colon of such a time, and one more."""
_MINUTES = 3
_LONGEST_BYLINE = 24
_LONGEST_MINUTE = 120


@dataclass
class Kin:
    """The headings under one parent, furniture aside. What they are like is counted once, when somebody asks."""

    headings: "Headings"
    kids: Sequence[Node]

    @cached_property
    def nested(self) -> int:
        """How many have headings below them, labels aside."""
        return sum(bool(self.headings.real_kids(kid)) for kid in self.kids)

    @cached_property
    def mostly_news(self) -> bool:
        """Whether most of the others beside one heading read as news."""
        return self._most(sum(map(self.headings.reads_as_news, self.kids)))

    @cached_property
    def mostly_told(self) -> bool:
        """Whether most of the others beside one heading open like a story: with a label or a quote."""
        return self._most(sum(self.headings.opening(kid) in ("label", "quote") for kid in self.kids))

    @cached_property
    def mere_sections(self) -> bool:
        """Whether several hold stories, and none of the others is a story itself: has links, or a headline."""
        leaves = [kid for kid in self.kids if not self.headings.holds_stories(kid)]
        if len(self.kids) - len(leaves) < 2:
            return False
        return not any(self.headings.reads_as_news(kid) or self.headings.is_linked(kid) for kid in leaves)

    def _most(self, count: int) -> bool:
        return count * 2 > len(self.kids) - 1 > 0


class Headings:
    """Judges the headings of one draft."""

    def __init__(self, builder: Builder, root: Node) -> None:
        self.b = builder
        self.vocabulary = builder.vocabulary
        self.kin: dict[int, Kin] = {}
        self.judged: dict[str, bool] = {}
        self.specials: dict[int, str | None] = {}
        self.sole = root.kids[0] if len(root.kids) == 1 and root.kids[0].kids else None
        """The heading that all others stand under."""
        self.only = root.kids[0] if len(root.kids) == 1 and not root.kids[0].kids else None
        """The one heading of the draft: what stands under it is the issue."""
        parents: dict[str, set[int]] = {}
        for node in root.walk():
            for kid in node.kids:
                if not kid.kids and kid.level > 2:
                    parents.setdefault(kid.key, set()).add(id(node))
        self.repeated = frozenset(title for title, found in parents.items() if len(found) > 1)
        self.root = root

    @cached_property
    def subtitle(self) -> Node | None:
        """The words under the issue's title, over who wrote it and when: the first heading, deeper than the next."""
        kids = (self.sole or self.root).kids
        if len(kids) < 2 or kids[0].level <= kids[1].level or kids[0].kids:
            return None
        lines = kids[0].own
        said = [
            block
            for block in lines[: next((i for i, each in enumerate(lines) if each.kind == "rule"), None)]
            if block.kind not in ("comment", "image")
        ]
        words = [plain(self.b.slice(block.span)) for block in said if block.kind in ("text", "link")]
        short = len(words) == len(said) and all(len(each) <= _LONGEST_BYLINE for each in words)
        return kids[0] if short and any(map(date_in, words)) else None

    @cached_property
    def headline_levels(self) -> frozenset[int]:
        """Levels at which most headings without sub-headings are headlines."""
        leaves = [
            node for node in self.root.walk() if node.block and not node.kids and not self.is_label(node)
        ]
        return frozenset(
            level
            for level in range(2, 7)
            if len(beside := [node for node in leaves if node.level == level]) >= 4
            and sum(map(self.reads_as_news, beside)) * 2 >= len(beside)
        )

    def special(self, node: Node) -> str | None:
        """The kind of a heading that holds no stories (highlights, closing …); judged once for each heading."""
        if id(node) not in self.specials:
            self.specials[id(node)] = self._special(node)
        return self.specials[id(node)]

    def _special(self, node: Node) -> str | None:
        hint = node.block.hint if node.block else ""
        if hint.startswith("remainder "):
            return hint.split(" ", 1)[1]
        if hint:
            return None
        if node is self.subtitle:
            return "introduction"
        key = node.key
        kind = self.vocabulary.heading_kind(key)
        if kind is None and node.own and self._lists_minutes(node):
            return "contents"
        if kind == "highlights" and node is self.only:
            return None
        if kind in ("highlights", "closing") and self._tells_stories(node):
            return None
        if kind is None and (":" in key or "：" in key):  # 赞助：某某, 附录：订阅方式
            told = self.vocabulary.heading_kind(key.partition(":")[0].partition("：")[0])
            return told if told in ("advertisement", "notes") else None
        return kind

    def _lists_minutes(self, node: Node) -> bool:
        """Whether short lines under a heading say from which minute on a broadcast speaks of what: 00:00 开场, 03:40 ….

        The count begins at nought; the times of the day at which news came are others.
        """
        first = node.own[0].content
        if self.b.text.find(":", first.start, first.start + _FEW) < 0 or node.kids:
            return False
        if not _FIRST_MINUTE.match(self.b.text, *first):
            return False
        last, count = -1, 0
        for block in node.own:
            if block.kind in ("rule", "comment"):
                continue
            found = _MINUTE.match(self.b.text, *block.content)
            if found is None or block.content.end - block.content.start > _LONGEST_MINUTE:
                return False
            at = int(found["h"] or 0) * 3600 + int(found["m"]) * 60 + int(found["s"])
            if at <= last or (self.b.links(block) and not found["linked"]):
                return False
            last, count = at, count + 1
        return count >= _MINUTES

    def _tells_stories(self, node: Node) -> bool:
        """Whether what stands under a word for highlights, or for the end, are reports with their sources: 本周重点, 趋势分析."""
        kids = [kid for kid in node.kids if not kid.kids and self.is_story(kid, node)]
        return bool(kids) and any(self.b.links(block) for kid in kids for block in kid.own)

    def is_label(self, node: Node) -> bool:
        """Whether the heading is a label of the story above it."""
        if node.block and node.block.hint:
            return False
        known = node.key in self.vocabulary.labels or node.key in self.vocabulary.other_labels
        return known or (len(node.title) <= 12 and node.key in self.repeated)

    def names_issue(self, node: Node) -> bool:
        """Whether the heading is the issue's own title once more: 本周焦点新闻（2026年第29周）."""
        if self.b.sections or node.block is None or node.block.hint:
            return False
        sole = node is self.sole
        if not names_issue(node.title, short=sole) and not (sole and date_in(node.title)):
            return False
        listed = any(block.kind == "item" for block in node.own) and not self.sums_up(node)
        return not listed and len(node.title) <= 40

    def sums_up(self, node: Node) -> bool:
        """Whether items over the first of several headings tell in short what stands below.

        They have neither links nor labels, and what stands below has links.
        """
        items = [block for block in node.own if block.kind == "item"]
        told = [kid for kid in node.kids if self.special(kid) is None]
        if len(items) < 2 or len(told) < 2 or any(block.level > 1 for block in items):
            return False
        if any(self.b.links(block) or self.b.label(block) for block in items):
            return False
        return any(self.b.links(block) for kid in told for block in kid.blocks())

    def is_story(self, node: Node, parent: Node) -> bool:
        """Whether the heading is the title of one story."""
        assert node.block is not None
        if node.block.hint in ("story", "section"):
            return node.block.hint == "story"
        if is_day(node.title):
            return False
        kids = [kid for kid in node.kids if not self.is_label(kid) and self.special(kid) is None]
        if kids:
            return self._has_subheads(node, kids)
        if self.b.links(node.block) or self._has_field_headings(node):
            return True
        return self._leaf_is_story(node, parent)

    def is_aside(self, node: Node, parent: Node) -> bool:
        """Whether a heading with a short name, over nothing but unlinked prose, stands among sections: 今日一问, 关于.

        A name in Latin or with a figure may be the title of a story: GPT-6.
        """
        assert node.block is not None
        if node.block.hint or node.kids or len(node.key) > _SHORTEST_HEADLINE or _DIGIT.search(node.title):
            return False
        if _NAME.search(node.title) or self._headline(node.title):
            return False
        said = [block for block in node.own if block.kind not in ("rule", "comment", "image")]
        prose = all(block.kind in ("text", "bold") and not self.b.label(block) for block in said)
        if not said or not prose or self.is_linked(node):
            return False
        return self._kin(parent).mere_sections

    def is_linked(self, node: Node) -> bool:
        """Whether what stands right under a heading has links."""
        return any(map(self.b.links, node.own))

    def holds_stories(self, node: Node) -> bool:
        """Whether stories stand under a heading: as headings, or as items with links."""
        if any(not self.is_label(kid) for kid in node.kids):
            return True
        items = [block for block in node.own if block.kind == "item"]
        return len(items) > 1 and sum(bool(self.b.links(block)) for block in items) * 2 > len(items)

    def _has_subheads(self, node: Node, kids: list[Node]) -> bool:
        """A story may have sub-headings: own prose and short headings that are no headlines."""
        prose = self.opening(node)
        if not prose or not self._headline(node.title) or any(self.b.links(k.block) for k in kids if k.block):
            return False
        return all(
            not kid.kids
            and len(kid.title) <= 8
            and not tells_event(kid.title)
            and not self._groups(kid.title)
            for kid in kids
        )

    def opening(self, node: Node) -> str:
        """What the node opens with: prose, label, item, link, lead, bold, quote, title, or nothing."""
        for i, block in enumerate(node.own):
            if block.kind in ("rule", "comment", "image") or is_marks(self.b.text, block):
                continue
            if block.kind in ("text", "bold", "item") and self._is_labelled_line(block):
                return "label"
            if block.quote:
                return "quote"
            lead = block.kind == "text" and LEAD.match(self.b.text, block.content.start)
            slanted = block.kind == "text" and SLANTED.match(self.b.slice(block.span))
            if block.kind in ("text", "bold") and not lead and self._label_follows(node.own, i):
                if slanted:  # the title once more, in another language
                    continue
                return "title"
            if block.kind == "text":
                return "lead" if lead else "prose"
            return block.kind
        return ""

    def _is_labelled_line(self, block: Block) -> bool:
        """Whether a block begins with a label, of the house or of this text."""
        return block.first in self.b.own_labels or self.b.label(block) is not None

    def _label_follows(self, blocks: list[Block], i: int) -> bool:
        nxt = blocks[i + 1] if i + 1 < len(blocks) else None
        if nxt is None or nxt.kind not in ("text", "bold"):
            return False
        named = self.b.names(nxt) in ("summary", "background")
        words = self.b.slice(blocks[i].span).rstrip()
        return named and len(words) <= 100 and not words.endswith(("。", "！", "？"))

    def _headline(self, title: str) -> bool:
        """Whether a title reads like news rather than like the name of a section; judged once for each title."""
        if title not in self.judged:
            self.judged[title] = self._is_headline(title)
        return self.judged[title]

    def _is_headline(self, title: str) -> bool:
        key = squeeze(title)
        if key in self.vocabulary.section_keys:
            return False
        event, groups = tells_event(title), self._groups(title)
        score = (len(key) >= 10) + (len(key) >= 16) + 2 * event + bool(_DIGIT.search(title))
        score += bool(_NAME.search(title) and _HAN.search(title))
        score -= 2 * (len(key) <= 8 and groups)
        score -= groups and not event
        return score >= 2

    def reads_as_news(self, node: Node) -> bool:
        """Whether a heading reads like a headline."""
        return self._headline(node.title)

    def _groups(self, title: str) -> bool:
        return self.vocabulary.groups.search(simplified(title).lower()) is not None

    def _leaf_is_story(self, node: Node, parent: Node) -> bool:
        opening = self.opening(node)
        if opening == "label":
            return node.key not in self.vocabulary.section_keys
        if opening == "quote":
            return self._quote_is_story(node)
        if opening in ("title", "row"):
            return False
        kin = self._kin(parent)
        items = [block for block in node.own if block.kind == "item" and not block.quote and block.level < 2]
        if opening == "prose":
            return self._prose_is_story(node, items, kin)
        if opening == "lead":
            if self._is_labelled(node):
                return True
            return self._leads_are_text(node)
        if opening == "link":
            return self._links_are_sources(node)
        if opening == "bold":
            return self._bold_is_text(node)
        if opening == "table":
            return self._headline(node.title) or any(self.b.fields_of(block) for block in node.own)
        beside_sections = (kin.nested - bool(self.real_kids(node))) * 2 > len(kin.kids) - 1 > 0
        if opening == "item":
            return not beside_sections and self._items_are_points(node, items, kin)
        if opening == "":
            return not beside_sections and self._headline(node.title)
        return self._headline(node.title) or not beside_sections

    def _leads_are_text(self, node: Node) -> bool:
        """Whether paragraphs with bold openings tell one story: there are not several, nor is one a headline itself."""
        leads = [
            found
            for block in node.own
            if block.kind == "text" and block.gap and (found := LEAD.match(self.b.text, block.content.start))
        ]
        if len(leads) == 1 and leads[0]["title"]:
            return self._headline(node.title) or not self._headline(leads[0]["title"])
        return len(leads) < 2

    def _has_field_headings(self, node: Node) -> bool:
        """Whether the headings under the heading are the fields of one story: 说明, 背景, 来源."""
        named = [name for kid in node.kids if (name := self.vocabulary.field_of(kid.key))]
        return len(named) > 1 and len(named) == len(set(named))

    def _is_labelled(self, node: Node) -> bool:
        """Whether fields of one story stand right under the heading."""
        return sum(self.b.names(block) == "background" for block in node.own) == 1

    def _quote_is_story(self, node: Node) -> bool:
        quotes = [block for block in node.own if block.quote and block.kind != "rule"]
        if any(self.b.label(block) for block in quotes) or self._headline(node.title):
            return True
        if len(quotes) > 1 or len(self.b.slice(quotes[0].content)) > 40:
            return True
        below = [
            block for block in node.own if not block.quote and block.kind not in ("rule", "comment", "image")
        ]
        if below and self.b.label(below[0]) and not self._repeats_fields(below):
            return True
        return len(below) == 1 and below[0].kind in ("text", "link") and bool(self.b.links(below[0]))

    def _kin(self, parent: Node) -> Kin:
        """What the headings under ``parent`` are like."""
        found = self.kin.get(id(parent))
        if found is None:
            found = Kin(self, [kid for kid in parent.kids if self.special(kid) is None])
            self.kin[id(parent)] = found
        return found

    def real_kids(self, node: Node) -> list[Node]:
        """The headings below one that are no labels of it."""
        return [kid for kid in node.kids if not self.is_label(kid)]

    def _prose_is_story(self, node: Node, items: list[Block], kin: Kin) -> bool:
        several = len(node.own) >= _TWO_PARAGRAPHS and titled_paragraphs(self.b, node.own) > 1
        several = several or (self.b.breaks and broken_paragraphs(self.b, node.own) > 1)
        several = several or len(linked_lines(self.b, node.own)) > 0
        if several or len(numbered(self.b, node.own)) > 1:
            return False
        if len(items) < 2 or self._headline(node.title):
            return True
        if node.level in self.headline_levels or kin.mostly_news:
            return True
        linked = sum(bool(self.b.links(block)) for block in items)
        return not (self._groups(node.title) and (linked * 2 > len(items) or len(node.title) <= 8))

    def _links_are_sources(self, node: Node) -> bool:
        """``[GitHub 地址](…)`` under a headline names its source; a long link text is a headline."""
        links = [block for block in node.own if block.kind == "link"]
        if len(links) > 2 and sum(len(self.b.slice(block.content)) >= 8 for block in links) * 2 > len(links):
            return False
        first = self.b.slice(links[0].content)
        return len(first) < 10 or (self._headline(node.title) and not self._headline(first))

    def _bold_is_text(self, node: Node) -> bool:
        """Whether the bold lines under a heading are part of its story, and no titles."""
        if self._counts_stories(node):
            return False
        return not self._bold_titles(node) or self._headline(node.title)

    def _bold_titles(self, node: Node) -> bool:
        bold = [block for block in node.own if block.kind == "bold" and not self.b.label(block)]
        return len(bold) >= 2 or (
            bool(bold) and (self._groups(node.title) or self._is_over_fields(node, bold[0]))
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
                counted.append((self._headline(words), False))
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
        if labelled or any(self.is_label(kid) for kid in node.kids):
            return True
        if self.b.label(items[0]) if items else False:
            return True
        ends = sum(bool(self.b.links(block)) for block in items)
        if ends * 2 > len(items) and len(items) > 1:
            return False
        if any(block.kind == "link" and block.level < 2 for block in node.own) or (
            self._headline(node.title) and not self._groups_only(node)
        ):
            return True
        if kin.mostly_told:
            return True
        few = len(items) <= _FEW_POINTS and len(node.key) >= _SHORTEST_HEADLINE
        named = self._groups(node.title) and not _CLAUSES.search(node.title)
        return few and node.level in self.headline_levels and not named

    def _repeats_fields(self, blocks: list[Block]) -> bool:
        """Whether a field is named twice: the blocks tell of several stories."""
        named = [name for block in blocks if (name := self.b.names(block))]
        return len(named) > len(set(named))

    def _is_title(self, node: Node, item: Block) -> bool:
        """Whether fields stand right under an item that has no label: it is a title, over its 说明 and 来源."""
        at = node.own.index(item) + 1
        below = node.own[at] if at < len(node.own) else None
        if below is None or below.gap or item.level or self.b.names(below) not in ("summary", "background"):
            return False
        return self.b.label(item) is None

    def _groups_only(self, node: Node) -> bool:
        return self._groups(node.title) and not tells_event(node.title)
