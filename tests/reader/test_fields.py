"""What a story holds: which line is a summary, a point, a source, and what is none of them."""

import pytest

from digestkit import schema
from digestkit.reader import read
from digestkit.source import Source
from tests.reader.layouts import H1


def story_of(text: str) -> schema.Story:
    parsed = read(
        Source.from_text(f"# AI 日报 2026-05-03\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n{text}\n")
    )
    (story,) = (story for _, _, story in parsed.stories())
    return story


@pytest.mark.parametrize(
    ("text", "sources", "points"),
    [
        ("[项目地址](https://a.example/1)\n\n- 推理成本下降一半\n- 已开放试用，免费", ["项目地址"], 2),
        ("来源：[晨报](https://a.example/1)\n\n- 推理成本下降一半，开放试用。", ["晨报"], 1),
        (
            "[原文](https://a.example/1)\n\n- [云报](https://a.example/2)\n- 新华社",
            ["原文", "云报", "新华社"],
            0,
        ),
        ("来源：\n- 晨报\n- 云报记者实地走访，有删节", ["晨报", "云报记者实地走访", "有删节"], 0),
        ("要点：\n- 甲\n- 乙\n\n[原文](https://a.example/1)\n- 推理成本下降一半", ["原文"], 2),
    ],
)
def test_items_under_a_source(text: str, sources: list[str], points: int) -> None:
    """Prose under a line of sources that is complete is no source; under a bare 来源 everything is."""
    story = story_of(text)
    assert [source.label for source in story.sources] == sources
    assert len(story.points) == points
    said = " ".join([*(point.text for point in story.points), *story.body, *(s.label for s in story.sources)])
    assert all(word in said for word in ("下降一半",) if word in text)


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("来源：云报 | 时间：2026-05-03 08:00", ["云报"]),
        ("来源：云报 时间：2026-05-03", ["云报"]),
        ("来源：云报（2026年5月3日）、晨报 | 2026-05-03", ["云报", "晨报"]),
        ("发布时间：2026-05-03　来源：云报 | 阅读 3 分钟", ["云报"]),
        ("作者：林　日期：2026/5/3　出处：云报、晨报", ["云报", "晨报"]),
    ],
)
def test_source_among_facts(line: str, sources: list[str]) -> None:
    story = story_of(f"{line}\n\n推理成本下降一半。")
    assert [source.label for source in story.sources] == sources
    assert story.summary == "推理成本下降一半。"


def test_table_of_fields() -> None:
    story = story_of(
        "| 项目 | 内容 |\n| :-- | --- |\n| 说明 | 发布 Nova 3。 |\n| 背景 | 早有传闻。 |\n"
        "| 要点 | 1. 成本：减半<br>2. 开放 \\| 试用 |\n| 标签 | 模型 |\n| 来源 | 晨报、[云报](https://a.example/2) |"
    )
    assert (story.summary, story.background) == ("发布 Nova 3。", "早有传闻。")
    assert story.points == (schema.Point("成本", "减半"), schema.Point(None, "开放 \\| 试用"))
    assert story.sources == (schema.Source("晨报"), schema.Source("云报", "https://a.example/2"))
    assert story.body == ("| 标签 | 模型 |",)


def test_table_of_fields_in_one_row() -> None:
    story = story_of(
        "| 说明 | 要点 | 标签 | 来源 |\n|---|---|---|---|\n| 发布 Nova 3。 | 降价<br>试用 | 模型 | [云报](https://a.example/2) |"
    )
    assert (story.summary, story.body) == ("发布 Nova 3。", ("模型",))
    assert [point.text for point in story.points] == ["降价", "试用"]
    assert story.sources == (schema.Source("云报", "https://a.example/2"),)


@pytest.mark.parametrize(
    "table",
    [
        "| 说明 | 来源 |\n|---|---|\n| 甲 | 晨报 |\n| 乙 | 云报 |",  # two rows
        "| 标签 | 价格 | 来源 |\n|---|---|---|\n| 甲 | 2 元 | 晨报 |",  # one field
        "| 模型 | 价格 |\n|---|---|\n| Nova 3 | 2 元 |",  # other words
        "| 说明 | 价格 | 时间 |\n|---|---|---|\n| 甲 | 2 元 | 三天 |",  # three columns
        "| 项 | 值 |\n|---|---|\n| 说明 | 甲 |\n| 说明 | 乙 |",  # a field twice: several things
    ],
)
def test_other_tables_are_body(table: str) -> None:
    assert story_of(f"推理成本下降一半。\n\n{table}").body == (table,)


