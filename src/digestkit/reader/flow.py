"""Reads blocks that stand under no heading, line by line."""

import re
from itertools import pairwise

from digestkit.late import late
from digestkit.reader.appeals import appeals
from digestkit.reader.block import SILENT, Block, worded
from digestkit.reader.briefs import TAG
from digestkit.reader.builder import Builder
from digestkit.reader.chapters import chapters
from digestkit.reader.drafts import SLANTED, lead_of
from digestkit.reader.inline import TITLED, title_text
from digestkit.reader.references import is_marks
from digestkit.reader.signs import (
    LEAD,
    addressed,
    guess,
    headed_parts,
    linked_lines,
    linked_paragraphs,
    numbered,
    quoted_titles,
)
from digestkit.source import Span
from digestkit.vocabulary import squeeze

_DIGITS = late(r"\d+")
_LONGEST_NAME = 10
_CLAUSE = "。；，"
_PARTING = ("bold", "heading", "rule")
_COLONS = ("：", ":")
_LINES = frozenset(("**", "__", "<"))
"""How a line is marked that is bold, or a heading or bold in HTML."""


class Flow:
    """Reads blocks that stand under no heading, line by line.

    Items, and titles over their fields, begin stories; ``leads``: so do paragraphs that open with bold words;
    ``links``: so do lines that are one link; ``sections``: the lines may name sections, too.
    """

    def __init__(
        self, builder: Builder, *, sections: bool = False, leads: bool = False, links: bool = False
    ) -> None:
        self.b = builder
        self.sections, self.leads, self.links = sections, leads, links
        self.special: str | None = None
        """The kind of furniture that the lines below a name of such belong to."""
        self.broken = False
        """A thematic break stands right above."""
        self.numbered: frozenset[int] = frozenset()
        self.chapters: frozenset[int] = frozenset()
        self.linked: frozenset[int] = frozenset()
        """The lines that are a headline with its link, several of them a paragraph."""
        self.quoted: frozenset[int] = frozenset()
        """The lines in quotes that are titles."""
        self.inside = False
        """The items read stand under one that names their section."""
        self.stacked = False
        """Bold lines stand right under bold lines, or other names of sections: they are titles."""

    def read(self, blocks: list[Block]) -> None:
        """Read all blocks."""
        self.numbered = numbered(self.b, blocks) | addressed(self.b, blocks)
        self.linked = linked_lines(self.b, blocks)
        if self.sections and self.leads:
            self.linked |= linked_paragraphs(self.b, blocks)
        if self.sections:
            self.numbered |= headed_parts(self.b, blocks)
            self.chapters = chapters(self.b, blocks)
            self.quoted = quoted_titles(self.b, blocks)
            self.stacked = bool(self.chapters) or self._is_stacked(blocks)
        i = 0
        while i < len(blocks):
            i = self._step(blocks, i)

    def _step(self, blocks: list[Block], i: int) -> int:
        block = blocks[i]
        if block.kind in SILENT:
            self._divide(block, blocks[i + 1 : i + 2])
            return i + 1
        if block.hint.startswith("remainder "):
            self.special, self.b.story = block.hint.split(" ", 1)[1], None
            self.b.remainder(block, self.special)
            self.broken = False
            return i + 1
        role = self._role(blocks, i)
        if role == "section":
            self.special = None
            self.b.section(block, self.b.title(block))
        elif role in ("special", "group"):
            self.special = (self._special(blocks, i) or "other") if role == "special" else None
            self.b.story = None
            self.b.remainder(block, self.special or "other")
        elif role == "title":
            self.special = None
            self.b.titled_story(block, self.b.title(block))
        elif role == "item":
            return self._item(blocks, i)
        elif role == "row":
            self.b.row_story(block)
            self.b.story = None
        elif self.special == "highlights" and block.kind in ("item", "text"):
            self.b.highlight(block)
        elif self.special:
            self.b.remainder(block, self.special)
        elif self.b.story is None and self.b.names(block) in ("summary", "background", "points"):
            self.b.untitled_story(block)  # its title is missing
            return i
        elif self.b.story and not (self.broken and self.b.label(block) is None):
            self.b.place(block)
            return i + 1
        else:
            self._set_aside(blocks, i)
        self.broken = False
        return i + 1

    def _set_aside(self, blocks: list[Block], i: int) -> None:
        """Take text that belongs to no story for what it seems to be."""
        kind = "stray" if self.b.sections else "introduction"
        if self._is_small_print(blocks, i):
            kind = "closing"
        self.b.story = None
        self.b.remainder(blocks[i], guess(self.b, blocks[i], kind))

    def _divide(self, block: Block, following: list[Block]) -> None:
        """Take a thematic break, which sets what follows apart like a blank line, or a comment."""
        if block.kind == "rule" and not block.quote:
            self.broken = True
            if self.special == "advertisement":  # nobody advertises past a break
                self.special = None
            for below in following:
                below.gap = True
        self.b.silent(block)

    def _special(self, blocks: list[Block], i: int) -> str | None:
        """The kind of a line that heads no stories: highlights, closing …"""
        kind = self.b.heading_kind(blocks[i])
        appeal = kind is None and appeals(self.b, self.b.title(blocks[i]), self._below(blocks, i))
        return "advertisement" if appeal else kind

    def _below(self, blocks: list[Block], i: int) -> list[Block]:
        """What stands under a bold line, up to the next or a thematic break."""
        end = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind in _PARTING), len(blocks))
        return blocks[i + 1 : end]

    def _is_small_print(self, blocks: list[Block], i: int) -> bool:
        """Whether a line says how the issue was made: the last one, after a thematic break, emphasised as a whole."""
        return self.broken and i == len(blocks) - 1 and bool(SLANTED.match(self.b.slice(blocks[i].span)))

    def _item(self, blocks: list[Block], i: int) -> int:
        block = blocks[i]
        j = i + 1
        while (
            j < len(blocks)
            and blocks[j].level > block.level
            and blocks[j].kind in ("item", "text", "link", "bold", "comment")
        ):
            j += 1
        inner = blocks[i + 1 : j]
        self.broken = False
        if inner and self._names_section(block, inner):
            self.b.section(block, self.b.title(block))
            at, inside, self.inside = 0, self.inside, True
            while at < len(inner):
                at = self._step(inner, at)
            self.inside = inside
        else:
            self.b.item_story(block, inner)
        return j

    def _names_section(self, block: Block, inner: list[Block]) -> bool:
        """Whether an item is the name of a section, with its stories as items under it."""
        if not self.sections or inner[0].kind != "item" or self.b.label(inner[0]):
            return False
        title = self.b.title(block)
        return self.b.is_house_section(block) or (
            not self.inside
            and len(title) <= _LONGEST_NAME
            and not self.b.links(block)
            and self.b.vocabulary.names_group(title)
        )

    def _role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        if block.hint in ("section", "body"):
            return block.hint
        if block.hint == "story":
            return "item" if block.kind == "item" else "title"
        if block.kind == "row":
            return "row"
        if block.first in self.quoted:
            return "title"
        if block.quote or self.b.label(block) or self._leads_in(blocks, i):
            return ""
        if self._is_small_print(blocks, i):
            return ""
        if block.first in self.chapters:
            return "section"
        if block.kind == "item":
            return self._item_role(block)
        if block.kind in ("bold", "heading"):
            return self._bold_role(blocks, i)
        if block.kind == "text":
            return self._text_role(blocks, i)
        if (
            block.kind == "link"
            and self.links
            and block.gap
            and len(self.b.slice(block.content)) >= 8
            and not self._awaits_source()
        ):
            return "title"
        return ""

    def _awaits_source(self) -> bool:
        """Whether the open story has a bold title and its text, and no source yet: a link below it is that."""
        story = self.b.story
        return (
            story is not None
            and story.current == "summary"
            and not (story.sources or story.title_urls)
            and self.b.title_marker in _LINES
        )

    def _leads_in(self, blocks: list[Block], i: int) -> bool:
        """Whether a line under the title of a story has a label of this text's own, or its words in bold lead in to a list."""
        block, story = blocks[i], self.b.story
        if story is None:
            return False
        if block.first in self.b.own_labels:
            return True
        if block.kind != "bold" or self.b.title_marker not in _LINES or i + 1 == len(blocks):
            return False
        if blocks[i + 1].kind != "item" or not self._ends_with_colon(block.span):
            return False
        groups = self.b.vocabulary.names_group(self.b.title(block)) or self.b.is_house_section(block)
        return not groups and not self._ends_with_colon(self.b.spans[story.loc])

    def _ends_with_colon(self, span: Span) -> bool:
        return self.b.text[span.start : span.end].rstrip(" \t*_").endswith(_COLONS)

    def _item_role(self, block: Block) -> str:
        if self.special or is_marks(self.b.text, block):
            return ""
        story = self.b.story
        if story is None or (self._is_brief() and not self._is_point(block)):
            return "item"
        if self.broken or (block.gap and block.level < 2 and story.current == "sources"):
            return "item"
        return ""

    def _is_brief(self) -> bool:
        """Whether the open story is a list item."""
        marker = self.b.title_marker
        return marker[:1] not in ("", "#") and marker not in _LINES

    def _is_point(self, block: Block) -> bool:
        """Whether an item under 要点 is marked otherwise than the items that are titles."""
        return (
            self.b.story is not None
            and self.b.story.current == "points"
            and _DIGITS.sub("1", block.marker) != _DIGITS.sub("1", self.b.title_marker)
        )

    def _follows(self, blocks: list[Block], i: int) -> tuple[Block | None, str]:
        """The next block and, where it is a labelled line, the field that it names."""
        j = i + 1
        while j < len(blocks) and blocks[j].kind == "comment":
            j += 1
        if j >= len(blocks):
            return None, ""
        nxt = blocks[j]
        found = self.b.label(nxt)
        name = found.field if found else None
        return nxt, name or ("other" if found else "")

    def _bold_role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        nxt, name = self._follows(blocks, i)
        directly = nxt is not None and not nxt.gap
        if nxt and nxt.kind == "item" and self.b.links(nxt) and TAG.fullmatch(self.b.slice(block.content)):
            return "group"
        named = self.sections and nxt is not None and nxt.gap
        if named and self.b.is_house_section(block):
            return "section"
        if name and not (self.b.story and not block.gap and self._continues(name)):
            return "title"
        if not directly and self._special(blocks, i):
            return "special"
        if self.sections:
            return self._bold_line(blocks, i, nxt, directly)
        if self.b.story and not block.gap:
            return ""
        return (
            "title"
            if nxt is not None and nxt.kind in ("text", "item", "link") and (block.gap or not self.b.story)
            else ""
        )

    def _bold_line(self, blocks: list[Block], i: int, nxt: Block | None, directly: bool) -> str:
        known = self.b.is_house_section(blocks[i])
        if self.stacked and nxt is not None and not known and not directly and self._is_over_prose(blocks, i):
            return "title"
        if nxt is None or known or not directly:
            return "section"
        after = self._follows(blocks, i + 1)[1] if nxt.kind in ("bold", "text") else ""
        if after == "summary" or (after in ("background", "points") and not self._tells(nxt)):
            return "section"
        return "title" if nxt.kind in ("text", "item", "link", "table", "fence", "image") else "section"

    def _is_stacked(self, blocks: list[Block]) -> bool:
        """Whether bold lines are titles over prose: some stand right over another, or most stand over sentences."""
        said = worded(blocks)
        below = [lower for upper, lower in pairwise(said) if upper.kind == "bold" and not self.b.label(upper)]
        if any(lower.kind == "bold" and not self.b.label(lower) for lower in below):
            return True
        return len(below) > 1 and sum(map(self._is_sentence, below)) * 2 > len(below)

    def _is_sentence(self, block: Block) -> bool:
        """Whether a line ends like a sentence, be its sources linked behind it."""
        if block.kind != "text" or self.b.label(block):
            return False
        start, end = block.span
        for link, _, _ in reversed(self.b.links(block)):
            if self.b.text[link.end : end].strip(" \t）)"):
                break
            end = link.start
        return self.b.text[start:end].rstrip(" \t（(").endswith(("。", "！", "？"))

    def _is_over_prose(self, blocks: list[Block], i: int) -> bool:
        at = next((j for j in range(i + 1, len(blocks)) if blocks[j].kind not in ("image", "comment")), i)
        nxt = blocks[at]
        if any(block.first in self.numbered for block in blocks[at : at + 2]):
            return False
        return nxt.kind in ("text", "link") and (self._is_sentence(nxt) or not self._follows(blocks, at)[1])

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
            found = self.b.label(block)
            if found or block.kind == "link":
                name = found.field if found else "sources"
                return j > i + 1 and name == "sources"
        return False

    def _repeats_title(self, block: Block) -> bool:
        """Whether a paragraph opens with the open story's title in bold: **星河 3** 是一个…."""
        lead = lead_of(self.b.text, block.content.start, block.span.end)
        story = self.b.story
        return lead is not None and story is not None and title_text(lead["bold"]) == story.title

    def _is_broken(self, block: Block) -> bool:
        """Whether a paragraph tells a story in one line that HTML breaks: ``标题<br />来源：…``, below such another or none."""
        story = self.b.story
        done = story is None or (story.current == "sources" and not self.b.title_marker)
        return done and len(self.b.parts(block)) > 1

    def _continues(self, name: str) -> bool:
        story = self.b.story
        return story is not None and name not in story.fields and not (name == "points" and story.points)

    def _text_role(self, blocks: list[Block], i: int) -> str:
        block = blocks[i]
        if is_marks(self.b.text, block):
            return ""
        story = self.b.story
        nxt, name = self._follows(blocks, i)
        if name in ("summary", "background", "points", "sources") and nxt is not None and nxt.kind != "item":
            done = story is None or story.current == "sources" or not self._continues(name)
            fresh = name == "sources" and story is not None and story.current is None
            text = self.b.slice(block.span).rstrip()
            sentence = text.endswith("。") or (len(text) > 60 and text.endswith(("！", "？")))
            if len(text) <= 160 and not sentence and (done or (block.gap and not fresh)):
                return "title"
        if name and TITLED.match(self.b.text, *block.content):
            return "title"
        if block.first in self.numbered or (
            block.gap and (self._heads_paragraph(blocks, i) or self._heads_sentence(blocks, i))
        ):
            return "title"
        if self.leads and block.gap and LEAD.match(self.b.text, block.content.start):
            return "" if self._repeats_title(block) else "item"
        if block.first in self.linked and (story is None or not self.b.title_marker) and not self.special:
            return "item"
        if self.leads and block.gap and self._is_broken(block):
            return "item"
        if self.leads and story is None and block.gap and self.b.links(block) and not self.special:
            return "item"
        return ""
