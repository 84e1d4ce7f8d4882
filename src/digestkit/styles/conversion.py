"""From one style to another. What the other has no place for travels in a comment and comes back."""

import re
from dataclasses import dataclass, replace

from digestkit.parsed import HINT_COMMENT, Parsed, Piece, Role
from digestkit.reader.front_matter import read_front_matter
from digestkit.source import Source
from digestkit.styles.dress import Dress, Habits, Part
from digestkit.styles.dressing import dress, habits_of
from digestkit.styles.header import carried, headline, least_header, restored

_HINT = re.compile(rf"\s*{HINT_COMMENT}\s*")
_HABIT = re.compile(r" (titles|labels|bullet)=(\S{1,8})")
_KEPT = " headline=kept"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in the making: blocks of the head, then the parts; ``must``: words of the head to keep."""

    top: tuple[str, ...]
    parts: list[Part]
    must: str = ""


@dataclass(frozen=True, slots=True)
class _Carried:
    """A comment that carries the head of another style."""

    piece: Piece
    name: str
    raw: str


def convert(parsed: Parsed, to: Dress, carry: bool) -> Draft:
    """``parsed`` dressed for ``to``. ``carry``: the old head goes along in a comment."""
    found = {each.name.split(" ")[0]: each for each in _all_carried(parsed)}
    if to.style == "blue-span":
        return _to_blue_span(parsed, to, carry, found.get("blue-span"))
    return _to_front_matter(parsed, to, carry, found.get("front-matter"))


def comes_back(parsed: Parsed, result: Parsed) -> bool:
    """Whether the head of ``parsed`` can be made again from ``result``, so that no comment is needed."""
    header = _first(parsed, Role.FRONT_MATTER)
    if header is not None:
        return least_header(result.digest, parsed.source.newline) == parsed.source.slice(header.span)
    own = _first(parsed, Role.HEADLINE)
    if parsed.digest.style != "blue-span" and own is None:
        return True
    if _first(result, Role.HEADLINE) is not None:
        return True
    spoken = next((piece for piece in parsed.pieces if piece.role is not Role.COMMENT), None)
    if (own and own is not spoken) or habits_of(parsed) != Habits():
        return False
    written = parsed.source.slice(own.span).strip() if own else ""
    return headline(result.digest.title, result.digest.date) == written


def _all_carried(parsed: Parsed) -> list[_Carried]:
    found = []
    for piece in parsed.pieces:
        if piece.role is Role.COMMENT and piece.last > piece.first:
            name, raw = restored(parsed.source.slice(piece.span), parsed.source.newline)
            if name and (not name.startswith("front-matter") or _is_header(raw)):
                found.append(_Carried(piece, name, raw))
    return found


def _is_header(raw: str) -> bool:
    """Whether ``raw`` is a front matter and nothing else: one that was changed by hand would swallow the text below."""
    header = read_front_matter(Source.from_text(raw))
    return header is not None and not raw[header.span.end :].strip()


def _first(parsed: Parsed, role: Role) -> Piece | None:
    return next((piece for piece in parsed.pieces if piece.role is role), None)


def _to_blue_span(parsed: Parsed, to: Dress, carry: bool, old: _Carried | None) -> Draft:
    if old is not None:
        to = replace(to, habits=replace(Habits(), **dict(_HABIT.findall(old.name))))
    header, own = _first(parsed, Role.FRONT_MATTER), _first(parsed, Role.HEADLINE)
    parts = []
    for part in dress(parsed, to):
        if old is not None and part.piece is old.piece:
            part.text = part.must = old.raw
        if part.piece is not header and part.text:
            parts.append(part)
    top = [headline(parsed.digest.title, parsed.digest.date)] if old is None and own is None else []
    raw = parsed.source.slice(header.span) if header else ""
    if header and carry:
        name = "front-matter" + (_KEPT if own else "")
        top.append(carried(name, raw, parsed.source.newline))
    return Draft(tuple(filter(None, top)), _without_hints(parts) if to.ruled else parts, raw if carry else "")


def _to_front_matter(parsed: Parsed, to: Dress, carry: bool, old: _Carried | None) -> Draft:
    own = None if _keeps_headline(parsed, to, old) else _first(parsed, Role.HEADLINE)
    blue = parsed.digest.style == "blue-span"
    to = replace(to, habits=habits_of(parsed)) if blue and to.habits == Habits() else to
    raw = parsed.source.slice(own.span) if own else ""
    note = carried(_name(to.habits), raw, parsed.source.newline) if carry and (blue or own) else ""
    parts = []
    for part in dress(parsed, to):
        if part.piece is own and own is not None:
            part.text, part.must = note, raw if carry else ""
        if (old is None or part.piece is not old.piece) and part.text:
            parts.append(part)
    header = old.raw if old else least_header(parsed.digest, parsed.source.newline)
    top = (header, note) if own is None else (header,)
    return Draft(tuple(filter(None, top)), _without_hints(parts) if to.ruled else parts, header)


def _keeps_headline(parsed: Parsed, to: Dress, old: _Carried | None) -> bool:
    """Whether the headline stays in the text: it stood beside the front matter, or another would take its place."""
    if old is not None and _KEPT in old.name:
        return True
    spans = (piece for piece in parsed.pieces if piece.role is Role.REMAINDER)
    return not to.ruled or any(
        parsed.text.startswith(("<span", "<font"), piece.span.start) for piece in spans
    )


def _name(habits: Habits) -> str:
    default = Habits()
    told = [
        f"{key}={getattr(habits, key)}"
        for key in ("titles", "labels", "bullet")
        if getattr(habits, key) != getattr(default, key)
    ]
    return " ".join(["blue-span", *told])


def _without_hints(parts: list[Part]) -> list[Part]:
    """``parts`` less the comments that say what a part is: the new style asks for its own."""
    kept: list[Part] = []
    gap: bool | None = None
    for part in parts:
        if part.piece.role is Role.COMMENT and _HINT.fullmatch(part.text):
            gap = part.gap if gap is None else gap
            continue
        kept.append(part if gap is None else replace(part, gap=gap or part.gap))
        gap = None
    return kept
