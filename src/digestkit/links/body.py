"""From the bytes of an answer to text: decompressed under a limit, decoded as browsers guess."""

import re
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any

LIMIT = 192 * 1024
"""Bytes of a body, packed or unpacked, that are looked at."""

_CHARSET = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
_PARAMETER = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,20})""", re.IGNORECASE)
# What pages call gb2312 is GBK or GB18030 as a rule.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}
# Of Python's codecs, those of the web: some others are slow or none of text.
_WEB = frozenset(
    {
        "utf-8",
        "utf8",
        "gb18030",
        "big5",
        "big5-hkscs",
        "euc-jp",
        "shift_jis",
        "iso-2022-jp",
        "euc-kr",
        "cp1252",
    }
    | {"windows-1252", "windows-1251", "koi8-r", "ascii", "us-ascii", "utf-16", "utf-16le", "utf-16be"}
)

Unpack = Callable[[bytes], bytes]


ENCODINGS = "gzip, deflate, br"
"""The value of ``Accept-Encoding``: what ``unpacker`` understands."""


def unpacker(encoding: str) -> Unpack | None:
    """A function that unpacks chunk after chunk; ``None`` for an encoding that is unknown.

    It gives at most ``LIMIT`` bytes a chunk, so that no bomb goes off; raises ``ValueError``.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return bytes
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflater()
    if name == "br":
        return _brotli()
    return None


class _Inflater:
    """gzip, zlib or (as some servers send for ``deflate``) raw deflate."""

    def __init__(self) -> None:
        self._worker = zlib.decompressobj(47)
        self._started = False

    def __call__(self, data: bytes) -> bytes:
        try:
            result = self._worker.decompress(data, LIMIT)
        except zlib.error as error:
            if self._started:
                raise ValueError(str(error)) from error
            self._worker = zlib.decompressobj(-15)
            try:
                result = self._worker.decompress(data, LIMIT)
            except zlib.error as again:
                raise ValueError(str(again)) from again
        self._started = True
        return result


def _brotli() -> Unpack:
    brotli: Any = import_module("brotli")  # it has no types
    worker = brotli.Decompressor()

    def unpack(data: bytes) -> bytes:
        try:
            result: bytes = worker.process(data, output_buffer_limit=LIMIT)
        except brotli.error as error:
            raise ValueError(str(error)) from error
        return result

    return unpack


def decoded(body: bytes, content_type: str) -> str:
    """``body`` as text; never fails."""
    head = body[:4096]
    named = _PARAMETER.search(content_type)
    found = _CHARSET.search(head)
    said = (named[1] if named else "", found[1].decode("ascii") if found else "", "utf-8")
    for name in (_WIDER.get(each.lower(), each.lower()) for each in said):
        if name not in _WEB:
            continue
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    # cut in the middle of a character, or misnamed: the reading that fails least
    as_utf8 = body.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") <= 3:
        return as_utf8
    return body.decode("gb18030", "replace")
