"""URLs as browsers take them: what is written in a text → what is sent to a server.

Raw Chinese paths and hosts are encoded, odd ways to write an IPv4 address are seen through,
fragments and credentials are dropped. Pure; nothing here resolves or connects.
"""

import html
import re
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

from digestkit.diagnostic import Text

_SHAPE = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):([/\\]*)([^/\\?#]*)([^?#]*)(\?[^#]*)?")
_ENTITY = re.compile(r"&(?:amp|quot|#38|#x26);", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAKS = dict.fromkeys(map(ord, "\t\r\n"))
"""Inside a URL these are as good as not there."""
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_HOST = re.compile(r"[a-z0-9_\-]{1,63}(?:\.[a-z0-9_\-]{1,63})*\.?")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)
_PATH_SAFE = "%!$&'()*+,;=:@/-._~|[]"
_QUERY_SAFE = "%!$&()*+,;=:@/?-._~|[]{}`^\\"
_PORTS = {"http": 80, "https": 443}

Ip = IPv4Address | IPv6Address


class InvalidUrl(ValueError):
    """No browser could open this. ``reason`` says why."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


class ForeignScheme(InvalidUrl):
    """A URL of something else than the web (``ftp:``, ``file:`` …)."""


class Address(NamedTuple):
    """An http(s) URL, taken apart and encoded."""

    scheme: str
    host: str
    """In ASCII and lower case; IPv6 without brackets."""
    port: int
    target: str
    """Path and query."""

    @property
    def ip(self) -> Ip | None:
        """The literal address that the host is, if it is one."""
        return _literal(self.host)

    @property
    def site(self) -> str:
        """Host and, where unusual, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The URL to ask for."""
        return f"{self.scheme}://{self.site}{self.target}"

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query without its mark."""
        return self.target.partition("?")[2]


@lru_cache(4096)
def _literal(host: str) -> Ip | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def as_written(url: str) -> str:
    """``url`` without the escapes of Markdown and HTML that a text needs."""
    url = url.strip().translate(_BREAKS)
    if "\\" in url:
        url = _ESCAPE.sub(r"\1", url)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), url) if "&" in url else url


def parse(url: str) -> Address:
    """The address that ``url`` names. Raises ``InvalidUrl``; ``ForeignScheme`` when it is not http(s)."""
    found = _SHAPE.match(url)
    if not found:
        raise InvalidUrl(Text("网址不完整", "the address is incomplete"))
    scheme, slashes, authority, path, query = found.groups()
    scheme = scheme.lower()
    if scheme not in _PORTS:
        raise ForeignScheme(Text(f"不是网页链接（{scheme}:）", f"no web link ({scheme}:)"))
    if len(slashes) > 2 or not authority:
        raise InvalidUrl(Text("网址里没有网站名", "the address names no site"))
    host, port = _split(authority)
    return Address(
        scheme,
        _host(host),
        _PORTS[scheme] if port is None else port,
        _path(path) + (f"?{_encode(query[1:], _QUERY_SAFE)}" if query and len(query) > 1 else ""),
    )


def join(base: Address, location: str) -> Address:
    """Where a redirect from ``base`` leads. Raises as ``parse``."""
    location = "".join(char for char in location.strip() if char not in "\t\r\n")
    if re.match(r"https?:", location, re.IGNORECASE):
        return parse(location)
    if location.startswith(("//", "\\\\")):
        return parse(f"{base.scheme}:{location}")
    try:
        return parse(urljoin(base.url, location))
    except ValueError as error:
        if isinstance(error, InvalidUrl):
            raise
        raise InvalidUrl(Text("网址不合规则", "the address is malformed")) from error


def _split(authority: str) -> tuple[str, int | None]:
    """Host and port of an authority; credentials are dropped, for they are sent nowhere."""
    rest = authority.rpartition("@")[2]
    host, mark, port = rest.rpartition(":") if not rest.endswith("]") else (rest, "", "")
    if not mark:
        return rest, None
    if not port:
        return host, None
    digits = port.lstrip("0")
    if not (port.isascii() and port.isdigit() and len(digits) <= 5 and 0 < int(digits or 0) < 65536):
        raise InvalidUrl(Text("网址里的端口号不对", "the port in the address is no port"))
    return host, int(digits)


