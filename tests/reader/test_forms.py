"""Forms of digests that scripts and language models write: counts, marks, calls, advice, and what an issue ends with."""

import pytest

from digestkit.aspects.required import Required, lacking
from digestkit.reader import read
from digestkit.schema import Digest, Story
from digestkit.source import Source
from tests.reader.layouts import H1

NOVA = "1. **星河智能发布 Nova 3**\n推理成本下降一半。[晨报](https://a.example/1)"
FISH = "1. **飞鱼科技完成融资**\n共 3 亿元。[云报](https://a.example/2)"


def digest(text: str) -> Digest:
    return read(Source.from_text(text, "2026-05-03.md")).digest


def stories(text: str) -> list[Story]:
    return [story for section in digest(text).sections for story in section.stories]


def titles(text: str) -> list[tuple[str | None, str | None]]:
    return [(section.title, story.title) for section in digest(text).sections for story in section.stories]


def kinds(text: str) -> list[str]:
    return [each.kind for each in digest(text).remainder]


@pytest.mark.parametrize("head", ["## AI 日报 2026-05-03\n\n> 早读\n", f"{H1}\n"])
@pytest.mark.parametrize("summary", ["```\n星河降价\n```\n\n", "今天星河降价。\n\n", ""])
def test_sections_may_stand_a_level_below_the_words_for_highlights(head: str, summary: str) -> None:
    text = f"{head}\n## 今日摘要\n\n{summary}### 模型\n\n{NOVA}\n\n### 公司\n\n{FISH}\n"
    assert titles(text) == [("模型", "星河智能发布 Nova 3"), ("公司", "飞鱼科技完成融资")]


def test_highlights_in_groups_over_the_stories_stay_highlights() -> None:
    text = f"{H1}\n\n## 今日要点\n\n### 模型\n\n- 星河降价\n\n### 公司\n\n- 飞鱼融资\n\n## 模型\n\n{NOVA}\n\n## 公司\n\n{FISH}\n"
    assert [title for _, title in titles(text)] == ["星河智能发布 Nova 3", "飞鱼科技完成融资"]
    assert digest(text).highlights == ("星河降价", "飞鱼融资")


@pytest.mark.parametrize("count", ["（2 条）", "(12篇)", "（3 项）"])
def test_a_heading_that_counts_what_is_under_it_is_a_section(count: str) -> None:
    item = "{n}.  **{title}**\n   - 来源: 晨报 | 作者: 阿澈\n   - 互动: 👍 4 · 💬 3\n   - 🔗 [原文链接](https://a.example/{n})\n"
    items = [
        item.format(n=n, title=title)
        for n, title in enumerate(("星河智能发布 Nova 3", "飞鱼科技完成融资"), 1)
    ]
    told = stories(f"{H1}\n\n## 按产品分类\n\n### 🟠 Nova 与 Fish{count}\n\n" + "\n".join(items))
    assert [story.title for story in told] == ["星河智能发布 Nova 3", "飞鱼科技完成融资"]
    assert [[(each.label, each.url) for each in story.sources] for story in told] == [
        [("晨报", f"https://a.example/{n}")] for n in (1, 2)
    ]


@pytest.mark.parametrize(
    "link",
    [
        "原文: <https://a.example/1>",
        "论文: [星河智能发布 Nova 3](https://a.example/1)",
        "[阅读原文](https://a.example/1)",
    ],
)
def test_a_name_takes_the_link_that_stands_for_the_report(link: str) -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### 星河智能发布 Nova 3\n\n- **来源**: 晨报\n- {link}\n\n推理成本下降一半。\n"
    )
    assert [(each.label, each.url) for each in story.sources] == [("晨报", "https://a.example/1")]


def test_a_name_beside_the_link_of_another_keeps_its_own() -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### 星河智能发布 Nova 3\n\n- 来源：晨报\n- 原文：[云报](https://a.example/1)\n"
    )
    assert [(each.label, each.url) for each in story.sources] == [
        ("晨报", None),
        ("云报", "https://a.example/1"),
    ]