@pytest.mark.parametrize(
    "callout",
    [
        "> [!tip] 编者按\n> 我们还没有试用。",
        "> [!warning] 这一段只是编辑对消息的提醒\n> 我们还没有试用。",
        "> [!tip]\n> 我们还没有试用。",
    ],
)
def test_callout_beside_prose_is_body(callout: str) -> None:
    story = story_of(f"推理成本下降一半。\n\n{callout}")
    assert (story.summary, story.body) == ("推理成本下降一半。", (callout,))


def test_a_line_with_bold_words_goes_on_with_its_paragraph() -> None:
    second = "另一段说了别的事情。\n🔒 **用户**：可以放在自己的机器上。"
    story = story_of(f"推理成本下降一半。\n📱 **编辑部**：我们试过了。\n\n{second}")
    assert (story.summary, story.body) == (
        "推理成本下降一半。\n📱 **编辑部**：我们试过了。",
        (second,),
    )


def test_a_quotation_of_two_paragraphs_is_no_summary() -> None:
    story = story_of("推理成本下降一半。\n\n编辑部问了三家：\n\n> 便宜的是算力。\n>\n> —— 某负责人")
    assert story.summary == "推理成本下降一半。"
    assert story.body == ("编辑部问了三家：", "> 便宜的是算力。", "> —— 某负责人")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("星河发布 Nova 3。（来源：晨报）", ["晨报"]),
        ("星河发布 Nova 3（消息来源: 晨报、云报）。", ["晨报", "云报"]),
        ("星河发布 Nova 3（附图）。", []),
        ("星河发布 Nova 3（来源：[晨报](https://a.example/1)）", ["晨报"]),
    ],
)
def test_prose_that_closes_with_its_sources(text: str, names: list[str]) -> None:
    digest = read(Source.from_text(f"{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n{text}\n")).digest
    assert [source.label for source in digest.sections[0].stories[0].sources] == names


def test_a_summary_without_its_label_does_not_make_a_section() -> None:
    text = f"{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n推理成本下降一半。\n\n**背景**：早有传闻。\n"
    (section,) = read(Source.from_text(text)).digest.sections
    assert [(story.title, story.summary) for story in section.stories] == [
        ("星河智能发布 Nova 3", "推理成本下降一半。")
    ]


def test_a_line_of_links_right_under_the_text_names_the_sources() -> None:
    story = story_of("推理成本下降一半。\n🔗 [晨报](https://a.example/1) / [云报](https://a.example/2)")
    assert (story.summary, [source.label for source in story.sources]) == (
        "推理成本下降一半。",
        ["晨报", "云报"],
    )


@pytest.mark.parametrize("caption", ["*图源：晨报*", "_发布会现场_", "▲ 图：发布会现场", "图片来源：晨报"])
def test_the_words_under_a_picture_are_no_summary(caption: str) -> None:
    told = (
        f"![现场](https://a.example/1.png)\n{caption}\n\n成本下降一半。\n\n来源：[晨报](https://a.example/1)"
    )
    ((_, _, story),) = read(Source.from_text(f"{H1}\n\n## 星河发布 Nova 3\n\n{told}\n")).stories()
    assert story.summary == "成本下降一半。"
    assert [source.label for source in story.sources] == ["晨报"]


@pytest.mark.parametrize(
    ("told", "summary"),
    [
        ("成本下降一半。[Nova Changelog of May](https://a.example/1)", "成本下降一半。"),
        (
            "全文见 [Nova Changelog of May](https://a.example/1)",
            "全文见 [Nova Changelog of May](https://a.example/1)",
        ),
    ],
)
def test_a_link_after_the_last_sentence_of_a_brief_is_its_source(told: str, summary: str) -> None:
    lines = f"- **星河发布 Nova 3** {told}\n- **飞鱼融资** 云杉领投。[云报](https://a.example/2)\n"
    stories = list(read(Source.from_text(f"{H1}\n\n## 快讯\n\n{lines}")).stories())
    assert stories[0][2].summary == summary


