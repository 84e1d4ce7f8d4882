"""One request: connect to a checked address, read no more than needed, say in words what went wrong."""

import asyncio
import logging
import re
import socket
import time
from contextlib import nullcontext
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from digestkit import __version__
from digestkit.config import LinksConfig
from digestkit.links import lenient
from digestkit.links.address import Address
from digestkit.links.body import ENCODINGS, LIMIT, decoded, unpacker
from digestkit.links.fault import Fault
from digestkit.links.hosts import Hosts
from digestkit.links.proxies import Proxies, is_socks, socks_connector, socks_words
from digestkit.links.resolve import LookUp, Resolver, system_look_up
from digestkit.links.safety import networks, unsafe
from digestkit.links.trouble import fault_of, timed_out
from digestkit.links.verdict import NO_NETWORK

# What it says of odd answers is no news to editors, and holds words of the sites.
logging.getLogger("aiohttp").addHandler(logging.NullHandler())

USER_AGENT = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 "
    f"digestkit/{__version__}"
)
_KEEP = 2
"""Seconds that an idle connection is kept: a digest names many sites, and open files are limited."""
_TEXTUAL = re.compile(r"text/|application/(?:xhtml|xml|json)|^$|\+(?:xml|json)", re.IGNORECASE)
_ENOUGH = 4096
"""So many bytes of a page that then stalls are enough to judge it by."""
_DRAINED = 16 * 1024
"""A redirect's body is read as far as that, to keep the connection."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. ``text`` is the beginning of a textual body, ``None`` when it was not read as text."""

    status: int
    headers: CIMultiDictProxy[str]
    text: str | None
    seconds: float
    """How long it took."""


class Client:
    """Fetches for one run; an asynchronous context manager."""

    def __init__(self, config: LinksConfig, hosts: Hosts, look_up: LookUp = system_look_up) -> None:
        self._config = config
        self._hosts = hosts
        self._allowed = networks(config.allow_networks)
        self._resolver = Resolver(self._allowed, look_up)
        self._proxies = Proxies()
        self._through: dict[str, aiohttp.ClientSession] = {}
        """Sessions that go through proxies, by proxy."""
        self._headers = {
            "User-Agent": config.user_agent or USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
            "Accept-Encoding": ENCODINGS,
            **config.headers,
        }

    async def __aenter__(self) -> Self:
        self._direct = _new_session(
            aiohttp.TCPConnector(
                resolver=self._resolver,
                use_dns_cache=False,
                limit=0,
                keepalive_timeout=_KEEP,
                socket_factory=_small_socket,
            )
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._resolver.close()
        for session in (self._direct, *self._through.values()):
            await session.close()

    async def get(self, address: Address, cookies: str, seconds: float) -> Reply:
        """Ask for ``address`` once, for as long as ``seconds`` and the configuration allow. Raises ``Fault``."""
        reason = unsafe(address, self._allowed)
        if reason:
            raise Fault("unchecked", reason)
        seconds = min(seconds, self._config.timeout)
        async with self._hosts.slot(address.site):
            began = time.monotonic()
            deadline = asyncio.get_running_loop().time() + seconds
            try:
                reply = await self._ask(address, cookies, deadline)
            except TimeoutError as error:
                raise timed_out(seconds) from error
            except (aiohttp.ClientError, OSError, ValueError) as error:
                fault = fault_of(error)
                if not fault.malformed:
                    raise fault from error
                reply = await self._ask_again(address, cookies, deadline, fault)
            return replace(reply, seconds=time.monotonic() - began)

    async def _ask_again(self, address: Address, cookies: str, deadline: float, fault: Fault) -> Reply:
        """Read a malformed answer as browsers would; ``fault`` when even that does not help."""
        headers = {**self._headers, "Cookie": cookies} if cookies else self._headers
        try:
            async with asyncio.timeout_at(deadline):
                if await self._proxy_for(address):
                    raise fault
                ip = address.host if address.ip else (await self._resolver.addresses(address.host))[0][1]
                found = await lenient.ask(address, ip, headers)
        except OSError as error:  # a deadline that has passed is one, too
            raise fault from error
        if found is None:
            raise fault
        status, received, body = found
        content_type = received.get("Content-Type", "")
        textual = _TEXTUAL.search(content_type) and not received.get("Content-Encoding")
        return Reply(status, received, decoded(body, content_type) if textual else None, 0)

    async def _ask(self, address: Address, cookies: str, deadline: float) -> Reply:
        headers = {**self._headers, "Cookie": cookies} if cookies else self._headers
        async with asyncio.timeout_at(deadline):
            proxy = await self._proxy_for(address)
            socks = proxy is not None and is_socks(proxy)
            session = self._session(proxy)
            with socks_words() if socks else nullcontext():
                response = await session.get(
                    URL(address.url, encoded=True),
                    headers=headers,
                    allow_redirects=False,
                    proxy=None if socks else proxy,
                )
        try:
            return Reply(response.status, response.headers, await _text(response, deadline), 0)
        finally:
            response.close()  # no effect on one that was read to its end: its connection lives on

    def _session(self, proxy: str | None) -> aiohttp.ClientSession:
        """The session for what goes through ``proxy``. Raises ``Fault`` where that can't be."""
        if proxy is None:
            return self._direct
        session = self._through.get(proxy)
        if session is None:
            # The proxy is the user's own choice, wherever it stands: its address is not checked.
            connector = socks_connector(proxy) if is_socks(proxy) else aiohttp.TCPConnector(limit=0)
            session = self._through[proxy] = _new_session(connector)
        return session

    async def _proxy_for(self, address: Address) -> str | None:
        """The proxy to go through, if any. Raises ``Fault`` for what must not be reached through it either."""
        proxy = self._proxies.for_address(address)
        if proxy and not address.ip:
            try:
                await self._resolver.addresses(address.host)
            except Fault as fault:
                # What can't be looked up here may be known to the proxy; what is private here is not asked for.
                if fault.reason != NO_NETWORK and fault.state == "unchecked":
                    raise
        return proxy


def _small_socket(info: aiohttp.AddrInfoType) -> socket.socket:
    """A socket that takes little in advance: what is not read should not be sent either."""
    made = socket.socket(*info[:3])
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LIMIT)
    except OSError:
        made.close()
        raise
    return made


