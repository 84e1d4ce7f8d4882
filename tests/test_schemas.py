"""The schemas say what the code takes and writes, and the checked-in files say what the code says."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
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
