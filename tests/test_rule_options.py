"""Options of the rules on sources and typography."""

from dataclasses import replace
from typing import Any

import pytest

from digestkit.fixing import apply
from digestkit.reader import read
from digestkit.rule import load_rules
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary

RULES = {rule.name: rule for rule in load_rules()}
DIGEST = """\
<span style="color:#1677ff">2026年2月8日 AI行业动态</span>

**模型与技术进展**

**某研究院开源气象模型**
说明：{summary}
背景：暴雨预报费时费电。
要点：
- 只要两分钟
来源出处：{source}
"""
SOURCE = "[科技日报](https://www.stdaily.com/web/gdxw/2026-02/07/content_470001.html)"


def findings(
    name: str, *, summary: str = "已经公开。", source: str = SOURCE, **options: Any
) -> tuple[int, str]:
    """How many findings, and the text with their fixes."""
    rule = RULES[name]
    parsed = read(Source.from_text(DIGEST.format(summary=summary, source=source), "a.md"))
    found = list(rule.check(parsed, rule.options(**options)))
    edits = [edit for each in found if each.fix for edit in each.fix.edits]
    return len(found), apply(parsed.text, edits).split("\n")[5].removeprefix("说明：")


@pytest.mark.parametrize(
    ("spacing", "count", "fixed"),
    [
        ("majority", 0, "用AI预报 GPU 上的暴雨，“飞鱼 v1”除外。"),
        ("space", 2, "用 AI 预报 GPU 上的暴雨，“飞鱼 v1”除外。"),
        ("none", 2, "用AI预报GPU上的暴雨，“飞鱼 v1”除外。"),
    ],
)
def test_spacing(spacing: str, count: int, fixed: str) -> None:
    assert findings("spacing-mixed", summary="用AI预报 GPU 上的暴雨，“飞鱼 v1”除外。", spacing=spacing) == (
        count,
        fixed,
    )


@pytest.mark.parametrize(
    ("punctuation", "count", "fixed"), [("majority", 0, "公开,可用."), ("full", 2, "公开，可用。")]
)
def test_punctuation(punctuation: str, count: int, fixed: str) -> None:
    assert findings("punctuation-half-width", summary="公开,可用.", punctuation=punctuation) == (count, fixed)


@pytest.mark.parametrize(("days", "count"), [(90, 1), (400, 0)])
def test_age(days: int, count: int) -> None:
    old = SOURCE.replace("2026-02/07", "2025-02/07")
    assert findings("source-date-implausible", source=old, max_age_days=days)[0] == count


def test_a_house_names_its_publishers() -> None:
    rule = RULES["source-label-mismatch"]
    text = DIGEST.format(
        summary="已经公开。",
        source="[青屿日报](https://36kr.com/p/1)、[36氪](https://news.qingyu.example.cn/1)",
    )
    own = replace(default_vocabulary(), publishers={"青屿日报": ("qingyu.example.cn",)})
    assert list(rule.check(read(Source.from_text(text, "a.md")), rule.options())) == []
    found = list(rule.check(read(Source.from_text(text, "a.md"), own), rule.options()))
    assert [each.message.zh for each in found] == [
        "来源写的是“青屿日报”，链接却指向36氪（36kr.com）",
        "来源写的是“36氪”，链接却指向青屿日报（news.qingyu.example.cn）",
    ]
