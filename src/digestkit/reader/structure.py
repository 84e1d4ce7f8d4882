"""Blocks to sections and stories, by structure and never by one publication's habits.

Two kinds of draft: *lines* (no headings: bold lines are sections, a title line stands over its
fields) and *outline* (headings: which of them are sections, which stories, which labels of a story
and which furniture is decided from what stands under them and beside them).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from digestkit.parsed import Role
from digestkit.reader.builder import Builder
from digestkit.reader.inline import label_at, links_in, title_text
from digestkit.reader.scanner import Block
from digestkit.vocabulary import squeeze

_EVENT = re.compile(
    r"发布|推出|宣布|完成|融资|收购|上线|开源|启动|开放|升级|推|获|登|超|突破|计划|拟|将|要求|签|达成|合作|入局|曝|称|回应|起诉|裁员|涨|跌|"
    r"成立|落地|首次|首个|首款|亮相|投资|完善|明确|加速|更名|改名|延迟|使用|警告|面临|反超|夺冠|揭|泄露|下架|禁|罚|launch|release|announc|raise|acquire"
)
_ISSUE = re.compile(
    r"(?:日报|周报|周刊|资讯|新闻|快讯|早报|晚报|速递|动态|digest|news|weekly|daily).{0,20}"
    r"(?:20\d\d\s*[年/.-]|第\s*\d+\s*[期周])|(?:20\d\d\s*[年/.-]|第\s*\d+\s*[期周]).{0,20}"
    r"(?:日报|周报|周刊|资讯|新闻|快讯|早报|晚报|速递|动态|digest|news|weekly|daily)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[ \t]*#?(\d{1,2})[ \t]+(?=[^\W\d])")
_CLAUSE = "。；，"
_LEAD = re.compile(r"\*\*[^*\n]{2,80}\*\*\s*(?:[：:（(]|[^\s*])")


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


class Kin(NamedTuple):
    """How many of the headings under one parent there are, have headings below, read as news, tell a story."""

    size: int
    nested: int
    news: int
    told: int


def names_issue(title: str) -> bool:
    """Whether a title names the issue itself: 周报 or 资讯 beside a date or a number."""
    return _ISSUE.search(title) is not None


def numbered(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The lines that are short, numbered (``01 标题``) and in sequence; none when there is but one."""
    found: list[int] = []
    number = None
    for block in blocks:
        match = _NUMBERED.match(builder.text, *block.span) if block.kind == "text" and block.gap else None
        if match and block.span.end - block.span.start <= 80:
            value = int(match[1])
            if number is not None and value != number + 1 and value != 1:
                continue
            number = value
            found.append(block.first)
    return frozenset(found if len(found) > 1 else ())


def structure(builder: Builder, blocks: list[Block]) -> None:
    """Sort ``blocks`` (all after the front matter, the issue's own title taken out) into ``builder``."""
    if any(block.kind == "heading" and block.hint != "body" for block in blocks):
        Outline(builder).read(_tree(builder, blocks))
    else:
        Flow(builder, frozenset({"item", "title", "section"})).read(blocks)


def _tree(builder: Builder, blocks: list[Block]) -> Node:
    root = Node(None, 0)
    path = [root]
    for block in blocks:
        if block.kind != "heading" or block.hint == "body" or block.quote:
            path[-1].own.append(block)
            continue
        while path[-1].level >= block.level:
            path.pop()
        title = title_text(builder.slice(block.content))
        node = Node(block, block.level, title, squeeze(title))
        path[-1].kids.append(node)
        path.append(node)
    return root


