"""Where a digest names its sources: each source of the model, and each link of a reading list, with its place.

The reader also takes a story's inline links for sources where it names no others. Those are marked
``stated=False``: the words of such a link are part of a sentence, not the name of a source.
"""

from collections.abc import Iterator
from typing import NamedTuple

from digestkit.late import late
from digestkit.parsed import Loc, Parsed, Piece, Role, once
from digestkit.reader.inline import links_in
from digestkit.schema import Story
from digestkit.source import Span

_CLOSING = late(r"(?:\[[^\[\]\n]*\]\([^()\s]*\)|\*\*|[\s()（）\[\]【】|·、，,。./])*$")


_NO_STORY = Story(None)
READING_LIST = "reading-list"


class Citation(NamedTuple):
    """A source of a story (of none in a reading list). ``span`` is the link, or the name where there is none."""

    loc: Loc
    story: Story
    label: str
    url: str | None
    span: Span
    stated: bool


@once
def citations(parsed: Parsed) -> tuple[Citation, ...]:
    """Every source of every story, in the order of the model."""
    return tuple(_citations(parsed))


def _citations(parsed: Parsed) -> Iterator[Citation]:
    for loc, _section, story in parsed.stories():
        if not story.sources:
            continue
        places: dict[str, tuple[Span, Piece]] = {}
        for piece in parsed.by_story.get(loc, ()):
            for span, _label, url in links_in(parsed.text, *piece.span):
                places.setdefault(url, (span, piece))
        for k, source in enumerate(story.sources):
            if source.url in places:
                span, piece = places[source.url]
                stated = _states(parsed, piece, span)
            else:
                span, stated = _line(parsed, loc, source.label, k), True
            yield Citation(loc, story, source.label, source.url, span, stated)
    for piece in parsed.pieces:
        if piece.kind == READING_LIST:
            for span, label, url in links_in(parsed.text, *piece.span):
                yield Citation(piece.loc, _NO_STORY, label, url, span, True)


def _states(parsed: Parsed, piece: Piece, link: Span) -> bool:
    """Whether a link in ``piece`` is given as a source rather than mentioned in a sentence."""
    if piece.gives_sources:
        return True
    if piece.role is not Role.STORY:
        return False
    return parsed.text[piece.span.start : link.start].strip(" \t-*+#>0123456789.、") == "" or bool(
        _CLOSING.match(parsed.text[link.end : piece.span.end])
    )


def _line(parsed: Parsed, loc: Loc, label: str, k: int) -> Span:
    """Where a source without a link is named: its words in the sources' lines."""
    for piece in parsed.by_story.get(loc, ()):
        if piece.gives_sources:
            start, end = piece.content
            at = parsed.text.find(label, start, end)
            if label and at >= 0:
                return Span(at, at + len(label))
    return parsed.span(*loc, "sources", k)
