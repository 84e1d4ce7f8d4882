"""Which half of a pair has lost its other half."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.aspects.pairs import half_straight, lone_halves, straight_pairs
from digestkit.aspects.typography import masked


@pytest.mark.parametrize(
    "text",
    [
        "“甲”与《乙（丙）》、【丁】",
        '"人工智能+"与"飞鱼-1.0"',
        '"人工智能”很丑，但看得出到哪里为止',
        "（中文括号对半角括号)",
        "1）第一；2）第二；a) 第三",
        "**3）**第三",
        "区间 (0, 1] 与 [1, ∞)",
        '一块 13.3" 屏幕',
        '外屏 6.7"，展开后 8.1"，比上代大',
        '荣耀发布 6.7"外屏、8.1" 内屏',
        '笑脸 :) 与 (￣▽￣)"。',
        "[链接](https://a.cn/x(1).html)",
        "被截断的“引文……",
        "代码 `(` 不算",
        "链接少一半 [新华网(https://a.cn/x)",  # link-malformed speaks of it
    ],
)
def test_whole(text: str) -> None:
    assert lone_halves(masked(text)) == []


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("“甲与乙", "“"),
        ("甲”与乙", "”"),
        ('大模型飞鱼-1.0"发布', '"'),
        ("《甲（乙》", "（"),
        ("甲）乙【丙", "）【"),
        ("“甲“乙”", "“"),
        ('第 4 代"浪子回头', '"'),
        ("“版本 4.6，他说", "“"),
    ],
)
def test_lone(text: str, halves: str) -> None:
    assert "".join(text[at] for at in lone_halves(masked(text))) == halves


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('荣耀发布 6.7" 外屏、8.1" 内屏', 0),
        ('外屏 6.7"，内屏 8.1"，展开厚 3.9 毫米', 0),
        ('他说"版本 4.6"，她说"还是 4.5"。', 2),
        ('他说"我要 6.7"，她说不行', 1),
        ('“版本 4.6"，半边', 0),
        ('他说"版本 13"内测了', 1),
    ],
)
def test_inches_are_no_quotation(text: str, pairs: int) -> None:
    assert len(straight_pairs(masked(text))[0]) == pairs


@given(st.text(alphabet='“”《》（）()【】[]"甲乙1:、', max_size=40))
def test_taking_out_lone_halves_balances(text: str) -> None:
    lone = lone_halves(text)
    assert lone == sorted(set(lone))
    assert all(text[at] in '“”《》（）()【】[]"' for at in lone)


@given(
    st.recursive(
        st.just("甲"),
        lambda inner: st.builds(
            lambda a, p, b: f"{p[0]}{a}{p[1]}{b}",
            inner,
            st.sampled_from(["“”", "《》", "（）", "【】", "「」"]),
            inner,
        ),
        max_leaves=12,
    )
)
def test_nested_pairs_are_whole(text: str) -> None:
    assert lone_halves(text) == []


def test_crossing_pairs_are_read_in_passing() -> None:
    assert len(lone_halves("“" * 20_000 + "》" * 20_000)) == 40_000


@pytest.mark.parametrize(
    ("text", "torn", "straight", "curly"),
    [
        ('叫它"海上的眼睛”', [(2, "“")], [], 0),
        ('叫它“眼睛"', [(5, "”")], [], 0),
        ('甲"乙"丙“丁”', [], [(1, 3)], 1),
        ('“这是不是"定稿"”', [], [], 1),
        ('“甲"乙"丙"丁"”和"戊"', [], [(11, 13)], 1),
        ('"先看“草案”"', [], [(0, 7)], 1),
        ('甲"乙', [], [], 0),
        ("“甲”“乙”", [], [], 2),
    ],
)
def test_quotation_marks(text: str, torn: list[object], straight: list[object], curly: int) -> None:
    assert half_straight(text) == torn
    assert straight_pairs(text) == (straight, curly)
