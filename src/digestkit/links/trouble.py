"""What an error of the HTTP library means for a link."""

import errno
import re
import ssl

import aiohttp

from digestkit.diagnostic import Text
from digestkit.links.fault import Fault
from digestkit.links.tls import tls_fault
from digestkit.links.verdict import NO_NETWORK, NO_PROXY

_REFUSED = frozenset({errno.ECONNREFUSED, getattr(errno, "WSAECONNREFUSED", errno.ECONNREFUSED)})
_NO_WAY = frozenset({errno.ENETUNREACH, errno.ENETDOWN, getattr(errno, "WSAENETUNREACH", errno.ENETUNREACH)})
_UNREACHED = _NO_WAY | {errno.EHOSTUNREACH, errno.EADDRNOTAVAIL}
_NUMBERS = re.compile(r"\[Errno (\d+)\]|Connect call failed")


def timed_out(seconds: float) -> Fault:
    """No answer, or not all of it, in time."""
    return Fault(
        "uncertain",
        Text(f"等了 {seconds:g} 秒没有等到完整的回答", f"no complete answer within {seconds:g} seconds"),
        again=True,
        silent=True,
    )


def fault_of(error: Exception) -> Fault:
    """``error`` as a fault. Refused connections are dead: the caller repeats them once before it says so."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return tls_fault(error.certificate_error)
        case aiohttp.ClientConnectorSSLError():
            return tls_fault(error.os_error)
        case ssl.SSLError():
            return tls_fault(error)
        case aiohttp.ClientProxyConnectionError():
            return Fault("unchecked", NO_PROXY)
        case aiohttp.ClientHttpProxyError():
            return Fault(
                "uncertain",
                Text(f"代理不肯转达（{error.status}）", f"the proxy would not pass it on ({error.status})"),
            )
        case aiohttp.ClientConnectorError():
            return _not_connected(error.os_error)
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientOSError() | ConnectionError():
            return _broken_off()
        case aiohttp.ClientPayloadError():
            return Fault("uncertain", Text("对方的回答没有传完", "the site's answer broke off"), again=True)
    return Fault(
        "uncertain",
        Text("对方的回答不合规则，读不懂", "the site's answer is malformed and can't be read"),
        malformed=True,
    )


def _broken_off() -> Fault:
    return Fault("uncertain", Text("对方中途断开了连接", "the site broke the connection off"), again=True)


def _not_connected(error: OSError) -> Fault:
    if isinstance(error, ConnectionResetError | ConnectionAbortedError | BrokenPipeError):
        return _broken_off()  # while the connection was being secured
    numbers = _numbers(error)
    if numbers & _REFUSED and numbers <= _REFUSED | _UNREACHED:
        return Fault("dead", Text("网站拒绝连接", "the site refuses connections"), again=True)
    if numbers and numbers <= _NO_WAY:
        return Fault("unchecked", NO_NETWORK)
    return Fault("uncertain", Text("连不上网站", "the site can't be reached"), again=True)


def _numbers(error: OSError) -> set[int]:
    """The error numbers in ``error``, which may sum up several attempts (one an address)."""
    if error.errno is not None:
        return {error.errno}
    return {int(found[1]) for found in _NUMBERS.finditer(str(error)) if found[1]}
