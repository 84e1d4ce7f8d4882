"""``digestkit links`` and ``lint``'s checking of links, as processes."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from digestkit.cli.app import run as run_with_typer
from digestkit.links.follow import Arrival, Trail
from digestkit.links.judge import Judgement, judge
from tests.conftest import Run

from .faults import Fault, Server, answer, article, hang, to

ALLOW = ("--allow-network", "127.0.0.1/32")


@pytest.fixture
def server() -> Iterator[Server]:
    faults = {
        "/alive": Fault("alive", answer(article())),
        "/moved": Fault("moved", to("/alive", "301 Moved Permanently")),
        "/soft": Fault("soft-dead", answer("<title>页面不存在</title>")),
        "/wall": Fault("uncertain", answer("", "403 Forbidden")),
        "/dead": Fault("dead", answer("", "404 Not Found")),
        "/hang": Fault("uncertain", hang),
    }
    with Server(faults=faults) as running:
        yield running


def digest(folder: Path, server: Server, *paths: str) -> Path:
    """An issue with a story for each path."""
    stories = "".join(
        f"**飞鱼新闻第{n}条**\n说明：飞鱼科技发布了第{n}款芯片。\n来源出处：[示例网]({server.url}{path})\n\n"
        for n, path in enumerate(paths, 1)
    )
    path = folder / "2026-02-08.md"
    path.write_text(f"# AI 行业动态（2026-02-08）\n\n## 产业动态\n\n{stories}", encoding="utf-8")
    return path


def test_json(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/moved#part", "/soft", "/wall", "/dead", "/alive")
    done = run("links", "2026-02-08.md", *ALLOW, "--output-format", "json")
    assert done.code == 1, done.err
    report = json.loads(done.out)
    assert report["version"] == 1
    states = {link["url"].removeprefix(server.url): link["state"] for link in report["links"]}
    assert states == {
        "/alive": "alive",
        "/moved#part": "moved",
        "/soft": "soft-dead",
        "/wall": "uncertain",
        "/dead": "dead",
    }
    alive, moved = report["links"][:2]
    assert set(alive) == {
        "url",
        "state",
        "status",
        "reason",
        "final_url",
        "checked_at",
        "from_cache",
        "places",
    }
    assert (alive["status"], alive["from_cache"], alive["final_url"]) == (200, False, None)
    assert moved["final_url"] == server.url + "/alive"
    assert [place["story"] for place in alive["places"]] == ["飞鱼新闻第1条", "飞鱼新闻第6条"]
    assert alive["places"][0] == {"path": "2026-02-08.md", "line": 7, "column": 12, "story": "飞鱼新闻第1条"}


def test_text_names_what_wants_a_look(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/dead", "/wall")
    done = run("links", *ALLOW, "--lang", "zh")
    assert done.code == 1
    assert f"打不开  {server.url}/dead" in done.out
    assert "页面不存在（404）" in done.out
    assert "2026-02-08.md:11:12  飞鱼新闻第2条" in done.out
    assert f"{server.url}/alive" not in done.out
    assert done.out.rstrip().endswith("共 3 个链接：打不开 1，说不准 1，正常 1")
    assert done.err == ""


def test_only_dead_links_fail(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/moved", "/soft", "/wall")
    assert run("links", *ALLOW).code == 0


def test_memory_and_its_end(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/dead")
    for options, asked in (([], 2), ([], 2), (["--no-cache"], 4)):
        done = run("links", ".", *ALLOW, *options)
        assert done.code == 1
        assert server.asked.total() == asked
    done = run("links", ".", *ALLOW, "--forget")
    assert done.err == "forgot the results of 2 links\n"
    assert server.asked.total() == 6


def test_inside_is_closed_unless_named(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive")
    done = run("links")
    assert done.code == 0
    assert "private network" in done.err
    assert not server.asked
    (tmp_path / "digestkit.toml").write_text('[links]\nallow-networks = ["127.0.0.1/32"]\n', encoding="utf-8")
    untrusted = run("links")
    assert not server.asked, "a configuration that came with the texts opened a network"
    assert "--allow-network 127.0.0.1/32" in untrusted.err
    assert run("links", "--config", "digestkit.toml").out == "1 link: alive 1\n"


@pytest.mark.parametrize(
    "options",
    [
        ("--allow-network", "here"),
        ("--timeout", "0"),
        ("--concurrency", "0"),
        ("--per-host", "x"),
        ("--output-format", "xml"),
    ],
)
def test_options_that_make_no_sense(
    run: Run, tmp_path: Path, server: Server, options: tuple[str, ...]
) -> None:
    digest(tmp_path, server, "/alive")
    done = run("links", *options)
    assert done.code == 2
    assert "Traceback" not in done.err


@pytest.mark.parametrize("headers", ["Authorization", "Cookie", "Bad Name"])
def test_headers_that_must_not_be_configured(run: Run, tmp_path: Path, server: Server, headers: str) -> None:
    digest(tmp_path, server, "/alive")
    (tmp_path / "digestkit.toml").write_text(f'[links.headers]\n"{headers}" = "x"\n', encoding="utf-8")
    done = run("links", *ALLOW)
    assert done.code == 2
    assert headers in done.err
    assert not server.asked


def test_lint_reports_links(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/moved#part", "/soft", "/wall", "/dead")
    done = run("lint", "--select", "DK4", *ALLOW, "--output-format", "json")
    assert done.code == 1, done.err
    found = json.loads(done.out)["findings"]
    assert [(each["code"], each["severity"]) for each in found] == [
        ("DK403", "warning"),
        ("DK402", "warning"),
        ("DK404", "info"),
        ("DK401", "error"),
    ]
    assert found[0]["fix"]["safe"] is True
    assert found[0]["fix"]["edits"][0]["text"] == server.url + "/alive#part"
    fixed = run("lint", "--select", "DK403", *ALLOW, "--fix")
    assert fixed.code == 0
    text = (tmp_path / "2026-02-08.md").read_text("utf-8")
    assert f"[示例网]({server.url}/alive#part)" in text


def test_uncertain_fails_only_when_asked_to(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/wall")
    for options, code in ((("--fail-level", "warning"), 0), (("--fail-level", "info"), 1)):
        assert run("lint", "--select", "DK4", *ALLOW, *options).code == code


def test_offline_opens_no_socket(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/dead")
    done = run("lint", "--select", "DK4", *ALLOW, "--offline")
    assert done.code == 0
    assert not server.asked
    assert not (tmp_path / ".cache" / "digestkit" / "links.sqlite3").exists()


def test_lint_without_memory_asks_again(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive", "/dead")
    for options, asked in (([], 2), ([], 2), (["--no-cache"], 4)):
        assert run("lint", "--select", "DK4", *ALLOW, *options).code == 1
        assert server.asked.total() == asked


def test_lint_keeps_to_its_budget_and_says_so(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/dead", "/hang")
    (tmp_path / "digestkit.toml").write_text("[links]\nbudget = 1.0\n", encoding="utf-8")
    done = run("lint", "--select", "DK4", *ALLOW, "--output-format", "concise")
    assert done.code == 1
    assert "DK401" in done.out
    assert done.err.count("1 link not checked: the time for checking links was up") == 1


def test_without_a_network_one_notice(run: Run, tmp_path: Path, server: Server) -> None:
    path = tmp_path / "2026-02-08.md"
    digest(tmp_path, server, "/alive")
    text = path.read_text("utf-8").replace(server.url, "http://site.invalid.local")
    path.write_text(text + text.replace("/alive", "/other"), encoding="utf-8")
    done = run("links", env={"http_proxy": "http://127.0.0.1:9"})
    assert done.code == 0
    assert done.err.count("\n") == 1
    assert "2 links not checked" in done.err


def test_a_damaged_memory_is_replaced_with_a_notice(run: Run, tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/alive")
    cache = tmp_path / ".cache" / "digestkit" / "links.sqlite3"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"rubbish" * 1000)
    assert "damaged" in run("links", *ALLOW).err
    assert run("links", *ALLOW).err == ""
    assert server.asked.total() == 1


def test_hostile_text_does_not_reach_the_terminal(run: Run, tmp_path: Path, server: Server) -> None:
    path = digest(tmp_path, server, "/dead")
    path.write_text(path.read_text("utf-8").replace("第1条", "第\x1b[31m1条[red]"), encoding="utf-8")
    done = run("links", *ALLOW, env={"FORCE_COLOR": ""})
    assert "\x1b" not in done.out
    assert "[red]" in done.out


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
def test_an_interrupt_leaves_what_was_found(tmp_path: Path, server: Server) -> None:
    digest(tmp_path, server, "/dead", "/hang")
    process = subprocess.Popen(
        [sys.executable, "-m", "digestkit", "links", *ALLOW, "--timeout", "60", "--output-format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "en_US.UTF-8", "XDG_CACHE_HOME": str(tmp_path / ".cache")},
    )
    while server.asked.total() < 2 and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert [link["state"] for link in json.loads(out)["links"]] == ["dead", "unchecked"]


@pytest.mark.parametrize("verbose", [False, True])
def test_what_the_program_fails_at_is_said_and_the_rest_reported(
    tmp_path: Path,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    verbose: bool,
) -> None:
    def judging(trail: Trail, arrival: Arrival) -> Judgement:
        if trail.end.path == "/alive":
            raise KeyError("nobody thought of that")
        return judge(trail, arrival)

    monkeypatch.setattr("digestkit.links.run.judge", judging)
    draft = digest(tmp_path, server, "/alive", "/wall")
    options = ["--isolated", "--no-cache", "--lang", "en", *(["--verbose"] if verbose else [])]
    assert run_with_typer(["links", str(draft), *ALLOW, *options]) == 2
    told = capfd.readouterr()
    assert f"error: 1 link not checked ({server.url}/alive): digestkit failed (KeyError: " in told.err
    assert ("Traceback" in told.err) == verbose
    assert f"uncertain  {server.url}/wall" in told.out
