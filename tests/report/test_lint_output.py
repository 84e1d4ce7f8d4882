"""The reports of real runs of ``digestkit lint``."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from digestkit.json_schemas import schema
from digestkit.report import FORMATS
from tests.conftest import Run
from tests.report.test_hostile import check_inert, check_parses

FIXTURES = Path(__file__).parents[1] / "rules"


def test_findings_of_every_rule_match_the_report_schema(run: Run) -> None:
    result = run("lint", "--offline", FIXTURES, "--output-format", "json")
    assert result.code == 1
    data = json.loads(result.out)
    Draft202012Validator(schema("report")).validate(data)
    keys = [(each["path"], each["line"], each["column"], each["code"]) for each in data["findings"]]
    assert keys == sorted(keys)
    assert len({code for *_, code in keys}) > 25


@pytest.mark.parametrize("format_", FORMATS)
def test_each_format_reports_a_hostile_draft(run: Run, tmp_path: Path, format_: str) -> None:
    draft = "# 2026-02-08 \x1b[31m\n\n## 模型\n\n### ::error::##[error]\u202e<b>&]]>\n说明：[bold]坏\x9b1m\udcff\n来源：甲\n"
    name = "::warning::坏\u202e.md"
    (tmp_path / name).write_bytes(draft.encode("utf-8", "surrogateescape"))
    result = run("lint", "--offline", ".", "--output-format", format_)
    assert result.code == 1, result.err
    check_parses(format_, result.out)
    if format_ == "github":
        assert all(
            line.startswith(("::error title=", "::warning title=")) for line in result.out.splitlines()
        )
    else:
        check_inert(format_, result.out)


def test_the_task_for_vs_code_understands_concise(run: Run) -> None:
    page = (FIXTURES.parents[1] / "docs/reports.md").read_text("utf-8")
    found = re.search(r"```json\n(.+?)```", page, re.DOTALL)
    assert found
    (task,) = json.loads(found[1])["tasks"]
    result = run(*task["args"][:-1], FIXTURES / "source-without-link/bad.md")
    *lines, _ = result.out.splitlines()
    pattern = task["problemMatcher"]["pattern"]
    for line in lines:
        match = re.fullmatch(pattern["regexp"], line)
        assert match
        assert Path(match[pattern["file"]]).is_file()
        assert int(match[pattern["line"]]) > 0
        assert "DK" in match[pattern["message"]]
