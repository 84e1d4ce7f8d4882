"""Proxies of the environment: which one is asked, for what, and what is said when that fails."""

import socket
import sys
from collections.abc import Iterator

import pytest

from digestkit.config import LinksConfig
from digestkit.links.check import check_links
from digestkit.links.verdict import Verdict

from .faults import Fault, Server, answer, article, to
from .socks import Socks

CONFIG = LinksConfig(timeout=2)
PAGES = {"/news": Fault("alive", answer(article())), "/inside": Fault("", to("http://10.0.0.1/"))}


@pytest.fixture
def site() -> Iterator[Server]:
    with Server(faults=PAGES) as running:
        yield running


def look_up(host: str) -> list[tuple[int, str]]:
    """Names that lead inside, and none else."""
    if host == "inside.test":
        return [(int(socket.AF_INET), "10.0.0.1")]
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


def check(url: str) -> Verdict:
    return check_links([url], CONFIG, look_up=look_up)[url]


@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks", "SOCKS5"])
@pytest.mark.parametrize("variable", ["all_proxy", "http_proxy"])
def test_socks(monkeypatch: pytest.MonkeyPatch, site: Server, scheme: str, variable: str) -> None:
    """The proxy is asked by name, for names may mean nothing here."""
    with Socks(site.port) as proxy:
        monkeypatch.setenv(variable, f"{scheme}://127.0.0.1:{proxy.port}")
        found = check("http://site.example/news")
    assert found.state == "alive", found
    assert proxy.asked == [("site.example", 80)]
    assert list(site.asked) == ["/news"]


def test_socks_with_a_password(monkeypatch: pytest.MonkeyPatch, site: Server) -> None:
    with Socks(site.port, login=(b"editor", b"p@ss")) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5h://editor:p%40ss@127.0.0.1:{proxy.port}")
        assert check("http://site.example/news").state == "alive"
        monkeypatch.setenv("all_proxy", f"socks5h://editor:wrong@127.0.0.1:{proxy.port}")
        assert check("http://site.example/news").state == "uncertain"


def test_inside_stays_closed_behind_socks(monkeypatch: pytest.MonkeyPatch, site: Server) -> None:
    with Socks(site.port) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5h://127.0.0.1:{proxy.port}")
        states = [
            check(f"http://{host}/news").state for host in ("10.0.0.1", "inside.test", "127.1", "[::1]")
        ]
        redirected = check("http://site.example/inside")
    assert states == ["unchecked"] * 4
    assert redirected.state == "uncertain"
    assert proxy.asked == [("site.example", 80)]


def test_the_proxy_for_the_scheme_comes_first(monkeypatch: pytest.MonkeyPatch, site: Server) -> None:
    with Socks(site.port) as socks, Server(faults={}) as proxy:
        proxy.add("http://site.example/news", answer(article()))
        monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{socks.port}")
        monkeypatch.setenv("http_proxy", f"127.0.0.1:{proxy.port}")  # without a scheme, as curl takes it
        assert check("http://site.example/news").state == "alive"
    assert not socks.asked
    assert proxy.asked.total() == 1


def test_no_proxy_is_heeded(monkeypatch: pytest.MonkeyPatch, site: Server) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1,direct.example")
    with Socks(site.port) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{proxy.port}")
        config = LinksConfig(timeout=2, allow_networks=("127.0.0.1/32",))
        (found,) = check_links([f"{site.url}/news"], config).values()
    assert found.state == "alive"
    assert not proxy.asked


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        ("socks5://127.0.0.1:9", "连不上代理"),
        ("http://127.0.0.1:9", "连不上代理"),
        ("ftp://127.0.0.1:9", "不认识"),
        ("socks5://:x", "不认识"),
        ("socks5://127.0.0.1:99999", "不认识"),
    ],
)
def test_proxies_that_are_of_no_use(monkeypatch: pytest.MonkeyPatch, proxy: str, words: str) -> None:
    monkeypatch.setenv("all_proxy", proxy)
    found = check("http://site.example/news")
    assert found.state == "unchecked", found
    assert words in found.reason.zh


def test_what_the_proxy_can_not_reach_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    with Socks(None) as proxy:
        monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{proxy.port}")
        found = check("http://site.example/news")
    assert found.state == "uncertain"
    assert len(proxy.asked) == 2  # once more, as for other passing faults


def test_the_component_for_socks_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aiohttp_socks", None)
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    found = check("http://site.example/news")
    assert found.state == "unchecked"
    assert "pip install aiohttp-socks" in found.reason.zh
    assert "pip install aiohttp-socks" in found.reason.en
