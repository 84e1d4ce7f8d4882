"""What each format says of the same three findings."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft4Validator, Draft202012Validator

from digestkit.diagnostic import Place, RelatedPlace, Text
from digestkit.json_schemas import schema
from digestkit.report import FORMATS, Run, render, statistics
from digestkit.report.excerpt import WIDTH, excerpt, width
from digestkit.source import Source
from tests.report.conftest import diagnostic

SARIF = Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json"
NOTHING = Run(3, [], {})


def test_full_shows_the_line_with_carets_below_what_is_meant(report_run: Run) -> None:
    text = render("full", report_run, "zh", False)
    assert text.split("\n\n")[2] == (
        "错误 DK301 来源“飞鱼科技”没有链接 (source-without-link)\n"
        " --> 2026-02-08.md:5:6\n"
        "  |\n"
        "5 | 来源出处：飞鱼科技\n"
        "  |           ^^^^^^^^\n"
        "  | 新闻：飞鱼科技发布海况模型\n"
        "  = 怎么办：补上原文链接"
    )
    assert text.endswith(
        "检查了 2 个文件：共 1 个错误、1 个警告、1 个提示，其中标 [*] 的 1 个可用 --fix 修复\n"
    )


def test_full_names_related_places_whose_text_is_not_at_hand(report_run: Run) -> None:
    assert "\n  ::: 2026-02-07.md:12:3  earlier\n" in render("full", report_run, "en", False)


def test_full_shows_related_lines_of_the_same_run() -> None:
    source = Source.from_text("一\n二\n", "a.md")
    other = RelatedPlace("a.md", Place(1, 1, 1, 2), Text("这里也是", "here too"))
    run = Run(1, [diagnostic(path="a.md", place=Place(2, 1, 2, 2), related=(other,))], {"a.md": source})
    text = render("full", run, "en", False)
    assert (
        "  | ^^\n  | story: 飞鱼科技发布海况模型\n ::: a.md:1:1\n" in text
    )  # the story is that of the place above
    assert "1 | 一\n  | -- here too\n" in text


def test_full_cuts_stories_whose_title_is_a_paragraph() -> None:
    text = render("full", Run(1, [diagnostic(story="海" * 400)], {}), "zh", False)
    assert "\n  | 新闻：" + "海" * 24 + "…\n" in text


@pytest.mark.parametrize("columns", [30, 40, 50])
def test_full_names_the_story_in_all_the_room_of_a_narrow_terminal(columns: int) -> None:
    text = render("full", Run(1, [diagnostic(story="海" * 400)], {}, columns), "zh", False)
    story = next(line for line in text.splitlines() if "新闻" in line)
    assert columns - 3 <= width(story) <= columns


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_full_keeps_quoted_lines_within_the_terminal(columns: int) -> None:
    source = Source.from_text("海" * 300, "a.md")
    found = diagnostic(path="a.md", place=Place(1, 150, 1, 153))
    text = render("full", Run(1, [found], {"a.md": source}, columns), "zh", False)
    quoted = [line for line in text.splitlines() if line[2:3] == "|" and "新闻" not in line]
    assert columns - 3 <= max(map(width, quoted)) <= columns


def test_full_says_where_a_place_of_many_lines_ends(report_run: Run) -> None:
    found = diagnostic(place=Place(3, 1, 5, 2))
    assert "^ … to line 5\n" in render("full", Run(1, [found], report_run.sources), "en", False)
    found = diagnostic(place=Place(4, 1, 5, 1))  # up to the line's end
    assert "to line" not in render("full", Run(1, [found], report_run.sources), "en", False)


def test_full_colors_only_when_asked(report_run: Run) -> None:
    assert "\x1b[" not in render("full", report_run, "zh", False)
    assert "\x1b[1;31m错误 DK301\x1b[0m" in render("full", report_run, "zh", True)


def test_concise_has_a_line_for_each_finding(report_run: Run) -> None:
    assert render("concise", report_run, "en", False).split("\n")[:3] == [
        "2026-02-08.md:4:3: warning DK601 [*] Colons of two widths",
        "2026-02-08.md:4:23: info DK503 A later step",
        "2026-02-08.md:5:6: error DK301 The source “飞鱼科技” has no link",
    ]


def test_statistics_count_each_rule(report_run: Run) -> None:
    run = Run(1, [*report_run.diagnostics, diagnostic()], {})
    assert statistics("full", run, "en", False).split("\n")[:2] == [
        "2  DK301       source-without-link",
        "1  DK503       story-follow-up",
    ]
    assert json.loads(statistics("json", run, "en", False)) == {
        "version": 1,
        "files": 1,
        "rules": [
            {"code": code, "name": name, "severity": severity, "count": number, "fixable": fixable}
            for code, name, severity, number, fixable in (
                ("DK301", "source-without-link", "error", 2, 0),
                ("DK503", "story-follow-up", "info", 1, 0),
                ("DK601", "colon-width-mixed", "warning", 1, 1),
            )
        ],
    }


def test_json_is_what_the_contract_says(report_run: Run) -> None:
    data = json.loads(render("json", report_run, "en", False))
    Draft202012Validator(schema("report")).validate(data)
    assert (data["version"], data["files"], len(data["findings"])) == (1, 2, 3)
    assert data["findings"][0]["fix"] == {
        "safe": True,
        "edits": [{"line": 4, "column": 3, "end_line": 4, "end_column": 4, "text": ":"}],
    }
    assert data["findings"][1]["related"] == [
        {"path": "2026-02-07.md", "line": 12, "column": 3, "message": "earlier"}
    ]


def test_jsonl_has_the_same_findings_a_line_each(report_run: Run) -> None:
    lines = render("jsonl", report_run, "en", False).splitlines()
    findings = json.loads(render("json", report_run, "en", False))["findings"]
    assert [json.loads(line) for line in lines] == findings


def test_github_writes_commands(report_run: Run) -> None:
    lines = render("github", report_run, "en", False).splitlines()
    assert lines[0] == (
        "::warning title=DK601 colon-width-mixed,file=2026-02-08.md,line=4,endLine=4,col=3,endColumn=4"
        "::Colons of two widths"
    )
    assert lines[1].startswith("::notice title=DK503 story-follow-up,file=2026-02-08.md,line=4,endLine=5::")
    assert lines[2].endswith("has no link%0AAdd the link to the article")


def test_gitlab_fingerprints_stay_when_lines_move_and_differ_from_each_other(report_run: Run) -> None:
    moved = Source.from_text(f"\n\n{report_run.sources['2026-02-08.md'].text}", "2026-02-08.md")
    here = diagnostic()
    there = diagnostic(place=Place(7, 6, 7, 10))

    def prints(run: Run) -> list[str]:
        return [each["fingerprint"] for each in json.loads(render("gitlab", run, "zh", False))]

    once = prints(Run(1, [here, here], report_run.sources))
    assert prints(Run(1, [there, there], {moved.path: moved})) == once
    assert len({*once, *prints(report_run)}) == 4


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sarif_follows_the_standard(report_run: Run, lang: Any) -> None:
    validator = Draft4Validator(json.loads(SARIF.read_text("utf-8")))
    report = json.loads(render("sarif", report_run, lang, False))
    validator.validate(report)
    validator.validate(json.loads(render("sarif", NOTHING, lang, False)))
    (run,) = report["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert "ruleIndex" not in result or rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"][2]["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 5,
        "startColumn": 6,
        "endLine": 5,
        "endColumn": 10,
    }


def test_sarif_paths_are_uris() -> None:
    paths = {"日 报/a#1.md": "%E6%97%A5%20%E6%8A%A5/a%231.md", "/tmp/x.md": "file:///tmp/x.md"}
    run = Run(1, [diagnostic(path=path) for path in paths], {})
    results = json.loads(render("sarif", run, "en", False))["runs"][0]["results"]
    found = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert found == list(paths.values())


@pytest.mark.parametrize(("bom", "column"), [("", 10), ("\ufeff", 13)])
def test_rdjson_columns_count_bytes_of_the_file(bom: str, column: int) -> None:
    source = Source.from_bytes(f"{bom}一二三x".encode() + b"\xff\xfe", "a.md")
    found = [
        diagnostic(path="a.md", place=Place(1, 4, 1, 7)),
        diagnostic(path="a.md", place=Place(1, 2, 1, 3)),
    ]
    data = json.loads(render("rdjson", Run(1, found, {"a.md": source}), "en", False))
    ranges = [each["location"]["range"] for each in data["diagnostics"]]
    assert ranges[0] == {"start": {"line": 1, "column": column}, "end": {"line": 1, "column": column + 3}}
    assert ranges[1]["start"]["column"] == column - 6
    assert [each["severity"] for each in data["diagnostics"]] == ["ERROR", "ERROR"]


def test_junit_fails_cases_with_findings_and_passes_files_without(report_run: Run) -> None:
    root = ET.fromstring(render("junit", report_run, "en", False).encode("utf-8"))
    assert (root.get("tests"), root.get("failures")) == ("4", "2")
    assert [(suite.get("name"), suite.get("failures")) for suite in root] == [
        ("2026-02-08.md", "2"),
        ("good.md", "0"),
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_that_nothing_was_found(format_: str) -> None:
    text = render(format_, NOTHING, "en", False)
    assert text == "" if format_ in ("jsonl", "github") else text.endswith("\n")


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("ab", 2),
        ("海况", 4),
        ("ａ", 2),
        ("🚀", 2),
        ("🛠\ufe0f", 2),
        ("⚡\ufe0f", 2),
        ("e\u0301", 1),
        ("“”", 2),
        ("　", 2),
    ],
)
def test_width_counts_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("海" * 300, 150, 152),
        ("a" * 1000, 0, 1),
        ("a" * 1000, 999, 1000),
        ("海" * 300, 0, 300),
        ("x" * 60 + "海" * 60, 60, 110),
    ],
)
@pytest.mark.parametrize("room", [WIDTH, 60, 20])
def test_long_lines_are_cut_around_what_is_meant(line: str, start: int, end: int, room: int) -> None:
    found = excerpt(Source.from_text(line), Place(1, start + 1, 1, end + 1), room)
    assert found
    assert width(found.text) <= room
    assert found.indent + found.carets <= room
    marked, at = "", 0
    for char in found.text:
        if found.indent <= at < found.indent + found.carets:
            marked += char
        at += width(char)
    assert marked.removesuffix("…")
    assert line[start:end].startswith(marked.removesuffix("…"))


def test_the_page_on_formats_has_each_of_them() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
    assert [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")] == list(FORMATS)
