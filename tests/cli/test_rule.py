"""``digestkit rule``: the catalogue and the rules' pages."""

import json
import re
from pathlib import Path

import pytest

from digestkit.config_file import read_config
from digestkit.escape import visible
from digestkit.pages import examples, page
from digestkit.report.excerpt import width
from digestkit.rule import NoOptions, Rule, load_rules
from tests.conftest import Run

FIXTURES = Path(__file__).parents[1] / "rules"


def test_the_catalogue_has_every_rule(run: Run) -> None:
    result = run("rule")
    assert result.code == 0
    rows = [line.split() for line in result.out.split("\n\n")[0].splitlines()]
    assert [row[0] for row in rows] == [rule.code for rule in load_rules()]
    for rule, row in zip(load_rules(), rows, strict=True):
        assert rule.severity.word in row
        assert ("[*]" in row) is (rule.fixes != "never")


def test_the_catalogue_lines_up_in_chinese(run: Run) -> None:
    from digestkit.report.excerpt import width

    out = run("rule", "--lang", "zh").out.split("\n\n")[0]
    names = {rule.name for rule in load_rules()}
    columns = {
        width(line[: line.index(name)]) for line in out.splitlines() for name in line.split() if name in names
    }
    assert len(columns) == 1


@pytest.mark.parametrize("word", ["DK303", "dk303", "source-label-mismatch", "source_label_mismatch"])
def test_a_rule_is_found_by_code_or_name(run: Run, word: str) -> None:
    result = run("rule", word)
    assert result.code == 0
    assert result.out.startswith("# DK303 source-label-mismatch\n")


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("zh", ["## 为什么", "## 何时关闭", "## 例子：有问题", "## 例子：没有问题"]),
        ("en", ["## Why", "## When to switch it off", "## Example: what is found"]),
    ],
)
def test_a_page_says_why_and_shows_examples(run: Run, lang: str, headings: list[str]) -> None:
    out = run("rule", "DK202", "--lang", lang).out
    at = [out.index(f"\n{heading}\n") for heading in headings]
    assert at == sorted(at)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_every_page_says_why_when_to_do_without_and_how(rule: Rule) -> None:
    zh, en = page(rule, "zh"), page(rule, "en")
    assert "\n## 为什么\n" in zh
    assert "\n## Why\n" in en
    assert "\n## 何时关闭\n" in zh
    assert "\n## When to switch it off\n" in en
    for text in (zh, en):
        assert (f'ignore = ["{rule.code}"]' in text) is rule.default
        assert (f"<!-- digestkit: ignore {rule.code} --" in text) is (rule.scope != "suppressions")


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_the_example_of_a_page_has_the_line_that_is_found(rule: Rule) -> None:
    folder = FIXTURES / rule.name
    first = int((folder / "bad.expect").read_text("utf-8").split(":")[0])
    text = (folder / "bad.md").read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
    line = visible(text.replace("\r\n", "\n").split("\n")[first - 1].rstrip(" ")).strip()
    shown = examples()[rule.name]
    assert line in shown["bad"]
    assert shown["bad"] != shown["good"]
    for lang in ("zh", "en"):
        assert f"```text\n{shown[f'said_{lang}']}\n```" in page(rule, lang)


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_every_page_says_where_options_are_written(rule: Rule, tmp_path: Path) -> None:
    zh, en = page(rule, "zh"), page(rule, "en")
    if rule.options is NoOptions:
        assert "改选项：" not in zh
        return
    found = re.search(r"\n改选项：配置里写 `(\[.*?\])`，下面写 `(.*?)` 这样的行。\n\n## 何时关闭\n", zh)
    assert found
    assert f"lines such as `{found[2]}` under `{found[1]}` in the configuration.\n\n## When" in en
    path = tmp_path / "digestkit.toml"
    path.write_text(f"{found[1]}\n{found[2]}\n", encoding="utf-8")
    assert read_config(path).lint.options_for(rule) == rule.options()


def test_an_example_shows_both_of_what_is_found_twice() -> None:
    assert examples()["section-repeated"]["bad"].count("**政策与监管**") == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_catalogue_fits_a_terminal(run: Run, lang: str) -> None:
    assert max(width(line) for line in run("rule", "--lang", lang).out.splitlines()) <= 80


def test_the_beginning_of_codes_lists_a_group(run: Run) -> None:
    out = run("rule", "DK2").out
    assert [line[:3] for line in out.split("\n\n")[0].splitlines()] == ["DK2"] * 10


def test_json_of_one_rule_and_of_all(run: Run) -> None:
    one = json.loads(run("rule", "DK202", "--output-format", "json").out)
    assert {
        "code": "DK202",
        "name": "background-missing",
        "severity": "error",
        "fix": "never",
    }.items() <= one.items()
    every = json.loads(run("rule", "--output-format", "json").out)
    assert one in every
    assert len(every) == len(load_rules())


@pytest.mark.parametrize(("word", "near"), [("DK3O3", "DK303"), ("link-ded", "link-dead")])
def test_an_unknown_rule_is_an_error_with_a_suggestion(run: Run, word: str, near: str) -> None:
    result = run("rule", word)
    assert (result.code, result.out) == (2, "")
    assert near in result.err


def test_an_unknown_name_can_not_move_the_cursor(run: Run) -> None:
    result = run("rule", "\x1b[2J\u202e")
    assert result.code == 2
    assert "\x1b" not in result.err
    assert "\u202e" not in result.err
