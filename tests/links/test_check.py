"""How many links are checked: once each, politely, within the time, with or without a network."""

import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from digestkit.config import LinksConfig
from digestkit.errors import UsageError
from digestkit.links.cache import Cache
from digestkit.links.check import check_links
from digestkit.links.follow import Arrival, Trail
from digestkit.links.judge import Judgement, judge
from digestkit.links.run import retry_after
from digestkit.links.verdict import IGNORED, NO_NETWORK, OUT_OF_TIME

from .faults import Fault, Server, answer, article, hang, to

HERE = LinksConfig(timeout=2, allow_networks=("127.0.0.1/32",))
ALIVE = Fault("alive", answer(article()))


def test_each_address_is_asked_once() -> None:
    with Server(faults={"/a?b=1&c=2": ALIVE}) as server:
        base = server.url + "/a?b=1"
        urls = [f"{base}&c=2", f"{base}&amp;c=2", f"{base}&c=2#part", f"{base}&c=2#other", f"{base}&c=2"]
        found = check_links(urls, HERE)
    assert set(found) == set(urls)
    assert {each.state for each in found.values()} == {"alive"}
    assert all(url == each.url for url, each in found.items())
    assert server.asked.total() == 1


def test_a_host_is_not_asked_more_than_it_may() -> None:
    paths = [f"/{n}" for n in range(24)]
    with Server(faults=dict.fromkeys(paths, ALIVE), delay=0.02) as server:
        check_links([server.url + path for path in paths], HERE)
        assert server.most == 2
        check_links([server.url + path + "?" for path in paths], LinksConfig(**{**vars(HERE), "per_host": 8}))
        assert 2 < server.most <= 8


def test_all_hosts_together_are_limited() -> None:
    paths = [f"/{n}" for n in range(24)]
    config = LinksConfig(timeout=2, concurrency=3, per_host=8, allow_networks=("127.0.0.1/32",))
    with Server(faults=dict.fromkeys(paths, ALIVE), delay=0.02) as server:
        check_links([server.url + path for path in paths], config)
    assert server.most == 3


def test_after_429_the_host_is_left_alone_for_a_while() -> None:
    with Server(
        faults={"/again": Fault("uncertain", answer("", "429 No", "Retry-After: 1")), "/b": ALIVE}
    ) as server:
        check_links([server.url + "/again"], HERE)
    first, second = server.times["/again"]
    assert second - first >= 0.95


def test_a_host_that_refuses_again_and_again_is_not_asked_on() -> None:
    paths = [f"/{n}" for n in range(40)]
    refusing = Fault("uncertain", answer("", "429 No", "Retry-After: 0"))
    with Server(faults=dict.fromkeys(paths, refusing)) as server:
        found = check_links([server.url + path for path in paths], HERE)
    assert {each.state for each in found.values()} == {"uncertain"}
    assert server.asked.total() < 20


def test_a_host_that_never_answers_is_not_waited_for_by_every_link() -> None:
    paths = [f"/{n}" for n in range(40)]
    config = LinksConfig(timeout=0.3, per_host=4, allow_networks=HERE.allow_networks)
    with Server(faults=dict.fromkeys(paths, Fault("uncertain", hang))) as server:
        found = check_links([server.url + path for path in paths], config)
    assert {each.state for each in found.values()} == {"uncertain"}
    assert server.asked.total() <= 12
    assert any("没有再问" in each.reason.zh for each in found.values())


def test_some_slow_pages_do_not_speak_for_their_host() -> None:
    paths = [f"/{n}" for n in range(30)]
    faults = {path: Fault("", hang) if n % 3 else ALIVE for n, path in enumerate(paths)}
    config = LinksConfig(timeout=0.3, per_host=2, allow_networks=HERE.allow_networks)
    with Server(faults=faults) as server:
        found = check_links([server.url + path for path in paths], config)
    assert [found[server.url + path].state for path in paths[::3]] == ["alive"] * 10


def test_the_budget_ends_the_check() -> None:
    with Server(faults={"/alive": ALIVE, "/hang": Fault("uncertain", hang)}) as server:
        urls = [server.url + path for path in ("/alive", "/hang")]
        found = check_links(urls, LinksConfig(timeout=60, allow_networks=HERE.allow_networks), budget=0.6)
    assert found[urls[0]].state == "alive"
    assert found[urls[1]].state == "unchecked"
    assert found[urls[1]].reason == OUT_OF_TIME


