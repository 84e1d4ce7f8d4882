"""Values of a configuration: what TOML gives, checked against the dataclasses of ``config`` and made into them.

By hand, because nearly every run reads a configuration, and importing a library that does this takes half as long
as all the rest of a check. The same dataclasses make the published schema (``json_schemas``); a test holds both
against each other.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from digestkit.config import is_key, key_of
from digestkit.diagnostic import Text
from digestkit.toml_places import Where

_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?")
_LARGEST = 2.0**53
"""No number is larger: beyond it not every whole one is a float."""
_TOO_LARGE = Text("这个数太大，请写小些", "the number is too large; write a smaller one")
_LIST = Text("应当是列表", "it must be a list")
_TABLE = Text("应当是一个表（[…] 小节）", "it must be a table: a section […]")
_SCALARS = {
    str: Text("应当是文字，用引号括起来", "it must be text, in quotes"),
    float: Text("应当是数字，不加引号", "it must be a number, without quotes"),
    int: Text("应当是整数，不加引号", "it must be a whole number, without quotes"),
}
"""Texts and numbers, and what to write for them."""


class UnknownKeyError(Exception):
    """A key that means nothing where it stands; ``known`` would."""

    def __init__(self, where: Where, known: Iterable[str]) -> None:
        super().__init__(where)
        self.where, self.known = where, tuple(known)


class MisfitError(Exception):
    """A value that can't stand where it stands; what is ``wanted`` there, and ``instead``: that written out, where it is plain."""

    def __init__(self, where: Where, value: Any, wanted: Text, instead: str = "") -> None:
        super().__init__(where)
        self.where, self.value, self.wanted, self.instead = where, value, wanted, instead


def built(hint: Any, value: Any, where: Where = ()) -> Any:
    """``value`` as the type ``hint``: a dataclass, a tuple, a mapping, some words, text or a number.

    Raises ``UnknownKeyError`` or ``MisfitError`` for the first that is wrong, in the order of the file.
    """
    kind, inner = get_origin(hint) or hint, get_args(hint)
    if kind is Any:
        return value
    if kind is Literal:
        return _one_of(inner, value, where)
    if kind in _SCALARS:
        return _scalar(kind, value, where)
    if kind is tuple:
        if not isinstance(value, list):
            raise MisfitError(where, value, _LIST, shown([value if isinstance(value, str) else "…"]))
        return tuple([built(inner[0], each, (*where, place)) for place, each in enumerate(value)])
    if not isinstance(value, dict):
        raise MisfitError(where, value, _TABLE)
    if is_dataclass(kind):
        return _shaped(kind, value, where)
    return _members(dict.fromkeys(get_args(inner[0]) or value, inner[1]), value, where)


def _members(shapes: Mapping[str, Any], table: Mapping[str, Any], where: Where) -> dict[str, Any]:
    """The members of ``table``, each in its shape."""
    found = {}
    for key, value in table.items():
        if key not in shapes:
            raise UnknownKeyError((*where, key), shapes)
        found[key] = built(shapes[key], value, (*where, key))
    return found


def _shaped(shape: Any, table: Mapping[str, Any], where: Where) -> Any:
    """A dataclass from ``table``, whose keys are in kebab case. The metadata of its fields is heeded."""
    members = _fields(shape)
    values = _members({key: hint for key, (_, hint) in members.items()}, table, where)
    for key, value in values.items():
        metadata = members[key][0].metadata
        least, most = metadata.get("least"), metadata.get("most")
        if least is not None and value < least:
            raise MisfitError((*where, key), value, Text(f"至少是 {least}", f"it must be at least {least}"))
        if most is not None and value > most:
            raise MisfitError((*where, key), value, Text(f"最多是 {most}", f"it must be at most {most}"))
        if shapes := metadata.get("shapes"):
            values[key] = _members(shapes(), value, (*where, key))
    return shape(**{members[key][0].name: value for key, value in values.items()})


@cache
def _fields(shape: type) -> Mapping[str, tuple[Field[Any], Any]]:
    """Key → the field of the dataclass ``shape`` that it sets, and the type of that."""
    hints = get_type_hints(shape)
    return {key_of(each.name): (each, hints[each.name]) for each in fields(shape) if is_key(each)}


def _one_of(words: tuple[str, ...], value: Any, where: Where) -> Any:
    if value not in words:
        names = [f'"{word}"' for word in words]
        raise MisfitError(where, value, Text(f"可以是 {'、'.join(names)}", f"it may be {', '.join(names)}"))
    return value


def _scalar(kind: type, value: Any, where: Where) -> Any:
    if _is(kind, value):
        return kind(value)
    if kind is not str and type(value) in (int, float) and abs(value) > _LARGEST:
        raise MisfitError(where, value, _TOO_LARGE)
    instead = ""
    if kind is str:
        instead = "" if isinstance(value, (dict, list)) else f'"{shown(value)}"'
    elif isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        instead = value.strip()
    raise MisfitError(where, value, _SCALARS[kind], instead)


def _is(kind: type, value: Any) -> bool:
    """Whether ``value`` is text or such a number. 2.0 is a whole one, as in JSON Schema; true and false are none."""
    if kind is str:
        return isinstance(value, str)
    if type(value) not in (int, float) or not abs(value) <= _LARGEST:  # nan is not
        return False
    return kind is float or value % 1 == 0


def shown(value: Any) -> str:
    """A value as TOML has it; a table as that it is one."""
    if isinstance(value, dict):
        return "{ … }" if value else "{}"
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(each, str) for each in value)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)
