"""The headings of a draft: which of them are stories, which sections, which labels, which furniture.

Decided from what stands under a heading and beside it, never by one publication's habits: ``titles`` judges the words,
``openings`` what stands right under one, ``kin`` those beside it; ``apart`` says which hold no stories, ``leaves``
whether one with none below it is a story.
"""

from digestkit.reader.builder import Builder
from digestkit.reader.headings.apart import Apart
from digestkit.reader.headings.kin import Kin
from digestkit.reader.headings.leaves import Leaves
from digestkit.reader.headings.openings import opening
from digestkit.reader.headings.titles import Titles
from digestkit.reader.signs import is_day, tells_event
from digestkit.reader.tree import Node

_LONGEST_SUBHEAD = 8


class Headings:
    """Judges the headings of one draft."""

    def __init__(self, builder: Builder, root: Node) -> None:
        self.b = builder
        self.root = root
        self.titles = Titles(builder.vocabulary, root)
        self.apart = Apart(builder, self.titles)
        self.leaves = Leaves(builder, self.titles)
        self.known_kin: dict[int, Kin] = {}
        self.specials: dict[int, str | None] = {}

    def kin(self, parent: Node) -> Kin:
        """The headings under ``parent``; gathered once."""
        found = self.known_kin.get(id(parent))
        if found is None:
            found = Kin(self.b, self.titles, [kid for kid in parent.kids if self.special(kid) is None])
            self.known_kin[id(parent)] = found
        return found

    def special(self, node: Node) -> str | None:
        """The kind of a heading that holds no stories (highlights, closing …); judged once for each heading."""
        if id(node) not in self.specials:
            self.specials[id(node)] = self._special(node)
        return self.specials[id(node)]

    def _special(self, node: Node) -> str | None:
        hint = node.block.hint if node.block else ""
        if hint:
            return hint.split(" ", 1)[1] if hint.startswith("remainder ") else None
        kind = self.apart.kind(node)
        return None if kind in ("highlights", "closing") and self._tells_stories(node) else kind

    def _tells_stories(self, node: Node) -> bool:
        """Whether what stands under a word for highlights, or for the end, are reports with their sources: 本周重点, 趋势分析."""
        kids = [kid for kid in node.kids if not kid.kids and self.is_story(kid, node)]
        return bool(kids) and any(self.b.links(block) for kid in kids for block in kid.own)

    def is_over_issue(self, node: Node) -> bool:
        """Whether words for highlights stand over all that the issue tells: its sections are a level too deep."""
        if not any(self._lists(kid) for kid in node.kids):
            return False
        above = [each for each in self.root.walk() if any(kid is node for kid in each.kids)]
        beside = [kid for each in above for kid in each.kids if kid is not node]
        others = [kid for kid in self.root.kids if all(kid is not each for each in (node, *above))]
        return not any(self.special(kid) is None and self._lists(kid) for kid in (*beside, *others))

    def _lists(self, node: Node) -> bool:
        """Whether items or links stand under a heading, be it under deeper ones."""
        return any(block.kind == "item" or self.b.links(block) for block in node.blocks())

    def is_label(self, node: Node) -> bool:
        """Whether the heading is a label of the story above it."""
        return self.titles.is_label(node)

    def names_issue(self, node: Node) -> bool:
        """Whether the heading is the issue's own title once more."""
        return self.apart.names_issue(node, self.kin(node))

    def sums_up(self, node: Node) -> bool:
        """Whether items over the first heading below ``node`` tell in short what stands under those headings."""
        return self.apart.sums_up(node, self.kin(node))

    def is_aside(self, node: Node, parent: Node) -> bool:
        """Whether the heading stands among sections and is none, but a remark."""
        return self.apart.is_aside(node, self.kin(parent))

    def is_story(self, node: Node, parent: Node) -> bool:
        """Whether the heading is the title of one story."""
        assert node.block is not None
        if node.block.hint in ("story", "section"):
            return node.block.hint == "story"
        if is_day(node.title):
            return False
        kids = [kid for kid in self.titles.real_kids(node) if self.special(kid) is None]
        if kids:
            return self._has_subheads(node, kids) or self._is_labelled(node, kids)
        if self.b.links(node.block) or self.titles.has_field_headings(node):
            return True
        return self.leaves.is_story(node, self.kin(parent))

    def _is_labelled(self, node: Node, others: list[Node]) -> bool:
        """Whether the headings under one are labels, of a field among others, but for fewer that are not linked."""
        labels = [kid for kid in node.kids if self.titles.is_label(kid)]
        if len(labels) < 2 or len(labels) <= len(others) or node.key in self.b.vocabulary.section_keys:
            return False
        if any(kid.kids or (kid.block and self.b.links(kid.block)) for kid in others):
            return False
        return any(self.b.vocabulary.field_of(kid.key) for kid in labels)

    def _has_subheads(self, node: Node, kids: list[Node]) -> bool:
        """A story may have sub-headings: own prose and short headings that are no headlines."""
        if not opening(self.b, node) or not self.titles.is_headline(node.title):
            return False
        if any(self.b.links(kid.block) for kid in kids if kid.block):
            return False
        return all(
            not kid.kids
            and len(kid.title) <= _LONGEST_SUBHEAD
            and not tells_event(kid.title)
            and not self.b.vocabulary.names_group(kid.title)
            for kid in kids
        )
