"""Making untrusted text harmless: for terminals and logs, for JSON, for XML."""

import json
import re
from pathlib import Path
from typing import Any

from digestkit.late import late

_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad"  # control characters, soft hyphen
    "\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # invisible, bidirectional
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
_SURROGATE = "\ud800-\udfff"
_UNSEEN = late(f"[\t\n{_HIDDEN}{_SURROGATE}]|(?<=#)#(?=\\w*\\[)")
LOG_COMMAND = late(r"##\w*\[")
_LONE = late(f"[{_SURROGATE}]")
_UNSEEN_IN_JSON = late(f"[{_HIDDEN}]")


def visible(text: str) -> str:
    r"""``text`` on one line with every character seen: ``\x1b``, ``\u202e``; raw bytes as ``\xff``.

    The second ``#`` of ``##[`` is shown as ``\x23``: CI logs read commands after it.
    """
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return _UNSEEN.sub(_shown, text)


def visible_lines(text: str) -> str:
    """``text`` with its lines kept, each of them ``visible``."""
    return "\n".join(map(visible, text.split("\n")))


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8 (PEP 383)
        code -= 0xDC00
    if code in (9, 10, 13):
        return {9: "\\t", 10: "\\n", 13: "\\r"}[code]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def printable(what: Path | str) -> str:
    """A path or a title for messages: ``visible``, and nothing that would start a command of a CI log with ``::``."""
    shown = visible(str(what))
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def encodable(text: str) -> str:
    """``text`` with U+FFFD for each byte that is not UTF-8 (columns stay right)."""
    return text if text.isascii() else _LONE.sub("\ufffd", text)


def to_json(value: Any, indent: int | None = None) -> str:
    """``value`` as JSON that every parser takes and no terminal obeys; Chinese stays readable."""
    text = encodable(json.dumps(value, ensure_ascii=False, indent=indent))
    if "##" in text:  # only strings hold that
        text = LOG_COMMAND.sub(lambda found: f"#\\u0023{found[0][2:]}", text)
    if text.isascii() and "\x7f" not in text:
        return text
    # line ends of the document itself are "\n", never one of these; strings may hold any of them
    return _UNSEEN_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1].replace("\x7f", "\\u007f"), text)


def xml(text: str) -> str:
    """``text`` for XML content and attributes; characters that XML has no place for made visible."""
    lines = visible_lines(text)
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;")):
        lines = lines.replace(char, name)
    return lines
