"""Figures in Chinese text, and which of them say the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.aspects.figures import figures_in, rounds, same


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("融资超12.5亿美元", [(12.5e8, 12.5e8, "美元", "超")]),
        ("3-5亿元", [(3e8, 5e8, "元", "")]),
        ("增长 30% 至 40%", [(30, 40, "%", "")]),
        ("百分之三十", [(30, 30, "%", "")]),
        ("二十三家", [(23, 23, "家", "")]),
        ("两千零五人", [(2005, 2005, "人", "")]),
        ("1,234人", [(1234, 1234, "人", "")]),
        ("突破 8000 亿元", [(8e11, 8e11, "元", "突破")]),
        ("近200个", [(200, 200, "个", "近")]),
        ("30多个", [(30, 30, "个", "多")]),
        ("¥200 与 200 人民币", [(200, 200, "元", ""), (200, 200, "元", "")]),
        ("十万卡", [(1e5, 1e5, "卡", "")]),
        ("2026年2月8日", []),
        ("GPT-5.3、4.6.1、H200、5G、3D", []),
        ("不到 25 美元", [(25, 25, "美元", "不到")]),
        ("不超过3家，高于1亿元", [(3, 3, "家", "不超过"), (1e8, 1e8, "元", "高于")]),
        ("第一家、第三名", []),
        ("数十亿美元、几百家", []),
    ],
)
def test_figures_in(text: str, found: list[tuple[float, float, str, str]]) -> None:
    assert [(each.low, each.high, each.unit, each.near) for each in figures_in(text)] == found


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("2亿元", "20000万元", True),
        ("两亿元", "2亿元", True),
        ("12亿元", "11.8亿元", True),  # rounded
        ("313%", "313.89%", True),  # cut off
        ("30%", "百分之三十", True),
        ("超200家", "236家", True),
        ("超200家", "260家", False),
        ("近12亿元", "11亿元", True),
        ("近12亿元", "13.5亿元", False),
        ("3-5亿元", "4亿元", True),
        ("超42起", "超52起", False),
        ("20亿美元", "2亿美元", False),
        ("20亿美元", "20亿元", False),
        ("200家", "201家", False),
        ("不到25美元", "23.99美元", True),
        ("10万名", "10万人", True),
    ],
)
def test_same(one: str, other: str, equal: bool) -> None:
    (a,), (b,) = figures_in(one), figures_in(other)
    assert same(a, b) is same(b, a) is equal


@pytest.mark.parametrize(
    ("rough", "exact", "stands"),
    [
        ("2500万美元", "2510万美元", True),
        ("40亿元", "41.6亿元", True),
        ("5600万元", "5570万元", True),
        ("30%", "33%", False),
        ("12亿元", "13亿元", False),
        ("20亿元", "20亿美元", False),
        ("2510万美元", "2500万美元", False),
        ("6.3万亿美元", "6.31万亿美元", True),
        ("0元", "1元", False),
    ],
)
def test_a_round_figure_stands_for_an_exact_one(rough: str, exact: str, stands: bool) -> None:
    (a,), (b,) = figures_in(rough), figures_in(exact)
    assert rounds(a, b) is stands


@given(
    st.floats(0.01, 1e6),
    st.sampled_from(["亿元", "万美元", "%", "家"]),
    st.sampled_from(["", "约", "超", "近"]),
)
def test_a_figure_says_what_it_says(number: float, unit: str, near: str) -> None:
    text = f"{near}{number:.2f}{unit}"
    (figure,) = figures_in(text)
    assert figure.span == (0, len(text))
    assert figure.low == pytest.approx(float(f"{number:.2f}") * {"亿元": 1e8, "万美元": 1e4}.get(unit, 1))
    assert same(figure, figure)


@given(st.text(alphabet="一二三十百千万亿0123456789.,，%元美个多超近-至 第数年月日A", max_size=60))
def test_any_text(text: str) -> None:
    last = 0
    for figure in figures_in(text):
        assert last <= figure.span.start < figure.span.end <= len(text)
        assert figure.low <= figure.high
        last = figure.span.end


def test_a_long_row_of_digits_is_read_in_passing() -> None:
    assert figures_in("1" * 20_000 + "亿元") == []
