"""Figures that reports of one event state differently."""

import pytest

from digestkit.stories import Report
from digestkit.stories.conflicts import conflicts


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("完成 3 亿元融资", "融资 5 亿元", "融资额"),
        ("估值达到 1000 亿美元", "估值 1200 亿美元", "估值"),
        ("模型有 700 亿参数", "参数 800 亿", ""),
        ("裁员 1600 人", "裁员 2000 人", "裁员人数"),
        ("市场份额 35%", "份额为 28%", "份额"),
        ("完成近 30 亿元融资", "融资 30.2 亿元", ""),
        ("融资超 3 亿元", "融资 3.1 亿元", ""),
        ("融资 3 亿元", "融资 3 亿美元", ""),
        ("融资 3 亿元，此前融资 1 亿元", "融资 1 亿元，估值 9 亿元", "融资额"),
        ("融资 3 亿元，其中老股东融资 1 亿元", "融资 3 亿元", ""),
        ("融资 3 亿元", "估值 5 亿元", ""),
        ("累计融资 8 亿元", "融资 3 亿元", ""),
        ("完成 2 亿美元 C 轮融资", "投后估值 18 亿美元", ""),
        ("完成 2 亿美元 C 轮", "投后估值 18 亿美元，C 轮 3 亿美元", "融资额"),
        ("和解金 5570 万美元，赔偿 5570 万美元", "赔偿 5600 万美元", ""),  # rounded
        ("可罚营收 10%", "可罚营收 6%", ""),
        ("2025 年，公司营收 17 亿元", "上半年，公司营收 11 亿元", ""),
        ("公司营收 17 亿元，增长一倍", "公司营收 11 亿元", "营收"),
        ("年收入 140 亿美元", "编码工具 Pebble 的年收入超 25 亿美元", ""),
        ("Pebble 拿下 56% 份额", "Quartz 的市场份额 25%", ""),
        ("上下文 26 万 token", "上下文长，每秒 144 Token", ""),
        ("Pebble 融资 5 亿元", "Quartz 融资 3 亿元", ""),
        ("Pebble 融资 5 亿元", "融资 3 亿元", "融资额"),
        ("今年 5 月融资时估值 13 亿元", "估值 100 亿元", ""),
    ],
)
def test_conflicts(one: str, other: str, what: str) -> None:
    found = list(conflicts({0: Report("甲", one), 1: Report("乙", other)}))
    assert [each.what for each in (conflict.mine for conflict in found)] == ([what] if what else [])


def test_places_are_given_as_written() -> None:
    (found,) = conflicts({4: Report("青松完成 3 亿元融资"), 9: Report("青松融资 5 亿元")})
    assert (found.one, found.other) == (4, 9)
    assert (found.mine.words, found.its.words) == ("3 亿元", "5 亿元")
