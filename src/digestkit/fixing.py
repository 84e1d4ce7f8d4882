"""Applying fixes: minimal edits by span, again and again until nothing changes."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter

from digestkit.diagnostic import Diagnostic, Edit, Text
from digestkit.errors import RefusedWrite
from digestkit.files import printable
from digestkit.parsed import Parsed
from digestkit.source import Source

MAX_ROUNDS = 20
"""More rounds than any chain of fixes needs; beyond that two rules undo each other."""

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
class Fixed:
    """A text with its fixes applied: how many, and whether it came to rest."""

    parsed: Parsed
    applied: int
    stable: bool
    codes: tuple[str, ...] = ()
    """The rules whose fixes were applied, in order, each once."""


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

    Each round is guarded: fixes after which the text would read with another number of stories, or with fewer
    sections, fields, points or linked sources, are refused (``RefusedWrite``).
    """
    applied = 0
    codes: list[str] = []
    for _ in range(MAX_ROUNDS):
        chosen = compatible(check(parsed), unsafe)
        edits = list(dict.fromkeys(edit for each in chosen if each.fix for edit in each.fix.edits))
        text = apply(parsed.text, edits)
        if text == parsed.text:
            return Fixed(parsed, applied, True, tuple(dict.fromkeys(codes)))
        after = reread(Source.from_text(("\ufeff" if parsed.source.bom else "") + text, parsed.source.path))
        _guard(parsed, after, [each.code for each in chosen])
        parsed, applied = after, applied + len(chosen)
        codes += [each.code for each in chosen]
    return Fixed(parsed, applied, False, tuple(dict.fromkeys(codes)))


def _guard(before: Parsed, after: Parsed, codes: Sequence[str]) -> None:
    """A fix may change what its rule names, the name of a section too; no story comes or goes, and nothing of one goes.

    One section more may be what a fix is for (a heading whose bold was broken), and one point or link.
    """
    for what, had, has in zip(_PARTS, _counts(before), _counts(after), strict=True):
        if has < had or (what is _STORIES and has > had):
            change = Text(f"{what.zh}（{had} → {has}）", f"{what.en} ({had} to {has})")
            raise _refusal(before, codes, change)


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


def _refusal(before: Parsed, codes: Sequence[str], what: Text) -> RefusedWrite:
    path, named = printable(before.source.path), ", ".join(sorted(set(codes)))
    return RefusedWrite(
        Text(
            f"{path}：没有写入。修正 {named} 会改变{what.zh}，请手动修改并反馈这个问题",
            f"{path}: not written. Fixing {named} would change the {what.en}; mend it by hand and report this",
        )
    )
