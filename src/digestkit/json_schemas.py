"""JSON Schemas of what crosses the borders.

Pydantic makes them from the dataclasses that the program works with, so they can't drift apart; it is
imported only when a schema is asked for. ``schemas/`` holds them checked in (``tools/generate.py``).
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal, get_args, get_type_hints

from digestkit.config import Config, LintConfig, key_of, rule_options
from digestkit.rule import load_rules
from digestkit.schema import Digest

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class FrontMatter:
    """The YAML header of an issue in front-matter style. Other keys may stand in it."""

    title: str | None = None
    """The issue's title."""
    date: str | int | None = None
    """The day of the issue, e.g. 2026-02-08."""
    tags: list[str | int | float | bool | None] | None = None
    """Words to file the issue under."""


@dataclass(frozen=True)
class Edit:
    """Replace a range of the file by ``text``."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True)
class Fix:
    """How a finding can be mended: ``--fix`` does it where it is ``safe``, ``--unsafe-fixes`` elsewhere, too."""

    safe: bool
    edits: list[Edit]


@dataclass(frozen=True)
class Related:
    """Another place that belongs to a finding."""

    path: str
    line: int
    column: int
    message: str


@dataclass(frozen=True)
class Finding:
    """One finding. Lines and columns count from 1, columns in code points, ends exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    message: str
    story: str | None
    fix: Fix | None
    related: list[Related]


@dataclass(frozen=True)
class Report:
    """What ``digestkit lint --output-format json`` writes; ``jsonl`` writes a finding a line."""

    version: Literal[1]
    files: int
    findings: list[Finding] = field(default_factory=list)


def digest_schema() -> dict[str, Any]:
    """The schema of one object of ``digestkit export``."""
    schema = _closed(_schema(Digest, "serialization"))
    schema["properties"] = {"path": {"type": "string"}, **schema["properties"]}
    schema["required"] = list(schema["properties"])
    return schema


def front_matter_schema() -> dict[str, Any]:
    """The schema of the YAML header of an issue."""
    return _schema(FrontMatter, "validation") | {"additionalProperties": True}


def report_schema() -> dict[str, Any]:
    """The schema of the JSON report of ``digestkit lint``."""
    return _closed(_schema(Report, "serialization"))


def config_schema() -> dict[str, Any]:
    """The schema of ``digestkit.toml``."""
    schema = _schema(Config, "validation")
    del schema["properties"]["path"]
    titles = {rule.name: rule.title.en for rule in load_rules()}
    options = {
        name: _schema(shape, "validation") | {"description": titles[name]}
        for name, shape in rule_options().items()
    }
    for shape in options.values():
        schema["$defs"].update(shape.pop("$defs", {}))
    lint = schema["$defs"][LintConfig.__name__]["properties"]
    lint["rules"] = {
        "type": "object",
        "description": lint["rules"]["description"],
        "properties": options,
    }
    schema["$defs"]["RuleName"] = _rule_name()
    for codes in (
        lint["select"],
        lint["extend_select"],
        lint["ignore"],
        lint["per_file_ignores"]["additionalProperties"],
    ):
        codes["items"] = {"$ref": "#/$defs/RuleName"}
    keyed: dict[str, Any] = _with_toml_keys(schema)
    return keyed


def _rule_name() -> dict[str, Any]:
    """The schema of a word that names rules (``Rule.is_named``): editors offer the codes and names."""
    rules = load_rules()
    codes = [rule.code for rule in rules]
    numbers = sorted({code[2:size] for code in codes for size in range(2, len(code) + 1)})
    return {
        "description": "A code or the beginning of one, the name of a rule, or ALL.",
        "type": "string",
        "anyOf": [
            {"enum": ["ALL", *codes, *(rule.name for rule in rules)]},
            {"pattern": f"^(?:[Aa][Ll][Ll]|[Dd][Kk](?:{'|'.join(numbers)}))$"},
        ],
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "digest": digest_schema,
    "front-matter": front_matter_schema,
    "config": config_schema,
    "report": report_schema,
}
"""Name, as in ``digestkit schema NAME``, → what makes the schema."""


def schema(name: str) -> dict[str, Any]:
    """The schema called ``name`` (a key of ``SCHEMAS``)."""
    return {"$schema": _DIALECT, "title": f"digestkit {name}", **SCHEMAS[name]()}


# -- from dataclasses ---------------------------------------------------------------------------


def _schema(shape: type, mode: Literal["validation", "serialization"]) -> dict[str, Any]:
    """What pydantic makes of ``shape``, with docstrings and bounds of its fields, without made-up titles."""
    from pydantic import TypeAdapter

    made = TypeAdapter(shape).json_schema(mode=mode)
    for each in _shapes(shape):
        docs = _field_docs(each)
        target = made if each is shape else made.get("$defs", {}).get(each.__name__, {})
        for name, text in docs.items():
            if name in target.get("properties", {}):
                target["properties"][name]["description"] = text
        for member in fields(each):
            for bound, keyword in (("least", "minimum"), ("most", "maximum")):
                if member.metadata.get(bound) is not None:
                    target["properties"][member.name][keyword] = member.metadata[bound]
    untitled: dict[str, Any] = _untitled(made)
    return untitled


def _shapes(shape: Any) -> set[type]:
    """``shape`` and every dataclass that its fields speak of."""
    found: set[type] = set()
    waiting = [shape]
    while waiting:
        each = waiting.pop()
        waiting += get_args(each)
        if isinstance(each, type) and is_dataclass(each) and each not in found:
            found.add(each)
            waiting += get_type_hints(each).values()
    return found


def _field_docs(shape: type) -> dict[str, str]:
    """The docstrings below the fields of a dataclass."""
    body = ast.parse(textwrap.dedent(inspect.getsource(shape))).body[0]
    if not isinstance(body, ast.ClassDef):
        return {}
    docs = {}
    for above, below in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(above, ast.AnnAssign)
            and isinstance(above.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            docs[above.target.id] = inspect.cleandoc(below.value.value)
    return docs


def _untitled(node: Any) -> Any:
    """Without the titles that pydantic derives from names (a *property* called title stays)."""
    if isinstance(node, list):
        return [_untitled(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: _untitled(each) for key, each in node.items() if key != "title" or not isinstance(each, str)}


def _closed(made: dict[str, Any]) -> dict[str, Any]:
    """Every object has all of its properties and no others."""
    for each in (made, *made.get("$defs", {}).values()):
        if "properties" in each:
            each["required"] = list(each["properties"])
            each["additionalProperties"] = False
            for shape in each["properties"].values():
                shape.pop("default", None)
    return made


def _with_toml_keys(node: Any) -> Any:
    """Keys of tables as they are written in TOML; a table takes no others."""
    if isinstance(node, list):
        return [_with_toml_keys(each) for each in node]
    if not isinstance(node, dict):
        return node
    result = {key: _with_toml_keys(each) for key, each in node.items() if key != "properties"}
    if "properties" in node:
        result["properties"] = {
            key_of(name): _with_toml_keys(each) for name, each in node["properties"].items()
        }
        result["additionalProperties"] = False
    return result
