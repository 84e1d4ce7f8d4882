"""Pieces of a text dressed for a style: title markers, label words, colons, bullets, blank lines.

Works on the lines as they were written: what a piece says stays, only what it wears changes. So
prose stays prose, and no word can get lost between a model and its text.
"""

import re
from collections import Counter
from dataclasses import replace

from digestkit.parsed import Parsed, Piece, Role
from digestkit.reader.inline import links_in, title_text
from digestkit.source import count_line_ends
from digestkit.styles.blank_lines import set_gaps
from digestkit.styles.dress import BULLETS, Dress, Habits, Part
from digestkit.styles.spacing import spaced
from digestkit.vocabulary import squeeze

_LISTS = frozenset("-*+")
_FURNITURE = frozenset({Role.FRONT_MATTER, Role.HEADLINE, Role.HEADING, Role.RULE, Role.COMMENT})
_SPACE = " \t\u3000"
_ODD_BOLD = re.compile(
    r"(?:[^\w\n*\[(（《“\"<`]{1,6}\*\*[^*\n]+\*\*[：:]?|\*\*[^*\n]+\*\*[：:]|__[^_*\n]+__)$"
)
"""Bold lines with an emoji before or a colon behind: they keep their asterisks inside a heading."""
_BLOCK_MARK = re.compile(r"[-+*][ \t]|#{1,6}[ \t]|[>|]|~~~|=+$")
"""What a line begins with that is a list, a heading, a quotation and so on, once nothing stands before it."""


def habits_of(parsed: Parsed) -> Habits:
    """The habits of a blue-span text."""
    titles = {bool(piece.marker) for piece in parsed.pieces if is_title_line(parsed, piece)}
    bullets = {
        piece.marker for piece in parsed.pieces if piece.role is Role.POINT and piece.kind != "continued"
    }
    words = parsed.vocabulary.house_labels["front-matter"]
    own = parsed.vocabulary.house_labels["blue-span"]
    kept = any(
        piece.label
        and piece.field
        and words[piece.field] != own[piece.field]
        and parsed.source.slice(piece.label) == words[piece.field]
        for piece in parsed.pieces
    )
    bullet = next(iter(bullets)) if len(bullets) == 1 else "-"
    return Habits(
        "mixed" if len(titles) > 1 else "plain" if titles == {False} else "bold",
        "kept" if kept else "house",
        bullet if bullet in BULLETS else "-",
    )


def is_title_line(parsed: Parsed, piece: Piece) -> bool:
    """Whether the piece is a story's title on a line of its own, without block markup but bold."""
    if piece.role is not Role.STORY or piece.marker not in ("**", "__", "") or piece.quote:
        return False
    text, content = parsed.text, piece.content
    if content == piece.span or piece.marker or _is_link(parsed, piece):
        return True
    return not any(
        map(str.isalnum, text[piece.span.start : content.start] + text[content.end : piece.span.end])
    )


def _is_link(parsed: Parsed, piece: Piece) -> bool:
    """Whether the line is one link and nothing else."""
    text, (start, end) = parsed.text, piece.span
    if not text.startswith("[", start) or piece.marker:
        return False
    links = links_in(text, start, end)
    return len(links) == 1 and not text[links[0][0].end : end].strip()


def dress(parsed: Parsed, to: Dress) -> list[Part]:
    """Every piece in its dress, in order, each with the blank line before it or not."""
    text = parsed.text
    bullets = _bullets(parsed) if to.mend else {}
    parts: list[Part] = []
    end = 0
    for piece in parsed.pieces:
        gap = bool(parts) and count_line_ends(text[end : piece.span.start]) > 1
        part = Part(piece, text[piece.span.start : piece.span.end], gap)
        if piece.role is Role.HEADING and to.style != parsed.digest.style:
            _issue_title(parsed, part, to)
        elif piece.role not in _FURNITURE:
            _redress(parsed, part, to, bullets)
        parts.append(part)
        end = piece.span.end
    if to.options.spacing != "keep":
        parts = [_spaced(part, to) for part in parts]
    if to.ruled:
        set_gaps(parsed, parts, to)
    return parts


def _spaced(part: Part, to: Dress) -> Part:
    piece = part.piece
    if piece.role in _FURNITURE or piece.kind in ("fence", "html", "image", "table"):
        return part
    if piece.gives_sources:
        return part
    return replace(part, text=spaced(part.text, to.options.spacing == "space"))


# -- what a line wears ------------------------------------------------------------------------


def _redress(parsed: Parsed, part: Part, to: Dress, bullets: dict[int, str]) -> None:
    piece = part.piece
    if piece.role is Role.FIELD:
        _label(parsed, part, to)
    elif piece.role is Role.POINT:
        marker = bullets.get(piece.first, piece.marker)
        if to.convert and to.style == "front-matter" and marker == to.habits.bullet and marker not in _LISTS:
            marker = "-"
        elif to.convert and to.style == "blue-span" and marker == "-":
            marker = to.habits.bullet
        if marker != piece.marker:
            part.text = part.text.replace(piece.marker, marker, 1)
    elif piece.role is Role.STORY:
        if piece.level or is_title_line(parsed, piece):
            _title(parsed, part, to)
        elif to.convert and to.style == "blue-span" and not piece.marker and not piece.quote:
            part.text = f"- {part.text.lstrip(_SPACE)}"  # a paragraph that is a story of its own
    elif to.convert and piece.role in (Role.SECTION, Role.REMAINDER, Role.BODY):
        _heading(parsed, part, to)


