"""Every behaviour of the server of faults gets the verdict that is right for it."""

from collections.abc import Iterator, Mapping

import pytest

from digestkit.config import LinksConfig
from digestkit.links import Verdict, check_links

from .faults import FAULTS, SENT, Server

CONFIG = LinksConfig(timeout=1.5, concurrency=64, per_host=64, allow_networks=("127.0.0.1/32",))


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture(scope="module")
def verdicts(server: Server) -> Mapping[str, Verdict]:
    found = check_links([server.url + path for path in FAULTS], CONFIG)
    return {path: found[server.url + path] for path in FAULTS}


def test_there_are_many() -> None:
    assert len(FAULTS) >= 100


@pytest.mark.parametrize("path", FAULTS)
def test_verdict(verdicts: Mapping[str, Verdict], path: str) -> None:
    found = verdicts[path]
    assert found.state == FAULTS[path].state, found
    assert found.reason.zh
    assert found.reason.en
    assert found.checked_at


def test_no_more_of_a_body_is_read_than_is_needed(verdicts: Mapping[str, Verdict]) -> None:
    assert verdicts["/endless"].state == "alive"
    assert SENT["endless"] < 4_000_000  # what the system's buffers hold counts as sent
