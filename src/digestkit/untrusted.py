"""Data that others wrote, within bounds: TOML and YAML that would fill the memory, and what nests or counts too far."""

import datetime as dt
import math
import re
import tomllib
from typing import Any, Literal

from digestkit.late import late

DEEPEST = 50
"""Levels of tables and lists, and parts of a key: more than anybody writes by hand."""
_MOST_BITS = 4096
"""The largest whole number. Python refuses to write one of more than some four thousand digits."""

_STRINGS = late(
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*(?:"{3,5}|\Z)' r"|'''[^']*+(?:'(?!'')[^']*+)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*"?' r"|'[^'\n]*+'?|#[^\n]*+",
    re.DOTALL,
)  # fmt: skip
"""What dots say nothing in: strings and comments. One that has no end goes as far as it could."""
_LONG_KEY = late(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{DEEPEST}}}", re.ASCII)
_REFERENCE = late(r"(?:^|[\s\[,:-])[&*!][\w!<]")
_BRACKETS = late(r"[\[\]{}]")
_MANY_DIGITS = late(r"[0-9a-fA-F_]{1000}")


def toml(text: str) -> dict[str, Any]:
    """What TOML says. Raises ``tomllib.TOMLDecodeError`` (or ``RecursionError``), also for what no one can mean.

    ``tomllib`` keeps every beginning of a dotted key, so that one of 100 KB takes gigabytes; and of a number with
    too many digits it raises an error that says no line, or gives one that can't be written again.
    """
    # Strings may be keys, too: each becomes one letter. Their lines stay.
    bare = _STRINGS.sub(lambda found: "s" + "\n" * found[0].count("\n"), text)
    if found := _LONG_KEY.search(bare):
        raise _error("A key of too many parts", bare, found.start())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:
        raise _too_far(text) from error
    if is_beyond(data):
        raise _too_far(text)
    return data


def yaml(text: str, typ: Literal["safe", "rt"] = "safe") -> Any:
    """What YAML says, with its comments and layout for ``rt``. Look at ``is_deep`` and ``has_references`` first.

    Raises ``YAMLError`` for what is no YAML; ``ValueError`` or ``OverflowError`` for a day or a number that does
    not exist, ``RecursionError`` for what nests too deeply.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ=typ, pure=True).load(text)
    except (TypeError, NotImplementedError) as error:
        # The library's own stumbling: over a list with a mapping in it as a key, over comments among odd line ends.
        raise YAMLError(str(error)) from error


def has_references(text: str) -> bool:
    """Whether YAML has anchors, aliases or tags, which make much of little. Raises ``YAMLError``."""
    if not _REFERENCE.search(text):
        return False
    from ruamel.yaml import YAML
    from ruamel.yaml.tokens import AliasToken, AnchorToken, TagToken

    tokens = YAML(typ="safe", pure=True).scan(text)
    return any(isinstance(token, (AliasToken, AnchorToken, TagToken)) for token in tokens)


def is_deep(text: str) -> bool:
    """Whether brackets nest deeper than any header's, or dashes might: YAML readers take long over them."""
    depth = deepest = 0
    for char in _BRACKETS.findall(text):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    dashes = max((line.lstrip().count("- ") for line in text.split("\n")), default=0)
    return max(deepest, dashes // 2) > DEEPEST


def is_beyond(data: Any) -> bool:
    """Whether ``data`` nests deeper than ``DEEPEST``, or has a whole number that can't be written."""
    level = [data]
    for _ in range(DEEPEST + 2):
        below: list[Any] = []
        for each in level:
            if isinstance(each, int) and each.bit_length() > _MOST_BITS:
                return True
            if isinstance(each, dict):
                below += each
                below += each.values()
            elif isinstance(each, list | tuple | set):
                below += each
        level = below
    return bool(level)


def as_json(value: Any) -> Any:
    """``value`` (which is not ``is_beyond``) as JSON can say it: days in ISO 8601, keys as text, what has no number as text."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [as_json(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)  # a datetime is a date


def _too_far(text: str) -> tomllib.TOMLDecodeError:
    if found := _MANY_DIGITS.search(text):
        return _error("A number of too many digits", text, found.start())
    deepest = max(text.split("\n"), key=lambda line: line.count("[") + line.count("{"))
    return _error("Nested too deeply", text, text.index(deepest))


def _error(what: str, text: str, at: int) -> tomllib.TOMLDecodeError:
    return tomllib.TOMLDecodeError(f"{what} (at line {text.count(chr(10), 0, at) + 1}, column 1)")