def test_progress_says_what_is_waited_for() -> None:
    seen: list[tuple[int, int, list[str]]] = []
    with Server(faults={"/alive": ALIVE, "/slow": ALIVE}, delay=0.3) as server:
        urls = [server.url + path for path in ("/alive", "/slow")]
        check_links(
            urls, HERE, progress=lambda done, total, waiting: seen.append((done, total, list(waiting)))
        )
    assert seen[-1][:2] == (2, 2)
    assert any(waiting == [f"127.0.0.1:{server.port}"] for _, _, waiting in seen)


def test_ignored_links_are_not_asked() -> None:
    with Server(faults={"/a": ALIVE}) as server:
        config = LinksConfig(ignore=(server.url,), allow_networks=HERE.allow_networks)
        (found,) = check_links([server.url + "/a"], config).values()
    assert (found.state, found.reason) == ("unchecked", IGNORED)
    assert not server.asked


def test_configured_headers_and_agent_are_sent() -> None:
    config = LinksConfig(headers={"X-House": "1"}, user_agent="house/1", allow_networks=HERE.allow_networks)
    with Server(faults={"/a": ALIVE}) as server:
        check_links([server.url + "/a"], config)
    assert server.headers["/a"]["x-house"] == "1"
    assert server.headers["/a"]["user-agent"] == "house/1"


def test_a_faulty_certificate_is_uncertain() -> None:
    with Server(tls=True, faults={"/a": ALIVE}) as server:
        (found,) = check_links([server.url + "/a"], HERE).values()
    assert found.state == "uncertain"
    assert "证书" in found.reason.zh
    assert not server.asked


