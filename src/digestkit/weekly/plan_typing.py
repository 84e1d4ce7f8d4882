"""What a Chinese keyboard puts into a plan where YAML wants signs of its own: “ ” for quotes, ： for a colon.

YAML takes most of it for text, so that the names of stories are unknown one by one: here it is told once.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from digestkit.diagnostic import Text

_KEYS = r"week|stories|drop|title|section|pin|from"
_CURLY = "“”„‟‘’‚‛＂＇"
_VALUE = re.compile(
    rf"""[ \t]*(?:-[ \t]+)?(?:["']?(?:{_KEYS})["']?:[ \t]+)?(?P<value>["{_CURLY}].*?)[ \t]*(?:\s#.*)?"""
)
_ITEM = re.compile(rf"[ \t]*-[ \t]+[{_CURLY}]")
_COLON = re.compile(rf"[ \t]*(?:-[ \t]+)?(?P<key>{_KEYS})[ \t]*(?P<colon>[：﹕])")
_CLOSING = {"“": "”", "„": "”", "‟": "”", "‘": "’", "‚": "’", "‛": "’"}
_MOST_LINES = 5


class _Typed(NamedTuple):
    """A sign that YAML does not take for what it was meant to be. ``said``: the sign, or the key before it."""

    line: int
    column: int
    said: str


def mistyped(text: str) -> Text | None:
    """What to tell of the first such sign in a plan and of all others of its kind: ``line:column`` and what to write."""
    lines = text.split("\n")
    if quoted := list(_quotes(lines)):
        signs = quoted[0].said
        return _told(
            quoted,
            f'这里用来括住文字的是中文引号 {signs}，YAML 不认；请换成英文直引号 "…"',
            f"the quotation marks around this text are {signs}, which YAML takes for a part of it; write "
            '"…" with straight ones',
        )
    if colons := list(_colons(lines)):
        key = colons[0].said
        return _told(
            colons,
            f"{key} 后面是全角冒号，YAML 不认；请写成“{key}: ”（半角冒号加一个空格）",
            f"the colon after '{key}' is full-width, which YAML does not take; write '{key}: ' with a half-width "
            "one and a blank",
        )
    return None


def _told(found: list[_Typed], zh: str, en: str) -> Text:
    """A message at the first of ``found`` that names the lines of the others."""
    (line, column, _), also = found[0], _also(found)
    return Text(f"{line}:{column}：{zh}{also.zh}", f"{line}:{column}: {en}{also.en}")


def _quotes(lines: list[str]) -> Iterator[_Typed]:
    """Values in such quotes; those of which only a part is quoted (“双减”政策) mean what they say."""
    for number, line in enumerate(lines, 1):
        found = _VALUE.fullmatch(line)
        if found and (_ITEM.match(line) or _is_wrapped(found["value"])):
            value = found["value"]
            signs = dict.fromkeys(sign for sign in (value[0], value[-1]) if sign in _CURLY)
            yield _Typed(number, found.start("value") + 1, " ".join(signs))


def _is_wrapped(value: str) -> bool:
    """Whether the first and the last sign of ``value`` belong together, one of them no quote of YAML's."""
    first, inner, last = value[0], value[1:-1], value[-1]
    if len(value) < 2 or first + last == '""' or last not in f'"{_CURLY}':
        return False
    closing = _CLOSING.get(first)
    if (
        closing is None
    ):  # ” at the beginning, or a straight one before a curly one: unless another comes between
        return not any(sign in inner for sign in first + last)
    depth = 1
    for sign in inner:
        depth += (sign == first) - (sign == closing)
        if not depth:
            return False
    return True


def _colons(lines: list[str]) -> Iterator[_Typed]:
    for number, line in enumerate(lines, 1):
        if found := _COLON.match(line):
            yield _Typed(number, found.start("colon") + 1, found["key"])


def _also(found: list[_Typed]) -> Text:
    """On which other lines the same is to be done."""
    lines = list(dict.fromkeys(each.line for each in found[1:]))
    if not lines:
        return Text("", "")
    shown, more = lines[:_MOST_LINES], len(lines) - _MOST_LINES
    zh, en = "、".join(map(str, shown)), ", ".join(map(str, shown))
    return Text(
        f"，第 {zh} 行{f'等 {len(lines)} 行' if more > 0 else ''}也一样",
        f", and likewise on line{'s' if len(lines) > 1 else ''} {en}{f' and {more} others' if more > 0 else ''}",
    )
