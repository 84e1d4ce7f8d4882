"""Redirects, followed by hand: each hop checked for safety, loops recognised, cookies kept on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import CookieError
from typing import TYPE_CHECKING

from digestkit.diagnostic import Text
from digestkit.links.address import Address, InvalidUrl, join
from digestkit.links.fault import Fault
from digestkit.links.pages import Page, is_article, page_redirect, read_page

if TYPE_CHECKING:
    import aiohttp

    from digestkit.links.client import Client, Reply

HOPS = 10
PERMANENT = frozenset({301, 308})
_REDIRECTS = PERMANENT | {302, 303, 307}


@dataclass
class Trail:
    """The way from a link to its page. ``addresses[i + 1]`` is where ``codes[i]`` of hop ``i`` led."""

    addresses: list[Address]
    codes: list[int] = field(default_factory=list)

    @property
    def end(self) -> Address:
        """Where the way led, so far."""
        return self.addresses[-1]

    @property
    def settled(self) -> Address:
        """Where the page has moved for good: as far as the redirects from the start are permanent."""
        hops = 0
        while hops < len(self.codes) and self.codes[hops] in PERMANENT:
            hops += 1
        return self.addresses[hops]


@dataclass(frozen=True, slots=True)
class Arrival:
    """The last answer of a way, and its page, unless that is no text or plainly an article."""

    status: int
    headers: Mapping[str, str]
    page: Page | None


async def follow(client: "Client", trail: Trail, seconds: float) -> Arrival:
    """Follow ``trail`` from its start to the last answer, adding every hop to it. Raises ``Fault``.

    ``seconds`` limits the time that the sites take, hops added up; waiting for one's turn does not count.
    """
    cookies = _Cookies()
    seen: set[tuple[str, str]] = set()
    while True:
        here = trail.end
        state = (here.url, cookies.for_url(here))
        if state in seen:
            raise Fault("uncertain", Text("网址来回跳转，没有尽头", "it redirects in circles"))
        seen.add(state)
        reply = await client.get(here, state[1], seconds)
        seconds -= reply.seconds
        page = read_page(reply.text) if reply.text is not None and not is_article(reply.text) else None
        location, code = _location(reply, page)
        if location is None:
            return Arrival(reply.status, reply.headers, page)
        if len(trail.codes) == HOPS:
            raise Fault("uncertain", Text(f"跳转超过 {HOPS} 次", f"more than {HOPS} redirects"))
        cookies.keep(reply, here)
        try:
            target = join(here, location)
        except InvalidUrl as error:
            raise Fault(
                "uncertain",
                Text(
                    f"跳转到一个打不开的网址：{error.reason.zh}", f"redirects to a bad URL: {error.reason.en}"
                ),
                status=reply.status,
            ) from error
        trail.codes.append(code)
        trail.addresses.append(target)


def _location(reply: "Reply", page: Page | None) -> tuple[str | None, int]:
    """Where the answer sends on to, and how: an HTTP status, 302 for a page that sends on by itself."""
    if reply.status in _REDIRECTS:
        return reply.headers.get("Location") or None, reply.status
    if reply.status == 200:
        return page_redirect(page, reply.headers.get("Refresh", "")), 302
    return None, reply.status


class _Cookies:
    """The cookies that sites set on this way: sent back to them on it, and forgotten at its end."""

    def __init__(self) -> None:
        self._jar: aiohttp.CookieJar | None = None

    def keep(self, reply: "Reply", address: Address) -> None:
        """Take what ``reply`` sets."""
        headers = reply.headers.getall("Set-Cookie", ())
        if not headers:
            return
        import aiohttp
        from yarl import URL

        if self._jar is None:
            self._jar = aiohttp.CookieJar(unsafe=True)
        try:
            self._jar.update_cookies_from_headers(list(headers)[:50], URL(address.url, encoded=True))
        except (CookieError, ValueError):
            return  # a cookie that can't be read is one that a browser drops

    def for_url(self, address: Address) -> str:
        """The value of the ``Cookie`` header for ``address``; ``""`` for none."""
        if self._jar is None:
            return ""
        from yarl import URL

        found = self._jar.filter_cookies(URL(address.url, encoded=True))
        return "; ".join(f"{morsel.key}={morsel.coded_value}" for morsel in found.values())
