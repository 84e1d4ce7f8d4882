"""The schemas say what the code takes and writes, and the checked-in files say what the code says."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from digestkit.config_file import read_config
from digestkit.errors import ConfigError
from digestkit.json_schemas import SCHEMAS, schema
from digestkit.rule import load_rules
from tests.conftest import Run

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


def test_generated_files_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "generate.py", "--check"], capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_command_prints_the_checked_in_file(run: Run, name: str) -> None:
    result = run("schema", name)
    assert result.code == 0
    assert result.out == (ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8")


def test_unknown_schema_is_an_error_with_a_suggestion(run: Run) -> None:
    result = run("schema", "digests")
    assert result.code == 2
    assert not result.out
    assert "did you mean digest?" in result.err


CONFIGS = {
    "": True,
    'max-file-size = 1.5\n[lint]\nselect = ["DK2"]\n[lint.required]\nweekly = ["sources"]': True,
    '[lint.rules.spacing-mixed]\nspacing = "none"': True,
    '[lint.per-file-ignores]\n"drafts/*" = ["DK605"]': True,
    '[format]\ncolon = "full"\nstory-title = "bold"': True,
    '[vocabulary]\nsections = ["政策"]\nlabels = { summary = ["一句话"] }': True,
    '[format]\ncolon = "wide"': False,
    "[format]\nstory_title = 1": False,
    "[lint]\nselekt = []": False,
    '[lint.rules.spacing-mixed]\nspaces = "none"': False,
    "[lint.rules.no-such-rule]": False,
    '[lint.required]\nweekly = ["author"]': False,
    '[vocabulary]\nlabels = { author = ["作者"] }': False,
    'path = "x"': False,
    '[links]\ntimeout = "10"': False,
    "[links]\ntimeout = true": False,
    "[links]\nconcurrency = true": False,
    "[links]\nconcurrency = 2.0": True,
    "[links]\nuser-agent = 3": False,
    "max-file-size = 0": False,
    "max-file-size = 4097": False,
    '[lint]\nselect = ["dk2", "all", "date-missing"]': True,
    '[lint]\nignore = ["DK999"]': False,
    '[lint.per-file-ignores]\n"a/*" = ["DK"]': True,
    '[lint.per-file-ignores]\n"a/*" = ["D"]': False,
    '[lint.rules.source-date-implausible]\nmax-age-days = "9"': False,
}


@pytest.mark.parametrize(("text", "valid"), CONFIGS.items(), ids=lambda each: ascii(each)[:40])
def test_config_schema_and_reader_agree(text: str, valid: bool, tmp_path: Path) -> None:
    path = tmp_path / "digestkit.toml"
    path.write_text(text, "utf-8")
    assert Draft202012Validator(schema("config")).is_valid(tomllib.loads(text)) is valid
    if valid:
        read_config(path)
    else:
        with pytest.raises(ConfigError):
            read_config(path)


def test_front_matter_schema_asks_what_the_rule_asks() -> None:
    validator = Draft202012Validator(schema("front-matter"))
    validator.validate({"title": "周报", "date": "2026-02-08", "tags": ["AI", 2026], "layout": "post.njk"})
    faults: list[dict[str, object]] = [
        {"title": ["周报"]},
        {"date": ["2026"]},
        {"tags": "AI"},
        {"tags": [{}]},
    ]
    for wrong in faults:
        with pytest.raises(ValidationError):
            validator.validate(wrong)


def test_every_rule_has_a_page_in_both_languages_and_an_example(run: Run) -> None:
    for rule in load_rules():
        page = (ROOT / "docs" / "rules" / f"{rule.name}.md").read_text("utf-8")
        assert rule.title.zh in page
        assert rule.title.en in page
        assert page.count("```markdown") == 2, rule.name


# What a schema can't say stays out: networks, headers and patterns of paths are looked at more closely.
UNSAID = ({"links", "allow-networks"}, {"links", "headers"}, {"lint", "per-file-ignores"})
ANY = st.one_of(
    st.booleans(),
    st.integers(-3, 5000),
    st.floats(-3, 5000, allow_nan=False).map(lambda value: round(value, 2)),
    st.sampled_from(["", "10", "true", "keep", "full", "DK2", "dk999", "ALL", "sources", "date-missing"]),
)
VALUES = st.recursive(
    ANY,
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["summary", "days", "a_b", "乙"]), inner, max_size=2)
    ),
    max_leaves=3,
)


def keys(shape: dict[str, Any], where: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key of the configuration, as a path."""
    for name, inner in shape.get("properties", {}).items():
        if "$ref" in inner:
            inner = schema("config")["$defs"][inner["$ref"].rpartition("/")[2]]  # noqa: PLW2901
        if {*where, name} not in UNSAID:
            yield (*where, name)
        yield from keys(inner, (*where, name))


def toml(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    return json.dumps(value)


CONFIG = schema("config")


@settings(max_examples=400)
@given(key=st.sampled_from(sorted(keys(CONFIG))), value=VALUES)
def test_config_schema_and_reader_agree_on_any_value_of_any_key(
    tmp_path_factory: pytest.TempPathFactory, key: tuple[str, ...], value: Any
) -> None:
    text = f"{'.'.join(key)} = {toml(value)}\n"
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(text, "utf-8")
    valid = Draft202012Validator(CONFIG).is_valid(tomllib.loads(text))
    if valid:
        read_config(path)
    else:
        with pytest.raises(ConfigError, match=r"any\.toml:1:\d+: "):
            read_config(path)
