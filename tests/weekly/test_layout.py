"""What stands under a point, or between two lists, is there in the weekly."""

from digestkit.config import FormatConfig
from digestkit.formatting import format_source
from digestkit.reader import read
from digestkit.source import Source
from digestkit.weekly.layout import laid_out
from tests.weekly.conftest import made, parsed

HEADER = "---\ntitle: AI 日报 2026-03-{day:02}\ndate: 2026-03-{day:02}\n---\n\n## 模型与产品\n\n"
NESTED = """\
### 海葵翻译发布 4.0 版

说明：海葵翻译发布 4.0 版，安装包小了一半。

要点：

- 重点更新：
  - **离线**：不联网也能译九种语言
    - 藏语和壮语仍在测试
  - 译稿可以导出为 Word 文档
- 老用户免费升级

来源：[海葵翻译](https://haikui.example/4)
"""
AGAIN = """\
### 海葵翻译发布 4.0 版，安装包减半

说明：海葵翻译发布 4.0 版。

要点：

- 更新渠道：
  - 安卓用户本月内陆续收到推送
- 老用户免费升级

来源：[晨报](https://chenbao.example/haikui)
"""
AMONG = """\
### 两种用户的差距越来越大

一篇文章比较了两种用户。

**天天用的人**

- 用代理写周报
- 多半不是程序员

**偶尔用的人**

- 只在网页上提问

来源：[晨报](https://chenbao.example/users)

### 白鹭浏览器支持语音翻页

白鹭浏览器 5.2 版加入语音翻页。

来源：[白鹭](https://bailu.example/5-2)
"""


def weekly(*dailies: str) -> str:
    texts = {f"2026-03-{day:02}.md": HEADER.format(day=day) + each for day, each in enumerate(dailies, 2)}
    made_of = made(parsed(texts))
    back = read(Source.from_text(made_of.text, "weekly.md"))
    assert [story for _, story in laid_out(back).digest.stories()] == [each.story for each in made_of.items]
    assert format_source(back, FormatConfig()) == made_of.text
    return made_of.text


def test_points_under_a_point_stay_there() -> None:
    assert (
        "- 重点更新：\n  - **离线**：不联网也能译九种语言\n    - 藏语和壮语仍在测试\n  - 译稿可以导出为 Word 文档\n- 老用户免费升级\n"
        in weekly(NESTED)
    )


def test_points_under_a_point_of_another_daily_come_with_it() -> None:
    text = weekly(NESTED, AGAIN)
    assert text.count("### 海葵翻译") == 1
    assert text.count("老用户免费升级") == 1
    assert "- 重点更新：\n  - **离线**" in text
    assert "- 更新渠道：\n  - 安卓用户本月内陆续收到推送\n" in text


def test_lists_stay_under_the_words_that_head_them() -> None:
    text = weekly(AMONG)
    assert "**天天用的人**\n\n- 用代理写周报\n- 多半不是程序员\n\n**偶尔用的人**\n\n- 只在网页上提问" in text


def test_items_under_an_item_stay_there_between_other_text() -> None:
    nested = AMONG.replace("- 多半不是程序员", "- 多半不是程序员：\n  - 有会计\n  - 有木匠")
    assert "- 多半不是程序员：\n  - 有会计\n  - 有木匠\n\n**偶尔用的人**" in weekly(nested)
