"""A story while it is being read, and what it is in the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from digestkit.late import late
from digestkit.parsed import Loc
from digestkit.reader.inline import Link, title_text
from digestkit.schema import Point, Source, Story
from digestkit.source import Span
from digestkit.vocabulary import Vocabulary

_BOLD = re.compile(r"\s*\*\*(?P<bold>[^*\n]{1,160})\*\*[ \t]*(?P<sep>[：:，,。；;\-—–|｜·]*)[ \t]*")
"""Bold words that a text opens with, and the mark that sets them apart."""
_KEYCAP = late(r"(?:\d{1,2}\ufe0f?\u20e3|🔟)[ \t]*(?=\*\*|<)")
_TAGGED = late(
    r"<(?P<tag>b|strong)>(?P<bold>[^<\n]{1,160})</(?P=tag)>[ \t]*(?P<sep>[：:，,。；;\-—–|｜·]*)[ \t]*",
    re.IGNORECASE,
)
"""The same in HTML."""
BRACKETED = re.compile(r"\s*【(?P<title>[^【】\n]{7,80})】[ \t]*(?=[^\s【])")
"""A headline in brackets that a text opens with."""
PARTED = late(
    r"(?P<head>[^\s：:。！？；*\[【][^：:。！？；*\[\n]{7,39})[：:](?![\d/])[ \t]*(?=[^。\n]{6,}。)"
)
"""A headline before a colon that sentences stand behind."""
SLANTED = late(r"[ \t]*(?:\*(?![*\s])[^*\n]+\*|_(?![_\s])[^_\n]+_)[ \t]*$")
"""A line that is emphasised as a whole, not bold."""
_PLAIN_LEAD = late(r"(?P<lead>[^：:。，；！？\n*`\[\]]{1,24})[：:](?!//)[ \t]*(?=\S)")


@dataclass(slots=True)
class StoryDraft:
    """A story while it is being read."""

    loc: Loc
    title: str | None
    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    continued: dict[int, list[str]] = field(default_factory=dict)
    """Further lines of points, by their numbers."""
    sources: list[Source] = field(default_factory=list)
    title_urls: list[str] = field(default_factory=list)
    body: list[list[str]] = field(default_factory=list)
    """Paragraphs, by lines: one may have a hundred thousand, so they are joined once."""
    facts: int = 0
    """How many lines of the body but state facts, or are pictures: the first words of the story are still to come."""
    inline: list[Link] = field(default_factory=list)
    """Links in the text; they are its sources when it names none."""
    signed: tuple[Source, Span] | None = None
    """Who reported, by the end of the text, and where it says so; they are the source when nothing else gives one."""
    quoted: bool = False
    """The title stands in a block quote: a call-out, with the story in the lines under it."""
    current: str | None = None
    """The field that further lines belong to; ``other`` after an unknown label."""
    depth: int | None = None
    """The indentation of the list item that the current field stands in with its text; ``None`` for a line of its own."""
    above: int | None = None
    """The indentation of the list item that is the current field's label alone, until it is known whether its points stand deeper."""
    bare: bool = False
    """The current field's label stands alone: its text follows on the next lines."""

    @property
    def unsourced(self) -> bool:
        """Whether neither a line nor a link gives a source."""
        return not (self.sources or self.title_urls or self.inline)

    def freeze(self, vocabulary: Vocabulary) -> Story:
        """The finished story."""
        return Story(
            title=self.title,
            line=self.line,
            summary=self._text("summary"),
            background=self._text("background"),
            points=tuple(self._whole_points() if self.continued else self.points),
            sources=tuple(self._settled(vocabulary)),
            body=tuple(["\n".join(lines) for lines in self.body]),
        )

    def _settled(self, vocabulary: Vocabulary) -> list[Source]:
        """The sources: a name without a link takes that of the line below, or of the title."""
        sources = list(self.sources)
        if len(sources) > 1 and sources[-1].url and not any(source.url for source in sources[:-1]):
            label = sources[-1].label  # 来源：晨报, over the address, [原文](…), or the title with its link
            if not label or vocabulary.field_of(label) == "sources" or title_text(label) == self.title:
                sources = [Source(sources[0].label, sources[-1].url), *sources[1:-1]]
        return _settle(sources, self.title_urls, self.inline)

    def _whole_points(self) -> Iterator[Point]:
        """The points with their further lines."""
        for number, point in enumerate(self.points):
            more = self.continued.get(number)
            yield Point(point.lead, "\n".join([point.text, *more])) if more else point

    def _text(self, name: str) -> str | None:
        lines = self.fields.get(name)
        return "\n".join(filter(None, lines)) or None if lines else None


def _settle(sources: list[Source], title_urls: list[str], inline: list[Link]) -> list[Source]:
    """``sources`` with the links of the title, or else with those in the text where none has one."""
    if title_urls:
        _take_links(sources, title_urls)
    if not any(source.url for source in sources):
        sources += [Source(label, url) for _, label, url in inline]
    return list(dict.fromkeys(sources)) if len(sources) > 1 else sources


def _take_links(sources: list[Source], title_urls: list[str]) -> None:
    """Add the links of a title to ``sources``: to those that have none first."""
    known = {source.url for source in sources}
    bare = iter([i for i, source in enumerate(sources) if source.url is None])
    for url in title_urls:
        if url not in known:
            known.add(url)
            at = next(bare, None)
            if at is None:
                sources.append(Source("", url))
            else:
                sources[at] = Source(sources[at].label, url)


def lead_of(text: str, start: int, end: int) -> re.Match[str] | None:
    """The bold words that ``text[start:end]`` opens with, be they bold in Markdown or in HTML."""
    if text.startswith("**", start):
        return _BOLD.match(text, start, end)
    if number := _KEYCAP.match(text, start, end):
        start = number.end()
    return (_TAGGED if text.startswith("<", start) else _BOLD).match(text, start, end)


def point_of(text: str) -> Point:
    """The text of a list item under 要点 as a point: its opening words apart, when they are set apart."""
    text = text.strip()
    bold = lead_of(text, 0, len(text))
    if bold and bold.end() < len(text):
        return Point(bold["bold"].rstrip("：: "), text[bold.end() :])
    lead = _PLAIN_LEAD.match(text)
    if lead:
        return Point(lead["lead"].strip(), text[lead.end() :])
    return Point(None, text)