def test_a_hint_before_a_list_speaks_for_all_its_items() -> None:
    text = (
        "# 周报\n\n## 要闻\n\n### 云帆发布新模型\n\n要点：\n\n- 价格不变\n\n<!-- digestkit: body -->\n\n"
        "- **对读者**：更快\n- **对开发者**：更便宜\n\n- 下周开放\n\n来源：[云帆](https://a.example/1)\n"
    )
    (_, story), *_ = read(Source.from_text(text)).digest.stories()
    assert [point.text for point in story.points] == ["价格不变", "下周开放"]
    assert story.body == ("- **对读者**：更快\n- **对开发者**：更便宜",)


@pytest.mark.parametrize(
    "fact", ["事件时间：2026-05-02", "**今日新增：** 1,200+\n**语言：** Rust", "> 语言：Rust"]
)
def test_a_fact_before_all_else_leads_in_to_nothing(fact: str) -> None:
    story = story_of(f"{fact}\n\n推理成本下降一半。\n\n#### 影响\n\n- 开放试用")
    assert (story.summary, story.points) == ("推理成本下降一半。", ())


def test_what_stands_under_a_label_of_its_own_is_no_summary() -> None:
    assert story_of("影响：\n\n推理成本敏感的团队。").summary is None


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("🔗 晨报：https://a.example/1", [("晨报", "https://a.example/1")]),
        (
            "📎 [晨报](https://a.example/1) | [云报](https://a.example/2)",
            [("晨报", "https://a.example/1"), ("云报", "https://a.example/2")],
        ),
        ("早有传闻。（来源：晨报，https://a.example/1）", [("晨报", "https://a.example/1")]),
        ("早有传闻（消息来源：[晨报](https://a.example/1)）。", [("晨报", "https://a.example/1")]),
        ("[https://a.example/1](https://a.example/1)", [("", "https://a.example/1")]),
        ("来源：晨报 | [原文](https://a.example/1)", [("晨报", "https://a.example/1")]),
        ("> 来源：晨报 · 2026-05-07 · [原文链接](https://a.example/1)", [("晨报", "https://a.example/1")]),
        (
            "来源：晨报（[原文](https://a.example/1)）、云报（[原文](https://a.example/2)）",
            [("晨报", "https://a.example/1"), ("云报", "https://a.example/2")],
        ),
        ("来源：晨报、云报 https://a.example/2", [("晨报", None), ("云报", "https://a.example/2")]),
        ("来源：晨报（转引 云报）", [("晨报（转引 云报）", None)]),
        ("来源：（晨报）", [("晨报", None)]),
    ],
)
def test_the_name_beside_an_address_is_its_label(line: str, sources: list[tuple[str, str | None]]) -> None:
    story = story_of(f"推理成本下降一半。\n\n{line}")
    assert [(source.label, source.url) for source in story.sources] == sources


def test_a_sentence_behind_a_sign_for_links_is_text() -> None:
    line = "🔗 读者可以在发布会后的第二天起到官网查看全部的测试结果，见 https://a.example/1 一文的附录。"
    assert story_of(f"推理成本下降一半。\n\n{line}").body == (line,)


@pytest.mark.parametrize(
    "fact",
    [
        "**发布时间**：2026-05-03",
        "标签：`模型` `开源`",
        "评分：9.1 | 热度：120",
        "`hn:front_page` · 2026-05-03 08:10 UTC · en · by ana · ▲ 5",
    ],
)
def test_text_under_a_fact_is_the_summary(fact: str) -> None:
    assert story_of(f"{fact}\n\n推理成本下降一半。").summary == "推理成本下降一半。"


def test_a_sentence_with_points_between_names_is_no_fact() -> None:
    line = "`nova` · 由星河与飞鱼两家公司在过去两年里一起写成的一个推理框架，今天开放下载 · MIT"
    assert story_of(line).summary == line


def test_text_under_a_remark_belongs_to_the_remark() -> None:
    assert story_of("点评：值得关注。\n\n推理成本下降一半。").summary is None


