"""Average linkage: two groups become one while their pairs are sure enough on average.

One sure pair between two events does not join them: the pairs beside it, unsure or never worth a
comparison (0), weigh as much.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping


def clusters(links: Mapping[tuple[int, int], float], cut: float) -> list[list[int]]:
    """Groups of two and more numbers, each sorted. ``links`` says how sure each compared pair is."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for (one, other), sure in links.items():
        near[one][other] = near[other][one] = sure
    groups = {number: [number] for number in near}
    between = {number: dict(found) for number, found in near.items()}  # sums over pairs of two groups
    heap = [(-sure, one, other) for (one, other), sure in links.items() if sure >= cut]
    heapq.heapify(heap)
    new = max(groups, default=0) + 1
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in groups or other not in groups:
            continue
        groups[new] = groups.pop(one) + groups.pop(other)
        sums: dict[int, float] = defaultdict(float)
        for gone in (one, other):
            for neighbour, sure in between.pop(gone).items():
                if neighbour not in (one, other):
                    sums[neighbour] += sure
                    del between[neighbour][gone]
        between[new] = sums
        for neighbour, total in sums.items():
            between[neighbour][new] = total
            mean = total / (len(groups[new]) * len(groups[neighbour]))
            if mean >= cut:
                heapq.heappush(heap, (-mean, neighbour, new))
        new += 1
    return sorted(sorted(found) for found in groups.values() if len(found) > 1)