class Outline:
    """Reads a draft with headings."""

    def __init__(self, builder: Builder) -> None:
        self.b = builder
        self.vocabulary = builder.vocabulary
        self.repeated: frozenset[str] = frozenset()
        self.headline_levels: frozenset[int] = frozenset()
        """Levels at which most headings without sub-headings are headlines."""
        self.kin: dict[int, Kin] = {}

    def read(self, root: Node) -> None:
        """Read the whole draft."""
        parents: dict[str, set[int]] = {}
        for node in root.walk():
            for kid in node.kids:
                if not kid.kids and kid.level > 2:
                    parents.setdefault(kid.key, set()).add(id(node))
        self.repeated = frozenset(title for title, found in parents.items() if len(found) > 1)
        leaves = [node for node in root.walk() if node.block and not node.kids and not self.is_label(node)]
        self.headline_levels = frozenset(
            level
            for level in range(2, 7)
            if len(beside := [node for node in leaves if node.level == level]) >= 4
            and sum(map(self._reads_as_news, beside)) * 2 >= len(beside)
        )
        self._front(root)
        for kid in root.kids:
            self._emit(kid, root)

    def _front(self, root: Node) -> None:
        """What stands before the first heading."""
        own = [block for block in root.own if block.kind not in ("rule", "comment")]
        if sum(block.kind == "item" for block in own) >= 3 and not self._is_contents(own):
            Flow(self.b, frozenset({"item", "title"})).read(root.own)
            return
        for block in root.own:
            self._furniture(block, _guess(self.b, block, "introduction"))

    def _is_contents(self, blocks: list[Block]) -> bool:
        return any("](#" in self.b.slice(block.span) for block in blocks)

    def _furniture(self, block: Block, kind: str) -> None:
        if block.kind == "rule":
            self.b.add(Role.RULE, block)
        elif block.kind == "comment":
            self.b.add(Role.COMMENT, block)
        else:
            self.b.remainder(block, kind)

    def special(self, node: Node) -> str | None:
        """The kind of a heading that holds no stories (highlights, closing …)."""
        hint = node.block.hint if node.block else ""
        if hint.startswith("remainder "):
            return hint.split(" ", 1)[1]
        if hint:
            return None
        headings = self.vocabulary.headings
        told = headings.get(re.split("[:：]", node.key, maxsplit=1)[0])  # 赞助：某某
        return headings.get(node.key) or (told if told == "advertisement" else None)

    def is_label(self, node: Node) -> bool:
        """Whether the heading is a label of the story above it."""
        if node.block and node.block.hint:
            return False
        known = node.key in self.vocabulary.labels or node.key in self.vocabulary.other_labels
        return known or (len(node.title) <= 12 and node.key in self.repeated)

    def _emit(self, node: Node, parent: Node) -> None:
        assert node.block is not None
        kind = self.special(node)
        if self._names_issue(node):
            self.b.add(Role.HEADING, node.block)
            for block in node.own:
                self._furniture(block, _guess(self.b, block, "introduction"))
            for kid in node.kids:
                self._emit(kid, node)
        elif kind is not None:
            self._special(node, kind)
        elif self.is_story(node, parent):
            self._story(node)
        else:
            self._section(node)

    def _names_issue(self, node: Node) -> bool:
        """Whether the heading is the issue's own title once more: 本周焦点新闻（2026年第29周）."""
        if self.b.sections or node.block is None or node.block.hint or not names_issue(node.title):
            return False
        return not any(block.kind == "item" for block in node.own) and len(node.title) <= 40

    def _special(self, node: Node, kind: str) -> None:
        assert node.block is not None
        self.b.story = None
        self.b.remainder(node.block, kind)
        for block in node.own:
            if kind == "highlights" and block.kind in ("item", "text"):
                self.b.highlight(block)
            else:
                self._furniture(block, kind)
        for kid in node.kids:
            own = self.special(kid) is not None or kind == "contents"  # a table of contents has no chapters
            if own or (kind == "highlights" and (kid.kids or self.is_story(kid, node))):
                self._emit(kid, node)
            else:
                self._special(kid, kind)

    # -- story or section ---------------------------------------------------------------------

    def is_story(self, node: Node, parent: Node) -> bool:
        """Whether the heading is the title of one story."""
        assert node.block is not None
        if node.block.hint in ("story", "section"):
            return node.block.hint == "story"
        kids = [kid for kid in node.kids if not self.is_label(kid) and self.special(kid) is None]
        if kids:
            return self._has_subheads(node, kids)
        if links_in(self.b.text, *node.block.content):
            return True
        return self._leaf_is_story(node, parent)

    def _has_subheads(self, node: Node, kids: list[Node]) -> bool:
        """A story may have sub-headings: own prose and short headings that are no headlines."""
        prose = self._opening(node)
        if (
            not prose
            or not self._headline(node.title)
            or any(links_in(self.b.text, *k.block.span) for k in kids if k.block)
        ):
            return False
        return all(
            not kid.kids
            and len(kid.title) <= 8
            and not _EVENT.search(kid.title)
            and not self._groups(kid.title)
            for kid in kids
        )

    def _opening(self, node: Node) -> str:
        """What the node opens with: prose, label, item, link, lead, bold, quote, title, or nothing."""
        for i, block in enumerate(node.own):
            if block.kind in ("rule", "comment", "image"):
                continue
            if block.kind in ("text", "bold", "item") and self._label(block):
                return "label"
            if block.quote:
                return "quote"
            lead = block.kind == "text" and _LEAD.match(self.b.text, block.content.start)
            if block.kind in ("text", "bold") and not lead and self._label_follows(node.own, i):
                return "title"
            if block.kind == "text":
                return "lead" if lead else "prose"
            return block.kind
        return ""

    def _label(self, block: Block) -> bool:
        return (
            label_at(
                self.b.text,
                block.content.start if block.kind == "item" else block.span.start,
                block.span.end,
                self.vocabulary,
            )
            is not None
        )

    def _label_follows(self, blocks: list[Block], i: int) -> bool:
        nxt = blocks[i + 1] if i + 1 < len(blocks) else None
        if nxt is None or nxt.kind not in ("text", "bold"):
            return False
        found = label_at(self.b.text, nxt.span.start, nxt.span.end, self.vocabulary)
        return (
            found is not None
            and self.vocabulary.field_of(found.word) in ("summary", "background")
            and len(self.b.slice(blocks[i].span)) <= 100
        )

    def _headline(self, title: str) -> bool:
        """Whether a title reads like news rather than like the name of a section."""
        key = squeeze(title)
        if key in self.vocabulary.section_keys:
            return False
        score = (
            (len(key) >= 10)
            + (len(key) >= 16)
            + 2 * bool(_EVENT.search(title))
            + bool(re.search(r"\d", title))
        )
        score += bool(re.search(r"[A-Z][A-Za-z]{2,}", title) and re.search(r"[^\x00-\x7f\W]", title))
        score -= 2 * (len(key) <= 8 and self._groups(title))
        score -= self._groups(title) and not _EVENT.search(title)
        return score >= 2

    def _reads_as_news(self, node: Node) -> bool:
        return self._headline(node.title)

    def _groups(self, title: str) -> bool:
        return self.vocabulary.groups.search(title) is not None

    def _leaf_is_story(self, node: Node, parent: Node) -> bool:
        opening = self._opening(node)
        kin = self._kin(parent)
        others = kin.size - 1
        beside_sections = (kin.nested - bool(self._real_kids(node))) * 2 > others > 0
        items = [block for block in node.own if block.kind == "item" and not block.quote and block.level < 2]
        if opening == "label":
            return node.key not in self.vocabulary.section_keys
        if opening == "quote":
            return self._quote_is_story(node)
        if opening == "title":
            return False
        if opening == "prose":
            return self._prose_is_story(node, items, kin)
        if opening == "lead":
            if self._is_labelled(node):
                return True
            leads = sum(
                block.kind == "text" and block.gap and bool(_LEAD.match(self.b.text, block.content.start))
                for block in node.own
            )
            return leads < 2
        if opening == "link":
            return self._links_are_sources(node)
        if opening == "bold":
            return not self._bold_titles(node) or self._headline(node.title)
        if opening == "item":
            return not beside_sections and self._items_are_points(node, items, kin)
        if opening == "":
            return not beside_sections and self._headline(node.title)
        if opening == "table":
            return self._headline(node.title)
        return self._headline(node.title) or not beside_sections

    def _is_labelled(self, node: Node) -> bool:
        """Whether fields of one story stand right under the heading."""
        names = [
            self.vocabulary.field_of(found.word)
            for block in node.own
            if (found := label_at(self.b.text, block.span.start, block.span.end, self.vocabulary))
        ]
        return names.count("background") == 1

    def _quote_is_story(self, node: Node) -> bool:
        quotes = [block for block in node.own if block.quote and block.kind != "rule"]
        if any(self._label(block) for block in quotes) or self._headline(node.title):
            return True
        return len(quotes) > 1 or len(self.b.slice(quotes[0].content)) > 40

    def _kin(self, parent: Node) -> Kin:
        """What the headings under ``parent`` are like, counted once for all of them."""
        found = self.kin.get(id(parent))
        if found is None:
            kids = [kid for kid in parent.kids if self.special(kid) is None]
            found = Kin(
                len(kids),
                sum(bool(self._real_kids(kid)) for kid in kids),
                sum(map(self._reads_as_news, kids)),
                sum(self._opening(kid) in ("label", "quote") for kid in kids),
            )
            self.kin[id(parent)] = found
        return found

    def _real_kids(self, node: Node) -> list[Node]:
        return [kid for kid in node.kids if not self.is_label(kid)]

    def _prose_is_story(self, node: Node, items: list[Block], kin: Kin) -> bool:
        if len(numbered(self.b, node.own)) >= 2:
            return False
        if len(items) < 2 or self._headline(node.title):
            return True
        if node.level in self.headline_levels or kin.news * 2 > kin.size - 1 > 0:
            return True
        linked = sum(bool(links_in(self.b.text, *block.span)) for block in items)
        return not (self._groups(node.title) and (linked * 2 > len(items) or len(node.title) <= 8))

    def _links_are_sources(self, node: Node) -> bool:
        """``[GitHub 地址](…)`` under a headline names its source; a long link text is a headline."""
        links = [block for block in node.own if block.kind == "link"]
        if len(links) > 2 and sum(len(self.b.slice(block.content)) >= 8 for block in links) * 2 > len(links):
            return False
        first = self.b.slice(links[0].content)
        return len(first) < 10 or (self._headline(node.title) and not self._headline(first))

    def _bold_titles(self, node: Node) -> bool:
        bold = [block for block in node.own if block.kind == "bold" and not self._label(block)]
        return len(bold) >= 2 or (bool(bold) and self._groups(node.title))

    def _items_are_points(self, node: Node, items: list[Block], kin: Kin) -> bool:
        """Items right under a heading: points of one story, or stories of a section?"""
        labelled = any(
            block.kind in ("text", "bold") and block.level < 2 and self._label(block) for block in node.own
        )
        if labelled or any(self.is_label(kid) for kid in node.kids):
            return True
        if self._label(items[0]) if items else False:
            return True
        ends = sum(bool(links_in(self.b.text, *block.span)) for block in items)
        if ends * 2 > len(items) and len(items) > 1:
            return False
        if any(block.kind == "link" for block in node.own) or (
            self._headline(node.title) and not self._groups_only(node)
        ):
            return True
        return kin.told * 2 > kin.size - 1 > 0

    def _groups_only(self, node: Node) -> bool:
        return self._groups(node.title) and not _EVENT.search(node.title)

    # -- emitting -----------------------------------------------------------------------------

    def _story(self, node: Node) -> None:
        assert node.block is not None
        self.b.titled_story(node.block)
        self._tail(node, self.b.content)
        for kid in node.kids:
            if self.special(kid) is not None and not self.is_label(kid):
                self._emit(kid, node)
                continue
            if kid.block and self.b.story:
                self.b.content([kid.block])
                self._tail(kid, self.b.content)
                for grandkid in kid.kids:
                    self.b.content([grandkid.block, *grandkid.blocks()] if grandkid.block else [])
            elif kid.block:
                self._special(kid, "other")

    def _tail(self, node: Node, take: "object") -> None:
        """Give the blocks to the open story until a thematic break; what follows is furniture."""
        broken = False
        for i, block in enumerate(node.own):
            if (
                block.kind == "rule"
                and not block.quote
                and any(b.kind not in ("rule", "comment") for b in node.own[i + 1 :])
            ):
                broken = True
            if broken and block.kind != "rule":
                self.b.story = None
                self._furniture(block, _guess(self.b, block, "closing"))
            elif self.b.story:
                self.b.content([block])
            else:
                self._furniture(block, "other")

    def _section(self, node: Node) -> None:
        assert node.block is not None
        self.b.section(node.block, node.title)
        own = [block for block in node.own if block.kind not in ("rule", "comment", "image")]
        if (own and not node.kids) or (
            sum(block.kind == "item" for block in own) >= 1 and not self._is_contents(own)
        ):
            starts = {"item", "lead", "link", "title"}
            Flow(self.b, frozenset(starts)).read(node.own)
        else:
            for block in node.own:
                self._furniture(block, _guess(self.b, block, "introduction"))
        for kid in node.kids:
            self._emit(kid, node)


