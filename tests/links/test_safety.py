"""What must never be reached is never reached, and nothing private is sent."""

import socket
from collections.abc import Iterator, Mapping
from ipaddress import ip_address

import pytest

from digestkit.config import LinksConfig
from digestkit.errors import UsageError
from digestkit.links.check import check_links
from digestkit.links.safety import networks, refusal

from .faults import Fault, Server, answer, article, to

HERE = LinksConfig(timeout=2, per_host=16, allow_networks=("127.0.0.1/32",))


@pytest.fixture(scope="module")
def trap() -> Iterator[Server]:
    """A server inside: whoever asks it anything has gone too far."""
    with Server("127.0.0.2", faults={"/": Fault("alive", answer(article()))}) as running:
        yield running


def names(table: Mapping[str, list[str]]) -> object:
    """A look-up that knows the names of ``table`` and no others."""

    def look_up(host: str) -> list[tuple[int, str]]:
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(int(socket.AF_INET6 if ":" in each else socket.AF_INET), each) for each in table[host]]

    return look_up


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.0.0.2", "127.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001",
        "１２７.０.０.１", "127。0。0。1", "%31%32%37.0.0.1", "127.0.0.1.", "0.0.0.0", "0", "10.1.2.3", "172.16.0.1",
        "192.168.1.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1",
        "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
        "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]", "[fc00::1]",
        "[fec0::1]", "[ff02::1]", "user:pass@127.0.0.1", "public.test@127.0.0.1", "localhost",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(host: str) -> None:
    (found,) = check_links([f"http://{host}:8080/x"], LinksConfig(timeout=2)).values()
    assert found.state == "unchecked", found
    assert "内部网络" in found.reason.zh or "虚拟地址" in found.reason.zh


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "110.242.68.66", "2400:3200::1", "2606:4700::1111", "64:ff9b::101:101"]
)
def test_public_addresses_are_not(ip: str) -> None:
    assert refusal(ip_address(ip), ()) is None


def test_naming_one_network_opens_no_other() -> None:
    allowed = networks(["127.0.0.1/32", "10.1.0.0/16"])
    assert refusal(ip_address("127.0.0.1"), allowed) is None
    assert refusal(ip_address("10.1.9.9"), allowed) is None
    for other in ("127.0.0.2", "10.2.0.1", "192.168.0.1", "::1", "169.254.169.254"):
        assert refusal(ip_address(other), allowed) is not None


def test_a_network_that_is_none_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"10\.0\.0/99"):
        check_links([], LinksConfig(allow_networks=("10.0.0/99",)))


def test_redirects_do_not_lead_inside(trap: Server) -> None:
    port = trap.port
    places = {
        "/plain": to(f"http://127.0.0.2:{port}/"),
        "/permanent": to(f"http://127.0.0.2:{port}/", "301 Moved Permanently"),
        "/number": to(f"http://2130706434:{port}/"),
        "/hex": to(f"http://0x7f000002:{port}/"),
        "/octal": to(f"http://0177.0.0.2:{port}/"),
        "/short": to(f"http://127.2:{port}/"),
        "/mapped": to(f"http://[::ffff:127.0.0.2]:{port}/"),
        "/schemeless": to(f"//127.0.0.2:{port}/"),
        "/backslashes": to(f"\\\\127.0.0.2:{port}/"),
        "/credentials": to(f"http://news.test@127.0.0.2:{port}/"),
        "/full-width": to(f"http://１２７.０.０.２:{port}/"),
        "/name": to(f"http://inside.test:{port}/"),
        "/half": to(f"http://half.test:{port}/"),
        "/metadata": to("http://169.254.169.254/latest/meta-data/"),
        "/refresh": answer("", "200 OK", f"Refresh: 0; url=http://127.0.0.2:{port}/"),
        "/meta": answer(f"<meta http-equiv=refresh content='0;url=http://127.0.0.2:{port}/'>"),
        "/script": answer(f"<script>location.href='http://127.0.0.2:{port}/'</script>"),
        "/hops": to("/plain"),
    }
    look_up = names({"inside.test": ["127.0.0.2"], "half.test": ["127.0.0.1", "127.0.0.2"]})
    with Server(faults={path: Fault("uncertain", each) for path, each in places.items()}) as server:
        found = check_links([server.url + path for path in places], HERE, look_up=look_up)  # type: ignore[arg-type]
    assert {url: each.state for url, each in found.items() if each.state != "uncertain"} == {}
    assert not trap.asked


