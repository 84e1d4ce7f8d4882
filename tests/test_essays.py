"""A dated essay in a folder of digests is none of them; a digest in any layout is."""

import pytest

from digestkit.aspects.essays import is_essay, looks_like_digest
from digestkit.reader import read
from digestkit.source import Source
from tests.reader.layouts import LAYOUTS

ESSAY = """---
title: 为什么大模型越来越便宜
date: 2026-05-03
---

过去一年价格下降了九成，这背后是什么？

## 一、算力变便宜了

芯片能效提高了两倍，[测试](https://a.example/1)也说明了这一点。

## 二、算法进步

每次推理只用到一小部分参数。

## 三、商业上的考虑

价格战是为了抢占开发者。

## 四、还能便宜多久

没有人知道。
"""
QUESTIONS = """# 编程助手十问

2026-05-03

**Q1：它会取代程序员吗？**

A：短期不会。

**Q2：该选哪一个？**

A：看你的编辑器。
"""


@pytest.mark.parametrize("text", [ESSAY, QUESTIONS])
def test_an_article_is_no_digest(text: str) -> None:
    parsed = read(Source.from_text(text, "2026-05-03.md"))
    assert parsed.digest.date == "2026-05-03"
    assert not looks_like_digest(parsed)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("为什么大模型越来越便宜", "AI 周报"),
        ("一、算力变便宜了", "行业动态\n\n### 算力变便宜了"),
        ("芯片能效", "说明：芯片能效提高。\n\n背景：早有传闻。\n\n芯片能效"),
    ],
)
def test_what_is_called_news_or_has_fields_is_a_digest(old: str, new: str) -> None:
    assert looks_like_digest(read(Source.from_text(ESSAY.replace(old, new))))


def test_headlines_without_sources_make_a_digest() -> None:
    text = "# 慢读\n\n2026-05-03\n\n## 星河发布 Nova 3\n\n成本下降。\n\n## 飞鱼融资\n\n云杉领投。\n"
    assert looks_like_digest(read(Source.from_text(text)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_layout_is_an_essay(layout: str) -> None:
    assert not is_essay(read(Source.from_text(LAYOUTS[layout])))