def _hexadecimal(ip: IPv6Address) -> str:
    """``ip`` as browsers write it; since Python 3.13 ``str`` gives the IPv4 address inside it with dots."""
    inside = ip.ipv4_mapped
    return f"::ffff:{int(inside) >> 16:x}:{int(inside) & 0xFFFF:x}" if inside else ip.compressed


@lru_cache(4096)  # a digest names the same sites again and again
def _host(raw: str) -> str:
    if raw.startswith("["):
        try:
            return _hexadecimal(IPv6Address(raw.strip("[]") if "%" not in raw else ""))
        except ValueError as error:
            raise InvalidUrl(Text("网址里的 IP 地址不对", "the address has a malformed IP")) from error
    host = unquote(raw, errors="surrogateescape") if "%" in raw else raw
    if not host or _CONTROL.search(host):
        raise InvalidUrl(
            Text("网站名里有空格或看不见的字符", "the site's name has blanks or invisible characters")
        )
    host = host.lower() if host.isascii() else _ascii(host)
    if not _HOST.fullmatch(host) or len(host) > 254:
        raise InvalidUrl(Text("网站名不合规则", "the site's name is malformed"))
    labels = host.rstrip(".").split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _ipv4(labels)
    return host.rstrip(".")


def _ascii(host: str) -> str:
    """An internationalised host name as DNS knows it."""
    import idna

    try:
        return idna.encode(host, uts46=True, std3_rules=False, transitional=False).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        # full-width digits and dots of an IPv4 address are no IDN labels
        mapped = _mapped(host)
        if mapped is None:
            raise InvalidUrl(Text("网站名不合规则", "the site's name is malformed")) from error
        return mapped


def _mapped(host: str) -> str | None:
    import unicodedata

    folded = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    return folded if folded.isascii() else None


def _ipv4(labels: list[str]) -> str:
    """``127.1``, ``0x7f000001``, ``017700000001`` … as browsers read them."""
    try:
        if len(labels) > 4:
            raise ValueError(labels)
        numbers = [_number(label) for label in labels]
        value = numbers[-1]
        if value >= 256 ** (5 - len(numbers)) or any(each > 255 for each in numbers[:-1]):
            raise ValueError(labels)
    except ValueError as error:
        raise InvalidUrl(Text("网址里的 IP 地址不对", "the address has a malformed IP")) from error
    for place, each in enumerate(numbers[:-1]):
        value += each * 256 ** (3 - place)
    return str(IPv4Address(value))


def _number(label: str) -> int:
    if not _NUMERIC.fullmatch(label):  # Python also reads -1 and 1_0
        raise ValueError(label)
    if label[:2].lower() == "0x":
        return int(label[2:] or "0", 16)
    return int(label, 8) if len(label) > 1 and label.startswith("0") else int(label)


def _path(path: str) -> str:
    path = path.replace("\\", "/") or "/"
    if "/." in path or "%2e" in path.lower():
        path = _without_dots(path)
    return _encode(path, _PATH_SAFE)


def _without_dots(path: str) -> str:
    kept: list[str] = []
    steps = path.split("/")[1:]
    for place, step in enumerate(steps):
        plain = re.sub("%2e", ".", step, flags=re.IGNORECASE)
        last = place == len(steps) - 1
        if plain == "..":
            kept = kept[:-1]
        if plain in (".", ".."):
            kept += [""] if last else []
        else:
            kept.append(step)
    return "/" + "/".join(kept)


def _encode(text: str, safe: str) -> str:
    """Percent-encode what may not stand in a URL; what is encoded already stays. Bytes pass through."""
    return quote(text, safe=safe, encoding="utf-8", errors="surrogateescape")
