"""The clean form of a digest, in its own style or in another.

Nothing is given out that does not read back to the same digest, keep every word, and format to
itself: ``format_source`` raises ``RefusedWrite`` instead.
"""

import re
from dataclasses import replace

from digestkit.config import FormatConfig
from digestkit.diagnostic import Text
from digestkit.encoding import check_writable
from digestkit.errors import RefusedWrite
from digestkit.escape import printable
from digestkit.parsed import Parsed, Piece, Role
from digestkit.reader import read
from digestkit.schema import Style
from digestkit.source import Source, count_line_ends
from digestkit.styles.conversion import Draft, comes_back, convert
from digestkit.styles.dress import Dress, Habits, Part
from digestkit.styles.dressing import dress
from digestkit.styles.guard import Difference, difference, lost

_BLANK = " \t\u3000"
_TAIL = re.compile(r"(?<![ \t\u3000])[ \t\u3000]+(?=[\r\n]|\Z)")
_HINTS = {Role.SECTION: "section", Role.STORY: "story", Role.BODY: "body"}
_ROUNDS = 12
"""How often a conversion is read back to find out where it needs a hint."""

_TURNS = 3
"""How often a text is formatted again to see whether it stays as it is."""


def format_source(parsed: Parsed, options: FormatConfig, to: Style | None = None) -> str:
    """The text of ``parsed`` in clean form, in its own style or in ``to``.

    Raises ``RefusedWrite`` when no form was found that says the same, or the text is not UTF-8.
    """
    check_writable(parsed.source)
    if to is None or to in (parsed.digest.style, "plain"):
        return _in_own_style(parsed, options)
    return _converted(parsed, options, to)


def _in_own_style(parsed: Parsed, options: FormatConfig, turn: int = 0) -> str:
    if not parsed.pieces:
        return parsed.text
    first: Difference | None = None
    for careful in (False, True):  # as the style has it; where that reads otherwise, only white space
        to = Dress(parsed.digest.style, options, ruled=not careful, mend=not careful)
        draft = Draft((), dress(parsed, to))
        text, _ = assemble(parsed, draft)
        if text == parsed.text:
            return text
        found = _differs(parsed, _read(parsed, text), draft, options, turn)
        if found is None:
            return text
        first = first or found
    raise _refusal(parsed, first)


def _converted(parsed: Parsed, options: FormatConfig, to: Style) -> str:
    first: Difference | None = None
    for dress_for in (
        Dress(to, options, convert=True),
        # the body as it is, under another head
        Dress(to, options, Habits(labels="kept")),
        Dress(to, options, Habits(labels="kept"), ruled=False, mend=False),
    ):
        draft, result = _drafted(parsed, dress_for)
        found = _differs(parsed, result, draft, options)
        if found is None:
            return result.text
        first = first or found
    raise _refusal(parsed, first)


def _drafted(parsed: Parsed, to: Dress) -> tuple[Draft, Parsed]:
    """``parsed`` dressed for ``to``, and how that reads; the old head is carried along unless it comes back."""
    draft = convert(parsed, to, carry=False)
    if parsed.digest.style == "plain" and ("headline",) not in parsed.spans:
        return draft, _hint(parsed, draft)
    if comes_back(parsed, _read(parsed, assemble(parsed, draft)[0])):
        result = _hint(parsed, draft)
        if comes_back(parsed, result):  # still: a hint may take from a title the day it said
            return draft, result
    draft = convert(parsed, to, carry=True)
    return draft, _hint(parsed, draft)


def assemble(parsed: Parsed, draft: Draft) -> tuple[str, list[int]]:
    """The text of a draft, and the line on which each of its parts begins."""
    newline, source = parsed.source.newline, parsed.text
    pieces: list[str] = []
    lines: list[int] = []
    line = 1
    for block in draft.top:
        pieces += (block, newline, newline)
        line += count_line_ends(block) + 2
    parts = draft.parts
    if not draft.top and _would_be_fence(parts):
        pieces.append(newline)
        line += 1
    for i, part in enumerate(parts):
        if part.hint:
            pieces += (f"<!-- digestkit: {part.hint} -->", newline)
            line += 1
        lines.append(line)
        following = parts[i + 1] if i + 1 < len(parts) else None
        text = _trimmed(part, following)
        blank = following is not None and following.gap
        between = source[part.piece.span.end : following.piece.span.start] if following else ""
        if between.strip("\r\n") or count_line_ends(between) != 1 + blank:
            between = _line_end(source, part.piece.span.end, newline) + newline * blank
        pieces += (text, between)
        line += count_line_ends(text) + 1 + blank
    if draft.top and not parts:
        pieces.pop()
    return "".join(pieces), lines


