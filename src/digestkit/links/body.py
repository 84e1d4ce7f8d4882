"""From the bytes of an answer to text: decompressed under a limit, decoded as browsers guess."""

import codecs
import contextlib
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
    "utf-8 utf8 gb18030 big5 big5-hkscs euc-jp shift_jis iso-2022-jp euc-kr cp1252 windows-1252 windows-1251 "  # noqa: SIM905
    "koi8-r ascii us-ascii utf-16 utf-16le utf-16be".split()
)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_FREQUENT = re.compile(
    "[的一是不了在人有我他这這中大来來上国國个個到说說们們为為和你地出道也时時年得就那要下以生会會自着去之过過家学學对對可里您页頁面找存请請回首网網文章内內容已被]"
)
_LAYERS = 4
_PIECES = 64
Unpack = Callable[[bytes], bytes]


ENCODINGS = "gzip, deflate, br"
"""The value of ``Accept-Encoding``: what ``unpacker`` understands."""


def unpacker(encoding: str) -> Unpack | None:
    """A function that unpacks chunk after chunk; ``None`` for a packing that is unknown.

    It gives at most ``LIMIT`` bytes a chunk, so that no bomb goes off; raises ``ValueError``.
    """
    workers: list[Unpack] = []
    for name in (each.strip().lower() for each in encoding.split(",")[:_LAYERS]):
        if name in ("gzip", "x-gzip", "deflate"):
            workers.append(_Inflater())
        elif name == "br":
            workers.append(_brotli())
        elif name in ("zstd", "compress", "x-compress", "dcb", "dcz", "exi"):
            return None
        # whatever else is said here (utf-8, none) is no packing

    def unpack(data: bytes) -> bytes:
        for worker in reversed(workers):
            data = worker(data)
        return data

    return unpack


class _Inflater:
    """gzip, in several pieces if need be, zlib or (as some servers send for ``deflate``) raw deflate."""

    def __init__(self) -> None:
        self._worker = zlib.decompressobj(47)
        self._started = False

    def __call__(self, data: bytes) -> bytes:
        if not data:
            return b""
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
        for _ in range(_PIECES):
            rest = self._worker.unused_data
            if not rest.startswith(b"\x1f\x8b") or len(result) >= LIMIT:
                break
            self._worker = zlib.decompressobj(47)
            try:
                result += self._worker.decompress(rest, LIMIT)
            except zlib.error:
                break  # not a piece after all: what was read stands
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
    marked = next((name for mark, name in _MARKS if body.startswith(mark)), None)
    if marked:
        return body.decode(marked, "replace")
    with contextlib.suppress(UnicodeDecodeError):
        # Whatever it is called: other writing hardly ever passes for UTF-8.
        return body.decode("utf-8")
    named = _PARAMETER.search(content_type)
    found = _CHARSET.search(body)
    said = [named[1] if named else "", found[1].decode("ascii") if found else ""]
    names = [_WIDER.get(each.lower(), each.lower()) for each in said]
    # servers say Latin-1 of everything: the page itself knows better
    for name in sorted(filter(_WEB.__contains__, names), key="cp1252".__eq__):
        with contextlib.suppress(UnicodeDecodeError):
            return body.decode(name)
    # cut in the middle of a character, or misnamed: the reading that makes most sense
    readings = [body.decode(name, "replace") for name in ("utf-8", "gb18030", "big5")]
    return max(readings, key=_sense)


def _sense(text: str) -> int:
    """How much ``text`` looks like Chinese: frequent characters, less those that could not be read."""
    return len(_FREQUENT.findall(text)) - 3 * text.count("\ufffd")
