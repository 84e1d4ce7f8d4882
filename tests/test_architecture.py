"""What docs/architecture.md says of the modules: the flow goes one way, and each edge has one place."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "digestkit"
EDGES = {
    "typer": {"cli"},
    "rich": {"cli"},
    "aiohttp": {"links"},
    "pydantic": {"json_schemas"},
    "ruamel": {"reader", "weekly", "untrusted"},
    "watchfiles": {"cli"},
}
"""A library that takes long to load, and the parts of the program that may."""


def part(path: Path) -> str:
    """The package below ``digestkit``, or the module, that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def imports() -> tuple[tuple[str, str], ...]:
    """``(part, module)`` for every import that happens when the program runs."""
    return tuple(
        (part(path), module)
        for path in sorted(ROOT.rglob("*.py"))
        for module in modules(ast.parse(path.read_text("utf-8")))
    )


def modules(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.Import):
            yield from (each.name for each in child.names)
        elif isinstance(child, ast.ImportFrom):
            whole = child.module == "digestkit"
            yield from (f"digestkit.{each.name}" for each in child.names if whole)
            yield from [] if whole or child.module is None else [child.module]
        yield from modules(child)


def test_no_part_needs_what_needs_it() -> None:
    graph: dict[str, set[str]] = {}
    for user, module in imports():
        package, _, rest = module.partition(".")
        used = rest.split(".")[0]
        if package == "digestkit" and used not in ("", user):
            graph.setdefault(user, set()).add(used)
    assert len(graph) > 20
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the parts


@pytest.mark.parametrize("library", EDGES)
def test_a_heavy_library_is_loaded_in_its_place_only(library: str) -> None:
    users = {user for user, module in imports() if module.split(".")[0] == library}
    assert users <= EDGES[library]
    assert users
