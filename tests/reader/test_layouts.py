"""One invented issue in the layouts that editors use: each must be read as the same two sections of six stories."""

from collections.abc import Callable

import pytest

from digestkit import schema
from digestkit.reader import read
from digestkit.source import Source

STORIES = (
    (
        "星河智能发布 Nova 3 大模型",
        "星河智能今天发布 Nova 3，推理成本下降一半，开发者可以免费试用。",
        "https://a.example/1",
        "晨报",
    ),
    (
        "飞鱼科技完成 3 亿元 B 轮融资",
        "飞鱼科技宣布完成 B 轮融资，由云杉资本领投，资金用于算力建设。",
        "https://a.example/2",
        "云报",
    ),
    (
        "监管部门就生成式服务征求意见",
        "新规要求标注生成内容，明年一月起施行。",
        "https://b.example/3",
        "新闻社",
    ),
    ("海燕机器人进入商场试点", "海燕与三家商场合作，部署导览机器人。", "https://b.example/4", "财讯"),
    ("OpenAI 推出新的编程助手", "新助手支持多文件修改，面向付费用户开放。", "https://c.example/5", "边界"),
    ("白鹭芯片流片成功", "白鹭称其推理芯片能效提高两倍，明年量产。", "https://c.example/6", "通讯社"),
)
SECTIONS = ("大模型", "行业动态")
H1 = "# AI 日报 2026-05-03"

Story = Callable[[int, str, str, str, str], str]


def issue(head: str, section: str, story: Story, between: str = "\n\n") -> str:
    parts, number = [head], 0
    for i, name in enumerate(SECTIONS):
        parts.append(section.format(name=name, number=i + 1))
        for each in STORIES[i * 3 : i * 3 + 3]:
            number += 1
            parts.append(story(number, *each))
    return between.join(parts) + "\n"


