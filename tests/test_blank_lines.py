"""What stands apart from a list stays apart from it, in either style: Markdown takes in a line without a blank one above."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digestkit.config import FormatConfig
from digestkit.errors import RefusedWrite
from digestkit.formatting import format_source
from digestkit.parsed import Parsed, Role
from digestkit.reader import read
from digestkit.schema import Style
from digestkit.source import Source
from tests.reader.layouts import LAYOUTS

_DRESS = re.compile(r"[\s*_#：:>]+|来源出处|来源")
_TARGETS: tuple[Style | None, ...] = (None, "blue-span", "front-matter")
EXAMPLES = sorted((Path(__file__).parents[1] / "examples").rglob("*.md"))


def parse(text: str) -> Parsed:
    return read(Source.from_text(text, "2026-05-06.md"))


def paragraphs(text: str) -> tuple[set[str], dict[str, int]]:
    """The first lines of the paragraphs outside of lists; what goes on in list items, and on which lines."""
    lines = text.split("\n")
    outside: set[str] = set()
    inside: dict[str, int] = {}
    depth = 0
    for token in MarkdownIt().parse(text):
        depth += token.nesting * (token.type.startswith("list_item"))
        if token.type == "inline" and token.map:
            first, end = token.map
            if depth:
                inside |= {_DRESS.sub("", lines[n]): n + 1 for n in range(first + 1, end)}
            else:
                outside.add(_DRESS.sub("", lines[first]))
    return outside, inside


def glued(before: str, after: str) -> list[str]:
    """The paragraphs of ``before`` that are part of a list item in ``after``.

    Not the labelled lines, nor what goes with them: the blue-span style has these right under each other, be it
    under a list.
    """
    pieces = parse(after).pieces
    house = {piece.first for piece in pieces if piece.role is Role.FIELD or piece.kind == "label"}
    apart, _ = paragraphs(before)
    _, taken = paragraphs(after)
    for line in sorted(taken.values()):
        if line - 1 in house:
            house.add(line)
    return [words for words, line in taken.items() if words in apart and line not in house]


def formatted(text: str, to: Style | None) -> str:
    return format_source(parse(text), FormatConfig(), to)


@pytest.mark.parametrize("to", _TARGETS)
@pytest.mark.parametrize("text", LAYOUTS.values(), ids=list(LAYOUTS))
def test_no_layout_is_glued(text: str, to: Style | None) -> None:
    assert not glued(text, formatted(text, to))


@pytest.mark.parametrize("to", _TARGETS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_no_example_is_glued(path: Path, to: Style | None) -> None:
    text = path.read_text("utf-8")
    assert not glued(text, formatted(text, to))


@pytest.mark.parametrize(
    "above",
    [
        "**国内**\n\n1. 甲公司发布丙模型（来源：港航新闻）",
        "**国内**\n\n- **甲公司**：发布丙模型 [晨报](https://a.example/1)",
        "**国内**\n\n**甲公司发布丙模型**\n要点：\n- 价格下调六成",
        "**国内**\n\n**甲公司发布丙模型**\n来源出处：\n- [晨报](https://a.example/1)",
        "**国内**\n\n**甲公司发布丙模型**\n影响：\n- 价格战换了战场",
    ],
)
@pytest.mark.parametrize(
    "line",
    ["这一段是编辑的补充。", "二、国际动态（2条）", "**影响：** 价格战换了战场", "https://b.example/2"],
)
@pytest.mark.parametrize(
    "head", ["# AI 早报 2026-05-06", '<span style="color:red">AI 早报 2026-05-06</span>']
)
def test_a_line_under_a_list_stays_apart(head: str, above: str, line: str) -> None:
    text = f"{head}\n\n{above}\n\n{line}\n"
    done = formatted(text, "blue-span")
    assert f"\n\n{line}\n" in done
    assert formatted(done, None) == done


def test_a_line_under_a_quotation_stays_apart() -> None:
    text = "# AI 早报 2026-05-06\n\n### 甲公司发布丙模型\n\n> 丙模型今天开放试用。\n\nhttps://b.example/2\n"
    assert "> 丙模型今天开放试用。\n\nhttps" in formatted(text, "blue-span")


_LINES = (
    *("# AI 早报 2026-05-06", "## 大模型", "### 甲公司发布丙模型", "**国内**", "**乙公司开源丁模型**"),
    *("说明：丁模型今天开放试用。", "要点：", "来源：[晨报](https://a.example/1)", "影响：价格战换了战场"),
    *("- 价格下调六成", "* 上下文翻倍", "1. 戊公司融资三亿元", "2. 己公司发布庚芯片", "  - 嵌套的一条"),
    *("这一段是编辑的补充。", "  缩进的一段。", "> 引用的一句。", "https://b.example/2", "[云报](https://c.example/3)"),
    *("<!-- 备注 -->", "二、国际动态（2条）", "**加粗**开头的一段", "● 辛公司上市"),
)  # fmt: skip


@settings(max_examples=150, derandomize=True)
@given(
    st.lists(st.tuples(st.sampled_from(_LINES), st.booleans()), max_size=14, unique_by=lambda each: each[0]),
    st.sampled_from(_TARGETS),
)
@example(
    [("- 价格下调六成", True), ("说明：丁模型今天开放试用。", True), ("影响：价格战换了战场", False)],
    "blue-span",
)
@example([("**国内**", False), ("1. 戊公司融资三亿元", True), ("● 辛公司上市", False)], "blue-span")
def test_nothing_is_glued(lines: list[tuple[str, bool]], to: Style | None) -> None:
    text = "".join(f"{line}\n" + "\n" * gap for line, gap in lines)
    assume(not paragraphs(text)[1])  # its own lists take nothing in
    try:
        done = formatted(text, to)
    except RefusedWrite:
        return
    assert not glued(text, done)