def test_the_label_of_an_address_goes_with_it() -> None:
    text = f"{H1}\n\n## 开源\n\n- **青松**：一个推理框架，轻而快。项目地址：[https://a.example/1](https://a.example/1)\n"
    ((section, *_),) = [read(Source.from_text(text)).digest.sections]
    assert section.stories[0].summary == "一个推理框架，轻而快。"
    assert section.stories[0].sources == (schema.Source("", "https://a.example/1"),)


def test_labels_of_items_beside_each_other_are_no_points() -> None:
    story = story_of(
        "- **要点**：推理成本下降一半。\n- **影响**：价格战加剧。\n- **来源**：[晨报](https://a.example/1)"
    )
    assert [point.text for point in story.points] == ["推理成本下降一半。"]
    assert story.body == ("- **影响**：价格战加剧。",)
    below = story_of("- **要点**：\n  - 影响：价格战加剧。\n  - 时间：下月起。")
    assert [point.lead for point in below.points] == ["影响", "时间"]


def test_a_sentence_labelled_as_what_matters_is_the_summary() -> None:
    story = story_of("- **核心内容**：推理成本下降一半。\n- **为什么重要**：价格战加剧。")
    assert (story.summary, story.points) == ("推理成本下降一半。", ())
    listed = story_of("**核心内容**：\n- 推理成本下降一半\n- 开放试用")
    assert (listed.summary, len(listed.points)) == (None, 2)


@pytest.mark.parametrize(
    "line",
    [
        "*Sun, 03 May 2026 08:01:00 +0800*",
        "*晨报* · 08:12",
        "2026-05-03 08:00 | 云报",
        "via @desk_bot",
        "机器之心 - 3 小时前",
        "May 3, 2026",
    ],
)
def test_who_reported_and_when_is_no_summary(line: str) -> None:
    story = story_of(f"{line}\n\n推理成本下降一半。")
    assert (story.summary, story.body) == ("推理成本下降一半。", (line,))


@pytest.mark.parametrize(
    "line", ["5 月 3 日，星河发布 Nova 3", "云报记者 08:12 到场时人已散去", "推理成本下降一半"]
)
def test_a_short_sentence_with_a_day_is_the_summary(line: str) -> None:
    assert story_of(f"{line}\n\n推理成本下降一半。").summary == line


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("（来源：晨报）", [("晨报", None)]),
        ("*（来源：[晨报](https://a.example/1)）*", [("晨报", "https://a.example/1")]),
        ("来源：晨报 - https://a.example/1", [("晨报", "https://a.example/1")]),
        ("（来源：[晨报](https://a.example/1)）", [("晨报", "https://a.example/1")]),
        ("[晨报](https://a.example/1) | #模型 #开源", [("晨报", "https://a.example/1")]),
        ("来源：[晨报](https://a.example/1) · [回到目录](#目录)", [("晨报", "https://a.example/1")]),
        ("更进一步：[晨报](https://a.example/1)", [("晨报", "https://a.example/1")]),
        ("**原文連結：**[晨报](https://a.example/1)", [("晨报", "https://a.example/1")]),
        ("来源丨晨报", [("晨报", None)]),
        ("来源 [晨报](https://a.example/1)", [("晨报", "https://a.example/1")]),
        ("👉 原文 <https://a.example/1>", [("", "https://a.example/1")]),
        ("**来源** | [晨报](https://a.example/1)", [("晨报", "https://a.example/1")]),
        ("#### 来源\n\n晨报", [("晨报", None)]),
        ("**来源**：\n晨报、云报", [("晨报", None)]),
    ],
)
def test_a_line_of_sources_is_no_text(line: str, sources: list[tuple[str, str | None]]) -> None:
    story = story_of(f"推理成本下降一半。\n\n{line}")
    assert [(source.label, source.url) for source in story.sources[:1]] == sources
    assert story.body == ()


def test_a_label_may_have_a_semicolon_in_it() -> None:
    assert story_of("💡 **TL;DR**：推理成本下降一半。").summary == "推理成本下降一半。"


