"""A second reading of an answer that the HTTP library refuses, as forgiving as browsers are.

Headers with stray bytes, line ends without CR, more body than announced: the page is there all the
same. Only status, headers and the beginning of the body are read, from an address already checked.
"""

import asyncio
import contextlib
import re
import ssl
from collections.abc import Mapping

from multidict import CIMultiDict, CIMultiDictProxy

from digestkit.links.address import Address

_STATUS = re.compile(rb"\s*HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)[^\r\n]*\r?\n", re.IGNORECASE)
_END = re.compile(rb"\r?\n\r?\n")
_MOST = 256 * 1024


async def ask(
    address: Address, ip: str, headers: Mapping[str, str]
) -> tuple[int, CIMultiDictProxy[str], bytes] | None:
    """Ask ``ip`` for ``address``; status, headers and body, or ``None`` when that was no answer at all.

    Raises ``OSError``. The caller sets the deadline.
    """
    context = ssl.create_default_context() if address.scheme == "https" else None
    name = address.host if context else None
    reader, writer = await asyncio.open_connection(ip, address.port, ssl=context, server_hostname=name)
    data = bytearray()
    try:
        lines = [f"GET {address.target} HTTP/1.1", f"Host: {address.site}", "Connection: close"]
        lines += [f"{key}: {value}" for key, value in headers.items() if key != "Accept-Encoding"]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "replace"))
        while len(data) < _MOST and (chunk := await reader.read(_MOST)):
            data += chunk
    except (ConnectionError, asyncio.IncompleteReadError):
        if not data:
            raise
    finally:
        writer.close()
        with contextlib.suppress(OSError):  # the answer is here; how the site says good-bye is its own affair
            await writer.wait_closed()
    return _read(bytes(data))


def _read(data: bytes) -> tuple[int, CIMultiDictProxy[str], bytes] | None:
    status = _STATUS.match(data)
    if not status:
        return None
    end = _END.search(data, status.end() - 1)
    if not end:
        return None
    headers: CIMultiDict[str] = CIMultiDict()
    for line in data[status.end() : end.start()].splitlines():
        key, colon, value = line.partition(b":")
        if colon and key.strip():
            headers.add(key.strip().decode("latin-1"), value.strip().decode("utf-8", "surrogateescape"))
    return int(status[1]), CIMultiDictProxy(headers), data[end.end() :]