def _new_session(connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None, connect=None, sock_connect=None, sock_read=None),
        auto_decompress=False,
        trust_env=False,
        read_bufsize=2**14,
        max_line_size=2**15,
        max_field_size=2**16,
        max_headers=512,
    )


async def _text(response: aiohttp.ClientResponse, deadline: float) -> str | None:
    """The beginning of the body as text; ``None`` when it is none, or one that can't be unpacked."""
    if 300 <= response.status < 400:
        await _drain(response, deadline)
        return ""
    content_type = response.headers.get("Content-Type", "")
    unpack = unpacker(response.headers.get("Content-Encoding", ""))
    if not _TEXTUAL.search(content_type) or unpack is None:
        return None
    raw, page = 0, bytearray()
    told = response.status >= 400  # the status says it; the page only tells whether a wall stands there
    try:
        async with asyncio.timeout_at(deadline):
            async for chunk in response.content.iter_any():
                raw += len(chunk)
                page += unpack(chunk)
                if raw >= LIMIT or len(page) >= LIMIT:
                    break
    except ValueError:
        return None  # packed otherwise than it says: there is a page, but it can't be read
    except (aiohttp.ClientPayloadError, ConnectionError):
        if not page and not told:
            raise
    except TimeoutError:
        if len(page) < _ENOUGH and not told:
            raise
    return decoded(bytes(page[:LIMIT]), content_type)


async def _drain(response: aiohttp.ClientResponse, deadline: float) -> None:
    size = response.headers.get("Content-Length", "")
    if not size.isdigit() or int(size[:9]) > _DRAINED:
        return
    try:
        async with asyncio.timeout_at(deadline):
            await response.content.read()
    except (aiohttp.ClientPayloadError, ConnectionError, TimeoutError):
        return  # a redirect is what its head says
