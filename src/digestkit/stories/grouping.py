"""Groups of reports that tell the same event, and later steps of a story already told."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from digestkit.diagnostic import Text
from digestkit.stories.report import Report
from digestkit.urls import canonical, is_home_page

Kind = Literal["same-event", "same-url"]

WINDOW = 8
"""Days between the first and the last report of one event, at most."""
CUT = 0.42


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one event (or different stories under one URL). ``members`` are indexes, ascending.

    ``score`` is how sure it is, 0 to 1; ``why`` the evidence, strongest first.
    """

    members: tuple[int, ...]
    score: float
    why: tuple[Text, ...] = ()
    kind: Kind = "same-event"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """``later`` tells a later step of what ``earlier`` told; both are indexes of reports."""

    earlier: int
    later: int
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """What ``group`` found. A report is in at most one group of the kind ``same-event``."""

    groups: tuple[Group, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


def _day(report: Report) -> int | None:
    """The report's day as a number, ``None`` for none or one that can't be read."""
    try:
        return date.fromisoformat(report.date).toordinal() if report.date else None
    except ValueError:
        return None


def _grams(text: str) -> Iterator[str]:
    """Pairs of neighbouring characters, case folded, without spaces and punctuation."""
    kept = "".join(char for char in text.lower() if char.isalnum())
    return (kept[i : i + 2] for i in range(len(kept) - 1))


def _vectors(reports: Sequence[Report]) -> list[dict[str, float]]:
    """A unit vector a report: its character pairs, title counted thrice, weighted by rarity."""
    counts = [Counter(_grams(f"{r.title} {r.title} {r.title} {r.text[:600]}")) for r in reports]
    spread = Counter(gram for count in counts for gram in count)
    total = len(reports) + 20
    vectors = []
    for count in counts:
        vector = {g: (1 + math.log(n)) * math.log(total / (1 + spread[g])) for g, n in count.items()}
        norm = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        vectors.append({g: v / norm for g, v in vector.items()})
    return vectors


def _candidates(reports: Sequence[Report], vectors: Sequence[dict[str, float]]) -> Iterable[tuple[int, int]]:
    """Pairs that share an address or one of their rarest character pairs within the window."""
    index: dict[str, list[int]] = defaultdict(list)
    days = [_day(report) for report in reports]
    pairs = set()
    for i, (report, vector) in enumerate(zip(reports, vectors, strict=True)):
        keys = sorted(vector, key=lambda g: -vector[g])[:24]
        keys += [canonical(url) for url in report.urls if not is_home_page(url)]
        for key in keys:
            for j in index[key][-200:]:
                one, other = days[i], days[j]
                if one is None or other is None or abs(one - other) <= WINDOW:
                    pairs.add((j, i))
            index[key].append(i)
    return pairs


def group(reports: Sequence[Report]) -> Grouping:
    """Which of ``reports`` tell the same event."""
    vectors = _vectors(reports)
    urls = [{canonical(url) for url in report.urls if not is_home_page(url)} for report in reports]
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j in _candidates(reports, vectors):
        small, large = sorted((vectors[i], vectors[j]), key=len)
        score = sum(value * large.get(gram, 0.0) for gram, value in small.items())
        score = min(1.0, score + (0.3 if urls[i] & urls[j] else 0.0))
        links[i][j] = links[j][i] = score
    clusters = {i: [i] for i in range(len(reports))}
    place = list(range(len(reports)))
    for score, i, j in sorted(
        ((s, i, j) for i, found in links.items() for j, s in found.items() if i < j), reverse=True
    ):
        if score < CUT:
            break
        one, other = clusters[place[i]], clusters[place[j]]
        if one is other:
            continue
        mean = sum(links[a].get(b, 0.0) for a in one for b in other) / (len(one) * len(other))
        if mean >= CUT:
            gone = place[j]
            for member in other:
                place[member] = place[i]
            one += other
            del clusters[gone]
    groups = []
    for members in clusters.values():
        if len(members) > 1:
            chosen = tuple(sorted(members))
            score = sum(links[a].get(b, 0.0) for a in chosen for b in chosen if a < b) / math.comb(
                len(chosen), 2
            )
            shared = set.intersection(*(urls[m] for m in chosen))
            why = [Text(f"同一链接：{u}", f"the same link: {u}") for u in sorted(shared)[:1]]
            why.append(Text("用词相近", "similar words"))
            groups.append(Group(chosen, round(score, 3), tuple(why)))
    return Grouping(tuple(sorted(groups, key=lambda g: g.members)))
