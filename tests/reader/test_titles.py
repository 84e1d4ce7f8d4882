"""What is the title of a story or a section, where it ends, and what is none."""

import pytest

from digestkit.reader import read
from digestkit.reader.inline import title_text
from digestkit.source import Source
from tests.reader.layouts import H1, SECTIONS, STORIES


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


def test_a_signature_is_no_story() -> None:
    told = "\n\n".join(
        f"【{n}】{STORIES[n - 1][0]}\n📌 {STORIES[n - 1][1]}\n👉 https://a.example/{n}" for n in (1, 2)
    )
    text = f"AI 早报 2026年5月3日\n\n{told}\n\n—— 慢读 · 2026年5月3日\n"
    assert [story.title for _, _, story in read(Source.from_text(text)).stories()] == [
        STORIES[0][0],
        STORIES[1][0],
    ]


@pytest.mark.parametrize("tag", ["**融资**｜", "**融资**：", "**融资** | ", "**【融资】** ", "`融资` "])
def test_a_bold_word_for_a_section_before_a_headline_is_no_title(tag: str) -> None:
    head = "**飞鱼科技完成 3 亿元融资**" if tag.startswith("`") else "飞鱼科技完成 3 亿元融资"
    parsed = read(
        Source.from_text(f"# AI 日报 2026-05-03\n\n## 快讯\n\n- {tag}{head}。[晨报](https://a.example/1)\n")
    )
    assert [story.title for _, _, story in parsed.stories()] == ["飞鱼科技完成 3 亿元融资"]


@pytest.mark.parametrize(
    "text",
    [
        "来源：晨报\n---",  # a label
        "推理成本下降一半。\n---",  # a sentence
        "一行没有句号的话\n又一行\n---",  # two lines
    ],
)
def test_a_line_under_text_that_is_no_title_is_a_break(text: str) -> None:
    digest = read(
        Source.from_text(f"AI 日报 2026-05-03\n\n**星河智能发布 Nova 3**\n说明：发布。\n\n{text}\n")
    ).digest
    assert [section.title for section in digest.sections] == [None]


def test_a_heading_among_bold_lines_is_a_title() -> None:
    title = "**星河智能发布 Nova 3**\n说明：推理成本下降一半。\n来源出处：[晨报](https://a.example/1)\n\n"
    text = (
        f"<span>AI 日报 (2026-05-03)</span>\n\n**大模型**\n\n{title}### 飞鱼融资\n说明：完成融资。\n\n{title}"
    )
    (section,) = read(Source.from_text(text)).digest.sections
    assert [story.title for story in section.stories] == [
        "星河智能发布 Nova 3",
        "飞鱼融资",
        "星河智能发布 Nova 3",
    ]


def test_bold_lines_over_sentences_are_titles() -> None:
    told = "\n\n---\n\n".join(f"**{t}**\n\n{b}\n\n[{s}]({u})" for t, b, u, s in STORIES)
    digest = read(Source.from_text(f"{H1}\n\n{told}\n")).digest
    assert [story.title for section in digest.sections for story in section.stories] == [
        t for t, *_ in STORIES
    ]


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("- 乙公司更名 [乙报](https://a.example/1)", "乙公司更名"),
        ("- 乙公司宣布更名 https://a.example/1", "乙公司宣布更名"),
        ("- **乙公司宣布更名。** 新名字下月启用。", "乙公司宣布更名"),
        ("- 乙公司宣布更名（来源：乙报）", "乙公司宣布更名"),
        ("- 乙公司宣布更名。[乙报](https://a.example/1)", "乙公司宣布更名"),
        ("- [x] **[乙公司宣布更名](https://a.example/1)** by 量子位", "乙公司宣布更名"),
        ("- 乙公司宣布下月更名 (36氪) https://a.example/1", "乙公司宣布下月更名"),
        ("- 乙公司宣布下月更名 —— 机器之心\n  https://a.example/1", "乙公司宣布下月更名"),
        ("- 乙公司宣布更名 <https://a.example/1>", "乙公司宣布更名"),
        ("- 乙公司宣布下月更名（暂定） https://a.example/1", "乙公司宣布下月更名（暂定）"),
        ("- 乙公司宣布收购智能新秀（OpenAI） https://a.example/1", "乙公司宣布收购智能新秀（OpenAI）"),
    ],
)
def test_what_ends_the_title_of_a_brief(item: str, title: str) -> None:
    digest = read(
        Source.from_text(f"{H1}\n\n## 更多动态\n\n{item}\n- 丙公司上市 [丙报](https://a.example/2)\n")
    ).digest
    assert digest.sections[0].stories[0].title == title