def test_plain_http_on_a_tls_port_and_the_reverse_are_uncertain() -> None:
    with Server(tls=True, faults={}) as secure, Server(faults={}) as plain:
        urls = [f"http://127.0.0.1:{secure.port}/", f"https://127.0.0.1:{plain.port}/"]
        found = check_links(urls, LinksConfig(timeout=0.5, allow_networks=HERE.allow_networks))
    assert [each.state for each in found.values()] == ["uncertain", "uncertain"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_refused_connections_are_dead() -> None:
    (found,) = check_links([f"http://127.0.0.1:{free_port()}/"], HERE).values()
    assert found.state == "dead"
    assert "拒绝" in found.reason.zh


def test_refused_after_a_redirect_is_dead() -> None:
    with Server(faults={"/a": Fault("dead", to(f"http://127.0.0.1:{free_port()}/x"))}) as server:
        (found,) = check_links([server.url + "/a"], HERE).values()
    assert found.state == "dead"


def test_a_server_that_comes_up_meanwhile_is_alive() -> None:
    """Refused once is not dead: the second attempt decides."""
    port = free_port()
    server = Server(faults={"/": ALIVE}, port=port, after=0.2)
    with server:
        (found,) = check_links([f"http://127.0.0.1:{port}/"], HERE).values()
    assert found.state == "alive"


def failing(
    code: int, known: tuple[str, ...] = ()
) -> tuple[Callable[[str], list[tuple[int, str]]], list[str]]:
    asked: list[str] = []

    def look_up(host: str) -> list[tuple[int, str]]:
        asked.append(host)
        if host in known:
            return [(int(socket.AF_INET), "1.1.1.1")]
        raise socket.gaierror(code, "no")

    return look_up, asked


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_without_a_network_nothing_is_dead(code: int) -> None:
    look_up, asked = failing(code)
    urls = [f"http://site{n}.com/{n}" for n in range(50)]
    found = check_links(urls, HERE, look_up=look_up)
    assert {(each.state, each.reason) for each in found.values()} == {("unchecked", NO_NETWORK)}
    assert len(asked) < 60


def test_a_missing_host_is_looked_up_twice() -> None:
    look_up, asked = failing(socket.EAI_NONAME, ("www.baidu.com",))
    (found,) = check_links(["http://gone.com/"], HERE, look_up=look_up).values()
    assert found.state == "dead"
    assert asked.count("gone.com") == 2


def test_a_failing_name_server_is_uncertain() -> None:
    look_up, _ = failing(socket.EAI_AGAIN, ("www.baidu.com",))
    (found,) = check_links(["http://site.com/"], HERE, look_up=look_up).values()
    assert found.state == "uncertain"


def test_names_that_never_exist_are_dead_even_so() -> None:
    look_up, _ = failing(socket.EAI_AGAIN)
    (found,) = check_links(["http://no-such-host.invalid/"], HERE, look_up=look_up).values()
    assert found.state == "dead"


def test_an_unforeseen_error_costs_one_link_its_answer_and_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def look_up(host: str) -> list[tuple[int, str]]:
        if host == "odd.example":
            raise TypeError("no such name")
        return [(int(socket.AF_INET), "127.0.0.1")]

    def judging(trail: Trail, arrival: Arrival) -> Judgement:
        if trail.end.path == "/b":
            raise RecursionError("too deep")
        return judge(trail, arrival)

    monkeypatch.setattr("digestkit.links.run.judge", judging)
    cache = Cache.open(tmp_path / "links.sqlite3")
    with Server(faults=dict.fromkeys(("/a", "/b", "/c"), ALIVE)) as server:
        urls = [f"{server.url}/{name}" for name in "abc"] + ["http://odd.example/"]
        found = check_links(urls, HERE, cache=cache, look_up=look_up)
    assert [found[url].state for url in urls] == ["alive", "unchecked", "alive", "unchecked"]
    assert "RecursionError: too deep" in found[urls[1]].reason.zh
    assert "TypeError: no such name" in found[urls[3]].reason.en
    assert isinstance(found[urls[1]].error, RecursionError)
    assert set(cache.get(urls)) == {urls[0], urls[2]}
    cache.close()


def test_a_second_run_remembers(tmp_path: Path) -> None:
    gone = Fault("dead", answer("", "404 Not Found"))
    with Server(faults={"/a": ALIVE, "/b": gone, "/c": Fault("moved", to("/a", "301 Moved"))}) as server:
        urls = [server.url + path for path in ("/a", "/b", "/c")]
        for _ in range(2):
            cache = Cache.open(tmp_path / "links.sqlite3")
            found = check_links(urls, HERE, cache=cache)
            cache.close()
    assert server.asked == {"/a": 2, "/b": 1, "/c": 1}
    assert [found[url].state for url in urls] == ["alive", "dead", "moved"]
    assert found[urls[2]].final_url == urls[0]
    assert all(each.from_cache and each.checked_at for each in found.values())


def test_unchecked_links_are_not_remembered(tmp_path: Path) -> None:
    look_up, _ = failing(socket.EAI_NONAME)
    with_cache = Cache.open(tmp_path / "links.sqlite3")
    check_links(["http://site.com/"], HERE, cache=with_cache, look_up=look_up)
    assert with_cache.get(["http://site.com/"]) == {}
    with_cache.close()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("5", 5.0),
        (" 0 ", 0.0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("9" * 30, 999999999.0),
        ("Thu, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Thu, 01 Jan 2026 00:00:00 +99999999999999", None),
        ("Thu, 01 Jan 2026 00:00:99999999999999999999 GMT", None),
        ("Thu, 01 Jan " + "9" * 5000 + " 00:00:00 GMT", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"Retry-After": value}) == seconds


def test_many_dead_waits_do_not_add_up() -> None:
    """Fifty links that all need a second attempt share their waiting."""
    paths = [f"/{n}" for n in range(50)]
    broken = Fault("uncertain", answer("", "503 Busy"))
    config = LinksConfig(timeout=2, per_host=50, allow_networks=HERE.allow_networks)
    with Server(faults=dict.fromkeys(paths, broken)) as server:
        check_links([server.url + path for path in paths], config)
    assert server.asked.total() == 100
    second = min(server.times[path][1] for path in paths)
    # nobody waited for another's second attempt; a busy machine may not get to all fifty in the meantime
    assert sum(server.times[path][0] < second for path in paths) > 10


def test_one_refusal_is_not_enough() -> None:
    """Where there is no time for a second attempt, nothing is called dead for refusing once."""
    (found,) = check_links([f"http://127.0.0.1:{free_port()}/"], HERE, budget=0.35).values()
    assert found.state in ("uncertain", "unchecked")


@pytest.mark.parametrize("setting", ["timeout", "concurrency", "per_host"])
@pytest.mark.parametrize("value", [0, -1, float("nan")])
def test_settings_under_which_no_check_would_end(setting: str, value: float) -> None:
    with pytest.raises(UsageError, match=setting.replace("_", "-")):
        check_links([], replace(HERE, **{setting: value}))  # type: ignore[arg-type]
