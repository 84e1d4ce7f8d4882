"""What an issue writes now one way and now another: told place by place, or once for all."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from digestkit.diagnostic import Edit, Finding, Fix, Text
from digestkit.source import Span


class Place(NamedTuple):
    """A place that is written one way, and the edits that turn it to the other."""

    span: Span
    edits: tuple[Edit, ...]
    story: str | None


MAJORITY = 5
"""Fewer places than this are no habit."""
MOST = 10
"""More places than this are told once, not one by one."""


def report(wrong: Sequence[Place], right: int, *, strict: bool, one: Text, all_of: Text) -> Iterator[Finding]:
    """Findings at ``wrong`` places, when ``right`` places say that the issue does it the other way.

    Each place where they are few, the first of them for all (``all_of``) where both ways are
    frequent. ``strict``: a configuration says what is right, and the number of places does not count.
    """
    if not wrong or (not strict and right < max(MAJORITY, len(wrong))):
        return
    yield from tell(wrong, one, all_of, singly=strict or (len(wrong) <= MOST and len(wrong) * 4 <= right))


def tell(
    wrong: Sequence[Place], one: Text, all_of: Text, hint: Text | None = None, *, singly: bool
) -> Iterator[Finding]:
    """A finding at each of ``wrong``, or (not ``singly``) the first of them for all."""
    if singly:
        for place in wrong:
            yield Finding(place.span, one, hint, place.story, Fix(place.edits))
        return
    edits = tuple(edit for place in wrong for edit in place.edits)
    yield Finding(wrong[0].span, all_of, hint, wrong[0].story, Fix(edits))
