"""The one model that every command shares: a digest and what it is made of.

Strict in shape, lenient in presence: what a draft lacks is ``None`` or empty, and that it is
lacking is a rule's business. Text keeps its inline Markdown; titles and section names are as a
reader sees them, without markup or numbering. Line numbers ride along for reports but are no part
of what a digest *is*: they do not count in comparisons.

Slotted dataclasses, because a weekly or a lint run builds tens of thousands of them; pydantic
turns them into JSON Schema and validates only where data crosses a border (``json_schemas.py``).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["blue-span", "front-matter", "plain"]
Kind = Literal["daily", "weekly"]
FieldName = Literal["summary", "background", "points", "sources"]
"""The four fields of a story, in the house's order: 说明, 背景, 要点, 来源."""

FIELDS: tuple[FieldName, ...] = ("summary", "background", "points", "sources")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a story comes from. ``url`` is as written; ``None`` when the source is only named."""

    label: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One 要点. ``lead`` is its opening words before a colon, when they are set apart."""

    lead: str | None
    text: str

    @property
    def words(self) -> str:
        """The whole point as running text."""
        return f"{self.lead}：{self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Story:
    """One news story."""

    title: str | None
    line: int = field(default=0, compare=False)
    summary: str | None = None
    background: str | None = None
    points: tuple[Point, ...] = ()
    sources: tuple[Source, ...] = ()
    body: tuple[str, ...] = ()
    """Blocks that are none of the four fields, as Markdown, in their order."""

    def blocks(self) -> Iterator[str]:
        """What it tells below its title, block by block, as Markdown: everything but its sources."""
        points = (point.words for point in self.points)
        return filter(None, (self.summary, self.background, *points, *self.body))


@dataclass(frozen=True, slots=True)
class Section:
    """A named part of a digest. ``title`` is ``None`` for stories that stand under no section."""

    title: str | None
    line: int = field(default=0, compare=False)
    stories: tuple[Story, ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """A block that belongs to no story: introduction, advertisement, closing words, reading list …"""

    line: int = field(compare=False)
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Digest:
    """One issue, daily or weekly. ``date`` is ISO 8601 (``2026-02-08``), or ``None``."""

    style: Style = "plain"
    kind: Kind = "daily"
    title: str | None = None
    date: str | None = None
    front_matter: dict[str, Any] | None = None
    highlights: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    remainder: tuple[Remainder, ...] = ()

    @property
    def day(self) -> dt.date | None:
        """The issue's day, if it is known."""
        return dt.date.fromisoformat(self.date) if self.date else None

    def stories(self) -> Iterator[tuple[Section, Story]]:
        """Every story with its section, in the order of the text."""
        for section in self.sections:
            for story in section.stories:
                yield section, story
