"""The headings of a draft as a tree, with what stands under each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from digestkit.late import late
from digestkit.reader.block import SILENT, WORDLESS, Block
from digestkit.reader.builder import Builder
from digestkit.source import span_of
from digestkit.vocabulary import simplified, squeeze

_CHAPTER = re.compile(
    r"[^\w\n#\[(（【《「“\"]{0,4}(?:(?:\d{1,2}\.){0,2}|(?:TOP|Top|NO|No)[. ]{0,2})(?P<last>\d{1,2})[ \t\u3000]+(?:[/|｜][ \t]+)?(?=\S)"
)
_KICKER = late(r"[^\w\n]{0,4}(?P<word>[^\s|｜丨]{2,6})(?:[ \t]?[｜丨]|[ \t]\|)[ \t]*(?=[^\n]{8})")
_TITLE = 6
"""A title of fewer characters is a label or a remark: 编者按, 风险提示."""


@dataclass(slots=True)
class Node:
    """A heading with the blocks and the deeper headings under it."""

    block: Block | None
    level: int
    title: str = ""
    key: str = ""
    """The title squeezed: what vocabularies are asked with."""
    own: list[Block] = field(default_factory=list)
    kids: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """The node and all below it, in the order of the text."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def blocks(self) -> Iterator[Block]:
        """Every block of the node but its heading, in the order of the text."""
        yield from self.own
        for kid in self.kids:
            if kid.block:
                yield kid.block
            yield from kid.blocks()


def _take_numbers(builder: Builder, blocks: list[Block]) -> None:
    """Leave out the numbers of headings that are numbered like chapters: ``## 1 要闻`` over ``### 1.1 标题``.

    A number alone may be part of a title (3.5 亿元, 2026 年); a series that counts up is none.
    """
    levels: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "heading":
            levels.setdefault(block.level, []).append(block)
    for headings in levels.values():
        found = [_CHAPTER.match(builder.text, *block.content) for block in headings]
        last = 0
        for match in found:
            number = int(match["last"]) if match else -1
            if number not in (1, last + 1):
                break
            last = number
        else:
            if len(headings) > 1:
                for block, match in zip(headings, found, strict=True):
                    block.content = span_of(
                        (match.end() if match else block.content.start, block.content.end)
                    )


def _take_kickers(builder: Builder, blocks: list[Block]) -> None:
    """Leave out the words for sections that stand before headlines: ``## 融资 ｜ 标题``."""
    for block in blocks:
        found = _KICKER.match(builder.text, *block.content) if block.kind == "heading" else None
        if found and builder.vocabulary.groups.fullmatch(simplified(found["word"]).lower()):
            block.content = span_of((found.end(), block.content.end))


def _raise_kickers(blocks: list[Block]) -> None:
    """Put the small headings right above larger ones over these: ``#### FUNDING``, ``### 标题``.

    So stand at least two of their level, and half of them.
    """
    small: list[tuple[int, int]] = []
    before = 0
    for block in blocks:
        if block.kind == "heading":
            if before > block.level > 1:
                small.append((before, block.level))
            before = block.level
        elif block.kind not in WORDLESS:
            before = 0
    for level, above in set(small):
        beside = [block for block in blocks if block.kind == "heading" and block.level == level]
        if small.count((level, above)) > 1 and small.count((level, above)) * 2 >= len(beside):
            for block in beside:
                block.level = above - 1


def tree(builder: Builder, blocks: list[Block]) -> Node:
    """The blocks as an outline; the root stands for the draft itself."""
    _take_numbers(builder, blocks)
    _raise_kickers(blocks)
    if "｜" in builder.text or "丨" in builder.text or " | " in builder.text:
        _take_kickers(builder, blocks)
    root = Node(None, 0)
    path = [root]
    for block in blocks:
        if block.kind != "heading" or block.hint == "body" or block.quote:
            path[-1].own.append(block)
            continue
        while path[-1].level >= block.level:
            path.pop()
        title = builder.title(block)
        node = Node(block, block.level, title, squeeze(title))
        path[-1].kids.append(node)
        path.append(node)
    if any(block.quote and _heads_quote(builder, block) for block in blocks):
        for node in list(root.walk()):
            _part_quotes(builder, node)
    return root


def _heads_quote(builder: Builder, block: Block) -> bool:
    """Whether a line heads a block quote: ``> [!info] 标题``, a heading, or a bold line at the top."""
    if block.kind == "callout":
        return True
    return block.quote and block.gap and block.kind in ("bold", "heading") and builder.label(block) is None


def _part_quotes(builder: Builder, node: Node) -> None:
    """Take block quotes with a title of their own, under the name of a section, for headings below it.

    They are stories where nothing else stands under the heading and their words are no labels.
    """
    words = builder.vocabulary
    spoken = [block for block in node.own if block.kind not in SILENT]
    titled = [(block, builder.title(block)) for block in spoken if _heads_quote(builder, block)]
    if node.kids or not titled or not all(block.quote for block in spoken) or spoken[0] is not titled[0][0]:
        return
    long = all(len(title) >= _TITLE and not words.knows(title) for _, title in titled)
    if not long or (len(titled) < 2 and node.key not in words.section_keys):
        return
    titles = dict(zip((id(block) for block, _ in titled), (title for _, title in titled), strict=True))
    own, node.own = node.own, []
    into = node
    for block in own:
        title = titles.get(id(block))
        if title is not None:
            into = Node(block, node.level + 1, title, squeeze(title))
            node.kids.append(into)
        else:
            into.own.append(block)
