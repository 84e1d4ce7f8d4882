"""``<!-- digestkit: ignore DK303 -- why -->``: which findings the editor has answered already."""

from dataclasses import dataclass, field

from digestkit.late import late
from digestkit.parsed import HINT, Parsed, Role
from digestkit.rule import Rule
from digestkit.source import Span

COMMENT = late(
    r"<!--\s*+[Dd]igestkit\s*+[:：]\s*+(?P<kind>ignore-file|ignore)"
    r"(?P<codes>(?:[ \t,，、]++[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*)*)[ \t,，、]*+"
    r"(?:\s*+(?:--(?=\s)|—)[^\n]{0,500}?)?\s*+-->"
)
"""Marks of a Chinese keyboard will do as well: nobody who types a remark changes it for that."""
_BETWEEN = late(r"[,，、\s]+")
_REMARK = late(
    r"<!--[ \t]{0,9}[Dd]igestkit(?:[ \t]{0,9}(?P<colon>[:：])|(?=[ \t]{1,9}ignore))(?P<said>[^\n]{0,500}?)-->"
)
_UNDERSTOOD = late(rf"{HINT}|conflict\b.*")


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
    for match in COMMENT.finditer(parsed.text):
        codes = tuple(filter(None, _BETWEEN.split(match["codes"])))
        span = Span(*match.span())
        first, last = (1, parsed.source.line_count)
        if match["kind"] == "ignore":
            first, last = _range(parsed, span)
        found.append(Suppression(span, codes, first, last))
    for remark in _REMARK.finditer(parsed.text):
        said = remark["said"].strip() if remark["colon"] else f"digestkit{remark['said'].rstrip()}"
        if not _UNDERSTOOD.fullmatch(said) and not COMMENT.fullmatch(remark[0]):
            found.append(Suppression(Span(*remark.span()), (), 0, 0, misread=said or "…"))
    return found


def _range(parsed: Parsed, span: Span) -> tuple[int, int]:
    """The lines that a comment holds for: its own, or the next line; all of a story if that is its title."""
    line = parsed.source.position(span.start).line
    own = parsed.source.line_text(line).replace(parsed.source.slice(span), "").strip()
    if own:
        return line, line
    following = next(
        (piece for piece in parsed.pieces if piece.first > line and piece.role is not Role.COMMENT), None
    )
    if following is None:
        return line, line
    if following.role is Role.STORY:
        return line, max(piece.last for piece in parsed.by_story[following.loc[:4]])
    return line, following.first
