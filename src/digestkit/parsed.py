"""What the reader makes of a text: the model, the pieces it was read from, and where they stand.

Every non-blank line of the source lies in exactly one piece. The model says what a digest *is*;
the pieces say how it is *written* (label words, colons, markers, bold or not), which is what
layout rules and ``format`` work on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial, wraps
from typing import Any, NamedTuple, TypeVar

from digestkit.diagnostic import Text
from digestkit.publishers import Directory, directory
from digestkit.schema import Digest, FieldName, Section, Story
from digestkit.source import Source, Span
from digestkit.vocabulary import Vocabulary

Loc = tuple[str | int, ...]
"""A place in the model, e.g. ``("sections", 0, "stories", 3, "sources", 0)``."""

HINT = r"(?:section|story|body|remainder [\w-]{1,40})"
"""What a comment ``<!-- digestkit: … -->`` may say that the next block is."""
HINT_COMMENT = rf"<!--\s*digestkit:\s*(?P<hint>{HINT})\s*-->"
"""Such a comment."""

Result = TypeVar("Result")


class Role(StrEnum):
    """What a piece of the text is."""

    FRONT_MATTER = "front-matter"
    HEADLINE = "headline"  # the blue span
    HEADING = "heading"  # the H1 or other title of the issue
    SECTION = "section"
    STORY = "story"  # a title; a one-line story with all it holds
    FIELD = "field"  # a labelled line: label, colon, and what follows on that line
    POINT = "point"  # a list item (or prose line) under 要点
    SOURCE = "source"  # a line of sources without a label, or below its label
    PROSE = "prose"  # unlabelled text that serves as the summary
    BODY = "body"  # a block of a story that is none of the four fields
    HIGHLIGHT = "highlight"
    REMAINDER = "remainder"
    RULE = "rule"  # a thematic break (---), page furniture
    COMMENT = "comment"  # an HTML comment


class Piece(NamedTuple):
    """A run of whole lines of the source that has one role.

    ``span`` covers the lines without the last line end; ``first`` and ``last`` are line numbers.
    ``content`` is its text after label, marker and markup: the title's text for STORY and SECTION. ``loc`` is the
    model node that the piece belongs to: the section, the story, or for a field the field
    (``(…, "summary")``), for a point or a source the element.
    """

    role: Role
    span: Span
    first: int
    last: int
    content: Span
    loc: Loc = ()
    field: FieldName | None = None  # FIELD: which of the four
    label: Span | None = None  # FIELD: the label word, without markup and colon
    colon: Span | None = None  # FIELD: the colon, if there is one
    marker: str = ""  # "-", "*", "1.", "##", "**" (a bold line), "" (plain), "<" (HTML)
    quote: bool = False  # inside a block quote
    kind: str = ""  # REMAINDER: its kind. BODY: paragraph, list, table, fence, html, image, label …

    @property
    def level(self) -> int:
        """How deep it stands as a heading, 1 to 6; 0 for what is none."""
        return len(self.marker) if self.marker[:1] == "#" else 0

    @property
    def gives_sources(self) -> bool:
        """Whether it is a line of sources, with their label or without."""
        return self.role is Role.SOURCE or self.field == "sources"

    @property
    def story(self) -> Loc | None:
        """The loc of the story that it belongs to."""
        return self.loc[:4] if len(self.loc) >= 4 and self.loc[2] == "stories" else None


piece_of: Callable[[tuple[Any, ...]], Piece] = partial(tuple.__new__, Piece)
"""A piece of all its fields, for the reader, which makes tens of thousands (see ``source.span_of``)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader could not make sense of; rules decide whether to report it."""

    name: str  # the rule that owns it: "front-matter-invalid", "header-missing" …
    span: Span
    message: Text
    hint: Text | None = None


@dataclass(frozen=True)
class Parsed:
    """A text, read."""

    source: Source
    digest: Digest
    pieces: tuple[Piece, ...]
    spans: Mapping[Loc, Span]
    problems: tuple[Problem, ...]
    vocabulary: Vocabulary

    @property
    def text(self) -> str:
        """The whole text of the source."""
        return self.source.text

    @property
    def publishers(self) -> Directory:
        """The publishers that the text's house knows."""
        return directory(self.vocabulary.publishers)

    def span(self, *loc: str | int) -> Span:
        """The span of a model node: of the longest prefix of ``loc`` that has one."""
        for size in range(len(loc), -1, -1):
            found = self.spans.get(loc[:size])
            if found is not None:
                return found
        return Span(0, 0)

    def stories(self) -> Iterator[tuple[Loc, Section, Story]]:
        """Every story with its loc and section, in the order of the text."""
        for i, section in enumerate(self.digest.sections):
            for j, story in enumerate(section.stories):
                yield ("sections", i, "stories", j), section, story

    def with_stories(self, change: Callable[[Loc, Story], Story]) -> "Parsed":
        """The same text and places with another model: each story is what ``change`` makes of it. Itself if all stay."""
        made = [
            tuple(change(("sections", i, "stories", j), story) for j, story in enumerate(section.stories))
            for i, section in enumerate(self.digest.sections)
        ]
        there = [section.stories for section in self.digest.sections]
        if all(new is old for pair in zip(made, there, strict=True) for new, old in zip(*pair, strict=True)):
            return self
        sections = map(lambda section, stories: replace(section, stories=stories), self.digest.sections, made)
        return replace(self, digest=replace(self.digest, sections=tuple(sections)))

    def story(self, loc: Loc) -> Story:
        """The story that ``loc`` is in: ``("sections", i, "stories", j, …)``."""
        return self.digest.sections[int(loc[1])].stories[int(loc[3])]

    @cached_property
    def memo(self) -> dict[str, Any]:
        """What has been worked out from this text (see ``once``)."""
        return {}

    @cached_property
    def by_story(self) -> Mapping[Loc, tuple[Piece, ...]]:
        """The pieces of each story, keyed by the story's loc (``("sections", i, "stories", j)``)."""
        groups: dict[Loc, list[Piece]] = {}
        for piece in self.pieces:
            if (loc := piece.story) is not None:
                groups.setdefault(loc, []).append(piece)
        return {loc: tuple(found) for loc, found in groups.items()}

    def story_title(self, piece: Piece) -> str | None:
        """The title of the story that ``piece`` belongs to."""
        return self.story(piece.loc).title if piece.story else None

    def title_span(self, loc: Loc) -> Span:
        """Where the story at ``loc`` is pointed at: its title, or its first line."""
        if (*loc, "title") in self.spans:
            return self.span(*loc, "title")
        pieces = self.by_story.get(loc, ())
        return self.source.line_span(pieces[0].first) if pieces else self.span(*loc)

    def is_brief(self, loc: Loc) -> bool:
        """Whether the story is one bullet or one paragraph, as under 更多动态."""
        found = self.by_story.get(loc[:4], ())
        return len(found) == 1 and found[0].role is Role.STORY and found[0].first == found[0].last


def is_outline(pieces: Iterable[Piece]) -> bool:
    """Whether headings carry the structure (and not bold lines, as in the blue-span style)."""
    return any(piece.level and piece.role in (Role.SECTION, Role.STORY) for piece in pieces)


def once(work: Callable[[Parsed], Result]) -> Callable[[Parsed], Result]:
    """``work``, done once for each text: several rules ask for the same."""
    key = f"{work.__module__}.{work.__qualname__}"

    @wraps(work)
    def remembered(parsed: Parsed) -> Result:
        if key not in parsed.memo:
            parsed.memo[key] = work(parsed)
        result: Result = parsed.memo[key]
        return result

    return remembered
