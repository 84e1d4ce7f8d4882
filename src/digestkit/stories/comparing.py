"""Comparing many reports: in order of days, and on several cores when there are very many."""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor

from digestkit.stories.candidates import WINDOW, pairs
from digestkit.stories.evidence import NAMES, evidence
from digestkit.stories.lexicon import Names
from digestkit.stories.model import model
from digestkit.stories.report import Report
from digestkit.stories.traits import Traits, day_of, traits_of

MANY = 6000
"""So many reports are worth a second process."""

ALIKE = 0.12
"""So alike is the wording of a story and its follow-up, at least."""
WORDS = NAMES.index("words")

Verdict = tuple[int, int, float, float]
"""Two numbers, the earlier report first; how sure they are of one event, of one thread."""


def compared(reports: Sequence[Report], names: Names | None = None) -> Iterator[Verdict]:
    """Every pair that is worth comparing, judged. Reports without a day come last, as if of one day."""
    days = [day_of(report) for report in reports]
    order = sorted(range(len(reports)), key=lambda n: (days[n] is None, days[n] or 0))
    cores = min(os.cpu_count() or 1, len(order) // (MANY // 2))
    if cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from _judged([(number, reports[number]) for number in order], 0, names)
        return
    with ProcessPoolExecutor(cores, multiprocessing.get_context("fork")) as pool:
        lots = [(lot, known, names) for lot, known in _lots(reports, days, order, cores)]
        for verdicts in pool.map(_judge_lot, lots):
            yield from verdicts


def _lots(
    reports: Sequence[Report], days: Sequence[int | None], order: Sequence[int], count: int
) -> Iterator[tuple[list[tuple[int, Report]], int]]:
    """``order`` in ``count`` lots, each after the reports of the days before it, and how many those are."""
    size = -(-len(order) // count)
    for start in range(0, len(order), size):
        first, known = days[order[start]], start
        while known and (before := days[order[known - 1]]) is not None and first and before >= first - WINDOW:
            known -= 1
        yield [(n, reports[n]) for n in order[known : start + size]], start - known


def _judge_lot(lot: tuple[list[tuple[int, Report]], int, Names | None]) -> list[Verdict]:
    """The verdicts on one lot, for another process."""
    return list(_judged(*lot))


def _judged(lot: Sequence[tuple[int, Report]], known: int, names: Names | None) -> Iterator[Verdict]:
    """The verdicts on the pairs of ``lot`` whose later report is not among its first ``known``."""
    weighed = model()
    before = {number for number, _ in lot[:known]}
    for one, its, other, others in pairs((number, traits_of(report, names)) for number, report in lot):
        if other not in before:
            row = evidence(its, others)
            near = row[WORDS] >= ALIKE and _share_subject(its, others)
            thread = weighed.thread.sure(row) if near else 0.0
            yield one, other, weighed.event.sure(row), thread


def _share_subject(one: Traits, other: Traits) -> bool:
    """Whether two titles name the same somebody or something: rivals in one race follow up nobody."""
    return bool(one.title_names & other.title_names or one.latin & other.latin)
