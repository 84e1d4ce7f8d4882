"""Where the keys and values of TOML stand."""

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.toml_places import Where, places

TEXT = """\
# [no] = table
size = 1 # x = 2
"a.b" = "c]\\"= d"
'lit' = '''
x = [1, 2]'''
dotted.key . "sub\\u0041" = { in = [ "one", # two
  "two" ], day = 2026-02-09 07:30:00, last = true }
[tool.other]
size = 2
[ "tool" . digestkit ]
lists = [[1, 2], [],
  [{ a = 3 }]]
[[many]]
x = 1
[[many]]
x = 2
[many.under]
y = 3
"""


def shown(place: int) -> str:
    """The rest of the line at an offset."""
    return TEXT[place:].partition("\n")[0]


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("size",), "size = 1 # x = 2", "1 # x = 2"),
        (("a.b",), '"a.b" = "c]', '"c]'),
        (("lit",), "'lit'", "'''"),
        (("dotted",), "dotted.key", "dotted.key"),
        (("dotted", "key", "subA"), '"sub\\u0041"', "{ in"),
        (("dotted", "key", "subA", "in", 1), '"two" ]', '"two" ]'),
        (("dotted", "key", "subA", "day"), "day", "2026-02-09 07"),
        (("dotted", "key", "subA", "last"), "last", "true"),
        (("tool", "other", "size"), "size = 2", "2"),
        (("tool", "digestkit", "lists", 0, 1), "2]", "2]"),
        (("tool", "digestkit", "lists", 2, 0, "a"), "a = 3", "3"),
        (("many", 1, "x"), "x = 2", "2"),
        (("many", "under", "y"), "y = 3", "3"),
    ],
)
def test_places(path: Where, key: str, value: str) -> None:
    found = places(TEXT)[path]
    assert shown(found.key).startswith(key)
    assert shown(found.value).startswith(value)


def test_the_first_place_counts() -> None:
    assert shown(places(TEXT)["tool",].key).startswith("tool.other")


SCALARS = st.booleans() | st.integers(-99, 99) | st.text(max_size=6) | st.floats(allow_nan=False, width=16)
KEYS = st.text(min_size=1, max_size=4)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


def toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[\n" + "".join(f"{toml(each)}, # ]\n" for each in value) + "]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(value).replace("\x7f", "\\u007f")


def walked(data: Any, path: Where = ()) -> "dict[Where, Any]":
    """Every value within ``data`` by its path."""
    members = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    found: dict[Where, Any] = {}
    for name, value in members:
        found |= {(*path, name): value, **walked(value, (*path, name))}
    return found


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_value_is_found_where_it_stands(data: dict[str, Any]) -> None:
    try:
        text = "".join(f"{toml(key)} = {toml(value)}\n" for key, value in data.items())
        assert tomllib.loads(text) == data
    except tomllib.TOMLDecodeError:  # JSON writes characters beyond the first plane otherwise than TOML
        return
    found, wanted = places(text), walked(data)
    assert found.keys() == wanted.keys()
    for path, value in wanted.items():
        assert text.startswith(toml(value), found[path].value), path


@given(st.text(alphabet="[]{}=.,#\"'\\ \nab1", max_size=60))
def test_what_is_no_toml_does_no_harm(text: str) -> None:
    places(text)


def test_much_is_walked_over_in_one_go() -> None:
    text = "[[a]]\n" * 20_000 + "x = [" + "1," * 50_000 + "]\n" + "b.c.d = 1\n" * 10_000
    assert len(places(text)) > 50_000