@pytest.mark.parametrize(
    ("behind", "label"),
    [
        ("（来源：晨报）", "晨报"),
        ("（219）", ""),
        ("（15,463）", ""),
        ("(⭐12.3k)", ""),
        ("(HN 786 pts)", "HN"),
        ("（晨报）", "晨报"),
    ],
)
def test_what_brackets_behind_a_linked_headline_name(behind: str, label: str) -> None:
    text = f"{H1}\n\n## 社区\n\n1. [星河智能发布 Nova 3](https://a.example/1){behind}\n   - 一句话：成本减半。\n2. [飞鱼科技完成融资](https://a.example/2)\n"
    assert [(each.label, each.url) for each in stories(text)[0].sources] == [(label, "https://a.example/1")]


@pytest.mark.parametrize(
    "line",
    [
        "📍 晨报 | [原文](https://a.example/1)",
        "**📌 来源**: 📰 晨报 | **🏷 AI分类**: 财经 | **⭐ 评分**: 8.5/10",
    ],
)
def test_pictures_and_other_facts_are_no_part_of_a_source(line: str) -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### [星河智能发布 Nova 3](https://a.example/1)\n\n{line}\n\n**📝 摘要**:\n推理成本下降一半。\n"
    )
    assert [(each.label, each.url) for each in story.sources] == [("晨报", "https://a.example/1")]
    assert story.summary == "推理成本下降一半。"


def test_lists_that_end_with_names_in_brackets_name_their_sources() -> None:
    text = (
        f"{H1}\n\n## 国际动态\n\n- **星河降价** — 推理成本下降一半 (彭博)\n- **飞鱼融资** — 共 3 亿元 (Harbour Gazette)\n"
        "- **白鹭流片** — 明年量产（新华社）\n\n## 产品\n\n- **海燕试点** — 进入三家商场（港口周报）\n- **云杉上新** — 先在两城开卖（路透社）\n"
    )
    assert [story.sources[0].label for story in stories(text)] == [
        "彭博",
        "Harbour Gazette",
        "新华社",
        "港口周报",
        "路透社",
    ]


def test_what_stands_in_brackets_is_no_source_where_no_publisher_does() -> None:
    text = (
        f"{H1}\n\n## 动态\n\n- **星河降价** — 推理成本下降一半（限量）\n- **飞鱼融资** — 共 3 亿元（B 轮）\n"
    )
    assert not any(story.sources for story in stories(text))


@pytest.mark.parametrize("mark", ["⭐️ 8.0/10", "⭐ 9 /10", "⭐️ 4分"])
def test_a_mark_out_of_ten_is_no_part_of_a_title(mark: str) -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### [星河智能发布 Nova 3](https://a.example/1) {mark}\n\n推理成本下降一半。\n"
    )
    assert story.title == "星河智能发布 Nova 3"


@pytest.mark.parametrize("label", ["**「背景」** ", "**『背景』**：", "**「背景」**"])
def test_a_label_may_stand_in_bold_corner_brackets(label: str) -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### [星河智能发布 Nova 3](https://a.example/1)\n\n推理成本下降一半。\n\n{label}Nova 2 去年发布。\n\n**「影响」** 同行跟进。\n"
    )
    assert (story.summary, story.background) == ("推理成本下降一半。", "Nova 2 去年发布。")
    assert story.body == ("**「影响」** 同行跟进。",)


