"""Comparing many reports: in order of days, and on two cores when there are very many."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from digestkit.beside import beside, can_fork
from digestkit.stories.candidates import WINDOW, Pair, pairs
from digestkit.stories.evidence import NAMES, evidence
from digestkit.stories.lexicon import Names, rarity
from digestkit.stories.model import model
from digestkit.stories.report import Report, same_words
from digestkit.stories.traits import Traits, day_of, traits_of

MANY = 6000
"""So many reports are worth a second process."""

DOUBTFUL = 0.02
"""Pairs less sure than this count as not compared."""
AT_ONCE = 256
"""So many reports, and pairs, are worked on at a time."""
ALIKE = 0.12
"""So alike is the wording of a story and its follow-up, at least."""
COPIED = 0.35
"""So alike is the wording of a copy, at least."""
ALONE = 0.5
"""So sure is it, at least, that a title without any text tells what a report in another language does.

Of the words of that report some will always do for a translation of the title's.
"""
WORDS, VERSION = NAMES.index("words"), NAMES.index("versions_shared")
BARE, ACROSS, LINKED = NAMES.index("bare"), NAMES.index("languages"), NAMES.index("url")
TELLING_NAME, TELLING_WORD = 5.0, 6.5
"""So rare is a name, or a Latin word, by which two titles are known to be about the same."""

Verdict = tuple[int, int, float, float]
"""Two numbers, the earlier report first; how sure they are of one event, of one thread."""


def compared(
    reports: Sequence[Report], names: Names | None = None, asked: int | None = None
) -> Iterator[Verdict]:
    """Every pair that is worth comparing, judged. Reports without a day come last, as if of one day.

    With ``asked``, only the pairs that can matter to the first ``asked`` reports: those among the reports
    that one event after another leads to from them.
    """
    days = [day_of(report) for report in reports]
    order = sorted(range(len(reports)), key=lambda n: (days[n] is None, days[n] or 0))
    lot = [(number, reports[number]) for number in order]
    if asked is not None and asked < len(order):
        yield from _reached(reports, pairs(_apart(lot, names)), range(asked), names)
        return
    if len(order) < MANY or not can_fork():
        yield from _judged(lot, 0, names)
        return
    half = len(order) // 2
    with beside(_judge, lot[:half], names) as first:
        known = _days_before(days, order, half)
        yield from _judged(lot[half - known :], known, names)
        yield from first()


def _days_before(days: Sequence[int | None], order: Sequence[int], start: int) -> int:
    """How many reports right before ``order[start]`` lie in its window. Those without a day are near all."""
    day = days[order[start]]
    if day is None:
        return start
    count = 0
    while count < start and (days[order[start - count - 1]] or 0) >= day - WINDOW:
        count += 1
    return count


def _judge(lot: list[tuple[int, Report]], names: Names | None) -> list[Verdict]:
    """The verdicts on a lot, for another process."""
    return list(_judged(lot, 0, names))


def _judged(lot: Sequence[tuple[int, Report]], known: int, names: Names | None) -> Iterator[Verdict]:
    """The verdicts on the pairs of ``lot`` whose later report is not among its first ``known``."""
    return _verdicts(pairs(_apart(lot, names), known))


def _verdicts(worthwhile: Iterator[Pair]) -> Iterator[Verdict]:
    """The pairs, judged some at a time."""
    # Lot by lot, so that each step's program and tables stay in the processor's cache.
    while some := list(islice(worthwhile, AT_ONCE)):
        rows = [evidence(its, others) for _, its, _, others in some]
        events = map(_event, rows, some)
        threads = map(_thread, rows, some)
        yield from (
            (one, other, event, thread)
            for (one, _, other, _), event, thread in zip(some, events, threads, strict=True)
        )


def _reached(
    reports: Sequence[Report], worthwhile: Iterable[Pair], asked: Iterable[int], names: Names | None
) -> Iterator[Verdict]:
    """The verdicts on the pairs of what one event after another leads to, beginning with ``asked``."""
    near: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, _, other, _ in worthwhile:  # only numbers are kept: few of so many are looked at again
        near[one].append((one, other))
        near[other].append((one, other))
    taken_apart: dict[int, Traits] = {}

    def pair(one: int, other: int) -> Pair:
        for number in (one, other):
            if number not in taken_apart:
                taken_apart[number] = traits_of(reports[number], names)
        return one, taken_apart[one], other, taken_apart[other]

    reached, frontier, judged = set(asked), list(asked), set[tuple[int, int]]()
    while frontier:
        found = {both for number in frontier for both in near[number]} - judged
        judged |= found
        frontier.clear()
        for verdict in _verdicts(pair(*both) for both in sorted(found)):
            yield verdict
            one, other, event, _ = verdict
            if event >= DOUBTFUL:
                new = {one, other} - reached
                reached |= new
                frontier += new


def _apart(lot: Sequence[tuple[int, Report]], names: Names | None) -> Iterator[tuple[int, Traits]]:
    """The reports of ``lot``, taken apart some at a time."""
    for start in range(0, len(lot), AT_ONCE):
        yield from [(number, traits_of(report, names)) for number, report in lot[start : start + AT_ONCE]]


def _event(row: list[float], pair: Pair) -> float:
    """How sure it is that both reports tell the same event.

    The model goes by how much they share. What is short shares little with its own copy, so a copy is known by itself.
    """
    copied = row[WORDS] >= COPIED and _is_copy(pair[1], pair[3])
    sure = 1.0 if copied else model().event.sure(row)
    return 0.0 if sure < ALONE and row[BARE] and row[ACROSS] and not row[LINKED] else sure


def _is_copy(one: Traits, other: Traits) -> bool:
    """Whether one title stands over the same words twice, or in one issue twice with a link to the same page.

    In the next issue it may be that of a column, whose page has something else to show every day.
    """
    mine, its = one.report, other.report
    linked = mine.path == its.path and not one.urls.isdisjoint(other.urls)
    return same_words(mine.title, its.title) and (
        linked or (bool(mine.text) and same_words(mine.text, its.text))
    )


def _thread(row: list[float], pair: Pair) -> float:
    """How sure it is that the later report continues the thread of the earlier one."""
    if row[WORDS] < ALIKE or not (row[VERSION] > 0 or _share_subject(pair[1], pair[3])):
        return 0.0
    return model().thread.sure(row)


def _share_subject(one: Traits, other: Traits) -> bool:
    """Whether two titles name the same somebody or something of which few stories tell.

    Rivals in one race follow up nobody, two uses of what everybody talks about are no thread, and
    somebody famous does many things.
    """
    rare, entities = rarity(), one.known.entities
    named = [
        name for name in one.title_names & other.title_names if entities[name].kind not in ("person", "place")
    ]
    if any(rare["@" + name] >= TELLING_NAME for name in named):
        return True
    # Every other word of an English title looks like a name.
    chinese = one.chinese or other.chinese
    return chinese and any(rare[term] >= TELLING_WORD for term in one.latin & other.latin)