def _would_be_fence(parts: list[Part]) -> bool:
    """Whether a thematic break would begin a front matter if no blank line stood before it."""
    if not parts or parts[0].piece.role is Role.FRONT_MATTER:
        return False
    return parts[0].text.startswith("---") and parts[0].piece.first > 1


def _line_end(text: str, at: int, newline: str) -> str:
    """The line end that stands at ``at``; ``newline`` where the text stops there."""
    if text.startswith("\r\n", at):
        return "\r\n"
    return text[at] if text.startswith(("\r", "\n"), at) else newline


def _trimmed(part: Part, following: Part | None) -> str:
    """The text of a part without spaces at its end that mean nothing (two of them break a line)."""
    text = part.text
    if part.piece.marker == "|":
        return _TAIL.sub("", text)
    if not text or text[-1] not in _BLANK or part.piece.kind in ("fence", "html"):
        return text
    breaks = text.endswith("  ") and following is not None and not following.gap and text.strip(_BLANK)
    return text if breaks else text.rstrip(_BLANK)


def _read(parsed: Parsed, text: str) -> Parsed:
    source = Source.from_text(text, parsed.source.path)
    return read(replace(source, bom=parsed.source.bom), parsed.vocabulary)


def _hint(parsed: Parsed, draft: Draft) -> Parsed:
    """How ``draft`` reads; its parts get a hint wherever the reader would take them for something else."""
    for turn in range(_ROUNDS):
        text, lines = assemble(parsed, draft)
        result = _read(parsed, text)
        read_as = {piece.first: piece for piece in result.pieces}
        wrong = False
        before_wrong = False
        for part, line in zip(draft.parts, lines, strict=True):
            misread = _is_misread(part.piece, read_as.get(line))
            if misread and (not before_wrong or turn > _ROUNDS // 2) and not part.hint:
                part.hint = _hint_for(part.piece)
                wrong |= bool(part.hint)
            before_wrong = misread
        if not wrong:
            break
    return result


def _is_misread(piece: Piece, found: Piece | None) -> bool:
    if piece.role not in _HINTS and piece.role is not Role.REMAINDER:
        return False
    if found is None or found.role is not piece.role:
        return True
    return piece.role is Role.REMAINDER and found.kind != piece.kind


def _hint_for(piece: Piece) -> str:
    return f"remainder {piece.kind}" if piece.role is Role.REMAINDER else _HINTS[piece.role]


def _differs(
    parsed: Parsed, result: Parsed, draft: Draft, options: FormatConfig, turn: int = 0
) -> Difference | None:
    """What stands in the way of giving out ``result``."""
    converted = bool(draft.top) or result.digest.style != parsed.digest.style
    found = difference(parsed.digest, result.digest, converted=converted)
    if found is not None:
        return found
    must = "\n".join([draft.must, *(_must(parsed, part) for part in draft.parts)])
    missing = lost(must, result.text)
    if missing is not None:
        return Difference(_line_of(parsed, missing), Text(f"文字“{missing}”", f"text '{missing}'"))
    own = Dress(result.digest.style, options)
    again, _ = assemble(result, Draft((), dress(result, own)))
    if again != result.text and not _stays(result, options, turn + 1):
        at = next((i for i, (a, b) in enumerate(zip(again, result.text, strict=False)) if a != b), 0)
        return Difference(result.source.position(at).line, Text("排版", "layout"))
    return None


def _stays(result: Parsed, options: FormatConfig, turn: int) -> bool:
    """Whether ``result`` formats to itself. Each ``turn`` asks it of the next text; some never come to rest."""
    try:
        return turn <= _TURNS and _in_own_style(result, options, turn) == result.text
    except RefusedWrite:
        return False


def _must(parsed: Parsed, part: Part) -> str:
    return parsed.source.slice(part.piece.span) if part.must is None else part.must


def _line_of(parsed: Parsed, text: str) -> int:
    at = parsed.text.find(text)
    return parsed.source.position(max(at, 0)).line


def _refusal(parsed: Parsed, found: Difference | None) -> RefusedWrite:
    path = printable(parsed.source.path)
    line, what = found or Difference(1, Text("内容", "content"))
    return RefusedWrite(
        Text(
            f"{path}：没有写入。排版会改变第 {line} 行的{what.zh}，请检查这一行的写法",
            f"{path}: not written. Formatting would change the {what.en} at line {line}; "
            "check how that line is written",
        )
    )
