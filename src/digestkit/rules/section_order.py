"""板块的先后与本刊的板块表不同。

## 为什么

读者习惯了每期同样的顺序；顺序变了，就要来回找。
只有这一期显然按板块表来写时才报告。

## 选项

`[vocabulary] sections` 写本刊自己的板块表和顺序。

## 何时关闭

刊物按当天的轻重安排板块时。
---
The sections stand in another order than in the house's list.

## Why

Readers are used to one order, and search when it changes.
Reported only where the issue evidently goes by the list.

## Options

`[vocabulary] sections` is the house's own list, in its order.

## When to switch it off

When sections are arranged by the weight of the day's news.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from digestkit.aspects.sections import follows_house, house_keys, titled_sections
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the fewest sections that would have to move."""
    if not follows_house(parsed):
        return
    order = {key: rank for rank, key in enumerate(house_keys(parsed))}
    first = {
        each.key: each
        for each in reversed(titled_sections(parsed))
        if each.key in order and each.section.stories
    }
    known = sorted(first.values(), key=lambda each: each.piece.first)
    stay = _longest_rise([order[each.key] for each in known])
    for i, each in enumerate(known):
        if i in stay:
            continue
        after = max(
            (order[known[j].key] for j in stay if order[known[j].key] < order[each.key]), default=None
        )
        name = parsed.vocabulary.sections[after] if after is not None else None
        yield Finding(
            each.piece.content,
            Text(
                f"板块“{each.section.title}”按顺序应当{f'在“{name}”之后' if name else '排在最前'}",
                f"The section {each.section.title} should stand {f'after {name}' if name else 'first'}",
            ),
        )


def _longest_rise(ranks: Sequence[int]) -> set[int]:
    """Positions of a longest run of ``ranks`` (gaps allowed) that never falls."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for i, rank in enumerate(ranks):
        at = bisect_left(tails, rank + 1)
        if at:
            before[i] = ends[at - 1]
        tails[at : at + 1] = [rank]
        ends[at : at + 1] = [i]
    found: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        found.add(at)
        at = before.get(at, -1)
    return found


RULE = rule(code="DK114", title=Text("板块顺序", "Order of sections"), severity=Severity.INFO)(check)
