"""The proxies that the environment names: which one an address goes through, and what its failures mean.

``http_proxy`` and ``https_proxy`` come before ``all_proxy``, and ``no_proxy`` before them all, as in curl.
SOCKS needs a library that is not installed by default; it is imported when such a proxy is used.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from digestkit.diagnostic import Text
from digestkit.links.address import Address
from digestkit.links.fault import Fault
from digestkit.links.verdict import NO_PROXY

if TYPE_CHECKING:
    import aiohttp

_SOCKS = re.compile(r"socks(?:4a?|5h?)?://", re.IGNORECASE)


class Proxies:
    """The proxies of one run, as the environment was at its start."""

    def __init__(self) -> None:
        self._named = getproxies()

    def for_address(self, address: Address) -> str | None:
        """The URL of the proxy for ``address``; ``None`` for none. Raises ``Fault`` for one of an unknown kind."""
        proxy = (self._named.get(address.scheme) or self._named.get("all") or "").strip()
        if not proxy or proxy_bypass(address.host):
            return None
        proxy = proxy if "://" in proxy else f"http://{proxy}"
        if not re.match(r"https?://", proxy, re.IGNORECASE) and not is_socks(proxy):
            raise Fault("unchecked", _UNKNOWN)
        return proxy


_UNKNOWN = Text(
    "不认识环境变量里的代理，应写成 http://地址:端口 或 socks5://地址:端口（http_proxy、https_proxy、all_proxy）",
    "the proxy in the environment is of an unknown kind; write http://host:port or socks5://host:port "
    "(http_proxy, https_proxy, all_proxy)",
)
_MISSING = Text(
    "代理是 SOCKS 的，要先装一个组件：pip install aiohttp-socks；或者改用 http 代理（环境变量 http_proxy、https_proxy）",
    "the proxy is a SOCKS one, for which a component is missing: pip install aiohttp-socks; "
    "or use an HTTP proxy (variables http_proxy, https_proxy)",
)
_REFUSED = Text("代理没能连上网站", "the proxy could not reach the site")


def is_socks(proxy: str) -> bool:
    """Whether the URL of a proxy is that of a SOCKS one."""
    return bool(_SOCKS.match(proxy))


def socks_connector(proxy: str) -> "aiohttp.TCPConnector":
    """Connections through the SOCKS proxy at ``proxy``, which looks names up itself. Raises ``Fault``."""
    try:
        from aiohttp_socks import ProxyConnector, ProxyType
    except ImportError as error:
        raise Fault("unchecked", _MISSING) from error
    parts = urlsplit(proxy)
    try:
        host, port = parts.hostname, parts.port or 1080
    except ValueError as error:
        raise Fault("unchecked", _UNKNOWN) from error
    if not host:
        raise Fault("unchecked", _UNKNOWN)
    kind = ProxyType.SOCKS4 if parts.scheme.lower().startswith("socks4") else ProxyType.SOCKS5
    name, password = (unquote(each) if each else None for each in (parts.username, parts.password))
    return ProxyConnector(host, port, kind, name, password, rdns=True, limit=0)


@contextmanager
def socks_words() -> Iterator[None]:
    """Say in words what goes wrong between here, a SOCKS proxy and the site."""
    from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

    try:
        yield
    except ProxyConnectionError as error:
        raise Fault("unchecked", NO_PROXY) from error
    except (ProxyError, ProxyTimeoutError) as error:
        raise Fault("uncertain", _REFUSED, again=True) from error
