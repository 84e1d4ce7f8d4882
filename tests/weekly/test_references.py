"""``digestkit weekly`` and ``format --to`` on dailies whose links and footnotes are defined elsewhere."""

import re
from pathlib import Path

import pytest

from digestkit.config import FormatConfig
from digestkit.formatting import format_source
from digestkit.reader import read
from digestkit.source import Source
from tests.conftest import Run
from tests.weekly.conftest import made

DAILY = """\
---
title: AI 日报 2026-03-02
date: 2026-03-02
---

## 投融资与并购

### 青禾机器人完成2亿元A轮融资

说明：{summary}

要点：

- 扩建嘉定的装配车间
- 采摘速度达到每小时900个苹果

来源：[果业周刊][1]

[1]: https://guoye.example/2026/0302/qinghe.html
[2]: https://guoye.example/test_(2).html "果园评测"
[南岭创投]: <https://nanling.example/a>
[^1]: [青禾公告](https://qinghe.example/news)
[^2]: 记者另外问过三位果农，都说没用过。
[^nb]: 车间在2025年建成，见 [嘉定报](https://jiading.example/1)。
[^4]: 青禾机器人招股书：https://qinghe.example/book.pdf
[^5]: 来源：https://guoye.example/2026/0302/qinghe.html

### 临川市发布自动驾驶测试办法

临川市公布自动驾驶测试管理办法，开放120公里道路。

来源：[临川日报](https://linchuan.example/0302/rule.html)
"""
SOURCE = "[果业周刊](https://guoye.example/2026/0302/qinghe.html)"
CASES = {
    "a link by number": (
        "它在[评测][2]里得了第一。",
        '它在[评测](https://guoye.example/test_%282%29.html "果园评测")里得了第一。',
        SOURCE,
    ),
    "a link by its words": (
        "由[南岭创投]领投，[南岭创投][]另派一名董事。",
        "由[南岭创投](https://nanling.example/a)领投，[南岭创投](https://nanling.example/a)另派一名董事。",
        SOURCE,
    ),
    "a footnote that is a source": (
        "青禾机器人融资2亿元[^1]。",
        "青禾机器人融资2亿元。",
        f"{SOURCE} | [青禾公告](https://qinghe.example/news)",
    ),
    "a footnote that names a bare address": (
        "青禾机器人融资2亿元 [^4]。",
        "青禾机器人融资2亿元。",
        f"{SOURCE} | [青禾机器人招股书](https://qinghe.example/book.pdf)",
    ),
    "a source that is listed already": ("青禾机器人融资2亿元[^5]。", "青禾机器人融资2亿元。", SOURCE),
    "a number for a source": ("青禾机器人融资2亿元[1]。", "青禾机器人融资2亿元。", SOURCE),
    "a footnote with words": (
        "果农们在等它上市[^2]，青禾说快了[^2]。",
        "果农们在等它上市（记者另外问过三位果农，都说没用过），青禾说快了。",
        SOURCE,
    ),
    "a footnote with words and a link": (
        "车间要扩建[^nb]。",
        "车间要扩建（车间在2025年建成，见 [嘉定报](https://jiading.example/1)）。",
        SOURCE,
    ),
    "marks that nothing defines": ("它去过[展会][9]，得了奖[^9]。", "它去过展会，得了奖。", SOURCE),
    "code": ("参数写成 `[^1]` 和 `a[1]`。", "参数写成 `[^1]` 和 `a[1]`。", SOURCE),
    "brackets that are just brackets": ("它叫[小青]，型号[^x]。", "它叫[小青]，型号[^x]。", SOURCE),
}


@pytest.mark.parametrize(("summary", "told", "sources"), CASES.values(), ids=CASES)
def test_the_weekly_leaves_no_mark_dangling(summary: str, told: str, sources: str) -> None:
    daily = read(Source.from_text(DAILY.format(summary=summary), "2026-03-02.md"))
    weekly = read(Source.from_text(made([daily]).text))
    text = format_source(weekly, FormatConfig(), "front-matter")
    assert f"\n说明：{told}\n" in text
    assert f"\n来源：{sources}\n" in text
    assert "### 临川市发布自动驾驶测试办法" in text


@pytest.mark.parametrize("marks", ["[^1][^2]", "[^1] [^2]"])
def test_a_footnote_of_a_title_is_not_lost(run: Run, tmp_path: Path, marks: str) -> None:
    daily = DAILY.format(summary="青禾机器人融资2亿元。").replace("A轮融资\n", f"A轮融资{marks}\n")
    (tmp_path / "2026-03-02.md").write_text(daily, encoding="utf-8")
    out = run("weekly", "2026-03-02.md", env={"XDG_STATE_HOME": str(tmp_path / ".state")}).out
    assert "### 青禾机器人完成2亿元A轮融资\n" in out
    assert "\n记者另外问过三位果农，都说没用过\n" in out
    assert "[青禾公告](https://qinghe.example/news)" in out


@pytest.mark.parametrize("style", ["front-matter", "blue-span"])
def test_another_style_keeps_every_definition(run: Run, style: str) -> None:
    daily = DAILY.format(summary="它在[评测][2]里得了第一[^1]，[南岭创投]领投[^2]。")
    out = run("format", "--to", style, "-", stdin=daily).out
    definition = re.compile(r"^\[[^\]\n]+\]: .+$", re.MULTILINE)
    assert definition.findall(out) == definition.findall(daily)
    assert "它在[评测][2]里得了第一[^1]，[南岭创投]领投[^2]。" in out


CITING = """\
# AI 动态 2026-03-02

## 投融资与并购

### 青禾机器人完成2亿元A轮融资

青禾机器人融资2亿元，扩建嘉定的装配车间。[1][2]

## 参考来源

[1] 果业周刊. 青禾融资. https://guoye.example/1
[2] 南岭日报：装配车间. https://nanling.example/2
"""


def test_numbers_that_cite_a_list_become_sources(run: Run, tmp_path: Path) -> None:
    (tmp_path / "2026-03-02.md").write_text(CITING, encoding="utf-8")
    out = run("weekly", "2026-03-02.md", env={"XDG_STATE_HOME": str(tmp_path / ".state")}).out
    assert "\n青禾机器人融资2亿元，扩建嘉定的装配车间。\n" in out
    assert "\n来源：[果业周刊](https://guoye.example/1) | [南岭日报](https://nanling.example/2)\n" in out
    assert "[1]" not in out
