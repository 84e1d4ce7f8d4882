"""Invented dailies of one week, in both styles and in prose."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from digestkit.config import WeeklyConfig
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.source import Source
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import template
from digestkit.weekly.build import Weekly, build, gather
from digestkit.weekly.choose import choose
from digestkit.weekly.compose import House

MONDAY = """\
<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-03-02)</span>

**投融资与并购**

**青禾机器人完成2亿元A轮融资**
说明：青禾机器人宣布完成2亿元A轮融资，由南岭创投领投。
背景：青禾机器人成立于2023年，做果园采摘机器人。
要点：
- 资金用途：扩建嘉定的装配车间
- 采摘速度达到每小时900个苹果
来源出处：[果业周刊](https://guoye.example/2026/0302/qinghe.html?utm_source=wx)

**政策与监管**

<!-- digestkit: ignore DK202 -- 编辑已看过 -->
**临川市发布自动驾驶测试办法**
说明：临川市公布自动驾驶测试管理办法，开放120公里道路。
要点：
- 测试车须配安全员
来源出处：[临川日报](https://linchuan.example/0302/rule.html)
"""
TUESDAY = """\
---
title: AI 日报 2026-03-03
date: 2026-03-03
---

## 投融资与并购

### 重磅！青禾机器人融资3.2亿元，太强了

说明：青禾机器人宣布完成3.2亿元A轮融资，由南岭创投领投。

背景：公司去年卖出采摘机器人400台。

要点：

- 扩建嘉定的装配车间
- 南岭创投获得一个董事席位

来源：[青禾机器人](https://qinghe.example/news/a-round) | [果业周刊](https://guoye.example/2026/0302/qinghe.html)

## 其他重要资讯

- **白鹭浏览器支持语音翻页**：白鹭浏览器5.2版加入语音翻页。 [白鹭](https://bailu.example/5-2)
- **海港大学开设提示词选修课**：海港大学本学期开设提示词选修课，名额80人。 [海港大学](https://haigang.example/course)
"""
PROSE = """\
---
title: AI 日报 2026-03-04
date: 2026-03-04
---

## 长风气象模型开源，台风路径预报误差缩小到60公里

长风气象实验室开源了长风气象模型，台风路径的24小时预报误差缩小到60公里。

**训练数据**：模型用1979年以来的再分析资料训练，参数量为12亿。

实验室说，沿海三省的气象台已经在试用，夏天之前会公布评测。

来源：[长风实验室](https://changfeng.example/open)

## 铜雀音箱因隐私问题下架

铜雀音箱因在待机时录音被下架。厂商承诺三十天内推送补丁。

来源：[数码街](https://shuma.example/tongque)
"""


@pytest.fixture
def texts() -> dict[str, str]:
    """File name → text of a daily."""
    return {"2026-03-02.md": MONDAY, "2026-03-03.md": TUESDAY, "2026-03-04.md": PROSE}


@pytest.fixture
def folder(tmp_path: Path, texts: dict[str, str]) -> Path:
    """A folder with the three dailies."""
    place = tmp_path / "dailies"
    place.mkdir()
    for name, text in texts.items():
        (place / name).write_bytes(text.encode())
    return place


def parsed(texts: dict[str, str]) -> list[Parsed]:
    """The dailies, read."""
    return [read(Source.from_text(text, name)) for name, text in texts.items()]


def made(dailies: Sequence[Parsed], config: WeeklyConfig | None = None, **span: str) -> Weekly:
    """The weekly of ``dailies`` with the shipped template; ``span`` is what ``choose`` takes."""
    choice = choose(dailies, **span)
    events, dropped = gather(choice)
    house = House(config or WeeklyConfig(), default_vocabulary(), template.shipped())
    return build(choice, events, dropped, house)


Make = Callable[..., Weekly]
