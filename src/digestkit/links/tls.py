"""What a connection that can't be secured means for a link: never that it is dead."""

import ssl

from digestkit.diagnostic import Text
from digestkit.links.fault import Fault

_EXPIRED = Text("网站的安全证书已经过期", "the site's certificate has expired")
_NOT_YET = Text(
    "网站的安全证书还没到生效的日子（也请看看本机的时间对不对）",
    "the site's certificate is not valid yet (see whether the clock of this machine is right, too)",
)
_ANOTHERS = Text("网站的安全证书是发给别的网站的", "the site's certificate is made out to another site")
_OWN = Text("网站的安全证书是自己签发的", "the site has signed its certificate itself")
_UNKNOWN = Text(
    "网站的安全证书不是本机信任的机构签发的，或者网站没有把证书给全",
    "the site's certificate was not issued by anybody whom this machine trusts, or is incomplete",
)
_WEAK = Text("网站的安全证书强度太低", "the site's certificate is too weak")
_REVOKED = Text("网站的安全证书已被吊销", "the site's certificate has been revoked")
_CERTIFICATE = {
    9: _NOT_YET,
    10: _EXPIRED,
    62: _ANOTHERS,
    64: _ANOTHERS,
    18: _OWN,
    2: _UNKNOWN,
    19: _UNKNOWN,
    20: _UNKNOWN,
    21: _UNKNOWN,
    23: _REVOKED,
    66: _WEAK,
    67: _WEAK,
    68: _WEAK,
}
"""By OpenSSL's number of what is wrong (``X509_V_ERR_…``)."""
_FAULTY = Text("网站的安全证书有问题", "the site's certificate is faulty")

_PLAIN = frozenset({"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST", "RECORD_LAYER_FAILURE"})
"""What OpenSSL says when the other side does not speak its language at all."""


def tls_fault(error: Exception) -> Fault:
    """``error``, raised while a connection was being secured, as a fault."""
    if isinstance(error, ssl.CertificateError):
        seen = _CERTIFICATE.get(getattr(error, "verify_code", 0), _FAULTY)
        return Fault(
            "uncertain",
            Text(f"{seen.zh}，浏览器可能会警告，要人打开看", f"{seen.en}; browsers may warn: open it to see"),
        )
    reason = str(getattr(error, "reason", "") or "")
    if reason in _PLAIN:
        return Fault(
            "uncertain",
            Text(
                "网址以 https 开头，网站在那里却不用加密连接；请打开看看，或许该是 http",
                "the URL begins with https, but the site does not speak it there; open it to see: "
                "http may be meant",
            ),
        )
    return Fault(
        "uncertain",
        Text(
            "和网站谈不成加密连接，浏览器也许可以，要人打开看",
            "no secure connection could be agreed on; a browser may do better: open it to see",
        ),
        # cut off in the middle, it may go better the next time
        again=isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError),
    )