@pytest.mark.parametrize("label", ["發生什麼事", "发生了什么事", "發現了什麼", "项目是什么", "它是什么"])
def test_questions_are_labels_of_a_summary(label: str) -> None:
    story = story_of(f"- **{label}**：推理成本下降一半。\n- **為什麼重要**：門檻降低。")
    assert story.summary == "推理成本下降一半。"


@pytest.mark.parametrize(
    ("item", "summary"),
    [
        ("- **青松开源**<br>一个推理框架。<br>来源：[晨报](https://a.example/1)", "一个推理框架。"),
        ("1. [青松开源](https://a.example/1) — *晨报*, 2026-05-03 08:12", None),
        ("- **青松开源** 一个推理框架。 [晨报](https://a.example/1) <br/>", "一个推理框架。"),
    ],
)
def test_breaks_and_bylines_are_no_summary_of_a_brief(item: str, summary: str | None) -> None:
    (section,) = read(Source.from_text(f"{H1}\n\n## 开源\n\n{item}\n")).digest.sections
    assert section.stories[0].summary == summary


@pytest.mark.parametrize(
    "below", ["<br/> [![图](https://p.example/1.avif)](https://p.example/1.avif) <br/>", "<br/>", "<br> 附图"]
)
def test_a_line_break_takes_no_item_after_it(below: str) -> None:
    items = f"1.  **青松**开源推理框架。\n     {below}\n2.  **白桦**发布翻译模型。\n     {below}\n3.  **红杉**停服。"
    (section,) = read(Source.from_text(f"{H1}\n\n## 开源\n\n{items}\n")).digest.sections
    assert [story.title for story in section.stories] == ["青松", "白桦", "红杉"]


def test_html_takes_no_numbered_item_after_it() -> None:
    items = "1. **青松**开源推理框架。\n<p>\n附图\n2. **白桦**发布翻译模型。"
    (section,) = read(Source.from_text(f"{H1}\n\n## 开源\n\n{items}\n")).digest.sections
    assert [story.title for story in section.stories] == ["青松", "白桦"]


@pytest.mark.parametrize(
    ("words", "title", "sources"),
    [
        ("青松开源推理框架，成本下降一半。", "青松开源推理框架，成本下降一半。", []),
        ("青松开源框架。成本下降。 ['详情'](https://a.example/1)", "青松开源框架。成本下降。", ["https://a.example/1"]),
    ],
)  # fmt: skip
def test_a_picture_that_closes_a_brief_is_no_source(words: str, title: str, sources: list[str]) -> None:
    picture = "[![图](https://p.example/1.avif)](https://p.example/1.avif)"
    (section,) = read(
        Source.from_text(f"{H1}\n\n## 开源\n\n- {words} <br/> {picture} <br/> {picture} <br/>\n- 红杉停服\n")
    ).digest.sections
    story = section.stories[0]
    assert (story.title, [source.url for source in story.sources]) == (title, sources)
    assert story.body == (picture, picture)


@pytest.mark.parametrize("before", ["", "<br/>"])
def test_a_film_that_a_tag_shows_is_no_source(before: str) -> None:
    film = '<video src="https://p.example/1.mp4" controls></video>'
    assert story_of(f"推理成本下降一半。\n\n{before}{film}").sources == ()


def test_a_picture_in_the_text_is_no_source() -> None:
    story = story_of("推理成本下降一半。<br/>[![图](https://p.example/1.png)](https://p.example/1.png)")
    assert story.sources == ()


def test_the_main_idea_is_the_summary_before_a_sentence_and_points_over_a_list() -> None:
    assert story_of("**核心观点**: 推理成本下降一半。").summary == "推理成本下降一半。"
    story = story_of("推理成本下降一半。\n\n**核心观点：**\n- 点一\n- 点二\n\n> 点评")
    assert (story.summary, [point.text for point in story.points], story.body) == (
        "推理成本下降一半。",
        ["点一", "点二"],
        ("> 点评",),
    )


def test_a_link_behind_a_line_break_is_a_source() -> None:
    items = "1. **青松**开源推理框架。\n   <br/> ![图](https://p.example/1.png) <br/> [详情](https://a.example/1)\n2. 红杉停服"
    (section,) = read(Source.from_text(f"{H1}\n\n## 开源\n\n{items}\n")).digest.sections
    assert section.stories[0].sources == (schema.Source("详情", "https://a.example/1"),)


