"""Every behaviour of the server of faults gets the verdict that is right for it."""

from collections.abc import Mapping
from contextlib import ExitStack

import pytest

from digestkit.config import LinksConfig
from digestkit.links.check import check_links
from digestkit.links.verdict import Verdict

from .behaviours import MORE
from .faults import FAULTS, SENT, Fault, Server
from .platforms import PLATFORMS

CONFIG = LinksConfig(timeout=3.0, concurrency=64, per_host=64, allow_networks=("127.0.0.1/32",))


def check(faults: Mapping[str, Fault]) -> Mapping[str, Verdict]:
    """The verdict on each path. Those that say 429 are each on a host of its own: it is left alone for a while."""
    with ExitStack() as stack:
        server = stack.enter_context(Server(faults=faults))
        urls = {
            path: (stack.enter_context(Server(faults=faults)) if "429" in path else server).url + path
            for path in faults
        }
        found = check_links(urls.values(), CONFIG)
        return {path: found[url] for path, url in urls.items()}


@pytest.fixture(scope="module")
def verdicts() -> Mapping[str, Verdict]:
    return check(FAULTS)


@pytest.fixture(scope="module")
def more_verdicts() -> Mapping[str, Verdict]:
    return check(MORE)


@pytest.fixture(scope="module")
def platform_verdicts() -> Mapping[str, Verdict]:
    return check(PLATFORMS)


def test_there_are_many() -> None:
    assert len(FAULTS) + len(MORE) + len(PLATFORMS) >= 800


def judged(found: Verdict, wanted: str) -> None:
    assert found.state == wanted, found
    assert found.reason.zh
    assert found.reason.en
    assert found.checked_at


@pytest.mark.parametrize("path", FAULTS)
def test_verdict(verdicts: Mapping[str, Verdict], path: str) -> None:
    judged(verdicts[path], FAULTS[path].state)


@pytest.mark.parametrize("path", MORE)
def test_more_verdicts(more_verdicts: Mapping[str, Verdict], path: str) -> None:
    judged(more_verdicts[path], MORE[path].state)


@pytest.mark.parametrize("path", PLATFORMS)
def test_platforms(platform_verdicts: Mapping[str, Verdict], path: str) -> None:
    judged(platform_verdicts[path], PLATFORMS[path].state)


def test_no_more_of_a_body_is_read_than_is_needed(verdicts: Mapping[str, Verdict]) -> None:
    assert verdicts["/endless"].state == "alive"
    assert SENT["endless"] < 1_000_000  # what the system keeps in its buffers counts as sent


def test_where_a_page_has_moved(verdicts: Mapping[str, Verdict]) -> None:
    """The way is fixed as far as it is permanent, and no further."""
    ends = {
        path: str(verdicts[path].final_url).partition("/")[2].partition("/")[2].partition("/")[2]
        for path in FAULTS
    }
    assert ends["/301"] == ends["/308"] == ends["/301-301"] == "alive"
    assert ends["/301-302"] == "302"
    assert ends["/301-raw"] == "%E4%B8%AD%E6%96%87/%E8%B7%AF%E5%BE%84?%E9%97%AE=%E7%AD%94"
