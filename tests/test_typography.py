"""What typographic rules leave alone, and how they count."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.aspects.habits import Place, report
from digestkit.aspects.typography import is_inside, masked, prose, protected
from digestkit.diagnostic import Edit, Text
from digestkit.reader import read
from digestkit.source import Source, Span


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("见 `飞鱼 v1` 说明", "见 ~ 说明"),
        ("[新华网](https://a.cn/x(1).html)。", "[新华网]~。"),
        ("见https://a.cn/x，后文", "见~，后文"),
        ("<b>粗</b>", "~粗~"),
        ("<!-- 注 -->后文", "~后文"),
        ("![图 a](https://a.cn/a.png)后文", "~后文"),
        ("写信 to@example.com 询问", "写信 ~ 询问"),
        ("~~~\n代码 a\n~~~\n后文", "~\n后文"),
        ("没有闭合的 `反引号", "没有闭合的 `反引号"),
        ("3 < 5 且 a > b", "3 < 5 且 a > b"),
    ],
)
def test_masked(text: str, kept: str) -> None:
    assert re.sub(r"\0+(?:\n\0+)*", "~", masked(text)) == kept


@given(st.text(alphabet="中文 ab1`*[]()<>!~\n\r$\\@.:/www-htps", max_size=80))
def test_masking_keeps_offsets(text: str) -> None:
    hidden = masked(text)
    assert len(hidden) == len(text)
    assert all(new in (old, "\0") for old, new in zip(text, hidden, strict=True))
    assert [char for char in hidden if char in "\r\n"] == [char for char in text if char in "\r\n"]
    spans = protected(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for at, char in enumerate(hidden):
        assert (char == "\0") <= is_inside(at, spans) or text[at] == "\0"


def test_long_lines_are_read_in_passing() -> None:
    for text in (
        "`" * 20_000,
        "<" * 20_000,
        "[](" * 7_000,
        "$" * 20_000,
        "a@" * 10_000,
        "a." * 10_000 + " @",
        "<!--" * 5_000,
    ):
        assert len(masked(text)) == len(text)


def test_prose_is_worked_out_once() -> None:
    parsed = read(Source.from_text("# 2026-02-08 日报\n\n## 模型\n\n- **甲**：见 `a b`\n"))
    assert prose(parsed) is prose(parsed)
    assert "a b" not in "".join(text for _, text in prose(parsed))


def places(count: int) -> list[Place]:
    return [Place(Span(at, at + 1), (Edit(Span(at, at + 1), "，"),), None) for at in range(count)]


@pytest.mark.parametrize(
    ("wrong", "right", "strict", "found", "edits"),
    [
        (0, 50, False, 0, 0),
        (1, 4, False, 0, 0),  # four are no habit
        (1, 5, False, 1, 1),
        (3, 12, False, 3, 3),
        (4, 12, False, 1, 4),  # both ways are frequent: told once
        (12, 12, False, 1, 12),
        (13, 12, False, 0, 0),  # the other way is the habit
        (11, 500, False, 1, 11),  # very many are told once
        (2, 0, True, 2, 2),
        (25, 0, True, 25, 25),
    ],
)
def test_report(wrong: int, right: int, strict: bool, found: int, edits: int) -> None:
    text = Text("这里", "here")
    findings = list(report(places(wrong), right, strict=strict, one=text, all_of=Text("共", "all")))
    assert len(findings) == found
    assert sum(len(each.fix.edits) for each in findings if each.fix) == edits
