"""A late daily moves no story that the editor has seen, and what it brings is not hidden in a comment."""

from pathlib import Path

import pytest

from digestkit.config import FormatConfig
from digestkit.formatting import format_source
from digestkit.reader import read
from digestkit.schema import Style
from digestkit.source import Source
from digestkit.weekly.order import in_order_of
from digestkit.weekly.rerun import reconciled

TEXTS = {
    "鹭": "### 白鹭浏览器支持语音翻页\n\n白鹭浏览器 5.2 版加入语音翻页。\n\n来源：[白鹭](https://bailu.example/5)",
    "葵": "### 海葵翻译发布 4.0 版\n\n说明：海葵翻译发布 4.0 版。\n\n要点：\n\n- 安装包小了一半\n- 译稿可以导出\n\n来源：[海葵](https://haikui.example/4)",
    "葵二": "### 海葵翻译发布 4.0 版，译稿可以导出\n\n海葵翻译发布 4.0 版。\n\n来源：[海葵](https://haikui.example/4)",
    "雀": "### 铜雀音箱因隐私问题下架\n\n铜雀音箱下架。\n\n<!-- digestkit: conflict 价格：2元（a.md:1） / 3元（b.md:1） -->",
    "禾": "### 青禾机器人完成 2 亿元融资\n\n青禾机器人完成 2 亿元融资。\n\n来源：[果业周刊](https://guoye.example/2)",
    "鹿": "- **海港大学开设选修课**：名额 80 人。 [海港大学](https://haigang.example/1)",
    "马": "- **南岭开放路测**：开放 120 公里。 [南岭](https://nanling.example/1)",
}
HEADER = "---\ntitle: 2026年3月第一周周报\ndate: 2026-03-08\n---\n\n本期汇总 7 期日报。"


def weekly(stories: str, briefs: str = "鹿马", style: Style = "front-matter") -> str:
    """A weekly of these stories, a sign each."""
    told = "\n\n".join(TEXTS[each] for each in stories.replace("葵二", "二"))
    short = "\n".join(TEXTS[each] for each in briefs)
    text = f"{HEADER}\n\n## 模型与产品\n\n{told}\n\n## 其他重要资讯\n\n{short}\n\n## 总结\n\n再会。\n"
    return format_source(read(Source.from_text(text, "weekly.md")), FormatConfig(), style)


TEXTS["二"] = TEXTS["葵二"]


def in_order(before: str, made: str) -> str:
    return in_order_of(*(read(Source.from_text(text, "weekly.md")) for text in (before, made)))


@pytest.mark.parametrize("style", ["front-matter", "blue-span"])
@pytest.mark.parametrize(
    ("before", "made", "expected"),
    [
        (("鹭葵雀", "鹿马"), ("雀鹭葵", "马鹿"), ("鹭葵雀", "鹿马")),
        (("鹭葵", "鹿"), ("禾葵雀鹭", "马鹿"), ("禾鹭葵雀", "马鹿")),  # new ones stay behind their neighbour
        (("鹭葵雀", "鹿"), ("雀二鹭", "鹿"), ("鹭二雀", "鹿")),  # under another title
        (("雀", "鹿"), ("葵鹭", "马"), ("葵鹭", "马")),
    ],
)
def test_stories_stand_in_the_order_of_the_file(
    before: tuple[str, str], made: tuple[str, str], expected: tuple[str, str], style: Style
) -> None:
    assert in_order(weekly(*before, style), weekly(*made, style)) == weekly(*expected, style)


def test_what_a_late_daily_brings_is_not_hidden_where_the_editor_changed_something() -> None:
    base, made = weekly("鹭葵雀"), weekly("雀禾葵鹭")
    there = base.replace("### 铜雀音箱因隐私问题下架", "### 铜雀下架了").replace(TEXTS["葵"] + "\n\n", "")
    assert len(there) < len(base)
    result = reconciled(Path("w.md"), made, Source.from_text(there), base, None, in_order)
    assert not result.clashes
    text = result.data.decode()
    assert [line for line in text.split("\n") if line.startswith("### ")] == [
        "### 白鹭浏览器支持语音翻页",
        "### 铜雀下架了",
        "### 青禾机器人完成 2 亿元融资",
    ]
    again = reconciled(Path("w.md"), made, Source.from_text(text), result.made, None, in_order)
    assert again.data == result.data