def _inner(parsed: Parsed, piece: Piece) -> str:
    """The words of a title line, with decoration around them but without its marker."""
    text = parsed.text
    raw = text[piece.span.start : piece.span.end].strip(_SPACE)
    if piece.level:
        if piece.last > piece.first:  # underlined
            return parsed.source.slice(piece.content)
        raw = raw.lstrip("#").strip(_SPACE)
    if _ODD_BOLD.match(raw):
        return raw
    content = piece.content
    head = text[piece.span.start : content.start].replace("**", "").replace("__", "").lstrip("#" + _SPACE)
    tail = text[content.end : piece.span.end].replace("**", "").replace("__", "").strip(_SPACE)
    if piece.level:
        tail = tail.rstrip("#" + _SPACE)
    elif piece.marker in "▎▌▍┃":
        head = head.lstrip(piece.marker)
    return (head + text[content.start : content.end] + tail).strip(_SPACE)


def _title(parsed: Parsed, part: Part, to: Dress) -> None:
    piece = part.piece
    heading = piece.level > 0
    bold = piece.marker in ("**", "__")
    if to.style == "front-matter" and to.convert and not heading:
        words = _inner(parsed, piece)
        stays_bold = bold and to.habits.titles == "mixed" and not _ODD_BOLD.match(words)
        part.text = f"### **{words}**" if stays_bold else f"### {words}"
        return
    heading = heading or (to.convert and _is_link(parsed, piece))
    if to.style == "blue-span" and heading == to.convert:
        wanted = to.options.story_title
        if heading and wanted == "keep":
            raw = parsed.source.slice(piece.span)
            wanted = "bold" if to.habits.titles == "bold" or "**" in raw else "plain"
        if wanted != "keep" and (heading or bold != (wanted == "bold")):
            words = _inner(parsed, piece)
            part.text = _bold(words) if wanted == "bold" else _line(words.replace("**", ""))


def _bold(words: str) -> str:
    """A bold line, as far as its words can be bold."""
    bare = words.replace("**", "")
    return _line(words) if _ODD_BOLD.match(words) else _line(bare) if "*" in bare else f"**{bare}**"


def _line(words: str) -> str:
    """A line that says these words: with a stroke where it would begin a list, a heading, a quotation."""
    return f"\\{words}" if _BLOCK_MARK.match(words) else words


def _issue_title(parsed: Parsed, part: Part, to: Dress) -> None:
    """The issue's own title in the body: the only heading that a blue-span text may have."""
    piece = part.piece
    if to.style == "blue-span" and piece.marker != "#":
        part.text = f"# {_inner(parsed, piece)}"


def _heading(parsed: Parsed, part: Part, to: Dress) -> None:
    """A section line, or a heading of what is no story."""
    piece = part.piece
    heading = piece.level > 0
    named = piece.role is Role.SECTION and not piece.marker
    if to.style == "front-matter" and (named or piece.marker in ("**", "__", "▎", "▌", "▍", "┃")):
        words = _inner(parsed, piece)
        special = parsed.vocabulary.heading_kind(squeeze(title_text(words)))
        if piece.role is Role.SECTION or (piece.role is Role.REMAINDER and special is not None):
            part.text = f"## {words}"
    elif to.style == "blue-span" and heading and not piece.quote:
        words = _inner(parsed, piece)
        if piece.role is not Role.BODY:
            part.text = _bold(words)
        elif parsed.vocabulary.knows(title_text(words)):
            part.text = f"{_bold(words.rstrip('：:'))}："


def _label(parsed: Parsed, part: Part, to: Dress) -> None:
    """The label's word, its colon, its heading marks."""
    piece, label = part.piece, part.piece.label
    if label is None:
        return
    text, start = parsed.text, piece.span.start
    word = text[label.start : label.end]
    wanted = _word(parsed, piece, word, to)
    colon = text[piece.colon.start : piece.colon.end] if piece.colon else ""
    mark = {"full": "：", "half": ":", "keep": colon}[to.options.colon] if colon else ""
    if piece.level and to.style == "blue-span" and to.convert:
        part.text = f"{title_text(wanted)}{mark or '：'}"
    elif wanted != word or mark != colon:
        rest = text[label.end : piece.span.end]
        if piece.colon:
            between = text[label.end : piece.colon.start]
            after = text[piece.colon.end : piece.span.end]
            rest = between + mark + (after.lstrip(" ") if mark == "：" != colon else after)
        part.text = text[start : label.start] + wanted + rest
    else:
        return
    part.must = text[start : label.start] + text[label.end : piece.span.end]


def _word(parsed: Parsed, piece: Piece, word: str, to: Dress) -> str:
    """The word that the style writes for a label of the house; others stay, less spaces that break them."""
    closed = "".join(word.split())
    if to.mend and closed != word and not closed.isascii() and squeeze(closed) in parsed.vocabulary.labels:
        word = closed if not any(char.isascii() for char in closed) else word
    if not to.convert or to.habits.labels == "kept" or piece.field is None:
        return word
    house = parsed.vocabulary.house_labels
    return house[to.style][piece.field] if word == house[parsed.digest.style][piece.field] else word


def _bullets(parsed: Parsed) -> dict[int, str]:
    """Line → bullet, for points whose story mixes bullets: the most frequent one, else the first."""
    by_story: dict[object, list[Piece]] = {}
    text = parsed.text
    for piece in parsed.pieces:
        if piece.role is Role.POINT and piece.marker in BULLETS and text[piece.span.start] == piece.marker:
            by_story.setdefault(piece.loc[:4], []).append(piece)
    wanted: dict[int, str] = {}
    for pieces in by_story.values():
        counts = Counter(piece.marker for piece in pieces)
        if len(counts) > 1:
            best = max(counts, key=lambda marker: counts[marker])
            wanted |= {piece.first: best for piece in pieces}
    return wanted
