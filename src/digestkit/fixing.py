"""Applying fixes: minimal edits by span, again and again until nothing changes."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter

from digestkit.diagnostic import Diagnostic, Edit, Text
from digestkit.parsed import Parsed
from digestkit.source import Source

MAX_ROUNDS = 20
"""More rounds than any chain of fixes needs; beyond that two rules undo each other."""

_TRIES = 40
"""How often a round whose fixes would lose something is tried with fewer of them. Then the rest is refused, too."""

_STORIES = Text("新闻条数", "stories")
_PARTS = (
    _STORIES,
    Text("板块数", "sections"),
    Text("说明和背景的条数", "summaries and backgrounds"),
    Text("要点条数", "points"),
    Text("来源链接数", "links of sources"),
)
"""What is counted before and after a round of fixes."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A fix that was not made: where it would be now, and what of the text it would change."""

    diagnostic: Diagnostic
    change: Text


@dataclass(frozen=True, slots=True)
class Fixed:
    """A text with its fixes applied: how many, and whether it came to rest."""

    parsed: Parsed
    applied: int
    stable: bool
    codes: tuple[str, ...] = ()
    """The rules whose fixes were applied, in order, each once."""
    refused: tuple[Refused, ...] = ()
    """Fixes that would lose something, in the order of the text."""


def apply(text: str, edits: Iterable[Edit]) -> str:
    """``text`` with ``edits`` made. They must not overlap (``compatible`` picks those that don't)."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.span):
        parts += (text[at : edit.span.start], edit.text)
        at = edit.span.end
    parts.append(text[at:])
    return "".join(parts)


def compatible(diagnostics: Iterable[Diagnostic], unsafe: bool) -> list[Diagnostic]:
    """Those with a fix whose edits don't touch one another's, first come first served."""
    chosen: list[Diagnostic] = []
    taken: list[tuple[int, int]] = []  # sorted; none touches the next, so that one look is enough

    def is_free(start: int, end: int) -> bool:
        at = bisect_right(taken, end, key=itemgetter(0))
        return at == 0 or taken[at - 1][1] < start

    for each in diagnostics:
        if each.fix is None or not (each.fix.safe or unsafe):
            continue
        spans = [(edit.span.start, edit.span.end) for edit in each.fix.edits]
        if all(starmap(is_free, spans)):
            chosen.append(each)
            for span in spans:
                insort(taken, span)
    return chosen


def fix(
    parsed: Parsed,
    check: Callable[[Parsed], Sequence[Diagnostic]],
    reread: Callable[[Source], Parsed],
    unsafe: bool = False,
) -> Fixed:
    """Apply the fixes of what ``check`` finds until it offers none.

    Each round is guarded: a fix after which the text would read with another number of stories, or with fewer
    sections, fields, points or linked sources, is left out and told in ``Fixed.refused``; all others are made.
    """
    applied = 0
    codes: dict[str, None] = {}
    refused: dict[_Key, Text] = {}
    for _ in range(MAX_ROUNDS):
        found = check(parsed)
        chosen = compatible((each for each in found if _key(parsed, each) not in refused), unsafe)
        before = parsed
        parsed, made, left_out = _round(parsed, chosen, reread)
        refused |= {_key(before, each): change for each, change in left_out}
        if parsed.text != before.text:
            applied += len(made)
            codes |= dict.fromkeys(each.code for each in made)
        elif not left_out:
            told = ((each, refused.get(_key(parsed, each))) for each in found)
            those = tuple(Refused(each, change) for each, change in told if change)
            return Fixed(parsed, applied, True, tuple(codes), those)
    return Fixed(parsed, applied, False, tuple(codes))


_Key = tuple[str, tuple[tuple[str, str], ...]]


def _key(parsed: Parsed, found: Diagnostic) -> _Key:
    """What stays the same of a fix when the text before it changes: the rule, what it replaces, and by what."""
    edits = found.fix.edits if found.fix else ()
    return found.code, tuple((parsed.text[slice(*edit.span)], edit.text) for edit in edits)


def _round(
    parsed: Parsed, chosen: Sequence[Diagnostic], reread: Callable[[Source], Parsed]
) -> tuple[Parsed, list[Diagnostic], list[tuple[Diagnostic, Text]]]:
    """The text with as many of the ``chosen`` fixes as lose nothing; those that were made; those left out and why.

    What fails together is tried in halves, so that the one to blame is found in a few readings.
    """
    best, made = parsed, list[Diagnostic]()
    left_out: list[tuple[Diagnostic, Text]] = []
    lots, tries = [chosen], 0
    while lots:
        lot = lots.pop()
        after = _after(parsed, [*made, *lot], reread)
        tries += 1
        change = _loss(parsed, after)
        if change is None:
            best, made = after, [*made, *lot]
        elif len(lot) == 1 or tries >= _TRIES:
            left_out += ((each, change) for each in lot)
        else:
            half = len(lot) // 2
            lots += (lot[half:], lot[:half])
    return best, made, left_out


def _after(parsed: Parsed, diagnostics: Iterable[Diagnostic], reread: Callable[[Source], Parsed]) -> Parsed:
    """``parsed`` with the fixes made, read again; itself when they change nothing."""
    edits = dict.fromkeys(edit for each in diagnostics if each.fix for edit in each.fix.edits)
    text = apply(parsed.text, edits)
    if text == parsed.text:
        return parsed
    return reread(Source.from_text(("\ufeff" if parsed.source.bom else "") + text, parsed.source.path))


def _loss(before: Parsed, after: Parsed) -> Text | None:
    """What fixes would take away. They may change what a rule names, the name of a section too.

    No story comes or goes, and nothing of one goes. One section more may be what a fix is for (a heading whose
    bold was broken), and one point or link.
    """
    for what, had, has in zip(_PARTS, _counts(before), _counts(after), strict=True):
        if has < had or (what is _STORIES and has > had):
            return Text(f"{what.zh}（{had} → {has}）", f"{what.en} ({had} to {has})")
    return None


def _counts(parsed: Parsed) -> tuple[int, ...]:
    """How many there are of each of ``_PARTS``."""
    stories = [story for _, _, story in parsed.stories()]
    return (
        len(stories),
        len(parsed.digest.sections),
        sum(bool(story.summary) + bool(story.background) for story in stories),
        sum(len(story.points) for story in stories),
        sum(bool(source.url) for story in stories for source in story.sources),
    )
