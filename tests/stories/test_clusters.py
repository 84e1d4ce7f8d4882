"""Average linkage."""

from hypothesis import given
from hypothesis import strategies as st

from digestkit.stories.clusters import clusters

LINKS = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0, 1),
    max_size=40,
)


def test_one_sure_pair_does_not_chain_two_events() -> None:
    links = {(0, 1): 0.95, (2, 3): 0.95, (1, 2): 0.9, (0, 2): 0.05, (0, 3): 0.0, (1, 3): 0.05}
    assert clusters(links, 0.4) == [[0, 1], [2, 3]]


def test_a_pair_that_was_never_compared_counts_as_apart() -> None:
    assert clusters({(0, 1): 0.9, (1, 2): 0.7}, 0.4) == [[0, 1]]
    assert clusters({(0, 1): 0.9, (1, 2): 0.85}, 0.4) == [[0, 1, 2]]


@given(LINKS, st.floats(0.05, 0.95))
def test_groups_are_apart_and_sure_enough(links: dict[tuple[int, int], float], cut: float) -> None:
    found = clusters(links, cut)
    members = [member for group in found for member in group]
    assert len(members) == len(set(members))
    for group in found:
        pairs = [(a, b) for i, a in enumerate(group) for b in group[i + 1 :]]
        assert any(links.get(pair, 0) >= cut for pair in pairs)


@given(LINKS)
def test_the_order_of_links_does_not_matter(links: dict[tuple[int, int], float]) -> None:
    distinct = {pair: round(sure, 3) + i * 1e-6 for i, (pair, sure) in enumerate(sorted(links.items()))}
    assert clusters(distinct, 0.4) == clusters(dict(reversed(distinct.items())), 0.4)