@pytest.mark.parametrize("section", ["## 大模型", "**大模型**"])
def test_bold_words_with_a_colon_under_a_title_lead_in_to_points(section: str) -> None:
    told = "**{}**\n\n推理成本下降一半。\n\n**值得注意：**\n- 开放试用\n- 可以商用\n\n来源：晨报"
    text = f"{H1}\n\n{section}\n\n{told.format('星河发布 Nova 3')}\n\n{told.format('云杉发布 Twig')}\n"
    stories = [story for _, _, story in read(Source.from_text(text)).stories()]
    assert [(story.title, len(story.points)) for story in stories] == [
        ("星河发布 Nova 3", 2),
        ("云杉发布 Twig", 2),
    ]


def test_labels_behind_breaks_of_html_begin_fields() -> None:
    story = story_of("**说明**：成本下降。<br />**背景**：早有传闻，<br />已有三月。<br/>来源：晨报")
    assert (story.summary, story.background) == ("成本下降。", "早有传闻，<br />已有三月。")
    assert story.sources == (schema.Source("晨报"),)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推理成本下降一半。 —— 36氪", "36氪"),
        ("推理成本下降一半。（机器之心）", "机器之心"),
        ("推理成本下降一半。via 机器之心", "机器之心"),
        ("推理成本下降一半。来自：量子位", "量子位"),
        ("推理成本下降一半。来源：晨报", "晨报"),
        ("推理成本下降一半。\n\n—— 36氪", "36氪"),
        ("推理成本下降一半。\n\n来自：量子位", "量子位"),
        ("推理成本下降一半。\n\nvia 机器之心", "机器之心"),
    ],
)
def test_who_reported_at_the_end_of_the_text_is_the_source(text: str, name: str) -> None:
    assert story_of(text).sources == (schema.Source(name),)


@pytest.mark.parametrize(
    "text",
    [
        "推理成本下降一半，用户来自：高校、医院",
        "推理成本下降一半 —— 一次意外",
        "推理成本下降一半（暂定）",
        "推理成本下降一半。数据来源：公司财报",
        "> 便宜的是算力。\n> —— 某负责人",
        "新工具接入了 GPT-6 —— OpenAI",
    ],
)
def test_what_else_ends_a_text_is_no_source(text: str) -> None:
    assert story_of(text).sources == ()


def test_who_reported_at_the_end_of_the_text_is_no_source_beside_a_link() -> None:
    story = story_of("推理成本下降一半。—— 36氪\n\n编辑部[试用](https://a.example/1)了三天。")
    assert story.sources == (schema.Source("试用", "https://a.example/1"),)


def test_a_source_behind_the_full_stop_of_a_brief_is_no_part_of_the_title() -> None:
    text = f"{H1}\n\n## 快讯\n\n- 飞鱼科技完成融资，云杉领投。来源：36氪\n- 红杉停服\n"
    story = read(Source.from_text(text)).digest.sections[0].stories[0]
    assert (story.title, story.sources) == ("飞鱼科技完成融资，云杉领投", (schema.Source("36氪"),))


@pytest.mark.parametrize("marks", ["[1][2]", "[^1][^2]", "[1]、[2]"])
def test_marks_of_citations_that_lead_nowhere_say_nothing(marks: str) -> None:
    story = story_of(f"{marks}\n\n推理成本下降一半。\n\n{marks}\n**背景**：早有传闻。")
    assert (story.title, story.summary, story.background) == (
        "星河智能发布 Nova 3",
        "推理成本下降一半。",
        "早有传闻。",
    )
    assert story.body == (marks, marks)


def test_numbered_lines_at_the_end_that_nobody_cites_stay() -> None:
    story = story_of("推理成本下降一半。\n\n[1] 晨报 https://a.example/1")
    assert [source.url for source in story.sources] == ["https://a.example/1"]


def test_an_item_beside_the_label_of_points_ends_them() -> None:
    story = story_of(
        "* **核心内容：**\n\n  * 推理成本下降一半\n  * 开放试用\n* **意义：**\n\n  * 门槛降低\n* **来源：** [晨报](https://a.example/1)"
    )
    assert [point.text for point in story.points] == ["推理成本下降一半", "开放试用"]
    assert len(story.body) == 2
    assert [source.label for source in story.sources] == ["晨报"]
    beside = story_of("- **要点**：\n- 影响：价格战加剧。\n- 时间：下月起。")
    assert [point.lead for point in beside.points] == ["影响", "时间"]