def test_numbers_of_chapters_are_no_part_of_titles() -> None:
    told = "\n\n".join(
        f"## {i + 1} {name}\n\n"
        + "\n\n".join(f"### {i + 1}.{n} {t}\n\n{b}" for n, (t, b, *_) in enumerate(STORIES[i * 3 :][:3], 1))
        for i, name in enumerate(SECTIONS)
    )
    digest = read(Source.from_text(f"{H1}\n\n{told}\n")).digest
    assert [section.title for section in digest.sections] == list(SECTIONS)
    assert [story.title for section in digest.sections for story in section.stories] == [
        t for t, *_ in STORIES
    ]


@pytest.mark.parametrize("title", ["3.5 亿元融资落定", "2026 年展望", "1 分钟看懂新规"])
def test_a_number_alone_is_part_of_a_title(title: str) -> None:
    digest = read(
        Source.from_text(f"{H1}\n\n## 要闻\n\n### {title}\n\n一段。\n\n### 飞鱼融资三亿元\n\n一段。\n")
    ).digest
    assert digest.sections[0].stories[0].title == title


@pytest.mark.parametrize("title", ["00 后大学生的开源项目获投资", "05 后站上讲台", "90 后创始人融资 3 亿元"])
def test_a_generation_is_no_number_of_a_list(title: str) -> None:
    digest = read(
        Source.from_text(f"{H1}\n\n## 要闻\n\n### {title}\n\n一段说明文字。\n", "2026-05-03.md")
    ).digest
    assert [story.title for story in digest.sections[0].stories] == [title]


@pytest.mark.parametrize(
    "title", ["09:30-10:00 签到", "09:30 - 10:00 签到", "16:9 屏幕回来了", "21:9 与 16:10 之争"]
)
def test_figures_with_a_colon_are_no_time_of_day_before_a_title(title: str) -> None:
    assert title_text(title) == title


@pytest.mark.parametrize("title", ["TOP 10 工具盘点", "Top 500 榜单公布", "3|4 月数据", "C# 14 发布"])
def test_a_rank_or_a_stroke_in_a_title_stays(title: str) -> None:
    assert title_text(title) == title


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("星河发布 Nova 3 #AI/新闻 #模型", "星河发布 Nova 3"),
        ("星河发布 Nova 3 #模型 ^n1", "星河发布 Nova 3"),
        ("星河的 2 ^ 3 猜想", "星河的 2 ^ 3 猜想"),
        ("修复 issue #123", "修复 issue #123"),
        ("微博话题 #人工智能# 上榜", "微博话题 #人工智能# 上榜"),
        ("#人工智能", "#人工智能"),
    ],
)
def test_tags_behind_a_title_are_no_part_of_it(title: str, read_as: str) -> None:
    assert title_text(title) == read_as


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        (r"\* 号的用法", "* 号的用法"),
        (r"2\*3\*4 的**秘密**", "2*3*4 的秘密"),
        (r"\*甲方\* 与 *乙方*", "*甲方* 与 乙方"),
        (r"\_\_init\_\_ 与 __new__", "__init__ 与 new"),
        (r"\`code\` 与 `text`", "`code` 与 text"),
        (r"反斜杠 \\*强调*", r"反斜杠 \强调"),
    ],
)
def test_escaped_marks_are_read_as_they_stand(title: str, read_as: str) -> None:
    assert title_text(title) == read_as


def test_what_is_to_be_done_is_no_story() -> None:
    text = f"{H1}\n\n## 星河发布 Nova 3\n\n成本下降一半。\n\n## 待办\n\n- [ ] 核实日期\n- [x] 更新表格\n"
    assert [story.title for _, _, story in read(Source.from_text(text)).stories()] == ["星河发布 Nova 3"]


@pytest.mark.parametrize(
    "item", ["(36氪) https://a.example/1", "—— 36氪\n  https://a.example/1", "| 36氪 <https://a.example/1>"]
)
def test_a_publisher_behind_a_title_is_the_source(item: str) -> None:
    text = f"{H1}\n\n## 更多动态\n\n- 乙公司宣布下月更名 {item}\n- 丙公司上市 [丙报](https://a.example/2)\n"
    story = read(Source.from_text(text)).digest.sections[0].stories[0]
    assert [(source.label, source.url) for source in story.sources] == [("36氪", "https://a.example/1")]


