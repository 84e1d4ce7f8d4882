"""Reports: a story as words and addresses."""

import pytest

from digestkit.reader import read
from digestkit.source import Source
from digestkit.stories import reports_of
from digestkit.stories.report import plain

SPAN = '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-03-06)</span>'


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**星河**发布 `北斗`", "星河发布 北斗"),
        ("见[公告](https://example.com/a)全文", "见公告全文"),
        ("图 ![北斗](https://example.com/a.png) 说", "图  说"),
        ("详见 https://example.com/a?b=1 。", "详见  。"),
        ("- 第一点", "第一点"),
    ],
)
def test_plain_leaves_words_only(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_a_story_becomes_a_report() -> None:
    text = f"""{SPAN}

**要闻**
**星河智能发布北斗 2.0**
说明：参数量 700 亿，见[公告](https://example.com/notice)。
背景：北斗 1.5 去年发布。
要点：
- 价格：不变
来源出处：[星河](https://example.com/a?utm_source=x) | [星河](https://example.com/a?utm_source=x)
"""
    (report,) = reports_of(read(Source.from_text(text, "2026-03-06.md")))
    assert report.title == "星河智能发布北斗 2.0"
    assert report.text.split("\n") == ["参数量 700 亿，见公告。", "北斗 1.5 去年发布。", "价格：不变"]
    assert report.urls == ("https://example.com/a?utm_source=x", "https://example.com/notice")
    assert (report.date, report.section, report.path, report.line) == (
        "2026-03-06",
        "要闻",
        "2026-03-06.md",
        4,
    )
