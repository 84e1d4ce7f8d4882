"""What a line of a story is, by its words and by what stands above it; nothing is placed here."""

from digestkit.late import late
from digestkit.parsed import Role
from digestkit.reader.block import Block
from digestkit.reader.drafts import SLANTED, StoryDraft
from digestkit.reader.inline import plain
from digestkit.reader.ledger import Ledger
from digestkit.reader.sources import PROSE_ENDS
from digestkit.reader.table import Field, fields_of
from digestkit.source import Span, span_of

READING = "reading"
"""What lines belong to below **延伸阅读**: they are neither points nor sources."""
_LONGEST_NAMES = 60
"""Characters of a line of names."""
_LONG_LINE = 40
"""Characters from which a line may go on below, where somebody breaks lines by hand."""
_LONGEST_LINK = 10
"""Characters of the name of a source; a longer link has a headline."""
_CAPTION = late(rf"{SLANTED.pattern}|[ \t▲△*_（(]{{0,4}}图(?:源|片|注|[：:\d|｜/])")


class Lines(Ledger):
    """A ledger that can say what the lines of a story are."""

    def fields_of(self, block: Block) -> list[Field]:
        """The fields of a table that tells a story; none when the block is anything else."""
        return fields_of(self.text, block.span, self.vocabulary) if block.kind == "table" else []

    def names_reading(self, block: Block) -> bool:
        """Whether a bold line is the name of a list of things to read: **延伸阅读**."""
        return self.heading_kind(block) == "reading-list"

    def is_source(self, story: StoryDraft, block: Block) -> bool:
        """Whether a line is a link that gives the source; what the quote of a story without one links to is a remark's."""
        own = story.quoted or not block.quote
        return block.kind == "link" and own and story.current not in ("other", READING)

    def leads_back(self, block: Block) -> bool:
        """Whether a line is but a link within the issue: [回到目录](#目录)."""
        return block.kind == "link" and not self.links(block)

    def unslanted(self, span: Span) -> Span:
        """What stands between the marks of a line in italics; other lines as they are."""
        slanted = self.text.startswith(("*", "_"), span.start) and SLANTED.match(self.text, *span)
        return span_of((span.start + 1, span.end - 1)) if slanted else span

    def is_link(self, block: Block) -> bool:
        """Whether an item is but a link with a short name: who reported, not a point."""
        links = self.links(block)
        if len(links) != 1 or not 0 < len(links[0][1]) < _LONGEST_LINK:
            return False
        return links[0][0] == block.content

    def lists_sources(self, story: StoryDraft, block: Block) -> bool:
        """Whether an item under sources is one more: it has a link, names a publisher, or 来源 stands over it.

        Under a line of sources that is complete, an item of prose is a point.
        """
        if story.bare or self.links(block):
            return True
        name = plain(self.slice(block.content))
        return self.publishers.named(name) is not None

    def is_plain_point(self, story: StoryDraft, block: Block) -> bool:
        """Whether a line under the bare label of points is one without a bullet: the first, and those right below it."""
        if not story.points:
            return True
        above = self.pieces[-1]
        marked = above.role is not Role.POINT or above.marker != block.marker or block.level
        wrapped = (
            above.span.end - above.span.start >= _LONG_LINE
            and self.text[above.span.end - 1] not in PROSE_ENDS
        )
        return not (marked or block.gap or wrapped)

    def names_sources(self, block: Block) -> bool:
        """Whether a line right under the bare label of sources can be their names: it is short, and no sentence."""
        if block.gap and self.pieces[-1].role is not Role.FIELD:
            return False
        short = block.content.end - block.content.start <= _LONGEST_NAMES
        return short and block.kind == "text" and "。" not in self.slice(block.content)

    def is_caption(self, block: Block) -> bool:
        """Whether a line right under a picture tells about it: all in italics, or 图源：…."""
        if block.gap or not self.pieces or self.pieces[-1].kind != "image":
            return False
        return bool(_CAPTION.match(self.text, *block.span))

    def summarises(self, story: StoryDraft, block: Block, nested: bool) -> bool:
        """Whether unlabelled prose is the story's summary: its first words, be it under a line of sources."""
        if story.current is None:
            remark = block.quote and not story.quoted and bool(story.body or story.points)
            return nested or not (story.fields.get("summary") or remark)
        first = not (story.fields or story.points or len(story.body) > story.facts or block.quote)
        if not (first and story.current == "sources" and block.kind == "text"):
            return False
        return block.gap or self.text[block.span.end - 1] == "。"

    def goes_on(self, block: Block) -> bool:
        """Whether a line goes on with a paragraph that is no field, be it set apart by its bold words."""
        before = self.pieces[-2:]
        if block.quote and before and before[-1].role is Role.RULE and before[-1].marker == ">":
            before = before[:-1]  # an empty line of the quote
        last = before[-1] if before else None
        return not block.gap and last is not None and last.role is Role.BODY and last.kind != "field"

    def starts_bold(self, block: Block) -> bool:
        """Whether a paragraph begins with bold words."""
        return block.gap and self.text.startswith("**", block.content.start)