def test_a_quotation_in_bold_is_no_label() -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### 星河改名\n\n**「星河」** 今后叫云杉。[晨报](https://a.example/1)\n"
    )
    assert story.background is None


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("📊 统计信息", "- **总计**: 5 条\n- **信息源：** 晨报, 云报", "statistics"),
        ("数据概览", "| 指标 | 数值 |\n|---|---|\n| 条目 | 9 |", "statistics"),
        ("趋势观察", "1. **成本**: 越来越低\n2. **监管**: 越来越细", "closing"),
        ("行动建议", "- 试用 Nova 3", "closing"),
        ("给技术团队的3条建议", "- 先看代码\n- 每天只试一个", "closing"),
        ("小编锐评", "1. **价格战** — 又来了", "closing"),
        ("📮 订阅", "本刊每周日发布，同步更新在云笺。", "advertisement"),
        ("暂无新论文", "", "other"),
        ("论坛观点", "_今日暂无相关内容采集到。_", "other"),
    ],
)
def test_sections_that_hold_no_news(name: str, words: str, kind: str) -> None:
    text = f"{H1}\n\n## 模型\n\n{NOVA}\n\n## {name}\n\n{words}\n"
    assert [title for _, title in titles(text)] == ["星河智能发布 Nova 3"]
    assert set(kinds(text)) == {kind}


def test_advice_that_links_to_reports_and_events_is_news() -> None:
    text = (
        f"{H1}\n\n## 监管建议\n\n- [监管部门发布标注建议](https://a.example/1)\n- [协会提出定价建议](https://a.example/2)\n\n"
        f"## 星河宣布采纳用户建议\n\n- 界面更简单\n- 价格更低\n\n来源：[晨报](https://a.example/3)\n"
    )
    assert [title for _, title in titles(text)] == [
        "监管部门发布标注建议",
        "协会提出定价建议",
        "星河宣布采纳用户建议",
    ]


def test_a_story_with_labels_for_headings_may_have_another_heading() -> None:
    paper = "### {n}. {title}\n🔗 [论文](https://a.example/{n})\n\n#### 推荐理由\n{title}值得读。\n\n#### 摘要\n方法简单。\n\n- 💡 便宜\n"
    text = (
        f"{H1}\n\n## 精选\n\n### 低比特（≤ 2-bit）\n\n{paper.format(n=1, title='Thin-Net: 量化与稀疏结合')}\n#### 📎 相关方法与对比基线\n- Old-Net\n\n"
        f"### 缓存（KV）\n\n{paper.format(n=2, title='Page-Net: 分页的缓存管理')}\n{paper.format(n=3, title='Fold-Net: 折叠的缓存')}"
    )
    assert titles(text) == [
        ("低比特（≤ 2-bit）", "Thin-Net: 量化与稀疏结合"),
        ("缓存（KV）", "Page-Net: 分页的缓存管理"),
        ("缓存（KV）", "Fold-Net: 折叠的缓存"),
    ]


@pytest.mark.parametrize(
    "end",
    [
        "更新于 2026-05-03 21:41:36",
        "> generated_at_utc: 2026-05-03T03:29:33.958474Z",
        "*生成时间：2026-05-03 20:00 (Asia/Shanghai)*",
    ],
)
def test_when_an_issue_was_made_is_in_no_story(end: str) -> None:
    text = f"{H1}\n\n## 模型\n\n### [星河智能发布 Nova 3](https://a.example/1)\n\n推理成本下降一半。\n"
    assert digest(f"{text}\n\n{end}\n").sections == digest(text).sections
    assert kinds(f"{text}\n\n{end}\n") == ["statistics"]


def test_what_stands_below_the_words_that_all_is_told_is_in_no_story() -> None:
    end = (
        "## 工具推荐\n\n以上，便是本期全部内容。最喜欢哪一个，请在[评论区](https://b.example/d)留言。\n\n要求：\n\n- 免费\n- 无需注册\n\n---\n\n"
        "本刊同时发布到三个平台。\n\n- [云笺](https://b.example/1)\n- [港口](https://b.example/2)\n\n欢迎交流，投稿，订阅。\n\n---\n\n"
        "[上一期内容](https://b.example/19) | [下一期内容](https://b.example/21)\n"
    )
    text = f"{H1}\n\n## 模型\n\n{NOVA}\n"
    assert digest(f"{text}\n{end}").sections == digest(text).sections