def test_an_item_that_is_a_link_with_a_short_name_is_the_source() -> None:
    story = story_of("推理成本下降一半。\n\n- [晨报](https://a.example/1)\n- [云报](https://a.example/2)")
    assert (story.points, [source.label for source in story.sources]) == ((), ["晨报", "云报"])
    listed = story_of("推理成本下降一半。\n\n- [星河智能的三次降价与它的对手们](https://a.example/1)")
    assert len(listed.points) == 1


@pytest.mark.parametrize(
    "line", ["晨报 https://a.example/1", "（晨报 https://a.example/1 ）", "晨报：https://a.example/1"]
)
def test_a_name_before_an_address_is_the_source_and_no_text(line: str) -> None:
    story = story_of(f"推理成本下降一半。\n{line}")
    assert story.summary == "推理成本下降一半。"
    assert story.sources == (schema.Source("晨报", "https://a.example/1"),)


def test_words_that_go_on_to_an_address_are_text() -> None:
    line = "详细的测试结果和全部的方法，见 https://a.example/1"
    assert story_of(f"推理成本下降一半。\n{line}").summary == f"推理成本下降一半。\n{line}"


def test_a_link_back_to_the_contents_is_no_source() -> None:
    story = story_of("推理成本下降一半。\n\n来源：[晨报](https://a.example/1)\n\n[⬆ 回到顶部](#目录)")
    assert story.sources == (schema.Source("晨报", "https://a.example/1"),)


def test_who_and_when_are_no_summary() -> None:
    story = story_of("**Who**：星河智能\n**What**：推理成本下降一半。\n**Link**：https://a.example/1")
    assert (story.summary, len(story.body)) == (None, 1)


@pytest.mark.parametrize("label", ["[说明] ", "【说明】"])
def test_a_label_may_stand_in_brackets(label: str) -> None:
    assert story_of(f"{label}推理成本下降一半。").summary == "推理成本下降一半。"


@pytest.mark.parametrize("line", ["[说明](https://a.example/1)", "[说明][1]"])
def test_a_link_is_no_label_in_brackets(line: str) -> None:
    assert not story_of(f"{line} 推理成本下降一半。").sources[1:]


def test_the_bold_label_of_html_alone() -> None:
    story = story_of(
        "推理成本下降一半。\n\n<b>要点</b>\n\n- 开放试用\n\n<strong>来源：</strong>\n\n[晨报](https://a.example/1)"
    )
    assert ([point.text for point in story.points], len(story.sources)) == (["开放试用"], 1)


@pytest.mark.parametrize(
    "told",
    [
        "📌 说明 | {}\n\n📖 背景 | {}\n\n🔗 来源 | {}",
        "说明｜{}\n背景｜{}\n来源｜{}",
        "**说明** —— {}\n\n**背景** —— {}\n\n**来源** —— {}",
        "说明 → {}\n\n背景 → {}\n\n来源 → {}",
        "**Summary 说明**：{}\n\n**背景 (Background)**：{}\n\n**Source / 来源**：{}",
        "*说明：* {}\n\n_背景：_ {}\n\n_来源_：{}",
        "1️⃣ 说明：{}\n\n2️⃣ 背景：{}\n\n3️⃣ 来源：{}",
        "一、说明：{}\n二、背景：{}\n三、来源：{}",
        "a. 说明：{}\nb. 背景：{}\nc. 来源：{}",
    ],
)
def test_labels_may_have_other_marks(told: str) -> None:
    story = story_of(told.format("成本下降一半。", "早有传闻。", "[晨报](https://a.example/1)"))
    assert (story.summary, story.background, story.body) == ("成本下降一半。", "早有传闻。", ())
    assert story.sources == (schema.Source("晨报", "https://a.example/1"),)


