"""What errors of the network mean."""

import errno
import ssl

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey

from digestkit.links.trouble import fault_of
from digestkit.links.verdict import State

KEY = ConnectionKey("site.example", 80, False, True, None, None, None)


def connecting(number: int | None, words: str = "failed") -> aiohttp.ClientConnectorError:
    return aiohttp.ClientConnectorError(KEY, OSError(number, words) if number else OSError(words))


@pytest.mark.parametrize(
    ("error", "state", "again"),
    [
        (connecting(errno.ECONNREFUSED), "dead", True),
        (connecting(errno.ENETUNREACH), "unchecked", False),
        (connecting(errno.EHOSTUNREACH), "uncertain", True),
        (connecting(errno.ETIMEDOUT), "uncertain", True),
        # one attempt for each address of the name, summed up
        (connecting(None, f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] a, [Errno {errno.ENETUNREACH}] b"), "dead", True),
        (connecting(None, f"Multiple exceptions: [Errno {errno.ECONNREFUSED}] a, [Errno {errno.ETIMEDOUT}] b"), "uncertain", True),
        (connecting(None, f"Multiple exceptions: [Errno {errno.ENETUNREACH}] a, [Errno {errno.ENETUNREACH}] b"), "unchecked", False),
        (aiohttp.ClientConnectorSSLError(KEY, ssl.SSLError(1, "handshake")), "uncertain", False),
        (ssl.SSLError(1, "handshake"), "uncertain", False),
        (aiohttp.ServerDisconnectedError(), "uncertain", True),
        (ConnectionResetError(), "uncertain", True),
        (aiohttp.ClientPayloadError(), "uncertain", True),
        (ValueError(), "uncertain", False),
    ],
)  # fmt: skip
def test_faults(error: Exception, state: State, again: bool) -> None:
    found = fault_of(error)
    assert (found.state, found.again) == (state, again)
    assert found.reason.zh
    assert found.reason.en
