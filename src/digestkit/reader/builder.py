"""Builds the digest and its pieces as the structure is recognised, block by block."""

import re
from dataclasses import dataclass, field

from digestkit.parsed import Loc, Piece, Role, piece_of
from digestkit.publishers import directory
from digestkit.reader.inline import Label, Link, label_at, links_in, plain, title_text
from digestkit.reader.scanner import Block
from digestkit.schema import FieldName, Point, Remainder, Section, Source, Story
from digestkit.source import Source as Text
from digestkit.source import Span
from digestkit.vocabulary import Vocabulary, squeeze

_LEAD = re.compile(r"\s*\*\*(?P<bold>[^*\n]{1,160})\*\*[ \t]*(?P<sep>[：:，,。；;\-—–|]*)[ \t]*")
_PLAIN_LEAD = re.compile(r"(?P<lead>[^：:。，；！？\n*`\[\]]{1,24})[：:](?!//)[ \t]*(?=\S)")
_TAG = re.compile(r"[\[【(（][^\]】)）]{1,6}[\]】)）]")
_SENTENCE = re.compile(r"(?:[^。！？\s][ \t]*){8,45}。(?![”’」』）)\"])(?=[^\n]{10})")
_SEPARATORS = re.compile(r"\s{0,9}(?:[|｜、；;]|\s/\s|，)\s*")
_DASH = " \t：:-—–|，,。（("


@dataclass(slots=True)
class StoryDraft:
    """A story while it is being read."""

    loc: Loc
    title: str | None
    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    title_urls: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    inline: list[Link] = field(default_factory=list)
    """Links in the text; they are its sources when it names none."""
    current: str | None = None
    """The field that further lines belong to; ``other`` after an unknown label."""
    bare: bool = False
    """The current field's label stands alone: its text follows on the next lines."""

    def freeze(self) -> Story:
        """The finished story."""
        return Story(
            title=self.title,
            line=self.line,
            summary=self._text("summary"),
            background=self._text("background"),
            points=tuple(self.points),
            sources=tuple(_settle(self.sources, self.title_urls, self.inline)),
            body=tuple(self.body),
        )

    def _text(self, name: str) -> str | None:
        lines = self.fields.get(name)
        return "\n".join(filter(None, lines)) or None if lines else None


def _settle(named: list[Source], title_urls: list[str], inline: list[Link]) -> list[Source]:
    """The sources of a story: a name without a link takes the link of the title."""
    sources = list(named)
    for url in title_urls:
        if any(source.url == url for source in sources):
            continue
        bare = next((i for i, source in enumerate(sources) if source.url is None), None)
        if bare is None:
            sources.append(Source("", url))
        else:
            sources[bare] = Source(sources[bare].label, url)
    if not any(source.url for source in sources):
        sources += [Source(label, url) for _, label, url in inline]
    return list(dict.fromkeys(sources)) if len(sources) > 1 else sources


def point_of(text: str) -> Point:
    """The text of a list item under 要点 as a point: its opening words apart, when they are set apart."""
    text = text.strip()
    bold = _LEAD.match(text)
    if bold and bold.end() < len(text):
        return Point(bold["bold"].rstrip("：: "), text[bold.end() :])
    lead = _PLAIN_LEAD.match(text)
    if lead:
        return Point(lead["lead"].strip(), text[lead.end() :])
    return Point(None, text)


