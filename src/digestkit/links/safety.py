"""Which addresses are never connected to.

A digest is somebody else's text: a link in it must not reach into the editor's own network. Every
address that is not plainly a public one is refused, unless the very network was named. Nor must it
speak to servers that are none of the web's: ports that browsers refuse are refused in any network.
"""

import re
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

from digestkit.diagnostic import Text
from digestkit.errors import UsageError
from digestkit.escape import printable
from digestkit.links.address import Address, Ip

Network = IPv4Network | IPv6Network

# Public by the registry's word, and yet somebody's inside: metadata services, relays, reserved blocks.
_INSIDE = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8", "100.64.0.0/10", "168.63.129.16/32", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24",
        "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
# Those of mail, chat, remote shells and the like: the “bad ports” of the Fetch standard.
_PORTS = frozenset({
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
    111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
    540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
    6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
})  # fmt: skip
_SECRET = frozenset({"authorization", "proxy-authorization", "cookie", "host"})
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~\-]+")
_FAKE = ip_network("198.18.0.0/15")
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))


def networks(words: Iterable[str]) -> tuple[Network, ...]:
    """The networks that ``words`` name. Raises ``UsageError`` for what is none."""
    found = []
    for word in words:
        try:
            found.append(ip_network(word.strip(), strict=False))
        except ValueError as error:
            shown = printable(word)
            raise UsageError(
                Text(
                    f"“{shown}”不是地址段；应写成 10.1.2.0/24 或 127.0.0.1/32 这样",
                    f"'{shown}' is no network; write it like 10.1.2.0/24 or 127.0.0.1/32",
                )
            ) from error
    return tuple(found)


def check_headers(headers: Mapping[str, str]) -> None:
    """Refuse headers that can't be sent, or that would show a secret to every site. Raises ``UsageError``."""
    for name, value in headers.items():
        if name.lower() in _SECRET:
            raise UsageError(
                Text(
                    f"links.headers 里不能有 {name}：它会发给每一个网站",
                    f"links.headers can't have {name}: it would be sent to every site",
                )
            )
        if not _HEADER.fullmatch(name) or not value.isprintable():
            raise UsageError(
                Text(f"links.headers 里的 {name!r} 不是请求头", f"{name!r} in links.headers is no header")
            )


def unsafe(address: Address, allowed: Iterable[Network]) -> Text | None:
    """Why ``address`` must not be asked for, as far as it says so itself, or ``None``."""
    reason = refusal(address.ip, allowed) if address.ip else None
    if reason is None and address.port in _PORTS:
        return Text(
            f"端口 {address.port} 不是网页用的，浏览器也不让访问，为安全没有访问；请检查网址",
            f"port {address.port} is none of the web's, and browsers refuse it, too; "
            "not visited, for safety: check the address",
        )
    return reason


def refusal(ip: Ip, allowed: Iterable[Network]) -> Text | None:
    """Why ``ip`` must not be connected to, or ``None`` when it may."""
    if any(ip.version == each.version and ip in each for each in allowed):
        return None
    inner = _carried(ip)
    if inner is not None:
        # an IPv4 address in IPv6 clothes: connecting to it is connecting to what it carries
        mapped = isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None
        return refusal(inner, allowed) if mapped else _refused(inner) or _refused(ip)
    return _refused(ip)


def _refused(ip: Ip) -> Text | None:
    if ip in _FAKE:
        return Text(
            f"解析到 {ip}，多半是代理软件的虚拟地址，没有访问；若是，可在 allow-networks 里加上 198.18.0.0/15",
            f"it resolves to {ip}, most likely a virtual address of proxy software; not visited. "
            "If so, add 198.18.0.0/15 to allow-networks",
        )
    if not ip.is_global or any(ip.version == each.version and ip in each for each in _INSIDE):
        return Text(
            f"指向内部网络（{ip}），为安全没有访问；确要检查，用 --allow-network 写明地址段",
            f"it leads into a private network ({ip}); not visited, for safety, unless --allow-network names it",
        )
    return None


def _carried(ip: Ip) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 one: mapped, compatible, NAT64, 6to4, Teredo."""
    if isinstance(ip, IPv4Address):
        return None
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if any(ip in each for each in _NAT64):
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.sixtofour:
        return ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    value = int(ip)
    return IPv4Address(value) if 1 < value <= 0xFFFFFFFF else None