@pytest.mark.parametrize("port", [1, 22, 25, 6000, 6667, 10080])
def test_ports_that_are_none_of_the_webs_are_refused_in_any_network(port: int) -> None:
    asked: list[str] = []

    def look_up(host: str) -> list[tuple[int, str]]:
        asked.append(host)
        return [(int(socket.AF_INET), "127.0.0.1")]

    with Server(faults={"/": Fault("uncertain", to(f"http://127.0.0.1:{port}/"))}) as server:
        urls = [f"http://site.test:{port}/", f"https://127.0.0.1:{port}/", server.url + "/"]
        found = check_links(urls, HERE, look_up=look_up)
    assert [found[url].state for url in urls] == ["unchecked", "unchecked", "uncertain"]
    assert all(f"port {port} " in each.reason.en for each in found.values())
    assert not asked


def test_names_that_lead_inside_are_refused(trap: Server) -> None:
    look_up = names(
        {"inside.test": ["127.0.0.2"], "half.test": ["127.0.0.1", "127.0.0.2"], "six.test": ["::1"]}
    )
    urls = [f"http://{host}:{trap.port}/" for host in ("inside.test", "half.test", "six.test")]
    found = check_links(urls, HERE, look_up=look_up)  # type: ignore[arg-type]
    assert {each.state for each in found.values()} == {"unchecked"}
    assert not trap.asked


def test_localhost_is_the_address_that_was_named() -> None:
    """Both its addresses are looked up where one was named: only that is connected to."""
    look_up = names({"localhost": ["::1", "127.0.0.1"]})
    with Server(faults={"/": Fault("alive", answer(article()))}) as server:
        (found,) = check_links([f"http://localhost:{server.port}/"], HERE, look_up=look_up).values()  # type: ignore[arg-type]
    assert found.state == "alive"


def test_a_name_that_changes_its_address_gains_nothing(trap: Server) -> None:
    asked = []

    def rebinding(host: str) -> list[tuple[int, str]]:
        asked.append(host)
        return [(int(socket.AF_INET), "127.0.0.1" if len(asked) == 1 else "127.0.0.2")]

    paths = [f"/{n}" for n in range(20)]
    with Server(faults={path: Fault("alive", answer(article())) for path in paths}) as server:
        urls = [f"http://rebind.test:{server.port}{path}" for path in paths]
        found = check_links(urls, HERE, look_up=rebinding)
    assert {each.state for each in found.values()} == {"alive"}
    assert asked == ["rebind.test"]
    assert not trap.asked


def test_nothing_private_is_sent() -> None:
    setting = answer(article(), "200 OK", "Set-Cookie: id=1; Path=/")
    with Server(
        faults={"/first": Fault("alive", setting), "/second": Fault("alive", answer(article()))}
    ) as server:
        bare = f"127.0.0.1:{server.port}"
        for path in ("/first", "/second"):
            check_links([f"http://user:secret@{bare}{path}"], HERE)
        for headers in server.headers.values():
            assert "authorization" not in headers
            assert "cookie" not in headers
            assert "referer" not in headers
            assert "secret" not in str(headers)
            assert "digestkit/" in headers["user-agent"]


def test_cookies_stay_with_their_site(trap: Server) -> None:
    """A cookie that one site sets on the way is not shown to the next."""
    config = LinksConfig(timeout=2, allow_networks=("127.0.0.1/32", "127.0.0.2/32"))
    target = Server("127.0.0.2", faults={"/end": Fault("alive", answer(article()))})
    with target, Server(faults={}) as server:
        server.add("/start", to(f"{target.url}/end", "302 Found", "Set-Cookie: secret=1; Path=/"))
        (found,) = check_links([server.url + "/start"], config).values()
    assert found.state == "alive"
    assert "cookie" not in target.headers["/end"]


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1:70/", "weixin://x/y"]
)
def test_only_the_web_is_visited(url: str) -> None:
    (found,) = check_links([url], HERE).values()
    assert found.state == "unchecked"


@pytest.mark.parametrize(
    "url",
    ["http://a\x00b.test/", "http://a b.test/", "http://a%0d%0ab.test/", "http://a\u202eb.test/", "http://"],
)
def test_hosts_with_control_characters_are_invalid(url: str) -> None:
    (found,) = check_links([url], HERE).values()
    assert found.state == "dead"


def test_proxies_of_the_environment_are_used_and_inside_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    with Server(faults={}) as proxy:
        proxy.add("http://site.example/news", answer(article()))
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("no_proxy", "direct.test")
        look_up = names({"inside.test": ["10.0.0.1"], "direct.test": ["10.0.0.2"]})
        urls = [f"http://{host}/news" for host in ("site.example", "10.0.0.1", "inside.test", "direct.test")]
        found = check_links(urls, LinksConfig(timeout=2), look_up=look_up)  # type: ignore[arg-type]
    assert [found[url].state for url in urls] == ["alive", "unchecked", "unchecked", "unchecked"]
    assert list(proxy.asked) == ["http://site.example/news"]


def test_a_proxy_that_is_not_there_leaves_links_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    (found,) = check_links(["http://site.example/"], LinksConfig(timeout=2)).values()
    assert found.state == "unchecked"
    assert "代理" in found.reason.zh