class Flow:
    """Reads blocks that stand under no heading, line by line.

    ``starts`` says what may begin a story (``item``, ``lead`` paragraphs, ``link`` lines, ``title``
    lines over their fields) and whether bold lines may be sections.
    """

    def __init__(self, builder: Builder, starts: frozenset[str]) -> None:
        self.b = builder
        self.starts = starts
        self.special: str | None = None
        self.broken = False
        self.numbered: frozenset[int] = frozenset()

    def read(self, blocks: list[Block]) -> None:
        """Read all blocks."""
        self.numbered = numbered(self.b, blocks)
        i = 0
        while i < len(blocks):
            i = self._step(blocks, i)

    def _step(self, blocks: list[Block], i: int) -> int:
        block = blocks[i]
        if block.kind == "rule" or block.kind == "comment":
            self.broken = self.broken or (block.kind == "rule" and not block.quote)
            self.b.add(Role.RULE if block.kind == "rule" else Role.COMMENT, block)
            return i + 1
        if block.hint.startswith("remainder "):
            self.special, self.b.story = block.hint.split(" ", 1)[1], None
        role = self._role(blocks, i)
        if role == "section":
            self.special = None
            self.b.section(block, title_text(self.b.slice(block.content)))
        elif role == "special":
            self.special = self.b.vocabulary.headings[squeeze(title_text(self.b.slice(block.content)))]
            self.b.story = None
            self.b.remainder(block, self.special)
        elif role == "title":
            self.special = None
            self.b.titled_story(block)
        elif role == "item":
            return self._item(blocks, i)
        elif self.special == "highlights" and block.kind in ("item", "text"):
            self.b.highlight(block)
        elif self.special:
            self.b.remainder(block, self.special)
        elif self.b.story is None and self._opens_story(blocks, i):
            self.b.untitled_story(block)
            return i
        elif self.b.story and not (self.broken and self._tail(blocks, i)):
            self.b.content([block])
            return i + 1
        else:
            self.b.story = None
            self.b.remainder(block, _guess(self.b, block, "stray" if self.b.sections else "introduction"))
        self.broken = False
        return i + 1

    def _opens_story(self, blocks: list[Block], i: int) -> bool:
        """Whether a line begins a story whose title is missing: the label of a field, and no story is open."""
        found = label_at(self.b.text, blocks[i].span.start, blocks[i].span.end, self.b.vocabulary)
        return found is not None and self.b.vocabulary.field_of(found.word) in (
            "summary",
            "background",
            "points",
        )

    def _tail(self, blocks: list[Block], i: int) -> bool:
        """After a thematic break: furniture, unless a label goes on with the story."""
        return label_at(self.b.text, blocks[i].span.start, blocks[i].span.end, self.b.vocabulary) is None

    def _item(self, blocks: list[Block], i: int) -> int:
        block = blocks[i]
        j = i + 1
        while (
            j < len(blocks)
            and blocks[j].level > block.level
            and blocks[j].kind in ("item", "text", "link", "bold")
        ):
            j += 1
        self.b.item_story(block, blocks[i + 1 : j])
        self.broken = False
        return j

    def _role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        if block.hint in ("section", "body"):
            return block.hint
        if block.hint == "story":
            return "item" if block.kind == "item" else "title"
        if block.quote or self._label(block):
            return ""
        if block.kind == "item":
            return self._item_role(block)
        if block.kind in ("bold", "heading"):
            return self._bold_role(blocks, i)
        if block.kind == "text":
            return self._text_role(blocks, i)
        if (
            block.kind == "link"
            and "link" in self.starts
            and block.gap
            and len(self.b.slice(block.content)) >= 8
        ):
            return "title"
        return ""

    def _label(self, block: Block) -> bool:
        start = block.content.start if block.kind == "item" else block.span.start
        return label_at(self.b.text, start, block.span.end, self.b.vocabulary) is not None

    def _item_role(self, block: Block) -> str:
        if self.special or "item" not in self.starts:
            return ""
        story = self.b.story
        if story is None or self._is_brief(story.line):
            return "item"
        if self.broken or (block.gap and block.level < 2 and story.current == "sources"):
            return "item"
        return ""

    def _is_brief(self, line: int) -> bool:
        last = self.b.pieces[-1] if self.b.pieces else None
        story = self.b.story
        if last is None or story is None:
            return False
        for piece in reversed(self.b.pieces):
            if piece.role is Role.STORY:
                return piece.marker[:1] not in ("", "*#"[1]) and piece.marker not in ("**", "__")
        return False

    def _follows(self, blocks: list[Block], i: int) -> tuple[Block | None, str]:
        """The next block and, where it is a labelled line, the field that it names."""
        j = i + 1
        while j < len(blocks) and blocks[j].kind == "comment":
            j += 1
        if j >= len(blocks):
            return None, ""
        nxt = blocks[j]
        found = label_at(
            self.b.text,
            nxt.content.start if nxt.kind == "item" else nxt.span.start,
            nxt.span.end,
            self.b.vocabulary,
        )
        name = self.b.vocabulary.field_of(found.word) if found else None
        return nxt, name or ("other" if found else "")

    def _bold_role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        title = title_text(self.b.slice(block.content))
        nxt, name = self._follows(blocks, i)
        directly = nxt is not None and not nxt.gap
        named = "section" in self.starts and nxt is not None and nxt.gap
        if named and squeeze(title) in self.b.vocabulary.section_keys:
            return "section"
        if name and not (self.b.story and not block.gap and self._continues(name)):
            return "title"
        if squeeze(title) in self.b.vocabulary.headings and not directly:
            return "special"
        if "section" in self.starts:
            return self._bold_line(blocks, i, nxt, directly)
        if self.b.story and not block.gap:
            return ""
        return (
            "title"
            if nxt is not None and nxt.kind in ("text", "item", "link") and (block.gap or not self.b.story)
            else ""
        )

    def _bold_line(self, blocks: list[Block], i: int, nxt: Block | None, directly: bool) -> str:
        key = squeeze(title_text(self.b.slice(blocks[i].content)))
        known = key in self.b.vocabulary.section_keys
        if nxt is None or known or not directly:
            return "section"
        after = self._follows(blocks, i + 1)[1] if nxt.kind in ("bold", "text") else ""
        if after == "summary" or (after in ("background", "points") and not self._tells(nxt)):
            return "section"
        return "title" if nxt.kind in ("text", "item", "link", "table", "fence", "image") else "section"

    def _tells(self, block: Block) -> bool:
        """Whether a line is a sentence, or begins with words before a colon, rather than a title."""
        return re.search(r"[。，；：,;:]", self.b.slice(block.span)) is not None

    def _heads_sentence(self, blocks: list[Block], i: int) -> bool:
        """A line over a sentence over 背景 or 要点: the summary has no label, or a misspelt one."""
        nxt, name = self._follows(blocks, i)
        if nxt is None or name or nxt.gap or nxt.quote or nxt.kind != "text":
            return False
        if not self._tells(nxt) and squeeze(self.b.slice(nxt.span))[:2] not in self.b.vocabulary.labels:
            return False
        after, name = self._follows(blocks, i + 1)
        return after is not None and not after.gap and name in ("background", "points")

    def _heads_paragraph(self, blocks: list[Block], i: int) -> bool:
        """A short line over lines of prose that end in a line of sources, all without a blank line."""
        if len(self.b.slice(blocks[i].span)) > 60 or self.b.slice(blocks[i].span).rstrip().endswith(
            tuple(_CLAUSE)
        ):
            return False
        for j in range(i + 1, min(i + 8, len(blocks))):
            block = blocks[j]
            if block.gap or block.quote or block.kind not in ("text", "link"):
                return False
            found = label_at(self.b.text, block.span.start, block.span.end, self.b.vocabulary)
            if found or block.kind == "link":
                name = self.b.vocabulary.field_of(found.word) if found else "sources"
                return j > i + 1 and name == "sources"
        return False

    def _continues(self, name: str) -> bool:
        story = self.b.story
        return story is not None and name not in story.fields and not (name == "points" and story.points)

    def _text_role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        story = self.b.story
        nxt, name = self._follows(blocks, i)
        if name in ("summary", "background", "points", "sources") and nxt is not None and nxt.kind != "item":
            done = story is None or story.current == "sources" or not self._continues(name)
            fresh = name == "sources" and story is not None and story.current is None
            if len(self.b.slice(block.span)) <= 160 and (done or (block.gap and not fresh)):
                return "title"
        if block.first in self.numbered or (
            block.gap and (self._heads_paragraph(blocks, i) or self._heads_sentence(blocks, i))
        ):
            return "title"
        if "lead" in self.starts and block.gap and _LEAD.match(self.b.text, block.content.start):
            return "item"
        if (
            "lead" in self.starts
            and story is None
            and block.gap
            and links_in(self.b.text, *block.span)
            and not self.special
        ):
            return "item"
        return ""


def _guess(builder: Builder, block: Block, default: str) -> str:
    """The kind of a block that belongs to no story."""
    text = builder.slice(block.span)
    if block.kind == "html" or re.search(
        r"群组|社群|扫码|关注(?:本|我们)|公众号|订阅|赞助|广告|加入我们", text
    ):
        return "advertisement"
    if block.kind in ("item", "link") and links_in(builder.text, *block.span):
        return "reading-list"
    if re.search(r"共收录|统计|生成时间|新闻条数|[Gg]enerated", text):
        return "statistics"
    if re.search(r"\]\(#", text):
        return "contents"
    return default
