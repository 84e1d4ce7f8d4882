"""Every pattern of the package: it compiles, and means the same to every Python that we say will do."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import digestkit
from digestkit.late import Late


def patterns() -> Iterator[tuple[str, str, int]]:
    """Name, text and flags of what stands at the top of a module."""
    for module in pkgutil.walk_packages(digestkit.__path__, "digestkit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                pattern = value.compiled() if isinstance(value, Late) else value
                if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                    yield f"{module.name}.{name}", pattern.pattern, pattern.flags


def groups_held(parsed: Any) -> Iterator[str]:
    """What is held fast, and is more than one character: ``(?:ab)*+``, ``(?>ab)``."""
    for code, value in parsed:
        if code is op.ATOMIC_GROUP or (code is op.POSSESSIVE_REPEAT and not _is_character(value[2])):
            yield str(code)
        yield from (held for each in _inside(value) for held in groups_held(each))


def _is_character(parsed: Any) -> bool:
    return len(parsed) == 1 and parsed[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY)


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _inside(each)


@pytest.mark.parametrize("pattern", ["(?:ab|c)*+d", "x(?:y(?>ab))", "(?:(?:ab)++)*"])
def test_what_is_looked_for_is_found(pattern: str) -> None:
    assert list(groups_held(_parser.parse(pattern)))


@pytest.mark.parametrize("pattern", ["a*+b", "(?:[ab]*+c)*", "[^x]{2,9}+"])
def test_characters_may_be_held(pattern: str) -> None:
    assert not list(groups_held(_parser.parse(pattern)))


def test_no_pattern_holds_a_group_fast() -> None:
    """Up to Python 3.11.4, that of Debian 12 among them, such a group matches wrongly (python/cpython#106052)."""
    found = list(patterns())
    assert len(found) > 300
    assert not [name for name, text, flags in found if list(groups_held(_parser.parse(text, flags)))]