LAYOUTS: dict[str, str] = {
    "numbered lines": issue(H1, "## {name}", lambda n, t, b, u, s: f"{n:02d} {t}\n\n{b}\n\n来源：[{s}]({u})"),
    "linked headings over quotes": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n}. [{t}]({u})\n> {b}\n- **来源**: {s} | **时间**: 05-03 10:00"
    ),
    "numbered links with stars": issue(H1, "## {name}", lambda n, t, b, u, s: f"{n}. **[{t}]({u})** ⭐ 1{n}23 - {b}"),
    "linked bullets": issue(H1, "\n### {name}\n", lambda n, t, b, u, s: f"- [{t}]({u}) - {s}", "\n"),
    "bold numbered titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n}. {t}**\n\n{b}\n\n🔗 [查看详情]({u})"
    ),
    "linked lines over prose": issue(
        "# 科技周刊（第 312 期）\n\n这里记录每周值得分享的内容。\n\n## 封面图\n\n![](https://a.example/x.jpg)",
        "## {name}",
        lambda n, t, b, u, s: f"{n}、[{t}]({u})\n\n{b}",
    ),
    "bracketed leads": issue(H1, "## {name}", lambda n, t, b, u, s: f"**【{t}】** {b}（来源：[{s}]({u})）"),
    "first sentences of items": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"{n}. {t}。{b}[{s}]({u})", "\n"
    ),
    "bold titles over prose": issue(H1, "## {name}", lambda n, t, b, u, s: f"**{t}**\n{b}\n[{s}]({u})"),
    "bars and diamonds": issue("AI早报 | 2026年5月3日", "▎{name}", lambda n, t, b, u, s: f"◆ {t}\n{b}\n{u}"),
    "level four with other labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"#### {t}\n\n{b}\n\n**为什么重要**：值得关注。\n\n📎 {s}: {u}"
    ),
    "bold bullets with lines": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"- **{t}**\n  {b}\n  来源：[{s}]({u})"
    ),
    "bold bullets with bullets": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"- **{t}**\n  - {b}\n  - 来源：[{s}]({u})"
    ),
    "bold-line sections": issue(H1, "**{name}**", lambda n, t, b, u, s: f"{n}. **{t}**：{b}[{s}]({u})"),
    "front matter, prose and points": issue(
        "---\ntitle: AI 日报\ndate: 2026-05-03\n---",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n- 第一点内容说明\n- 第二点内容说明\n\n> 来源：[{s}]({u})",
    ),
    "numbered sections and labels": issue(
        H1,
        "## {number}. {name}",
        lambda n, t, b, u, s: f"### {n}. {t}\n\n**摘要**：{b}\n\n**关键信息**：\n- 点一\n- 点二\n\n**来源**：{s}（{u}）",
    ),
    "H1 sections": issue("", "# {name}", lambda n, t, b, u, s: f"## {t}\n\n{b}\n\n> 来源：{s} {u}"),
    "loose bullets": issue(H1, "## {name}", lambda n, t, b, u, s: f"- {t}\n\n  {b}\n\n  [{s}]({u})"),
    "slanted sources": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n:02d} | {t}**\n\n{b}\n\n*来源：[{s}]({u})*"
    ),
    "keycap numbers and emoji labels": issue(
        H1, "## 📌 {name}", lambda n, t, b, u, s: f"### {n}\ufe0f\u20e3 {t}\n\n**📝 摘要**：{b}\n\n**🔗 来源**：[{s}]({u})"
    ),
    "bulleted labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n- 来源：[{s}]({u})\n- 时间：2026-05-03\n- 摘要：{b}"
    ),
    "quoted labels": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n> **摘要**：{b}\n>\n> **来源**：[{s}]({u})"
    ),
    "plain titles and prose without headings": issue(
        "AI 行业日报（2026年5月3日）", "**{name}**", lambda n, t, b, u, s: f"{n}. {t}\n{b}\n来源：[{s}]({u})"
    ),
    "a table a story": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n| 字段 | 内容 |\n|---|---|\n| 说明 | {b} |\n| **来源** | [{s}]({u}) |",
    ),
    "call-outs": issue(H1, "## {name}", lambda n, t, b, u, s: f"> [!info] {t}\n> {b}\n> 来源：[{s}]({u})"),
    "folded call-outs with points": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"> [!news]- {t}\n> {b}\n>\n> - 点一\n> - 点二\n>\n> **来源**：[{s}]({u})"
    ),
    "call-outs for fields": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n> [!note] 说明\n> {b}\n\n> [!quote] 来源\n> [{s}]({u})"
    ),
    "facts over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n发布时间：2026-05-03 来源：[{s}]({u})\n\n{b}"
    ),
    "slanted facts over prose": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n*2026-05-03 08:00 | 来源：[{s}]({u}) | 作者：林*\n\n{b}"
    ),
    "blue-span": issue(
        '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-05-03)</span>',
        "**{name}**",
        lambda n, t, b, u, s: f"**{t}**\n说明:{b}\n背景：早有传闻。\n要点：\n- 点一\n- 点二\n来源出处：[{s}]({u})",
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_is_read(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout], "2026-05-03.md"))
    titles = [(story.title or "").strip("【】") for _, _, story in parsed.stories()]
    assert titles == [title for title, *_ in STORIES]
    assert [section.title for section in parsed.digest.sections] == list(SECTIONS)
    urls = [[source.url for source in story.sources] for _, _, story in parsed.stories()]
    if layout != "first sentences of items":
        assert urls == [[url] for _, _, url, _ in STORIES]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_is_in_one_piece(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout]))
    covered = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    assert len(covered) == len(set(covered))
    blank = {n for n in range(1, parsed.source.line_count + 1) if not parsed.source.line_text(n).strip()}
    assert set(range(1, parsed.source.line_count + 1)) - blank <= set(covered)


@pytest.mark.parametrize(
    "layout",
    [
        "a table a story",
        "call-outs",
        "folded call-outs with points",
        "call-outs for fields",
        "facts over prose",
        "slanted facts over prose",
    ],
)
def test_layout_says_the_summary(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout]))
    assert [story.summary for _, _, story in parsed.stories()] == [body for _, body, *_ in STORIES]


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


@pytest.mark.parametrize(
    "table",
    [
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


def test_the_small_print_at_the_end_is_no_story() -> None:
    text = (
        f"{H1}\n\n## 大模型\n\n**🏆 今日最热：青松** — 解决了编码助手的健忘问题。\n\n**📊 稳居前列：白鹭** — 证明社区的认可。\n\n"
        "---\n\n*本文由小编机器人自动生成 | 数据更新时间：2026-05-03 09:20*\n"
    )
    digest = read(Source.from_text(text, "2026-05-03.md")).digest
    assert [story.title for section in digest.sections for story in section.stories] == [
        "今日最热：青松",
        "稳居前列：白鹭",
    ]
    assert [remainder.kind for remainder in digest.remainder] == ["closing"]


@pytest.mark.parametrize("title", ["00 后大学生的开源项目获投资", "05 后站上讲台", "90 后创始人融资 3 亿元"])
def test_a_generation_is_no_number_of_a_list(title: str) -> None:
    digest = read(
        Source.from_text(f"{H1}\n\n## 要闻\n\n### {title}\n\n一段说明文字。\n", "2026-05-03.md")
    ).digest
    assert [story.title for story in digest.sections[0].stories] == [title]