def test_links_to_other_issues_at_the_end_are_in_no_story() -> None:
    text = f"{H1}\n\n## 模型\n\n- [星河智能发布 Nova 3](https://a.example/1)\n- [飞鱼科技完成融资](https://a.example/2)\n"
    end = "\n---\n\n[上一期](https://b.example/19) | [下一期](https://b.example/21) | [RSS](https://b.example/rss)\n"
    assert digest(text + end).sections == digest(text).sections


def test_earlier_issues_below_the_stories_are_not_the_title() -> None:
    old = "# 往日新闻\n\n#### [2026-05-02](https://b.example/2)\n\n#### [2026-05-01](https://b.example/1)\n"
    found = digest(f"## 模型\n\n{NOVA}\n\n## 公司\n\n{FISH}\n\n## 社区\n\n{FISH}\n\n{old}")
    assert found.title is None
    assert [each.kind for each in found.remainder] == ["closing"] * 3


def test_bold_calls_over_addresses_are_no_titles() -> None:
    told = "**{title}** — 先在两城试用。\n\n**长按二维码看全文**\n\nhttps://a.example/{n}\n\n阿澈\n"
    parts = [
        told.format(title=title, n=n)
        for n, title in enumerate(("星河画出地图", "白桦会排班", "海燕进商场"), 1)
    ]
    found = stories(f"{H1}\n\n## 热门\n\n" + "\n".join(parts))
    assert [story.title for story in found] == ["星河画出地图", "白桦会排班", "海燕进商场"]
    assert [[each.url for each in story.sources] for story in found] == [
        [f"https://a.example/{n}"] for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("section", ["## {}", "**{}**"])
def test_headlines_over_their_addresses_are_briefs(section: str, between: str) -> None:
    pairs = [
        f"{title}{between}https://a.example/{n}"
        for n, title in enumerate(
            ("星河智能发布 Nova 3", "飞鱼科技完成 3 亿元融资", "白鹭推理芯片流片成功"), 1
        )
    ]
    text = f"{H1}\n\n{section.format('大模型')}\n\n{pairs[0]}\n\n{pairs[1]}\n\n{section.format('芯片')}\n\n{pairs[2]}\n\n{pairs[0]}\n"
    assert [section for section, _ in titles(text)] == ["大模型", "大模型", "芯片", "芯片"]
    assert [[each.url for each in story.sources] for story in stories(text)] == [
        [f"https://a.example/{n}"] for n in (1, 2, 3, 1)
    ]
    assert not list(lacking(read(Source.from_text(text)), Required(), "background"))


def test_paragraphs_with_their_addresses_under_a_title_are_its_text() -> None:
    text = f"{H1}\n\n## 芯片\n\n### 白鹭推理芯片流片成功\n\n白鹭称能效提高两倍。\n\nhttps://a.example/1\n\n明年在两家工厂量产。\n\nhttps://a.example/2\n"
    (story,) = stories(text)
    assert len(story.sources) == 2


def test_brackets_hold_the_name_of_a_source_together() -> None:
    (story,) = stories(
        f"{H1}\n\n## 航天\n\n### [云杉火箭复飞](https://a.example/1)\n\n- **来源**：晨报（权重 90，综合分 113.5）\n- **摘要**：下周再飞。\n"
    )
    assert [(each.label, each.url) for each in story.sources] == [
        ("晨报（权重 90，综合分 113.5）", "https://a.example/1")
    ]


def test_the_first_of_several_names_takes_the_address_below() -> None:
    (story,) = stories(
        f"{H1}\n\n## 模型\n\n### 星河智能发布 Nova 3\n- **来源**: 晨报 / 云报\n- **URL**: https://a.example/1\n- **要点**: 成本减半\n"
    )
    assert [(each.label, each.url) for each in story.sources] == [
        ("晨报", "https://a.example/1"),
        ("云报", None),
    ]


def test_sentences_right_below_the_address_are_the_summary() -> None:
    (story,) = stories(
        f"{H1}\n\n## 社区\n\n### 1. **星河画出地图**\n**链接**: https://a.example/1  \n先在三座城市试用，免费。\n"
    )
    assert story.summary == "先在三座城市试用，免费。"
