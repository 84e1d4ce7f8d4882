"""Rules on any text whatever: they never fail, point into the text, and mend without end or loss."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic
from digestkit.fixing import fix
from digestkit.lint import lint
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source

LINES = sorted(
    {
        line
        for path in (Path(__file__).parent / "faults").glob("*.md")
        for line in path.read_text("utf-8").split("\n")
    }
)
FRAGMENTS = [
    "", "**", "说明：", "背 景:", "要点;", "- ", "* 一条", "来源出处：", "---", "###", "<span", "</span>", "2026-02-30", "\u200b",
    "[a](b", "13月40日", "\t- x", "> 说明：a", "tags: x", "| a | b |", "```", "<!-- digestkit: ignore DK202 -->", "\udcff", "\x00", "１２",
]  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.sampled_from(LINES), st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=25
)


def found(parsed: Parsed) -> list[Diagnostic]:
    return lint(Batch((parsed,)), LintConfig(select=("ALL",)))


@given(TEXTS, st.sampled_from(["\n", "\n\n", "\r\n"]))
@settings(max_examples=150)
def test_findings_point_into_the_text(lines: list[str], newline: str) -> None:
    parsed = read(Source.from_text(newline.join(lines), "2026-04-08.md"))
    for each in found(parsed):
        line, column, end_line, end_column = each.place
        assert (1, 1) <= (line, column) <= (end_line, end_column)
        assert end_line <= max(parsed.source.line_count, 1) + 1
        for edit in each.fix.edits if each.fix else ():
            assert 0 <= edit.span.start <= edit.span.end <= len(parsed.text)


@given(TEXTS)
@settings(max_examples=100)
def test_fixes_come_to_rest(lines: list[str]) -> None:
    parsed = read(Source.from_text("\n".join(lines), "2026-04-08.md"))
    assert fix(parsed, found, read).stable