@pytest.mark.parametrize("head", ["[36氪] ", "【36氪】", "**36氪**：", "36氪 | "])
def test_a_publisher_before_a_linked_title_is_the_source(head: str) -> None:
    text = f"{H1}\n\n## 更多动态\n\n- {head}[乙公司宣布下月更名](https://a.example/1)\n- 丙公司上市 [丙报](https://a.example/2)\n"
    story = read(Source.from_text(text)).digest.sections[0].stories[0]
    assert story.title == "乙公司宣布下月更名"
    assert [(source.label, source.url) for source in story.sources] == [("36氪", "https://a.example/1")]


@pytest.mark.parametrize(
    "item",
    [
        "甲公司宣布开源推理框架（来源：晨报，https://a.example/1）",
        "甲公司宣布开源推理框架 (via 晨报: https://a.example/1)",
    ],
)
def test_a_source_in_brackets_is_no_part_of_the_title(item: str) -> None:
    text = f"{H1}\n\n## 更多动态\n\n- {item}\n- 丙公司上市 [丙报](https://a.example/2)\n"
    assert read(Source.from_text(text)).digest.sections[0].stories[0].title == "甲公司宣布开源推理框架"


def test_a_section_of_a_few_items_among_headlines_is_a_section() -> None:
    told = "\n\n".join(f"### {t}\n\n{b}" for t, b, *_ in STORIES)
    text = f"{H1}\n\n{told}\n\n### 社区工具与项目精选合集\n\n- 青松：推理框架\n- 白杨：数据集工具\n"
    assert read(Source.from_text(text)).digest.sections[-1].title == "社区工具与项目精选合集"


@pytest.mark.parametrize("day", ["周三 · 5 月 6 日", "5月6日（周三）", "2026-05-06", "星期三"])
def test_a_day_of_a_weekly_is_a_section(day: str) -> None:
    told = f"### 周一 · 5 月 4 日\n\n**{STORIES[0][0]}**\n\n{STORIES[0][1]}\n\n**{STORIES[1][0]}**\n\n{STORIES[1][1]}"
    text = (
        f"# AI 周报 2026-05-08\n\n## 大事\n\n{told}\n\n### {day}\n\n**{STORIES[2][0]}**\n\n{STORIES[2][1]}\n"
    )
    found = [(section.title, story.title) for _, section, story in read(Source.from_text(text)).stories()]
    assert found[-1] == (day, STORIES[2][0])


@pytest.mark.parametrize("told", [True, False])
def test_reports_under_a_word_for_the_end_are_stories(told: bool) -> None:
    (first, body, url, name), (second, *_) = STORIES[:2]
    end = f"### {second}\n\n{body}\n\n来源：[{name}]({url})" if told else "1. 价格战转向应用\n2. 端侧开源"
    text = f"{H1}\n\n## 大模型\n\n### {first}\n\n{body}\n\n## 📈 趋势分析\n\n{end}\n"
    titles = [story.title for _, _, story in read(Source.from_text(text)).stories()]
    assert titles == ([first, second] if told else [first])


def test_a_short_title_in_a_list_under_a_section_is_no_section() -> None:
    items = "- 模型\n  - 云杉开源 Twig\n    - 权重开放下载\n    - 来源 [云报](https://a.example/1)\n"
    ((_, section, story),) = read(Source.from_text(f"{H1}\n\n{items}")).stories()
    assert (section.title, story.title, len(story.points)) == ("模型", "云杉开源 Twig", 1)


@pytest.mark.parametrize(
    ("item", "title", "summary"),
    [
        ("**AI资讯：** 白鹭芯片流片成功 [晨报](https://a.example/1)", "白鹭芯片流片成功", None),
        ("**产品：** 白鹭芯片流片成功。明年量产，价格未定。", "白鹭芯片流片成功", "明年量产，价格未定。"),
        ("**AI 资讯**：到底由谁来为算力买单？白鹭给出了一个新的答案。", "到底由谁来为算力买单？", "白鹭给出了一个新的答案。"),
        ("**[产品]** 白鹭芯片流片成功。明年量产，价格未定。", "白鹭芯片流片成功", "明年量产，价格未定。"),
        ("**AI 开源**：青松推理框架；白杨数据集工具。", "AI 开源", "青松推理框架；白杨数据集工具。"),
        ("**AI**驱动的剪辑工具亮相", "AI", "驱动的剪辑工具亮相"),
        ("**开源社区**：青松、白杨两家宣布合并。", "开源社区", "青松、白杨两家宣布合并。"),
    ],
)  # fmt: skip
def test_a_lead_that_is_a_word_for_sections_is_no_title(item: str, title: str, summary: str | None) -> None:
    text = f"{H1}\n\n## 快讯\n\n- {item}\n- **红杉**：停服。\n"
    story = read(Source.from_text(text)).digest.sections[0].stories[0]
    assert (story.title, story.summary) == (title, summary)


