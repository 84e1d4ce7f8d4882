"""Reads a draft with headings, section by section."""

from digestkit.parsed import Role
from digestkit.reader.block import SILENT, Block, worded
from digestkit.reader.builder import Builder
from digestkit.reader.flow import Flow
from digestkit.reader.headings import Headings
from digestkit.reader.signs import consists_of_leads, guess
from digestkit.reader.tree import Node

_LONGEST_NAME = 12


class Outline:
    """Reads a draft with headings."""

    def __init__(self, builder: Builder, root: Node) -> None:
        self.b = builder
        self.root = root
        self.headings = Headings(builder, root)

    def read(self) -> None:
        """Read the whole draft."""
        self._front(self.root)
        for kid in self.root.kids:
            self._emit(kid, self.root)

    def _front(self, root: Node) -> None:
        """What stands before the first heading."""
        own = [block for block in root.own if block.kind not in SILENT]
        at = next((i for i, block in enumerate(root.own) if self._named(block)), len(root.own))
        if at == len(root.own) and self.headings.sums_up(root):
            self._lead_in(root.own, sums_up=True)
            return
        if (
            sum(block.kind == "item" for block in own) >= 3
            and not self._is_contents(own)
            and at == len(root.own)
        ):
            Flow(self.b).read(root.own)
            return
        self._lead_in(root.own[:at])
        kind = ""
        for block in root.own[at:]:  # 本期目录： over a list
            kind = "" if block.kind == "rule" else self._named(block) or kind
            if kind == "highlights" and block.kind == "item":
                self.b.highlight(block)
            else:
                self._furniture(block, kind or guess(self.b, block, "introduction"))

    def _lead_in(self, blocks: list[Block], *, sums_up: bool = False) -> None:
        """Take what stands over the first story: words of introduction, and items that may sum up the rest."""
        own, hinted = _until_hint(blocks)
        for block in own:
            if sums_up and block.kind == "item":
                self.b.highlight(block)
            else:
                self._furniture(block, guess(self.b, block, "introduction"))
        self._by_hints(hinted)

    def _named(self, block: Block) -> str:
        """The kind of furniture that a line on its own, before the first heading, is the name of."""
        if (
            block.kind not in ("text", "bold")
            or block.quote
            or len(self.b.slice(block.content)) > _LONGEST_NAME
        ):
            return ""
        kind = self.b.heading_kind(block)
        return kind if kind in ("contents", "highlights") else ""

    def _is_contents(self, blocks: list[Block]) -> bool:
        return any("](#" in self.b.slice(block.span) for block in blocks)

    def _furniture(self, block: Block, kind: str) -> None:
        if block.kind in SILENT:
            self.b.silent(block)
        else:
            self.b.remainder(block, kind)

    def _emit(self, node: Node, parent: Node) -> None:
        assert node.block is not None
        kind = self.headings.special(node)
        if self.headings.names_issue(node):
            self.b.add(Role.HEADING, node.block)
            self.b.issue = self.b.issue or node.block
            if consists_of_leads(self.b, node.own):
                Flow(self.b, leads=True).read(node.own)
            else:
                self._lead_in(node.own, sums_up=self.headings.sums_up(node))
            for kid in node.kids:
                self._emit(kid, node)
        elif kind is not None:
            self._special(node, kind)
        elif self.headings.is_aside(node, parent):
            self._special(node, "closing" if self.b.sections else "introduction")
        elif self.headings.is_story(node, parent):
            self._story(node)
        else:
            self._section(node)

    def _special(self, node: Node, kind: str) -> None:
        assert node.block is not None
        self.b.story = None
        self.b.remainder(node.block, kind)
        own, hinted = _until_hint(node.own)
        for block in own:
            if kind == "highlights" and block.kind in ("item", "text"):
                self.b.highlight(block)
            else:
                self._furniture(block, kind)
        self._by_hints(hinted)
        over = kind == "highlights" and node.kids and self.headings.is_over_issue(node)
        for kid in node.kids:
            # a table of contents has no chapters
            apart = self.headings.special(kid) is not None or kind == "contents"
            if apart or over or (kind == "highlights" and (kid.kids or self.headings.is_story(kid, node))):
                self._emit(kid, node)
            else:
                self._special(kid, kind)

    def _story(self, node: Node) -> None:
        assert node.block is not None
        self.b.titled_story(node.block, node.title)
        self._tail(node)
        above = node.own
        labels = [i for i, kid in enumerate(node.kids) if self.headings.is_label(kid)]
        for i, kid in enumerate(node.kids):
            broken, above = _ends_in_break(above), list(kid.walk())[-1].own
            if self.headings.special(kid) is not None and not self.headings.is_label(kid):
                self._emit(kid, node)
                continue
            if broken and i > max(labels, default=-1):
                self.b.story = None
            if kid.block and self.b.story:
                self.b.place(kid.block)
                self._tail(kid)
                for grandkid in kid.kids:
                    self._deep(grandkid)
            elif kid.block:
                self._special(kid, "other")

    def _deep(self, node: Node) -> None:
        """Give a heading two levels under the open story, and all below it, to the story, if it goes on."""
        assert node.block is not None
        if self.b.story:
            self.b.content([node.block, *node.blocks()])
        else:
            self._special(node, "other")

    def _tail(self, node: Node) -> None:
        """Give the blocks to the open story until a thematic break; what follows is furniture."""
        own, hinted = _until_hint(node.own)
        said = [i for i, block in enumerate(own) if block.kind not in SILENT]
        last = said[-1] if said else -1
        broken = False
        for i, block in enumerate(own):
            broken = broken or (block.kind == "rule" and not block.quote and i < last)
            if broken and block.kind != "rule":
                self.b.story = None
                self._furniture(block, guess(self.b, block, "closing"))
            elif self.b.story:
                self.b.place(block)
            else:
                self._furniture(block, "other")
        self._by_hints(hinted)

    def _by_hints(self, blocks: list[Block]) -> None:
        """Read blocks the first of which an editor's hint speaks for: a heading above has no say over them."""
        if blocks:
            Flow(self.b, leads=True, links=True).read(blocks)

    def _section(self, node: Node) -> None:
        assert node.block is not None
        self.b.section(node.block, node.title)
        own = worded(node.own)
        if (own and not node.kids) or (
            sum(block.kind in ("item", "row") for block in own) >= 1 and not self._is_contents(own)
        ):
            Flow(self.b, leads=True, links=True).read(node.own)
        else:
            self._lead_in(node.own)
        for kid in node.kids:
            self._emit(kid, node)


def _until_hint(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks before the first that a hint says to be no more of what stands above it, and the others."""
    at = next((i for i, block in enumerate(blocks) if block.hint not in ("", "body")), len(blocks))
    return blocks[:at], blocks[at:]


def _ends_in_break(blocks: list[Block]) -> bool:
    """Whether a thematic break is the last of ``blocks``: a deeper heading below it goes on with another matter."""
    said = [block for block in blocks if block.kind != "comment"]
    return bool(said) and said[-1].kind == "rule" and not said[-1].quote