class Builder:
    """Collects pieces, spans and stories in the order of the text."""

    def __init__(self, source: Text, vocabulary: Vocabulary) -> None:
        self.source = source
        self.text = source.text
        self.vocabulary = vocabulary
        self.pieces: list[Piece] = []
        self.spans: dict[Loc, Span] = {}
        self.sections: list[tuple[str | None, int, list[StoryDraft]]] = []
        self.story: StoryDraft | None = None
        self.highlights: list[str] = []
        self.remainders: list[Remainder] = []

    def slice(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]

    def label(self, block: Block) -> Label | None:
        """The known label that a block begins with, if it does; looked up once."""
        found = block.label
        if found is False:
            inside = block.kind == "item" or block.kind == "heading"
            start = block.content.start if inside else self._text_start(block)
            found = block.label = label_at(self.text, start, block.span.end, self.vocabulary)
        return found

    def names(self, block: Block) -> FieldName | None:
        """The field that the label of a block names, if it has one."""
        found = self.label(block)
        return found.field if found else None

    def links(self, block: Block) -> list[Link]:
        """The links in a block; looked up once."""
        found = block.links
        if found is None:
            found = block.links = links_in(self.text, *block.span)
        return found

    # -- pieces -------------------------------------------------------------------------------

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
        """Record a piece for a block."""
        content = content or block.content
        self.pieces.append(
            piece_of((role, block.span, block.first, block.last, loc, name, label, colon, content,
                      block.marker, block.quote, kind))
        )  # fmt: skip

    def section(self, block: Block | None, title: str | None) -> None:
        """Begin a section."""
        self.story = None
        loc: Loc = ("sections", len(self.sections))
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
            self.spans[loc] = block.span
            self.spans[(*loc, "title")] = block.content
            self.story.title_urls = [url for _, _, url in self.links(block)]
        return self.story

    def untitled_story(self, block: Block) -> StoryDraft:
        """Begin a story whose title is missing, at the first line of its fields."""
        story = self.new_story(None, None, block.first)
        self.spans[story.loc] = block.span
        return story

    def titled_story(self, block: Block) -> None:
        """Begin a story at a title line of its own."""
        story = self.new_story(block, title_text(self.slice(block.content)), block.first)
        self.add(Role.STORY, block, story.loc)

    def remainder(self, block: Block, kind: str) -> None:
        """Keep a block that belongs to no story."""
        loc: Loc = ("remainder", len(self.remainders))
        self.remainders.append(Remainder(block.first, kind, self.slice(block.span).strip()))
        self.spans[loc] = block.span
        self.add(Role.REMAINDER, block, loc, kind=kind)

    def highlight(self, block: Block) -> None:
        """Keep a line of the highlights."""
        loc: Loc = ("highlights", len(self.highlights))
        self.highlights.append(self.slice(block.content).strip())
        self.spans[loc] = block.content
        self.add(Role.HIGHLIGHT, block, loc)

    # -- stories ------------------------------------------------------------------------------

    def item_story(self, block: Block, rest: list[Block]) -> None:
        """A story that is one list item or paragraph, with the indented lines that belong to it."""
        end = block.content.end
        story = self.new_story(None, None, block.first)
        self.spans[story.loc] = block.span
        title, after = self._item_title(block)
        story.title = title_text(self.slice(title))
        self.spans[(*story.loc, "title")] = title
        for _, label, url in self.links(block):
            named = label if label and title_text(label) != story.title else ""
            story.sources.append(Source(named, url))
        after, name = self._source_tag(after, end)
        if name and len(story.sources) == 1:
            story.sources[0] = Source(name, story.sources[0].url)
        text = self.text[after:end].strip().lstrip(_DASH.replace("（", "").replace("(", "")).strip()
        text = _without_trailing_links(text)
        if text:
            story.fields["summary"] = [text]
            self.spans[(*story.loc, "summary")] = Span(after, end)
        self.add(Role.STORY, block, story.loc, content=title)
        if rest:
            self.content(rest, nested=True)

    def _item_title(self, block: Block) -> tuple[Span, int]:
        """The title of a one-line story and where the text after it begins."""
        start, end = block.content
        bold = _LEAD.match(self.text, start, end)
        if bold and _TAG.fullmatch(bold["bold"]):  # **[产品]** is a tag, the headline comes after it
            start, bold = bold.end(), None
        if bold:
            return Span(*bold.span("bold")), bold.end()
        links = self.links(block)
        if links and links[0][1] and not self.text[start : links[0][0].start].strip(" \t*_#0123456789.、"):
            span = links[0][0]
            stop = span.end + 2 if self.text.startswith("**", span.end) else span.end
            return span, min(stop, end)
        stop = end
        if links and links[-1][1]:  # a closing [来源](…) is no part of the title
            tail = self.text[links[-1][0].end : end].strip(" \t)）。.")
            label = links[-1][1]
            if not tail and (len(squeeze(label)) <= 10 or label.lower() in links[-1][2].lower()):
                cut = links[-1][0].start
                head = self.text[start:cut].rstrip(" \t（(·|-—")
                if len(head) >= 6:
                    stop = start + len(head)
        sentence = _SENTENCE.match(self.text, start, stop)
        if sentence:  # a paragraph in one item: its first sentence is the headline
            return Span(start, sentence.end() - 1), sentence.end()
        return Span(start, stop), end

    def _source_tag(self, after: int, end: int) -> tuple[int, str]:
        """``(36kr)`` after a linked title: the name of the source."""
        found = re.compile(r"\s*[(（](?P<name>[^()（）\n]{1,24})[)）]\s*").match(self.text, after, end)
        return (found.end(), found["name"].strip()) if found else (after, "")

    def content(self, blocks: list[Block], nested: bool = False) -> None:
        """Sort the blocks of the open story into fields, points, sources and body."""
        for block in blocks:
            self._block_of_story(block, nested)

    def _block_of_story(self, block: Block, nested: bool) -> None:
        story = self.story
        assert story is not None
        if block.kind in ("rule", "comment"):
            self.add(Role.RULE if block.kind == "rule" else Role.COMMENT, block, story.loc)
            return
        if block.hint == "body":
            self._body(story, block)
            return
        if block.kind in ("text", "bold", "item", "heading", "link") and self._labelled(story, block):
            return
        if block.kind in ("image", "fence", "html", "table", "heading"):
            self._body(story, block)
        elif block.kind == "item":
            self._item(story, block)
        elif block.kind == "link" and not block.quote and story.current != "other":
            self._sources(story, block, block.span, Role.SOURCE)
        else:
            self._prose(story, block, nested)

    def _labelled(self, story: StoryDraft, block: Block) -> bool:
        label, end = self.label(block), block.span.end
        if label is None and block.kind == "heading":
            return self._heading_label(story, block)
        if label is None:
            return self._source_link(story, block)
        name = label.field
        if block.kind == "item" and story.current == "points" and name != "sources":
            return False
        if name is None:
            self._body(story, block, kind="label")
            story.current = "other"
            return True
        self._open(story, block, name, label.span, label.colon, Span(min(label.content, end), end))
        return True

    def _text_start(self, block: Block) -> int:
        at = block.span.start
        while at < block.span.end and self.text[at] in "> \t\u3000":
            at += 1
        return at

    def _heading_label(self, story: StoryDraft, block: Block) -> bool:
        name = self.vocabulary.field_of(title_text(self.slice(block.content)))
        if name is None:
            self._body(story, block, kind="label")
            story.current = "other"
        else:
            self._open(story, block, name, block.content, None, Span(block.span.end, block.span.end))
        return True

    def _source_link(self, story: StoryDraft, block: Block) -> bool:
        """``🔗 [阅读原文](…)``: a line that is one link whose words are a label of sources."""
        if block.kind != "link" or self.vocabulary.field_of(self.slice(block.content)) != "sources":
            return False
        self._sources(story, block, block.span, Role.SOURCE)
        return True

    def _open(
        self, story: StoryDraft, block: Block, name: FieldName, label: Span, colon: Span | None, content: Span
    ) -> None:
        if (
            block.gap
            and story.current == "sources"
            and name != "sources"
            and (*story.loc, name) in self.spans
        ):
            story = self.untitled_story(block)  # the same fields once more: the next story has lost its title
        story.current = name
        loc: Loc = (*story.loc, name)
        text = self.slice(content).strip()
        story.bare = not text
        self.spans.setdefault(loc, block.span)
        self.add(Role.FIELD, block, loc, name=name, label=label, colon=colon, content=content)
        if name == "sources":
            story.sources += self._sources_in(block, content)
        elif name == "points":
            if text:
                story.points.append(Point(None, text))
        else:
            story.fields.setdefault(name, []).append(text)

    def _item(self, story: StoryDraft, block: Block) -> None:
        text = self.slice(block.content).strip()
        if story.current == "sources" and self._lists_sources(story, block):
            self._sources(story, block, block.content, Role.SOURCE)
        elif story.current == "sources" and story.points:
            self._body(story, block)
        elif story.current in ("summary", "background") and story.bare:
            story.fields[story.current].append(text)
            self.add(Role.BODY, block, (*story.loc, story.current), kind="field")
        elif story.current == "other":
            self._body(story, block)
        else:
            story.current = "points"
            story.inline += self.links(block)
            loc: Loc = (*story.loc, "points", len(story.points))
            self.spans[loc] = block.span
            story.points.append(point_of(self.slice(block.content)))
            self.add(Role.POINT, block, loc)

    def _lists_sources(self, story: StoryDraft, block: Block) -> bool:
        """Whether an item under sources is one more: it has a link, names a publisher, or 来源 stands over it.

        Under a line of sources that is complete, an item of prose is a point.
        """
        if story.bare or self.links(block):
            return True
        name = plain(self.slice(block.content))
        return directory(self.vocabulary.publishers).named(name) is not None

    def _sources(self, story: StoryDraft, block: Block, span: Span, role: Role) -> None:
        loc: Loc = (*story.loc, "sources", len(story.sources))
        self.spans[loc] = block.span
        self.add(role, block, loc, content=span)
        story.bare = story.bare and story.current == "sources"
        story.sources += self._sources_in(block, span)
        story.current = "sources"

    def _sources_in(self, block: Block, span: Span) -> list[Source]:
        """Linked sources, and names between separators that no link covers."""
        found: list[Source] = []
        at, linked = span.start, False
        for link, label, url in [*self.links(block), (Span(span.end, span.end), "", "")]:
            parts = _SEPARATORS.split(self.text[at : link.start])
            # 星河官网 https://…: the words before a bare address name it
            named = self._source_name(parts.pop()) if url and not label else label
            for i, part in enumerate(parts):
                touches = (i == 0 and linked) or (i == len(parts) - 1 and bool(url))
                name = "" if touches else self._source_name(part)
                if name:
                    found.append(Source(name))
            if url:
                found.append(Source(named, url))
            at, linked = link.end, True
        return found

    def _source_name(self, part: str) -> str:
        """The name of a source that ``part`` of a line of sources says, if any."""
        name = plain(part).strip(" ：:·。()（）")
        label = label_at(name, 0, len(name), self.vocabulary)
        return name if label is None and any(char.isalnum() for char in name) else ""

    def _prose(self, story: StoryDraft, block: Block, nested: bool) -> None:
        text = self.slice(block.content if block.quote else block.span).strip()
        if block.kind == "link":
            story.inline += self.links(block)
        current = story.current
        if (
            current in ("summary", "background")
            and (not block.gap or story.bare)
            and not self._starts_bold(block)
        ):
            story.fields.setdefault(current, []).append(text)
            role = Role.PROSE if (*story.loc, current) not in self.spans else Role.BODY
            self.add(role, block, (*story.loc, current), kind="field")
            story.bare = False
        elif current == "points" and story.bare and not story.points:
            loc: Loc = (*story.loc, "points", len(story.points))
            self.spans[loc] = block.span
            story.points.append(Point(None, text))
            self.add(Role.POINT, block, loc)
            story.bare = False
        elif current == "points" and story.points and not block.gap and block.level > 0:
            last = story.points[-1]
            story.points[-1] = Point(last.lead, f"{last.text}\n{text}")
            self.add(Role.POINT, block, (*story.loc, "points", len(story.points) - 1), kind="continued")
        elif current == "sources" and not block.gap and self.links(block):
            self._sources(story, block, block.span, Role.SOURCE)
        elif self._summarises(story, block, nested):
            story.current = "summary"
            story.fields.setdefault("summary", []).append(text)
            self.spans[(*story.loc, "summary")] = block.span
            story.inline += self.links(block)
            self.add(Role.PROSE, block, (*story.loc, "summary"))
            story.bare = False
        else:
            self._body(story, block)

    def _summarises(self, story: StoryDraft, block: Block, nested: bool) -> bool:
        """Whether unlabelled prose is the story's summary: its first words, be it under a line of sources."""
        if story.current is None:
            return nested or not (story.fields.get("summary") or block.quote)
        first = not (story.fields or story.points or story.body or block.quote)
        return first and story.current == "sources" and block.gap and block.kind == "text"

    def _starts_bold(self, block: Block) -> bool:
        return block.gap and self.text.startswith("**", block.content.start)

    def _body(self, story: StoryDraft, block: Block, kind: str = "") -> None:
        loc: Loc = (*story.loc, "body", len(story.body))
        self.spans[loc] = block.span
        joined = not block.gap and story.body and self.pieces and self.pieces[-1].role is Role.BODY
        raw = self.slice(block.span).rstrip()
        if joined and self.pieces[-1].last + 1 == block.first:
            story.body[-1] = f"{story.body[-1]}\n{raw}"
            loc = (*story.loc, "body", len(story.body) - 1)
        else:
            story.body.append(raw)
        if block.kind in ("text", "link", "item", "bold"):
            story.inline += self.links(block)
        self.add(Role.BODY, block, loc, kind=kind or ("paragraph" if block.kind == "text" else block.kind))

    def freeze(self) -> tuple[Section, ...]:
        """The finished sections."""
        return tuple(
            Section(title, line, tuple(story.freeze() for story in stories))
            for title, line, stories in self.sections
        )


def _without_trailing_links(text: str) -> str:
    """``text`` without the links that close it (they are its sources)."""
    while True:
        links = links_in(text, 0, len(text))
        if not links:
            return text.strip()
        span = links[-1][0]
        if text[span.end :].strip(" \t)）。.|") or len(links[-1][1]) > 12:
            return text.strip()
        text = text[: span.start].rstrip(" \t（(|·，,、")