PARTED = (
    "1. 星河智能发布 Nova 3：推理成本下降一半，开放试用。\n"
    "2. 飞鱼科技完成 3 亿元融资：云杉领投，用于算力。[晨报](https://a.example/2)\n"
    "3. 监管部门就生成式服务征求意见：明年一月起施行。\n"
)


@pytest.mark.parametrize("head", ["AI 日报 2026-05-03", f"{H1}\n\n## 要闻"])
def test_headlines_stand_before_colons_in_a_list_of_such_items(head: str) -> None:
    more = "## 产品\n\n1. 白鹭芯片流片成功落地：能效提高两倍，明年量产。\n" if "##" in head else ""
    stories = [story for _, _, story in read(Source.from_text(f"{head}\n\n{PARTED}\n\n{more}")).stories()]
    assert [(story.title, story.summary) for story in stories[:3]] == [
        ("星河智能发布 Nova 3", "推理成本下降一半，开放试用。"),
        ("飞鱼科技完成 3 亿元融资", "云杉领投，用于算力。"),
        ("监管部门就生成式服务征求意见", "明年一月起施行。"),
    ]
    assert [story.title for story in stories[3:]] == ["白鹭芯片流片成功落地"] * bool(more)


@pytest.mark.parametrize(
    "item",
    [
        "星河智能创始人李明博士：价格还会下降，但不会太快。",  # who says it
        "星河智能发布会最新消息：Nova 3 免费",  # a headline of two parts
        "星河：推理成本下降一半，开放试用三个月。",
    ],
)
def test_a_colon_in_other_lists_is_part_of_the_title(item: str) -> None:
    items = f"- {item}\n" * 3
    told = [story.title for _, _, story in read(Source.from_text(f"{H1}\n\n## 观点\n\n{items}")).stories()]
    assert told == [item] * 3


def test_items_over_fields_are_titles() -> None:
    text = (
        "# AI 日报 2026-05-03\n\n## 技术突破\n\n1. **白鹭芯片流片成功**\n   - **说明**：能效提高。\n   - **来源**：通讯社\n\n"
        "## 模型\n\n1、星河发布 Nova 3\n说明：降价一半。\n来源：晨报\n\n---\n**总结**：今日有两条。\n"
    )
    digest = read(Source.from_text(text)).digest
    assert [(section.title, [story.title for story in section.stories]) for section in digest.sections] == [
        ("技术突破", ["白鹭芯片流片成功"]),
        ("模型", ["星河发布 Nova 3"]),
    ]
    assert [each.kind for each in digest.remainder] == ["closing"]


def test_a_short_quote_over_fields_is_told_under_a_title() -> None:
    text = "# AI 日报\n\n## 模型\n\n### 青松开源端侧模型\n\n> 青松实验室开源 7B 模型。\n> \n\n**要点**\n\n- 手机可跑\n\n来源: [晨报](https://a.example/1)\n"
    (section,) = read(Source.from_text(text)).digest.sections
    assert [(story.title, story.summary) for story in section.stories] == [
        ("青松开源端侧模型", "青松实验室开源 7B 模型。")
    ]


@pytest.mark.parametrize(
    ("title", "read_as"),
    [
        ("~~青松~~白桦开源端侧模型", "青松白桦开源端侧模型"),
        ("==星河==发布 Nova 3", "星河发布 Nova 3"),
        ("_星河发布 Nova 3_", "星河发布 Nova 3"),
        ("snake_case_name 改名", "snake_case_name 改名"),
        ("a == b 为真", "a == b 为真"),
        ("[[星河智能|星河]]发布 [[Nova 3]]", "星河发布 Nova 3"),
    ],
)
def test_marks_in_a_title_are_no_part_of_it(title: str, read_as: str) -> None:
    assert title_text(title) == read_as


def test_lines_with_a_tag_each_are_stories() -> None:
    lines = "【模型】星河智能发布 Nova 3，成本减半\n【开源】青松开源端侧模型，手机可跑\n【融资】飞鱼科技完成三亿元融资\n"
    (section,) = read(Source.from_text(f"5月3日 AI 早报\n\n{lines}")).digest.sections
    assert len(section.stories) == 3
    told = "【人物】星河智能发布 Nova 3，成本减半\n【悬念】青松开源端侧模型，手机可跑\n【伏笔】飞鱼科技完成三亿元融资\n"
    assert not read(Source.from_text(f"5月3日 AI 早报\n\n{told}")).digest.sections


