"""Places the blocks of a story: fields, points, sources, and what is none of them."""

from collections.abc import Iterable

from digestkit.parsed import Loc, Role
from digestkit.reader.block import SILENT, Block
from digestkit.reader.briefs import brief_of, is_picture
from digestkit.reader.drafts import SLANTED, StoryDraft, point_of
from digestkit.reader.inline import title_text
from digestkit.reader.lines import READING, Lines
from digestkit.reader.references import is_marks
from digestkit.reader.sources import (
    PROSE_ENDS,
    SENTENCE_END,
    SOURCE_SIGNS,
    barred_source,
    byline,
    closing_source,
    is_tags,
    labels_links,
    meta_source,
    signature,
    signed_source,
    sources_in,
)
from digestkit.reader.table import Field, lines_of_cell
from digestkit.reader.tags import IN_PROSE, PICTURE
from digestkit.schema import FieldName, Point, Source
from digestkit.source import Span, span_of
from digestkit.urls import media

_YEARS = ("20", "*20", "_20")
"""What a line of facts begins with that begins with the day."""
_LONGEST_FACT = 120
"""Characters of a line of facts."""


class Builder(Lines):
    """Knows how the lines of a story are placed."""

    def item_story(self, block: Block, rest: list[Block]) -> None:
        """A story that is one list item or paragraph, with the indented lines that belong to it."""
        whole, (block, *parts) = block, self.parts(block)
        story = self.new_story(None, None, block.first)
        self.title_marker = block.marker
        self.spans[story.loc] = whole.span
        brief = brief_of(
            self.text,
            block.content,
            self.links(block),
            self.publishers,
            self.vocabulary.groups,
            parted=block.first in self.parted,
        )
        story.title = title_text(self.slice(brief.title))
        self.spans[(*story.loc, "title")] = brief.title
        for link in self.links(block):
            span, label, url = link
            if is_picture(self.text, link):
                self.spans[(*story.loc, "body", len(story.body))] = span
                story.body.append([self.slice(span)])
                continue
            named = label if label and title_text(label) != story.title else ""
            story.sources.append(Source(named, url))
        if brief.publisher and len(story.sources) == 1:
            story.sources[0] = Source(brief.publisher, story.sources[0].url)
        elif brief.behind and not story.sources:
            story.sources.append(Source(brief.publisher))
        if brief.summary:
            story.fields["summary"] = [brief.summary]
            self.spans[(*story.loc, "summary")] = brief.rest
        if not (story.sources or self.links(block)):
            self._mentions(story, block)
        at = len(self.pieces)
        self.add(Role.STORY, whole, story.loc, content=brief.title)
        if parts:
            self.content(parts, nested=True)
            self.join(at, whole)
        if rest:
            self.content(rest, nested=True)

    def row_story(self, block: Block) -> None:
        """A story that is a row of a table."""
        row = self.rows[block.first]
        story = self.new_story(block, title_text(self.slice(row.title)), block.first)
        links = self.links(block)
        story.title_urls = [url for span, _, url in links if row.title.start <= span.start < row.title.end]
        story.inline = [link for link in links if not row.title.start <= link[0].start < row.title.end]
        for name, cell in row.fields:
            words = self.slice(cell)
            if name == "sources":
                story.sources += sources_in(self.text, cell, links, self.vocabulary)
            elif name == "points":
                story.points += map(point_of, lines_of_cell(words))
            elif words:
                story.fields.setdefault(name, []).append(words)
                self.spans.setdefault((*story.loc, name), cell)
        for head, cell in row.others:
            self.spans[(*story.loc, "body", len(story.body))] = cell
            story.body.append([f"{head}：{self.slice(cell)}" if head else self.slice(cell)])
        self.add(Role.STORY, block, story.loc, content=row.title)

    def content(self, blocks: Iterable[Block], nested: bool = False) -> None:
        """Sort the blocks of the open story into fields, points, sources and body."""
        for block in blocks:
            self.place(block, nested)

    def place(self, block: Block, nested: bool = False) -> None:
        """Make a block a field, a point, a source or the body of the open story."""
        story = self.story
        assert story is not None
        if block.kind in SILENT:
            self.silent(block, story.loc)
            return
        if block.hint == "body":
            self._body(story, block)
            return
        if self.cuts and len(parts := self.parts(block)) > 1:
            at = len(self.pieces)
            self.content(parts, nested)
            self.join(at, block)
            return
        if block.kind in ("text", "bold", "item", "heading", "callout", "link") and self._labelled(
            story, block
        ):
            return
        if is_marks(self.text, block) or self.leads_back(block):
            self._marks(story, block)
        elif fields := self.fields_of(block):
            self._table(story, block, fields)
        elif block.kind in ("image", "fence", "html", "table", "heading", "callout"):
            self._body(story, block)
            story.facts += block.kind == "image" or bool(
                block.kind == "html" and PICTURE.match(self.text, *block.span)
            )
            if block.kind == "callout" and story.current:
                story.current = "other"  # the lines under it go with it
        elif block.kind == "item":
            self._item(story, block)
        elif block.kind == "bold" and self.names_reading(block):
            self._body(story, block, kind="label")
            story.current = READING
        elif self.is_source(story, block):
            self._sources(story, block, block.span, Role.SOURCE)
        else:
            self._prose(story, block, nested)

    def _indent(self, story: StoryDraft, block: Block) -> None:
        """Note whether the items below an item that is but a label stand deeper than it, and are its text."""
        if block.kind == "item":
            story.depth, story.above = story.above if block.level > (story.above or 0) else None, None

    def _labelled(self, story: StoryDraft, block: Block) -> bool:
        label = self.label(block)
        if story.above is not None:
            self._indent(story, block)
        if label is None and block.kind in ("heading", "callout"):
            return self._heading_label(story, block)
        fact = label.field is None if label else self.text.startswith(_YEARS, block.content.start)
        if fact and self._meta(story, block):
            return True
        if label is None:
            return self._source_link(story, block)
        name, end = label.field, block.end
        beside = story.depth is not None and block.level <= story.depth  # - **要点**：… over - **影响**：…
        if block.kind == "item" and story.current == "points" and name != "sources" and not beside:
            return False
        if name is None:
            self._body(story, block, kind="label")
            # a fact (发布时间：…) is whole by itself and leads in to nothing
            if label.content >= end or not self.vocabulary.is_fact(label.word):
                story.current = "other"
            return True
        self._open(story, block, name, label.span, label.colon, span_of((min(label.content, end), end)))
        return True

    def _meta(self, story: StoryDraft, block: Block) -> bool:
        """Take a line like ``发布时间：… 来源：晨报``: it stays as it is, its source is the story's."""
        told = block.kind == "text" or (block.kind == "item" and story.current != "points")
        named = meta_source(self.text, block.span, self.vocabulary) if told else None
        if named is None:
            return False
        self.spans.setdefault((*story.loc, "sources", len(story.sources)), named)
        story.sources += sources_in(self.text, named, self.links(block), self.vocabulary)
        self._body(story, block, kind="label")
        return True

    def _table(self, story: StoryDraft, block: Block, fields: list[Field]) -> None:
        """Take the fields of a table that tells the story; the table itself stays as it is."""
        for each in fields:
            cell = self.slice(each.cell)
            if each.field is None:
                story.body.append([self.slice(each.line)])
                continue
            loc: Loc = (*story.loc, each.field)
            self.spans.setdefault(loc, each.line)
            if each.field == "sources":
                story.sources += sources_in(self.text, each.cell, self.links(block), self.vocabulary)
            elif each.field == "points":
                for line in lines_of_cell(cell):
                    self.spans[(*loc, len(story.points))] = each.cell
                    story.points.append(point_of(line))
            elif cell:
                story.fields.setdefault(each.field, []).append(cell)
        self.add(Role.BODY, block, story.loc, kind="table")
        story.current = "other"

    def _heading_label(self, story: StoryDraft, block: Block) -> bool:
        name = self.vocabulary.field_of(self.title(block))
        if name is None and block.kind == "callout":
            return False
        if name is None:
            self._body(story, block, kind="label")
            story.current = "other"
        else:
            self._open(story, block, name, block.content, None, span_of((block.span.end, block.span.end)))
        return True

    def _marks(self, story: StoryDraft, block: Block) -> None:
        """Take a line of marks of citations: the sources that they lead to, or nothing that the story says."""
        if self.links(block):
            self._sources(story, block, block.span, Role.SOURCE)
        else:
            self._body(story, block, kind="label")

    def _source_link(self, story: StoryDraft, block: Block) -> bool:
        """``🔗 [阅读原文](…)``, ``🔗 晨报：https://…``: a line that is one link whose words are a label, or links behind their sign."""
        links = self.links(block)
        told = block.kind in ("text", "item")
        if told and links and labels_links(self.text, block.content, links, self.vocabulary):
            self._sources(story, block, span_of((links[0][0].start, block.content.end)), Role.SOURCE)
            return True
        if told and links and barred_source(self.text, block.content, links, self.vocabulary):
            self._sources(story, block, block.content, Role.SOURCE)
            return True
        bare = bool(links) and not links[0][1]  # 晨报 https://…
        content = self.unslanted(block.content)
        may_be = told and (bare or self.text[content.start] in SOURCE_SIGNS)
        signed = signed_source(self.text, content, links) if may_be else None
        if signed:
            self._sources(story, block, signed, Role.SOURCE)
            return True
        if block.kind != "link" or self.vocabulary.field_of(self.slice(block.content)) != "sources":
            return False
        self._sources(story, block, block.span, Role.SOURCE)
        return True

    def _open(
        self, story: StoryDraft, block: Block, name: FieldName, label: Span, colon: Span | None, content: Span
    ) -> None:
        if (
            block.gap
            and block.kind != "heading"  # which stands deeper than the title, and so under it
            and story.current == "sources"
            and name != "sources"
            and (*story.loc, name) in self.spans
        ):
            story = self.untitled_story(block)  # the same fields once more: the next story has lost its title
        text = self.slice(content).strip()
        prose = name == "points" and text and "summary" not in story.fields
        if prose and self.vocabulary.names_prose(self.slice(label)):
            name = "summary"
        story.current = name
        loc: Loc = (*story.loc, name)
        story.bare = not text
        item = block.kind == "item"
        story.depth = block.level if item and text else None
        story.above = block.level if item and not text else None
        self.spans.setdefault(loc, block.span)
        self.add(Role.FIELD, block, loc, name=name, label=label, colon=colon, content=content)
        if name == "sources":
            story.sources += sources_in(self.text, content, self.links(block), self.vocabulary)
        elif name == "points":
            if text:
                self._mentions(story, block)
                story.points.append(Point(None, text))
        else:
            if block.kind in ("text", "item"):
                self._mentions(story, block)
            story.fields.setdefault(name, []).append(text)

    def _item(self, story: StoryDraft, block: Block) -> None:
        text = self.slice(block.content).strip()
        if story.current == "sources" and self.lists_sources(story, block):
            self._sources(story, block, block.content, Role.SOURCE)
        elif story.current == "sources" and story.points:
            self._body(story, block)
        elif story.current in ("summary", "background") and story.bare:
            story.fields[story.current].append(text)
            self.add(Role.BODY, block, (*story.loc, story.current), kind="field")
        elif story.current in ("other", READING):
            self._body(story, block)
        elif story.current == "summary" and not story.points and self.is_link(block):
            self._sources(story, block, block.content, Role.SOURCE)
        else:
            story.current = "points"
            self._mentions(story, block)
            self._point(story, block, point_of(self.slice(block.content)))

    def _point(self, story: StoryDraft, block: Block, point: Point) -> None:
        loc: Loc = (*story.loc, "points", len(story.points))
        self.spans[loc] = block.span
        story.points.append(point)
        self.add(Role.POINT, block, loc)

    def _sources(self, story: StoryDraft, block: Block, span: Span, role: Role) -> None:
        loc: Loc = (*story.loc, "sources", len(story.sources))
        self.spans[loc] = block.span
        self.add(role, block, loc, content=span)
        story.bare = story.bare and story.current == "sources"
        story.sources += sources_in(self.text, span, self.links(block), self.vocabulary)
        story.current = "sources"

    def _prose(self, story: StoryDraft, block: Block, nested: bool) -> None:
        inside = block.quote or block.marker in ("<", ":")
        text = self.slice(block.content if inside else block.span).strip()
        if block.kind == "link":
            story.inline += self.links(block)
        current = story.current
        if self.is_caption(block):
            self._body(story, block)
        elif current is None and block.kind == "text" and self._byline(story, block):
            pass
        elif current is None and self._states_facts(block):
            self._body(story, block, kind="label")
            story.facts += 1
        elif (
            current in ("summary", "background")
            and (not block.gap or story.bare)
            and not self.starts_bold(block)
            and not self.goes_on(block)
        ):
            story.fields.setdefault(current, []).append(text)
            role = Role.PROSE if (*story.loc, current) not in self.spans else Role.BODY
            if block.kind == "text":
                self._mentions(story, block)
            self.add(role, block, (*story.loc, current), kind="field")
            story.bare = False
        elif current == "points" and story.bare and self.is_plain_point(story, block):
            self._point(story, block, Point(None, text))
        elif current == "points" and story.points and not block.gap and block.level > 0:
            last = len(story.points) - 1
            story.continued.setdefault(last, []).append(text)
            self.add(Role.POINT, block, (*story.loc, "points", last), kind="continued")
        elif current == "sources" and (
            (not block.gap and self.links(block)) or (story.bare and self.names_sources(block))
        ):
            self._sources(story, block, block.span, Role.SOURCE)
        elif self.summarises(story, block, nested):
            story.current = "summary"
            story.fields.setdefault("summary", []).append(text)
            self.spans[(*story.loc, "summary")] = block.span
            self._mentions(story, block)
            self.add(Role.PROSE, block, (*story.loc, "summary"))
            story.bare = False
        else:
            self._body(story, block)

    def _byline(self, story: StoryDraft, block: Block) -> bool:
        """Take a line that says but who reported and when: it names the source that the title links to."""
        named = byline(self.slice(block.content), self.publishers)
        if named is None:
            return False
        if named and story.title_urls and not story.sources:
            self.spans[(*story.loc, "sources", 0)] = block.span
            story.sources.append(Source(named))
        self._body(story, block, kind="label")
        return True

    def _states_facts(self, block: Block) -> bool:
        """Whether a line says nothing but facts: tags, the title in italics, or a few words behind a label of this text's own."""
        words = self.slice(block.content).strip()
        if is_tags(words, bold=block.kind == "bold"):
            return True
        if not block.gap and self.pieces[-1].role is Role.STORY and SLANTED.match(words):
            return not SENTENCE_END.search(words)  # the title once more, in another language
        own = block.first in self.own_labels and len(words) <= _LONGEST_FACT
        return own and not SENTENCE_END.search(words)

    def _mentions(self, story: StoryDraft, block: Block) -> None:
        """Note the links of running text, or the source that it names at its end without one."""
        links = self.links(block)
        shown = block.kind == "html"  # what the tags of a line show
        story.inline += [
            link for link in links if not (is_picture(self.text, link) or (shown and media(link[2])))
        ]
        if links and not self.text[links[-1][0].end : block.span.end].rstrip():  # as most lines with links do
            return
        named = closing_source(self.text, block.span, bool(links))
        if named:
            self.spans[(*story.loc, "sources", len(story.sources))] = named
            story.sources += sources_in(self.text, named, links, self.vocabulary)
        elif self.text[block.span.end - 1] not in PROSE_ENDS and story.unsourced:  # most prose ends so
            signed = signature(self.text, block.span, self.publishers, signed=block.first in self.signed)
            story.signed = (Source(self.slice(signed).strip()), signed) if signed else story.signed

    def _body(self, story: StoryDraft, block: Block, kind: str = "") -> None:
        loc: Loc = (*story.loc, "body", len(story.body))
        self.spans[loc] = block.span
        joined = not block.gap and story.body and self.pieces and self.pieces[-1].role is Role.BODY
        raw = self.slice(block.span).rstrip()
        if joined and self.pieces[-1].last + 1 == block.first:
            story.body[-1].append(raw)
            loc = (*story.loc, "body", len(story.body) - 1)
        else:
            story.body.append([raw])
        prose = block.kind == "html" and IN_PROSE.match(self.text, *block.span)
        if (prose or block.kind in ("text", "link", "item", "bold")) and story.current != READING:
            self._mentions(story, block)
        self.add(Role.BODY, block, loc, kind=kind or ("paragraph" if block.kind == "text" else block.kind))
