"""What the reader has made of a text so far: the pieces, where they stand, and the model in the making."""

from functools import cached_property
from typing import TYPE_CHECKING

from digestkit.late import late
from digestkit.parsed import Loc, Piece, Role, piece_of
from digestkit.publishers import Directory, directory
from digestkit.reader.block import Block
from digestkit.reader.cuts import has_cuts, parts_of
from digestkit.reader.drafts import StoryDraft
from digestkit.reader.inline import Label, Link, label_at, links_in, title_text
from digestkit.reader.references import References, referring
from digestkit.schema import FieldName, Remainder, Section
from digestkit.source import Source as Text
from digestkit.source import Span
from digestkit.vocabulary import Vocabulary, squeeze

if TYPE_CHECKING:
    from digestkit.reader.rows import Rows


_COUNT = late(r"(?<=\S)[ ]?[(（]\d{1,3}[ ]?[条條则則篇项項个個]?[)）]$")
"""How many stories a section has, behind its name: ``模型（3）``."""


class Ledger:
    """What has been read so far: pieces, spans and stories, in the order of the text; labels and links, looked up once."""

    def __init__(self, source: Text, vocabulary: Vocabulary) -> None:
        self.source = source
        self.text = source.text
        self.vocabulary = vocabulary
        self.pieces: list[Piece] = []
        self.spans: dict[Loc, Span] = {}
        self.sections: list[tuple[str | None, int, list[StoryDraft]]] = []
        self.story: StoryDraft | None = None
        self.title_marker = ""
        """How the last title of a story is marked: ``###``, ``**``, ``-``."""
        self.issue: Block | None = None
        """A heading that names the issue, besides the H1."""
        self.highlights: list[str] = []
        self.remainders: list[Remainder] = []
        self.references: References = {}
        self.rows: Rows = {}
        """The stories that are rows of a table, by their lines."""
        self.own_labels: frozenset[int] = frozenset()
        """The lines that begin with a label of this text's own."""
        self.parted: frozenset[int] = frozenset()
        """The items whose headline stands before a colon."""
        self.signed: frozenset[int] = frozenset()
        """The items of lists that all end with who reported, in brackets."""
        self.cuts = has_cuts(source.text)
        self.aside: list[tuple[Block, str]] = []
        """What no story is to take, with its kind, until its place in the text is come to."""

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def label(self, block: Block) -> Label | None:
        """The known label that a block begins with, if it does; looked up once."""
        found = block.label
        if found is False:
            inside = block.kind in ("item", "heading", "callout") or block.marker[:1] == "<"
            start = block.content.start if inside else self._text_start(block)
            found = label_at(self.text, start, block.end, self.vocabulary)
            if found is None and block.kind == "bold" and block.marker == "<":
                found = self._named(block)
            block.label = found
        return found

    def _named(self, block: Block) -> Label | None:
        """The label that is all that a bold line of HTML says."""
        word = self.slice(block.content).rstrip("：: ")
        name = self.vocabulary.field_of(word)
        return Label(word, name, block.content, None, block.span.end) if name else None

    @cached_property
    def publishers(self) -> Directory:
        """The publishers that the text's house knows."""
        return directory(self.vocabulary.publishers)

    def title(self, block: Block) -> str:
        """The words of a block as those of a title."""
        return title_text(self.slice(block.content))

    def key(self, block: Block) -> str:
        """These words squeezed: what vocabularies are asked with."""
        return squeeze(self.title(block))

    def heading_kind(self, block: Block) -> str | None:
        """The kind of what a block is the name of, if it holds no stories: highlights, closing …"""
        return self.vocabulary.heading_kind(self.key(block))

    def is_house_section(self, block: Block) -> bool:
        """Whether a block says the name of one of the house's sections."""
        return self.key(block) in self.vocabulary.section_keys

    def parts(self, block: Block) -> tuple[Block, ...]:
        """The lines that breaks of HTML make of one where labels stand behind them; most often the line itself."""
        return parts_of(self.text, block, self.vocabulary) if self.cuts else (block,)

    def join(self, at: int, block: Block) -> None:
        """Make one piece, which is that of the first, of the pieces from ``at`` on that parts of a line have."""
        own = [piece for piece in self.pieces[at:] if piece.first == block.first]
        aside = [piece for piece in self.pieces[at:] if piece.first != block.first]
        self.pieces[at:] = [*aside, own[0]._replace(span=block.span)]

    def _text_start(self, block: Block) -> int:
        at = block.span.start
        while at < block.span.end and self.text[at] in "> \t\u3000":
            at += 1
        return at

    def names(self, block: Block) -> FieldName | None:
        """The field that the label of a block names, if it has one."""
        found = self.label(block)
        return found.field if found else None

    def links(self, block: Block) -> list[Link]:
        """The links in a block; looked up once."""
        found = block.links
        if found is None:
            found = links_in(self.text, *block.span)
            if found and self.text.find("](#", *block.span) >= 0:  # 回到目录
                found = [link for link in found if link[2][:1] != "#"]
            if self.references:
                referred = referring(self.text, *block.span, self.references)
                found = sorted([*found, *referred], key=lambda link: link[0])
            block.links = found
        return found

    def add(
        self,
        role: Role,
        block: Block,
        loc: Loc = (),
        *,
        name: FieldName | None = None,
        label: Span | None = None,
        colon: Span | None = None,
        content: Span | None = None,
        kind: str = "",
    ) -> None:
        """Record a piece for a block, and before it what was set aside above it."""
        if self.aside and self.aside[0][0].first < block.first:
            self.take_aside(block.first)
        self.pieces.append(
            piece_of((role, block.span, block.first, block.last, content or block.content, loc, name, label, colon,
                      block.marker, block.quote, kind))
        )  # fmt: skip

    def silent(self, block: Block, loc: Loc = ()) -> None:
        """Record a thematic break or a comment."""
        self.add(Role.RULE if block.kind == "rule" else Role.COMMENT, block, loc)

    def section(self, block: Block | None, title: str | None) -> None:
        """Begin a section."""
        self.story = None
        loc: Loc = ("sections", len(self.sections))
        title = _COUNT.sub("", title) if title and title[-1] in ")）" else title
        self.sections.append((title, block.first if block else 0, []))
        if block:
            self.spans[loc] = block.span
            self.add(Role.SECTION, block, loc)

    def stories_of(self) -> list[StoryDraft]:
        """The stories of the open section; opens a nameless one where there is none."""
        if not self.sections:
            self.section(None, None)
        return self.sections[-1][2]

    def new_story(self, block: Block | None, title: str | None, line: int) -> StoryDraft:
        """Begin a story; ``block`` is its title line."""
        stories = self.stories_of()
        loc: Loc = ("sections", len(self.sections) - 1, "stories", len(stories))
        self.story = StoryDraft(loc, title or None, line)
        stories.append(self.story)
        if block:
            self.title_marker = block.marker
            self.spans[loc] = block.span
            self.spans[(*loc, "title")] = block.content
            self.story.quoted = block.quote
            self.story.title_urls = [url for _, _, url in self.links(block)]
        return self.story

    def untitled_story(self, block: Block) -> StoryDraft:
        """Begin a story whose title is missing, at the first line of its fields."""
        story = self.new_story(None, None, block.first)
        self.spans[story.loc] = block.span
        return story

    def titled_story(self, block: Block, title: str) -> None:
        """Begin a story at a title line of its own; ``title`` is its words."""
        story = self.new_story(block, title, block.first)
        self.add(Role.STORY, block, story.loc)

    def remainder(self, block: Block, kind: str) -> None:
        """Keep a block that belongs to no story."""
        self.take_aside(block.first)
        loc: Loc = ("remainder", len(self.remainders))
        self.remainders.append(Remainder(block.first, kind, self.slice(block.span).strip()))
        self.spans[loc] = block.span
        self.add(Role.REMAINDER, block, loc, kind=kind)

    def take_aside(self, line: int) -> None:
        """Keep what was set aside above ``line``."""
        while self.aside and self.aside[0][0].first < line:
            self.remainder(*self.aside.pop(0))

    def highlight(self, block: Block) -> None:
        """Keep a line of the highlights."""
        loc: Loc = ("highlights", len(self.highlights))
        self.highlights.append(self.slice(block.content).strip())
        self.spans[loc] = block.content
        self.add(Role.HIGHLIGHT, block, loc)

    def freeze(self) -> tuple[Section, ...]:
        """The finished sections."""
        for story in (each for *_, stories in self.sections for each in stories):
            if story.signed and story.unsourced:
                source, self.spans[(*story.loc, "sources", 0)] = story.signed
                story.sources.append(source)
        return tuple(
            Section(title, line, tuple(story.freeze(self.vocabulary) for story in stories))
            for title, line, stories in self.sections
        )
