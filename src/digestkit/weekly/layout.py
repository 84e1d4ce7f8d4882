"""Stories as their texts lay them out: points under points, lists where they stand among paragraphs.

The model has the points of a story in one row and the rest of its text in another. For most stories that is
how they are written. Where it is not, what the row would lose is written into the texts themselves: points under
a point into that point, several lists among other text into the body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from digestkit.parsed import Loc, Parsed, Piece, Role
from digestkit.schema import Point, Story
from digestkit.styles import parts

_DEEPER = 2
"""So many blanks more, at least, before an item that stands under another."""
_LETTERS = {Role.POINT: "P", Role.BODY: "B"}
_AMONG = re.compile(r"PB+P")
"""A list, other text, and a list again."""


def laid_out(parsed: Parsed) -> Parsed:
    """``parsed`` with the layout of its lists in the model; its text and the places in it are the same.

    A weekly that is read back is seen in the same way as the dailies that it was made of.
    """

    def change(loc: Loc, story: Story) -> Story:
        return _story(parsed, story, parsed.by_story.get(loc, ())) if len(story.points) > 1 else story

    return parsed.with_stories(change)


def _story(parsed: Parsed, story: Story, pieces: Sequence[Piece]) -> Story:
    """``story`` with its lists as ``pieces``, its own, have them; itself where they have nothing more to say."""
    items = [piece for piece in pieces if piece.role is Role.POINT and not piece.kind]
    if len(items) != len(story.points):  # some are no items of a list
        return story
    labelled = any(piece.field == "points" for piece in pieces)
    if not labelled and _AMONG.search("".join(_LETTERS.get(piece.role, "") for piece in pieces)):
        return replace(story, points=(), body=tuple(_in_order(parsed, story, pieces)))
    points = _folded(story.points, [_indent(parsed, piece) for piece in items])
    return story if len(points) == len(story.points) else replace(story, points=tuple(points))


def _in_order(parsed: Parsed, story: Story, pieces: Sequence[Piece]) -> Iterator[str]:
    """The blocks of the body and the items of the lists as they follow each other, those without a gap as one block."""
    block: list[str] = []
    above: list[int] = []
    last = told = -1
    for piece in pieces:
        number = int(piece.loc[-1]) if piece.loc[-2] in ("points", "body") else -1
        if piece.role is Role.POINT and not piece.kind:
            above = _under(above if piece.first == last + 1 else [], _indent(parsed, piece))
            blanks = "  " * (len(above) - 1)
            text = blanks + parts.point(story.points[number]).replace("\n", f"\n{blanks}")
        elif piece.role is Role.BODY and number > told and piece.loc[-2] == "body":
            told, text = number, story.body[number]
        else:
            last = piece.last if piece.loc[-2] in ("points", "body") else -1
            continue
        if block and piece.first != last + 1:
            yield "\n".join(block)
            block = []
        block.append(text)
        last = piece.last
    if block:
        yield "\n".join(block)


def _folded(points: Sequence[Point], indents: Sequence[int]) -> list[Point]:
    """The outermost points, each with those that stand under it as further lines."""
    found: list[tuple[Point, list[str]]] = []
    above: list[int] = []
    for point, indent in zip(points, indents, strict=True):
        above = _under(above, indent)
        if len(above) > 1:
            blanks = "  " * (len(above) - 2)
            found[-1][1].append(blanks + parts.point(point).replace("\n", f"\n{blanks}"))
        else:
            found.append((point, []))
    return [
        replace(point, text="\n".join([point.text, *under])) if under else point for point, under in found
    ]


def _under(above: Sequence[int], indent: int) -> list[int]:
    """The indents of the items that one of ``indent`` stands under, and its own; ``above`` are those of the one before it."""
    return [*(each for each in above if indent >= each + _DEEPER), indent]


def _indent(parsed: Parsed, piece: Piece) -> int:
    """How many blanks stand before an item."""
    line = parsed.source.line_text(piece.first).expandtabs(4)
    return len(line) - len(line.lstrip(" "))