def test_a_picture_whose_tag_has_several_lines_is_no_summary() -> None:
    picture = '<img\n  src="https://a.example/1.png"\n  alt="青松"\n/>'
    text = f"# AI 日报 2026-05-03\n\n## 模型\n\n### 青松画出地图\n\n{picture}\n\n青松今天上线，先在三座城市试。\n\n来源：[晨报](https://a.example/1)\n"
    ((story,),) = [section.stories for section in read(Source.from_text(text, "a.md")).digest.sections]
    assert story.summary == "青松今天上线，先在三座城市试。"
    assert [source.url for source in story.sources] == ["https://a.example/1"]
    assert story.body == (picture,)


def test_a_section_of_one_story_may_be_a_bold_title_over_its_fields_in_a_list() -> None:
    story = "**{}**\n\n- **说明**：推理成本下降一半。\n- **背景**：上一代太贵。\n- **来源**：[晨报](https://a.example/{})\n"
    cars = story.format("启辰换上视觉质检", 1) + "\n" + story.format("衡能良率提高六个百分点", 2)
    text = f"# AI 周报\n\n## 汽车\n\n{cars}\n## 家电\n\n{story.format('云台售后由 AI 首接', 3)}"
    digest = read(Source.from_text(text)).digest
    assert [(section.title, [story.title for story in section.stories]) for section in digest.sections] == [
        ("汽车", ["启辰换上视觉质检", "衡能良率提高六个百分点"]),
        ("家电", ["云台售后由 AI 首接"]),
    ]
    headline = f"# AI 周报\n\n## 汽车\n\n### 星河智能发布 Nova 3，推理成本下降一半\n\n{story.format('一句话说清', 1)}"
    assert [story.title for *_, story in read(Source.from_text(headline)).stories()] == [
        "星河智能发布 Nova 3，推理成本下降一半"
    ]


def test_counted_bold_titles_with_their_links_are_the_stories_of_a_ranking() -> None:
    story = "**{}. {}**\n推理成本下降一半，开发者可以免费试用。\n[晨报](https://a.example/{})\n![图](https://a.example/{}.png)\n\n"
    titles = ["星河智能发布 Nova 3", "飞鱼科技完成 3 亿元融资", "海燕机器人进入商场试点", "白鹭芯片流片成功"]
    told = "".join(story.format(n, title, n, n) for n, title in enumerate(titles, 1))
    digest = read(
        Source.from_text(f"# AI 热榜 2026-05-03\n\n## **今日必看 TOP 4（图文深度）**\n\n{told}")
    ).digest
    assert [story.title for section in digest.sections for story in section.stories] == titles
    parts = "".join(
        f"**{n}. {part}**\n变得更快，也更便宜。\n\n" for n, part in enumerate(["语音", "视频", "价格"], 1)
    )
    upgraded = f"## 星河智能发布 Nova 3，三项能力升级\n\n{parts}[晨报](https://a.example/1)\n\n"
    text = f"# AI 日报 2026-05-03\n\n{upgraded}## 飞鱼科技完成 3 亿元 B 轮融资\n\n资金用于扩产。\n"
    assert [story.title for *_, story in read(Source.from_text(text)).stories()] == [
        "星河智能发布 Nova 3，三项能力升级",
        "飞鱼科技完成 3 亿元 B 轮融资",
    ]


HINTED = """\
# AI 日报 2026-02-10

{above}

这个版本可以在手机上运行。

<!-- digestkit: {hint} -->
**云杉开源语音模型**

支持 12 种方言。

### 海燕进商场

三家商场试点。
"""


@pytest.mark.parametrize("above", ["### 星河发布轻量版", "### 广告", "欢迎阅读本期日报。", "## 模型进展"])
@pytest.mark.parametrize(
    ("hint", "read_as"),
    [
        ("story", (None, "云杉开源语音模型")),
        ("section", ("云杉开源语音模型", None)),
        ("remainder closing", (None, None)),
    ],
)
def test_a_hint_speaks_for_the_next_block_whatever_heading_it_stands_under(
    above: str, hint: str, read_as: tuple[str | None, str | None]
) -> None:
    digest = read(Source.from_text(HINTED.format(above=above, hint=hint))).digest
    section, title = read_as
    assert (title in [story.title for _, story in digest.stories()]) or title is None
    assert (section in [each.title for each in digest.sections]) or section is None
    aside = [each.text for each in digest.remainder if each.kind == "closing"]
    assert ("**云杉开源语音模型**" in aside) == (hint == "remainder closing")
    assert "海燕进商场" in [story.title for _, story in digest.stories()]
