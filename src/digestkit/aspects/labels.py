"""Labels that are meant but not written as such: ``说明;``, ``背影：``, ``要点`` without its colon."""

from dataclasses import dataclass

from digestkit.late import late
from digestkit.parsed import Loc, Parsed, Piece, Role, once
from digestkit.schema import FIELDS, FieldName
from digestkit.source import Span

_HEAD = late(
    r"[ \t\u3000>]*(?P<open>\*{0,2})"
    r"(?P<word>[^\x00-\x7f\W][^\n*\[\]：:；;，。、]{4,13}(?=\*{0,2}[：:])|[^\x00-\x7f\W]{1,4}(?:[ \u3000][^\x00-\x7f\W])?)"
    r"(?P<close>\*{0,2})"
    r"[ \t\u3000]*(?P<mark>[：:；;，,、.。]|(?=[\[\s])|$)"
)
_LONG = 5
"""A word of so many characters that is but one away from a label is that label, be it the story's only one."""
_LOOSE = frozenset({Role.PROSE, Role.BODY, Role.SOURCE, Role.POINT})


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A line that should begin with a label of the house: the word as written, what follows it, the label."""

    span: Span
    word: Span
    mark: Span
    field: FieldName
    label: str


@once
def misspelt_fields(parsed: Parsed) -> dict[Loc, tuple[Misspelt, ...]]:
    """Story → its misspelt labels. Only in issues whose stories are labelled otherwise."""
    labelled = {
        loc: {piece.field for piece in pieces if piece.role is Role.FIELD}
        for loc, pieces in parsed.by_story.items()
        if any(piece.role is Role.FIELD for piece in pieces)
    }
    usual: set[FieldName] = {
        name for name in FIELDS if sum(name in found for found in labelled.values()) * 2 > len(labelled)
    }
    if not usual:
        return {}
    found = {
        loc: tuple(
            each
            for piece in pieces
            if piece.role in _LOOSE
            and (each := _misspelt(parsed, piece, usual - labelled.get(loc, set())))
            and (loc in labelled or each.word.end - each.word.start >= _LONG)
        )
        for loc, pieces in parsed.by_story.items()
        if usual - labelled.get(loc, set())
    }
    return {loc: each for loc, each in found.items() if each}


def _misspelt(parsed: Parsed, piece: Piece, missing: set[FieldName]) -> Misspelt | None:
    if piece.role is Role.POINT and piece.marker:
        return None
    head = _HEAD.match(parsed.text, *piece.span)
    for name in missing:
        for label in sorted(_words(parsed)[name], key=len, reverse=True):
            if head and _is_meant(head["word"], head["mark"], label):
                return Misspelt(piece.span, Span(*head.span("word")), Span(*head.span("mark")), name, label)
            start = piece.span.start
            if len(label) > 1 and parsed.text.startswith(label, start):  # 说明星河智能发布 …: no colon at all
                end = start + len(label)
                return Misspelt(piece.span, Span(start, end), Span(end, end), name, label)
    return None


def _is_meant(word: str, mark: str, label: str) -> bool:
    exact = "".join(word.split()) == label
    return exact or (mark in ("：", ":") and _close(word, label))


@once
def _words(parsed: Parsed) -> dict[FieldName, set[str]]:
    """The words that this issue and its style use for each field."""
    house = parsed.vocabulary.house_labels[parsed.digest.style]
    words: dict[FieldName, set[str]] = {name: {word} for name, word in house.items()}
    for piece in parsed.pieces:
        if piece.role is Role.FIELD and piece.field and piece.label:
            words.setdefault(piece.field, set()).add(parsed.source.slice(piece.label))
    return words


def _close(word: str, label: str) -> bool:
    """Whether one character is wrong, missing or too many, and another one right at its place."""
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(word, label, score_cutoff=1) == 1 and bool(set(word) & set(label))
