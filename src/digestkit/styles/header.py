"""Heads of digests: the blue span, the YAML front matter, and the comments in which one style carries the other's."""

import json
import re
from typing import Any

from digestkit.reader.inline import date_in
from digestkit.schema import Digest

SPAN_STYLE = "color:#1677ff;font-size:18px;font-weight:bold;"

_PLAIN_SCALAR = re.compile(
    r"(?![0-9])[^\W_][^\x00-\x1f\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029\ud800-\udfff#:,\[\]{}&*!|>'\"%@`\\]*"
)
_RESERVED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_UNPRINTABLE = re.compile(r"[\x7f-\x9f\ufeff\ufffe\uffff\u2028\u2029\ud800-\udfff]")
_CLOSES = re.compile(r"(--!?)(>|&(?:amp;)*gt;)")
_CLOSED = re.compile(r"(--!?)&((?:amp;)*gt;)")


def headline(title: str | None, date: str | None) -> str:
    """The canonical headline of the blue-span style; the date is added where the title does not say it.

    Empty when neither is known.
    """
    words = title or date or ""
    if date and date_in(words) is None:
        words = f"{words} ({date})"
    words = words.replace("<", "&lt;")
    return f'<span style="{SPAN_STYLE}">{words}</span>' if words else ""


def front_matter(data: dict[str, Any], newline: str = "\n") -> str:
    """``data`` as YAML between its fences, without a final line end. Keys keep their order."""
    lines = [f"{_key(key)}: {_value(value)}".rstrip() for key, value in data.items()]
    return newline.join(["---", *lines, "---"])


def least_data(digest: Digest) -> dict[str, str]:
    """The front matter of a digest that had none: its title and its day, as far as it says them."""
    return {key: value for key, value in (("title", digest.title), ("date", digest.date)) if value}


def least_header(digest: Digest, newline: str = "\n") -> str:
    """``least_data`` as front matter; empty when there is none."""
    data = least_data(digest)
    return front_matter(data, newline) if data else ""


def _key(key: str) -> str:
    return key if _is_plain(key) else _quoted(key)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        is_date = re.fullmatch(r"\d{4}-\d\d-\d\d", value) and date_in(value) == value
        return value if is_date or _is_plain(value) else _quoted(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(each) or "null" for each in value) + "]"
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{_quoted(key)}: {_value(each) or 'null'}" for key, each in value.items()) + "}"
        )
    return json.dumps(value)


def _is_plain(text: str) -> bool:
    """Whether YAML takes the bare words for this very string."""
    found = _PLAIN_SCALAR.fullmatch(text)
    return found is not None and text == text.strip() and text.lower() not in _RESERVED


def _quoted(text: str) -> str:
    """``text`` in double quotes; what JSON lets through but YAML does not is escaped."""
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def carried(name: str, raw: str, newline: str = "\n") -> str:
    """A comment that carries ``raw``, which its own style has no place for. ``restored`` gives it back."""
    safe = _CLOSES.sub(lambda found: found[1] + _one_deeper(found[2]), raw)
    return newline.join([f"<!-- digestkit: {name}", safe, "-->"])


def inert(text: str) -> str:
    """``text`` for the inside of a comment: nothing in it ends one. There is no way back."""
    return re.sub("-(?=-)", "- ", text).replace("- ->", "- -＞")


def _one_deeper(end: str) -> str:
    return "&gt;" if end == ">" else end.replace("&", "&amp;", 1)


def restored(comment: str, newline: str = "\n") -> tuple[str, str]:
    """``(name, raw)`` of a comment made by ``carried``; two empty strings for any other comment."""
    opening, _, rest = comment.partition(newline)
    inner, _, closing = rest.rpartition(newline)
    found = re.fullmatch(r"<!-- digestkit: ([a-z][^\n]{0,200})", opening)
    if found is None or closing.strip() != "-->":
        return "", ""
    return found[1], _CLOSED.sub(lambda each: each[1] + _one_shallower(each[2]), inner)


def _one_shallower(end: str) -> str:
    return ">" if end == "gt;" else "&" + end.removeprefix("amp;")
