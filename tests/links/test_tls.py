"""Real certificates on real connections: what is wrong with each is told, and none of it is a dead link."""

import asyncio
import json
import ssl
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from trustme import CA, LeafCert

from digestkit.config import LinksConfig
from digestkit.links.check import check_links
from tests.conftest import Run

from .faults import Fault, Server, answer, article, to
from .loopback import Loopback

HOST = "127.0.0.1"
HERE = LinksConfig(timeout=3.0, allow_networks=("127.0.0.1/32",))
ALIVE = Fault("alive", answer(article()))
NOW = datetime.now(UTC)
LONG_AGO, YESTERDAY, TOMORROW, ONE_DAY = (NOW + timedelta(days=n) for n in (-700, -1, 1, 300))


class Case(NamedTuple):
    """A server: its host in the link, its context, and the verdict."""

    context: ssl.SSLContext
    words: tuple[str, str] | None = None
    """In its reason; none for a page that opens."""
    host: str = HOST

    @property
    def state(self) -> str:
        return "uncertain" if self.words else "alive"


def context_of(certificate: LeafCert, *, chain: bool = True) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if chain:
        certificate.configure_cert(context)
        return context
    with certificate.private_key_pem.tempfile() as key, certificate.cert_chain_pems[0].tempfile() as only:
        context.load_cert_chain(only, key)
    return context


def cases(root: CA) -> dict[str, Case]:
    between, stranger = root.create_child_ca(), CA()
    leaf = between.issue_cert(HOST)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(Path(__file__).parent / "self_signed.pem")
    expired = root.issue_cert(HOST, not_before=LONG_AGO, not_after=YESTERDAY)
    early = root.issue_cert(HOST, not_before=TOMORROW, not_after=ONE_DAY)
    return {
        "good": Case(context_of(root.issue_cert(HOST))),
        "good name": Case(context_of(root.issue_cert("localhost")), host="localhost"),
        "good chain": Case(context_of(leaf)),
        "chain cut": Case(context_of(leaf, chain=False), ("没有把证书给全", "incomplete")),
        "expired": Case(context_of(expired), ("过期", "expired")),
        "early": Case(context_of(early), ("还没到生效的日子", "not valid yet")),
        "other name": Case(
            context_of(root.issue_cert("other.example", "*.localhost")),
            ("别的网站", "another site"),
            "localhost",
        ),
        "other address": Case(context_of(root.issue_cert("127.0.0.2")), ("别的网站", "another site")),
        "stranger": Case(context_of(stranger.issue_cert(HOST)), ("不是本机信任", "trusts")),
        "own": Case(own, ("自己签发", "signed its certificate itself")),
    }


@pytest.fixture(scope="module")
def root() -> CA:
    return CA()


@pytest.fixture(scope="module")
def known(root: CA) -> dict[str, Case]:
    return cases(root)


@pytest.fixture(scope="module")
def links(known: dict[str, Case]) -> Iterator[dict[str, str]]:
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(Server(tls=case.context, faults={"/a": ALIVE}))
            for name, case in known.items()
        }
        yield {name: f"https://{known[name].host}:{server.port}/a" for name, server in servers.items()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_trouble_has_its_words(
    run: Run, tmp_path: Path, root: CA, known: dict[str, Case], links: dict[str, str], language: str
) -> None:
    root.cert_pem.write_to_path(str(tmp_path / "root.pem"))
    (tmp_path / "a.md").write_text("".join(f"- [{name}]({url})\n" for name, url in links.items()), "utf-8")
    done = run(
        "links", "a.md", "--no-cache", "--allow-network", "127.0.0.1/32", "--allow-network", "::1/128",
        "--lang", language, "--output-format", "json", env={"SSL_CERT_FILE": str(tmp_path / "root.pem")},
    )  # fmt: skip
    assert done.code == 0, done.err
    found = {link["url"]: link for link in json.loads(done.out)["links"]}
    for name, url in links.items():
        case, link = known[name], found[url]
        assert (name, link["state"]) == (name, case.state), link
        if case.words:
            assert case.words[language == "en"] in link["reason"], (name, link)


class Handshake(Loopback):
    """Answers what a visitor says first with ``data``, and ends the connection."""

    data = b""
    visits = 0

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        self.visits += 1
        writer.write(self.data)
        writer.close()


@pytest.mark.parametrize(
    ("data", "words", "visits"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\nThe plain HTTP request was sent to HTTPS port", "https", 1),
        (b"\x15\x03\x03\x00\x02\x02\x28", "谈不成", 1),  # alert: handshake failure
        (b"\x15\x03\x03\x00\x02\x02\x70", "谈不成", 1),  # alert: unrecognised name
        (b"\x15\x03\x03\x00\x02\x02\x46", "谈不成", 1),  # alert: protocol version
        (b"", "断开", 2),  # cut off: it may go better the next time
        (b"\x16\x03\x03\x00\x02", "断开", 2),
        (b"\x00" * 100, "https", 1),
    ],
)
def test_handshakes_that_fail(data: bytes, words: str, visits: int) -> None:
    with Handshake(HOST) as server:
        server.data = data
        (found,) = check_links([f"https://{HOST}:{server.port}/"], HERE).values()
    assert (found.state, server.visits) == ("uncertain", visits)
    assert words in found.reason.zh


def test_a_redirect_to_a_faulty_certificate_names_the_site(links: dict[str, str]) -> None:
    with Server(faults={"/a": Fault("uncertain", to(links["expired"], "301 Moved Permanently"))}) as server:
        (found,) = check_links([server.url + "/a"], HERE).values()
    assert found.state == "uncertain"
    assert found.reason.zh.startswith("跳转到 127.0.0.1:")
