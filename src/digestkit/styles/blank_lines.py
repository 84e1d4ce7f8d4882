"""Where blank lines stand between the pieces of a text, by the rules of each style."""

from dataclasses import replace

from digestkit.parsed import Parsed, Role, is_outline
from digestkit.styles.dress import BULLETS, Dress, Part

_LISTED = BULLETS | set("0123456789")
"""What the mark of a list item begins with."""
_MARKDOWN = frozenset("-*+0123456789")
"""What it begins with where Markdown sees a list, too: a line with ● runs on from the item above."""


def set_gaps(parsed: Parsed, parts: list[Part], to: Dress) -> None:
    """Set the ``gap`` of every part as the style of ``to`` has it; comments stay with what they precede."""
    outline = is_outline(parsed.pieces)
    if to.style == "blue-span" and (to.convert or not outline):
        rule = _blue_gap
    elif to.style == "front-matter" and to.convert and not outline:
        rule = _front_gap
    elif to.style == "front-matter":
        rule = _mend_gap
    else:
        return
    before: Part | None = None
    comments: list[Part] = []
    for part in parts:
        if part.piece.role is Role.COMMENT:
            comments.append(part)
            continue
        attached = bool(comments) and not part.gap
        if before is not None and attached:
            comments[0].gap = rule(before, replace(part, gap=comments[0].gap), to.convert)
        elif before is not None and not comments:
            part.gap = rule(before, part, to.convert)
        before, comments = part, []


def _is_item_story(part: Part) -> bool:
    """Whether a story begins as an item of a list."""
    piece = part.piece
    return piece.role is Role.STORY and (piece.marker[:1] in _LISTED or piece.marker == "<li>")


_STORY_ROLES = frozenset({Role.STORY, Role.FIELD, Role.POINT, Role.SOURCE, Role.PROSE, Role.BODY})


def _common_gap(before: Part, part: Part, convert: bool) -> bool | None:
    """What both styles do alike; ``None`` where they differ."""
    last, piece = before.piece, part.piece
    if (last.quote and piece.quote) or (piece.marker == "|" and piece.role is Role.STORY):
        return part.gap  # rows of a table stay together
    if last.role in (Role.SECTION, Role.HEADLINE, Role.FRONT_MATTER) or piece.role in (
        Role.SECTION,
        Role.HEADLINE,
    ):
        return True
    if piece.role is Role.STORY:
        lines = not piece.marker and last.role is Role.STORY and not last.marker
        return part.gap if (_is_item_story(part) and _is_item_story(before)) or lines else True
    if last.marker[:1] == "<":  # an HTML block takes in all lines until a blank one
        return part.gap
    if last.marker == "|":  # so does a table
        return True
    if piece.role not in _STORY_ROLES or last.role not in _STORY_ROLES:
        turned = convert and last.role is Role.REMAINDER and last.marker[:1] in ("#", "*")
        return turned or part.gap
    if piece.role is Role.BODY and (last.role is Role.BODY or _is_item_story(before)):
        return part.gap
    if piece.kind == "continued" or (piece.kind == "field" and not part.gap):
        return False
    return None


def _blue_gap(before: Part, part: Part, convert: bool) -> bool:
    """No blank line inside a story, but around blocks that are none of its fields and under lists."""
    common = _common_gap(before, part, convert)
    if common is not None:
        return common
    piece = part.piece
    block = piece.role is Role.BODY and piece.kind not in ("label", "field")
    return block or (part.gap and _runs_on(before, part))


def _runs_on(before: Part, part: Part) -> bool:
    """Whether Markdown takes a line for the end of the list item or quotation above if no blank line parts them.

    The labelled fields of a story stand right under each other in this style, be it under a list.
    """
    piece = part.piece
    if piece.role is Role.FIELD or (_is_item(part) and piece.marker[:1] in _MARKDOWN):
        return False
    return _is_item(before) or (before.piece.quote and not piece.quote)


def _is_item(part: Part) -> bool:
    """Whether anything begins as an item of a list."""
    marker = part.piece.marker
    return marker != "**" and marker[:1] in _LISTED


def _front_gap(before: Part, part: Part, convert: bool) -> bool:
    """A blank line between blocks; none between the items of a list."""
    common = _common_gap(before, part, convert)
    if common is not None:
        return common
    last, piece = before.piece, part.piece
    if piece.role is Role.POINT and last.role is Role.POINT:
        return part.gap
    if piece.role is Role.SOURCE and last.gives_sources:
        return part.gap
    return True


def _mend_gap(before: Part, part: Part, convert: bool) -> bool:
    """As written, but a labelled line that would run on from the line before begins its own paragraph."""
    last, piece = before.piece, part.piece
    runs_on = (
        not part.gap
        and piece.role is Role.FIELD
        and piece.marker in ("", "**", "__")
        and not (piece.quote or last.quote)
        and last.loc[:4] == piece.loc[:4]
        and last.role in (Role.FIELD, Role.POINT, Role.SOURCE, Role.PROSE, Role.BODY)
        and not last.level
        and last.kind not in ("table", "fence", "html")
        and not before.text.endswith(("  ", "\\", "<br>", "<br/>", "<br />"))
    )
    return part.gap or runs_on
