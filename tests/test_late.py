"""Patterns that are compiled when they are first used: none is wrong, each does what a compiled one does."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import digestkit
from digestkit.late import Late, late


def late_ones() -> Iterator[tuple[str, Late]]:
    """Every such pattern of the package, with its name."""
    for module in pkgutil.walk_packages(digestkit.__path__, "digestkit."):
        if not module.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(module.name)).items():
                for each in value.values() if isinstance(value, dict) else (value,):
                    if isinstance(each, Late):
                        yield f"{module.name}.{name}", each


def test_every_pattern_of_the_package_compiles() -> None:
    names = {name for name, each in late_ones() if each.compiled()}
    assert "digestkit.aspects.leftovers._LEFT" in names
    assert "digestkit.urls._LISTS" in names


def test_none_is_compiled_before_it_is_used() -> None:
    code = (
        "import tests.test_late as each; "
        "print([name for name, one in each.late_ones() if set(vars(one)) - set(vars(each.late('')))])"
    )
    words = [sys.executable, "-c", code]
    root = Path(__file__).parents[1]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True, cwd=root)
    assert done.stdout == "[]\n"


def test_methods_and_attributes_are_those_of_the_pattern() -> None:
    pattern, same = late(r"(?P<day>\d+)日", re.IGNORECASE), re.compile(r"(?P<day>\d+)日", re.IGNORECASE)
    text = "2日和13日"
    for _ in range(2):
        assert pattern.findall(text) == same.findall(text) == ["2", "13"]
        assert pattern.sub(r"\g<day>号", text) == same.sub(r"\g<day>号", text)
        assert [match.span() for match in pattern.finditer(text)] == [(0, 2), (3, 6)]
    assert (pattern.pattern, pattern.flags, pattern.groupindex) == (same.pattern, same.flags, same.groupindex)


def test_a_pattern_is_compiled_when_it_is_used() -> None:
    wrong = late("(")
    with pytest.raises(re.error):
        wrong.search("x")