@pytest.mark.parametrize(
    "line", ["重点｜降价之后", "说明书｜怎么用", "说明 | ", "__init__：改名", "*说明*书：怎么用"]
)
def test_words_with_such_marks_may_be_text(line: str) -> None:
    story = story_of(f"{line}\n\n成本下降一半。")
    assert (story.summary, story.points) == (line.strip(), ())


def test_many_numbers_before_a_label_are_no_label() -> None:
    assert story_of("一、" * 5000 + "说明：成本下降一半。").summary


def test_all_fields_may_stand_in_one_line() -> None:
    story = story_of(
        "**说明**：成本下降。**背景**：早有传闻； **要点**：① 降价；② 试用。**来源**：[晨报](https://a.example/1)"
    )
    assert (story.summary, story.background, story.body) == ("成本下降。", "早有传闻；", ())
    assert story.points == (schema.Point(None, "① 降价；② 试用。"),)
    assert story.sources == (schema.Source("晨报", "https://a.example/1"),)


@pytest.mark.parametrize(
    "text",
    [
        "说明：记者问到的背景：一是价格，二是算力。来源：晨报",
        "说明：公司说，数据来源：财报。",
        "说明：成本下降。说明：这是第二句。 背景墙：换了。",
    ],
)
def test_a_label_inside_a_sentence_cuts_no_line(text: str) -> None:
    assert story_of(text).summary in (text.removeprefix("说明："), text[3:].removesuffix("来源：晨报"))


def test_an_item_with_the_word_of_one_field_is_not_cut() -> None:
    text = f"{H1}\n\n## 快讯\n\n- 星河发布新版的使用 说明：三步上手\n- 飞鱼发布 背景：一年之后 来源：云报\n"
    stories = read(Source.from_text(text)).digest.stories()
    assert [(story.title, story.summary) for _, story in stories] == [
        ("星河发布新版的使用 说明：三步上手", None),
        ("飞鱼发布 背景：一年之后 来源：云报", None),
    ]


@pytest.mark.parametrize(
    "line", ["%%", "%%timeit 很快", "%% 一半", "%%%%", "^_^ 成本下降", "^", "%% 半价 %% 起"]
)
def test_what_only_looks_like_a_comment_of_a_note_keeper_is_text(line: str) -> None:
    assert story_of(line).summary == line


@pytest.mark.parametrize(
    ("lines", "points"),
    [
        ("成本下降一半\n开放试用", ["成本下降一半", "开放试用"]),
        ("✅ 成本下降一半\n✅ 开放试用", ["✅ 成本下降一半", "✅ 开放试用"]),
        ("成本下降一半\n\n开放试用", ["成本下降一半"]),
        (f"{'成本' * 30}，\n开放试用", ["成本" * 30 + "，"]),  # a line that is broken by hand
    ],
)
def test_points_may_have_no_bullets(lines: str, points: list[str]) -> None:
    story = story_of(f"说明：发布。\n要点：\n{lines}\n来源：[晨报](https://a.example/1)")
    assert [point.text for point in story.points] == points
    assert len(story.sources) == 1


def test_a_definition_list_says_a_point_a_line() -> None:
    story = story_of("说明\n: 发布。\n要点\n: 降价\n: 试用\n来源\n: 晨报")
    assert (story.summary, story.body) == ("发布。", ())
    assert [point.text for point in story.points] == ["降价", "试用"]
    assert story.sources == (schema.Source("晨报"),)


@pytest.mark.parametrize(
    "text", ["说明\n成本下降一半。", "说明\n\n: 成本下降一半。", ": 成本下降一半。", ":"]
)
def test_a_word_without_its_colon_is_no_term(text: str) -> None:
    assert story_of(text).summary == text.split("\n\n", maxsplit=1)[0].removeprefix(": ")


@pytest.mark.parametrize(
    "line",
    [
        "[晨报] (https://a.example/1)",
        "【晨报】（https://a.example/1）",
        "[晨报][https://a.example/1]",
        "晨报→https://a.example/1",
        "「晨报」https://a.example/1",
    ],
)
def test_the_marks_of_a_link_that_is_none_are_no_part_of_a_name(line: str) -> None:
    story = story_of(f"推理成本下降一半。\n\n来源：{line}")
    assert story.sources == (schema.Source("晨报", "https://a.example/1"),)
