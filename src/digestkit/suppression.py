"""``<!-- digestkit: ignore DK303 -- why -->``: which findings the editor has answered already."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from digestkit.late import late
from digestkit.parsed import HINT, Parsed, Role
from digestkit.rule import Rule
from digestkit.source import Span

_OPENING = late(r"<!--\s*+[Dd]igestkit")
_COMMENT = late(
    r"<!--\s*+[Dd]igestkit\s*+[:：]\s*+(?P<kind>ignore-file|ignore)"
    r"(?P<codes>(?:[ \t,，、]++[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*)*)[ \t,，、]*+"
    r"(?:\s*+(?:--(?=\s)|—)(?s:.*))?\s*+-->"
)
"""Marks of a Chinese keyboard will do as well: nobody who types a remark changes it for that."""
_BETWEEN = late(r"[,，、\s]+")
_REMARK = late(
    r"<!--\s*+[Dd]igestkit(?:\s*+(?P<colon>[:：])|(?=\s++ignore))\s*+(?P<said>[^\n]*)(?P<more>\n(?s:.*))?-->"
)
_UNDERSTOOD = late(rf"{HINT}|conflict\b.*")
_SHOWN = 60
"""Characters of a remark that are quoted."""


@dataclass(slots=True)
class Suppression:
    """One suppression: what it names, the lines it holds for, and what it has used."""

    span: Span
    codes: tuple[str, ...]
    first: int
    last: int
    used: set[str] = field(default_factory=set)
    misread: str = ""
    """What a remark to digestkit says that is none: a word misspelt, an ``ignore`` written in another way."""

    def covers(self, rule: Rule, line: int) -> bool:
        """Whether a finding of ``rule`` at ``line`` is answered by this one; remembers that it was."""
        if not self.first <= line <= self.last:
            return False
        if not self.codes:
            self.used.add("")
            return True
        for code in self.codes:
            if rule.is_named(code):
                self.used.add(code)
                return True
        return False


def suppressions(parsed: Parsed) -> list[Suppression]:
    """Every suppression of a text, in order; then the remarks to digestkit that say nothing it knows."""
    if "igestkit" not in parsed.text:
        return []
    found = []
    misread = []
    for span in _comments(parsed.text):
        said = parsed.source.slice(span)
        match = _COMMENT.fullmatch(said)
        if match is None:
            if words := _misread(said):
                misread.append(Suppression(span, (), 0, 0, misread=words))
            continue
        codes = tuple(filter(None, _BETWEEN.split(match["codes"])))
        first, last = (1, parsed.source.line_count)
        if match["kind"] == "ignore":
            first, last = _range(parsed, span)
        found.append(Suppression(span, codes, first, last))
    return found + misread


def _comments(text: str) -> Iterator[Span]:
    """The comments to digestkit, which end where any comment of HTML does."""
    at = 0
    while opening := _OPENING.search(text, at):
        at = text.find("-->", opening.end()) + len("-->")
        if at < opening.end():  # never closed; nor is one after it
            return
        yield Span(opening.start(), at)


def _misread(comment: str) -> str:
    """What a comment to digestkit says that is not understood. Most that run over lines are its own, and let be."""
    remark = _REMARK.fullmatch(comment)
    if remark is None:
        return ""
    said = remark["said"].strip()
    if _UNDERSTOOD.fullmatch(said) or (remark["more"] and not said.startswith("ignore")):
        return ""
    said = said if remark["colon"] else f"digestkit {said}"
    return (said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…") or "…"


def _range(parsed: Parsed, span: Span) -> tuple[int, int]:
    """The lines that a comment holds for: its own, or the next line; all of a story if that is its title."""
    first, line = (parsed.source.position(at).line for at in span)
    before = slice(parsed.source.line_span(first).start, span.start)
    after = slice(span.end, parsed.source.line_span(line).end)
    if parsed.text[before].strip() or parsed.text[after].strip():
        return first, line
    following = next(
        (piece for piece in parsed.pieces if piece.first > line and piece.role is not Role.COMMENT), None
    )
    if following is None:
        return line, line
    if following.role is Role.STORY:
        return line, max(piece.last for piece in parsed.by_story[following.loc[:4]])
    return line, following.first
