"""Every layout of ``layouts.py`` is read as the same issue."""

from dataclasses import replace

import pytest

from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rules.story_already_told import RULE
from digestkit.schema import Story
from digestkit.source import Source
from digestkit.suppression import suppressions
from tests.reader.layouts import H1, LAYOUTS, ONE_SECTION, SECTIONS, STORIES


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_is_read(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout], "2026-05-03.md"))
    assert [(section.title, story.title) for _, section, story in parsed.stories()] == [
        (ONE_SECTION.get(layout, SECTIONS[i // 3]), title) for i, (title, *_) in enumerate(STORIES)
    ]
    urls = [[source.url for source in story.sources] for _, _, story in parsed.stories()]
    assert urls == [[url] for _, _, url, _ in STORIES]
    assert parsed.digest.date == "2026-05-03"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_answer_to_a_finding_changes_nothing_that_is_read(layout: str) -> None:
    """``<!-- digestkit: ignore … -->`` stands on the line before a story."""
    text = LAYOUTS[layout]
    before = read(Source.from_text(text, "2026-05-03.md"))
    for number, (loc, _, _) in enumerate(before.stories()):
        line = before.source.position(before.title_span(loc).start).line
        lines = text.split("\n")
        if lines[line - 1].startswith("|"):  # a table ends where another line stands
            continue
        lines.insert(line - 1, "<!-- digestkit: ignore DK502 -- why -->")
        after = read(Source.from_text("\n".join(lines), "2026-05-03.md"))
        assert told(after) == told(before), number
        (answer,) = suppressions(after)
        assert answer.covers(RULE, after.source.position(after.title_span(loc).start).line)


def told(parsed: Parsed) -> list[tuple[str | None, Story]]:
    """The sections and stories, without their lines."""
    return [(section.title, replace(story, line=0)) for _, section, story in parsed.stories()]


@pytest.mark.parametrize(
    "text",
    [
        "**{section}**\n{comment}{title}\n说明：{said}\n",
        "**{section}**\n{comment}**{title}**\n说明：{said}\n",
        "**{section}**\n\n{comment}{title}\n{said}\n要点：\n- 一\n",
        "## {section}\n{comment}**{title}**\n{said}\n",
    ],
)
def test_a_comment_right_under_the_name_of_a_section_changes_nothing(text: str) -> None:
    words = {
        "section": "行业动态",
        "title": "飞鱼科技完成 3 亿元 B 轮融资",
        "said": "云杉资本领投，资金用于算力。",
    }
    head = "# AI 日报 2026-05-03\n\n"
    plain, remarked = (
        told(read(Source.from_text(head + text.format(**words, comment=comment))))
        for comment in ("", "<!-- digestkit: ignore DK502 -->\n")
    )
    assert [(section, story.title) for section, story in plain] == [(words["section"], words["title"])]
    assert remarked == plain


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_line_is_in_one_piece(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout]))
    covered = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    said = [n for n in range(1, parsed.source.line_count + 1) if parsed.source.line_text(n).strip()]
    assert sorted(set(covered) & set(said)) == said
    assert len(covered) == len(set(covered))


@pytest.mark.parametrize(
    "layout",
    [
        "a table a story",
        "call-outs",
        "folded call-outs with points",
        "call-outs for fields",
        "facts over prose",
        "slanted facts over prose",
        "titles in two languages",
        "languages behind labels",
        "names before a stroke",
        "facts of its own over prose",
        "tags over prose",
        "grades in bold over prose",
        "fields as headings",
        "two colons",
        "traditional characters",
        "reference links",
        "questions as labels",
        "facts between title and text",
        "long words on the links below",
        "bold titles over paragraphs",
        "items that sum up",
        "asides among sections",
        "labels of titles in brackets",
        "titles counted in words",
        "labels of an English newsletter",
        "a list of reports in an item",
        "paragraphs of HTML under lists",
        "lists of HTML",
        "lists of HTML, an item on several lines",
        "labels in lists of HTML",
        "paragraphs that HTML breaks",
        "bold paragraphs that HTML breaks",
        "labels behind breaks of HTML",
        "labels behind breaks of HTML in items",
        "marks of citations on lines of their own",
        "numbers that cite lines at the end",
        "labels in colour",
        "stars of projects",
        "points and comments",
        "words before an arrow to an address",
        "records of facts",
        "records of facts under headings",
        "paragraphs of HTML, one of them blank",
        "Chinese numbers in brackets",
        "labels in bold lines with pictures",
        "small headings over titles",
        "kickers before headlines",
        "the month and the day under linked titles",
        "fields in one line",
        "bold fields in one line",
        "titles and fields in one line",
        "records in one line",
        "a table of one row a story",
        "numbers in words over records",
        "hashes right before numbers",
        "records in English",
        "comments and names of blocks of a note-keeper",
        "quoted stories of a chat",
        "headings in quotes",
        "definition lists",
        "lines coloured as a whole",
        "short quotes over points and a source",
        "labels with their text as headings",
        "a bullet a field",
        "asides behind labels",
        "quoted stories of a chat without sections",
    ],
)
def test_layout_says_the_summary(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout]))
    assert [story.summary for _, _, story in parsed.stories()] == [body for _, body, *_ in STORIES]


@pytest.mark.parametrize("layout", ["labels of an English newsletter", "a list of reports in an item"])
def test_layout_has_no_points(layout: str) -> None:
    assert not any(story.points for _, _, story in read(Source.from_text(LAYOUTS[layout])).stories())


@pytest.mark.parametrize(
    "layout",
    ["titles counted in words", "numbers that cite a list", "numbers that cite a list of links"],
)
def test_layout_names_the_sources(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout]))
    assert [story.sources[0].label for _, _, story in parsed.stories()] == [name for *_, name in STORIES]


def test_two_numbers_side_by_side_cite_both() -> None:
    text = LAYOUTS["numbers that cite a list"].replace("[1]\n", "[1][3]\n", 1)
    story = next(read(Source.from_text(text)).stories())[2]
    assert [(each.label, each.url) for each in story.sources] == [
        (STORIES[n][3], STORIES[n][2]) for n in (0, 2)
    ]


@pytest.mark.parametrize("hat", ["", "^"])
def test_two_footnotes_side_by_side_are_both_sources(hat: str) -> None:
    (title, body, first, _), (_, _, second, _) = STORIES[:2]
    told = f"### {title}\n\n{body}[^1{hat}][^2{hat}]\n\n[^1{hat}]: {first}\n[^2{hat}]: 云报，{second}\n"
    story = next(read(Source.from_text(f"{H1}\n\n## 大模型\n\n{told}")).stories())[2]
    assert [each.url for each in story.sources] == [first, second]


def test_a_list_that_nobody_cites_is_for_reading() -> None:
    text = f"{H1}\n\n## 大模型\n\n### {STORIES[0][0]}\n\n{STORIES[0][1]}\n\n## 参考资料\n\n1. [晨报]({STORIES[0][2]})\n"
    digest = read(Source.from_text(text)).digest
    assert [each.kind for each in digest.remainder] == ["reading-list"] * 2
    assert not digest.sections[0].stories[0].sources


def test_items_that_sum_up_are_highlights() -> None:
    parsed = read(Source.from_text(LAYOUTS["items that sum up"]))
    assert parsed.digest.highlights == ("星河降价一半", "飞鱼融资", "新规征求意见")


def test_items_under_the_name_of_contents_sum_up_nothing() -> None:
    digest = read(Source.from_text(LAYOUTS["contents without links"])).digest
    assert not digest.highlights
    assert [each.kind for each in digest.remainder[:4]] == ["contents"] * 4


def test_asides_are_kept_apart() -> None:
    parsed = read(Source.from_text(LAYOUTS["asides among sections"]))
    assert [each.kind for each in parsed.digest.remainder] == ["introduction"] * 2 + ["closing"] * 4


@pytest.mark.parametrize("title", ["GPT-6", "Nova", "玻璃之城"])
def test_a_short_title_among_stories_is_no_aside(title: str) -> None:
    text = (
        LAYOUTS["asides among sections"]
        .replace("今日一问", title)
        .replace("## 收听方式", "## 白鹭融资\n\n[晨报](https://a.example/8)")
    )
    told = [story.title for _, _, story in read(Source.from_text(text)).stories()]
    assert title in told


def test_points_with_numbers_in_brackets_belong_to_their_story() -> None:
    parsed = read(Source.from_text(LAYOUTS["Chinese numbers for sections"]))
    assert [[point.text for point in story.points] for _, _, story in parsed.stories()] == [
        ["成本下降", "可以试用"]
    ] * 6


def tables(head: str, more: str = "") -> str:
    parts = [H1]
    for i, name in enumerate(SECTIONS):
        rows = [f"| {n} | {t} | {b} | [{s}]({u}) |" for n, (t, b, u, s) in enumerate(STORIES[i * 3 :][:3], 1)]
        parts += [f"## {name}", "\n".join([f"| # | 标题 | {head} | 来源 |", "|:-:|---|---|---|", *rows])]
    return "\n\n".join([*parts, more]) + "\n"


def test_rows_of_tables_are_stories() -> None:
    parsed = read(Source.from_text(tables("摘要", "以上内容由编辑部整理。")))
    assert [(story.title, story.summary) for _, _, story in parsed.stories()] == [
        (title, body) for title, body, *_ in STORIES
    ]
    assert [(source.label, source.url) for _, _, story in parsed.stories() for source in story.sources] == [
        (name, url) for _, _, url, name in STORIES
    ]
    assert [section.title for section in parsed.digest.sections] == list(SECTIONS)
    assert len(parsed.digest.remainder) == 1
    assert all(parsed.is_brief(loc) for loc, _, _ in parsed.stories())


def row_of(head: str, row: str) -> Story:
    """The first story of a table of two."""
    ruler = "|---" * (head.count("|") - 1) + "|"
    more = row.replace("星河", "云杉")
    (section,) = read(
        Source.from_text(f"{H1}\n\n## 模型\n\n{head}\n{ruler}\n{row}\n{more}\n")
    ).digest.sections
    assert len(section.stories) == 2
    return section.stories[0]


def test_a_title_in_a_table_is_no_summary_and_no_column_is_lost() -> None:
    story = row_of(
        "| 时间 | 事件 | 影响 | 链接 |",
        "| 9:30 | **星河发布 Nova 3** | 价格战换了战场 | [🔗](https://a.example/1) |",
    )
    assert (story.title, story.summary, story.body) == ("星河发布 Nova 3", None, ("影响：价格战换了战场",))
    assert [(source.label, source.url) for source in story.sources] == [("", "https://a.example/1")]


@pytest.mark.parametrize(
    ("head", "cell", "body"),
    [
        ("序号", "1", ()),
        ("#", "12", ()),
        ("发布时间", "5 月 3 日", ("发布时间：5 月 3 日",)),
        ("📅 日期", "5 月 3 日", ()),
        ("涨幅", "+12%", ("涨幅：+12%",)),
        ("影响", "", ()),
        ("影响", "—", ()),
        ("", "值得关注", ("值得关注",)),
        ("**Impact**", "价格战<br>换了战场", ("Impact：价格战<br>换了战场",)),
    ],
)
def test_other_columns_of_a_table_are_in_the_body(head: str, cell: str, body: tuple[str, ...]) -> None:
    story = row_of(f"| 标题 | 摘要 | {head} | 来源 |", f"| 星河发布 Nova 3 | 成本减半。 | {cell} | 晨报 |")
    assert (story.title, story.summary, story.body) == ("星河发布 Nova 3", "成本减半。", body)
    assert [source.label for source in story.sources] == ["晨报"]


def test_a_link_in_another_column_is_the_source_where_none_is_named() -> None:
    story = row_of("| 标题 | 摘要 | 🔗 |", "| 星河发布 Nova 3 | 成本减半。 | [🔗](https://a.example/1) |")
    assert [(source.label, source.url) for source in story.sources] == [("", "https://a.example/1")]


@pytest.mark.parametrize(
    "line",
    [
        "来源：[🔗](https://a.example/1)",
        "[👉](https://a.example/1)",
        "值得一看。<sup>[1](https://a.example/1)</sup>",
        "来源：晨报 [🔗](https://a.example/1)",
    ],
)
def test_a_sign_is_no_name(line: str) -> None:
    text = f"{H1}\n\n## 模型\n\n### 星河发布 Nova 3\n\n成本减半。\n\n{line}\n"
    ((_, _, story),) = read(Source.from_text(text)).stories()
    assert [(source.label, source.url) for source in story.sources] == [
        ("晨报" if "晨报" in line else "", "https://a.example/1")
    ]


def test_a_table_beside_stories_is_an_index_of_them() -> None:
    told = "\n\n".join(f"### {t}\n\n{b}\n\n来源：[{s}]({u})" for t, b, u, s in STORIES)
    digest = read(Source.from_text(f"{H1}\n\n## 要闻\n\n{told}\n\n{tables('摘要').removeprefix(H1)}")).digest
    assert [story.title for section in digest.sections for story in section.stories][:6] == [
        title for title, *_ in STORIES
    ]
    assert sum(len(section.stories) for section in digest.sections) <= len(STORIES) + len(SECTIONS)


@pytest.mark.parametrize(
    "picture",
    [
        "<br/> ![码头](https://a.example/1.png) <br/>",
        '<img src="https://a.example/1.png">',
        "<video controls>\n    您的浏览器放不了\n    </video>",
    ],
)
@pytest.mark.parametrize(
    "source", ["\n    [Link](https://b.example/1)", " ['更多详情'](https://b.example/1)"]
)
def test_a_picture_swallows_neither_the_source_nor_the_next_story(picture: str, source: str) -> None:
    text = (
        "# AI 日报 2026-02-09\n\n### 产品\n\n1.  **青松**发布海况模型，预报提前三天，渔船出港前就能查到。\n"
        f"    {picture}{source}\n2.  **白桦**开源了排班工具，医院和工厂都可以拿去用，不收费。[晨报](https://c.example/2)\n"
    )
    (section,) = read(Source.from_text(text, "a.md")).digest.sections
    assert [story.title for story in section.stories] == ["青松", "白桦"]
    assert [source.url for story in section.stories for source in story.sources] == [
        "https://b.example/1",
        "https://c.example/2",
    ]


def test_a_tag_over_linked_items_is_no_story() -> None:
    text = (
        "# AI 日报 2026-02-09\n\n## 值得关注\n\n**[产品]**\n- [青松的地图会说话了](https://a.example/1) - 盲人也能用\n"
        "- [白桦上线排班助手](https://a.example/2) - 医院先用\n\n**【开源】**\n- [海图：画港口地图](https://a.example/3) - 装好就能用\n"
    )
    (section,) = read(Source.from_text(text, "a.md")).digest.sections
    assert [story.title for story in section.stories] == [
        "青松的地图会说话了",
        "白桦上线排班助手",
        "海图：画港口地图",
    ]
    assert [[source.url for source in story.sources] for story in section.stories] == [
        ["https://a.example/1"],
        ["https://a.example/2"],
        ["https://a.example/3"],
    ]


@pytest.mark.parametrize("name", ["亮点速览", "亮点回顾"])
def test_highlights_by_other_names_are_no_stories(name: str) -> None:
    text = (
        f"# AI 周报 2026-02-09\n\n### {name}\n\n- **青松的地图会说话了**，盲人也能用。\n- **白桦上线排班助手**，医院先用。\n\n"
        "### 详细报道\n\n#### 青松的地图会说话了\n\n青松的地图会说话了，盲人也能用，先在三座城市试。\n\n"
        "#### 白桦上线排班助手\n\n白桦上线排班助手，医院先用，工厂明年用。\n"
    )
    digest = read(Source.from_text(text, "a.md")).digest
    assert len(digest.highlights) == 2
    assert [story.line for section in digest.sections for story in section.stories] == [10, 14]


@pytest.mark.parametrize("names", [("模型与技术进展", "产品与应用动态"), ("硬件与芯片动态", "政策与监管")])
def test_an_emoji_before_a_longer_name_of_a_section(names: tuple[str, str]) -> None:
    text = f"📅 AI 早报 2026-05-03\n\n📱 {names[0]}\n\n🔸 星河发布 Nova 3\n🔗 https://a.example/1\n\n💰 {names[1]}\n\n🔸 飞鱼融资\n🔗 https://a.example/2\n"
    stories = read(Source.from_text(text)).stories()
    assert [(section.title, story.title) for _, section, story in stories] == [
        (names[0], "星河发布 Nova 3"),
        (names[1], "飞鱼融资"),
    ]


def test_a_remark_in_a_quote_among_bold_titles_is_no_story() -> None:
    remark = "> **编者按一则**\n> 我们还没有试用。"
    text = f"AI 日报 2026-05-03\n\n**星河发布 Nova 3**\n说明：成本下降。\n\n{remark}\n\n**飞鱼融资**\n说明：三亿元。\n\n{remark}\n"
    titles = [story.title for _, _, story in read(Source.from_text(text)).stories()]
    assert titles == ["星河发布 Nova 3", "飞鱼融资"]


def titles(text: str) -> list[tuple[str | None, str | None]]:
    """Section and title of each story of a text."""
    return [
        (section.title, story.title) for _, section, story in read(Source.from_text(text, "a.md")).stories()
    ]


def test_names_that_come_again_over_bold_titles_are_sections() -> None:
    story = "**{}**\n\n先在三座城市试。\n\n📍 晨报 | [原文](https://a.example/{})\n\n"
    part = "### 🏠 本地\n\n" + story + story + "### ✈️ 外埠\n\n" + story + story
    names = [
        "1. 青松的地图会说话",
        "2. 白桦排班助手上线",
        "1. 海图画港口地图",
        "2. 云杉接管仓库",
    ]
    part = part.format(*[each for n, name in enumerate(names) for each in (name, n)])
    text = f"# AI 日报 2026-05-03\n\n## 产品\n\n*新品·上线*\n\n{part}## 研究\n\n*论文·开源*\n\n{part}"
    assert titles(text) == [
        (section, name[3:])
        for _ in range(2)
        for section, name in zip(["本地", "本地", "外埠", "外埠"], names, strict=True)
    ]


def test_headings_for_fields_under_facts_tell_the_story_above() -> None:
    story = (
        "## {}. 青松的地图会说话{}\n\n`地图` `语音`\n\n**來源：** 晨報 | [原文連結](https://a.example/{})\n\n"
        "### 摘要\n\n先在三座城市試。\n\n### 筆記\n\n可以一試。\n\n---\n\n"
    )
    text = "# AI 日報 2026-05-03\n\n" + "".join(story.format(n, "了" * n, n) for n in (1, 2, 3))
    stories = [story for *_, story in read(Source.from_text(text, "a.md")).stories()]
    assert [(story.title, story.summary) for story in stories] == [
        (f"青松的地图会说话{'了' * n}", "先在三座城市試。") for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "- **仓库名**：pine\n- **做什么**：画地图\n- **谁来用**：开发者",
            "- **仓库名**：birch\n- **做什么**：排班",
        ),
        (
            "- 是什么：画地图\n- 来源：[晨报](https://a.example/1)",
            "- 为何热：三天涨了一千颗星\n- 来源：[晨报](https://a.example/2)",
        ),
    ],
)
def test_items_that_are_fields_are_no_stories(first: str, second: str) -> None:
    text = f"# AI 日报 2026-05-03\n\n## 项目\n\n### 1. 青松\n\n{first}\n\n### 2. 白桦平台\n\n{second}\n"
    assert titles(text) == [("项目", "青松"), ("项目", "白桦平台")]


def test_a_headline_with_a_word_for_sections_among_news() -> None:
    text = (
        "# AI 日报 2026-05-03\n\n## 产品\n\n### 云杉 5 成为青松的默认模型（5 月 2 日）\n- 免费用户也能用\n- 答得更快\n\n"
        "### 白桦发布会排班的 Agent\n- 用一句话建\n- 不用写代码\n\n### 海图推出港口地图 2.0\n- 画得更细\n- 离线可用\n"
    )
    assert [title for _, title in titles(text)] == [
        "云杉 5 成为青松的默认模型（5 月 2 日）",
        "白桦发布会排班的 Agent",
        "海图推出港口地图 2.0",
    ]


@pytest.mark.parametrize(
    "layout", ["names before a stroke", "facts of its own over prose", "tags over prose"]
)
def test_the_name_beside_a_link_is_that_of_the_source(layout: str) -> None:
    stories = [story for *_, story in read(Source.from_text(LAYOUTS[layout], "a.md")).stories()]
    assert [[source.label for source in story.sources] for story in stories] == [[s] for *_, s in STORIES]


def test_a_paragraph_that_opens_with_the_title_of_its_story_is_no_other() -> None:
    story = (
        "**{0}、{1}**\n\n推荐 | [地址](https://a.example/{0})\n\n**{1}** 是一个画地图的工具，可以离线用。\n\n"
    )
    text = "# AI 周刊 2026-05-03\n\n## 工具\n\n" + story.format(1, "青松") + story.format(2, "白桦")
    assert titles(text) == [("工具", "青松"), ("工具", "白桦")]


def test_names_of_sections_in_two_languages_over_an_item_each() -> None:
    names = ["模型与研究 (Models & Research)", "工具与平台 (Tools & Platforms)", "行业动态 (Industry News)"]
    parts = [
        f"## {name}\n\n- [青松画出地图](https://a.example/{n}) — 先在三座城市试。\n\n"
        for n, name in enumerate(names)
    ]
    assert [title for _, title in titles("# AI 日报 2026-05-03\n\n" + "".join(parts))] == ["青松画出地图"] * 3


def test_framed_names_of_sections_in_two_languages() -> None:
    names = ["AI Core / 模型核心动态", "Geopolitics & Economics / 地缘政治与经济"]
    story = "1. 青松画出地图\n   摘要: 先在三座城市试。\n   Source / 来源: 晨报 · https://a.example/{} · ~7 hours ago / ~7 小时前\n\n"
    parts = [f"━━━ {name} ━━━\n{story.format(n)}" for n, name in enumerate(names)]
    text = "2026-05-03 AI 日报\n\n" + "".join(parts)
    assert titles(text) == [(name, "青松画出地图") for name in names]
    sources = [story.sources for *_, story in read(Source.from_text(text, "a.md")).stories()]
    assert [[(each.label, each.url) for each in found] for found in sources] == [
        [("晨报", f"https://a.example/{n}")] for n in range(2)
    ]


def test_a_table_that_leads_elsewhere_under_a_heading_of_its_own() -> None:
    told = "### [青松画出地图](https://a.example/1)\n\n先在三座城市试。\n\n### [白桦会排班](https://a.example/2)\n\n医院先用。"
    head = "| 项目 | 链接 | 一句话 |\n|---|---|---|\n"
    own = "| 海图 | [仓库](https://b.example/1) | 画港口地图 |\n| 云杉 | [仓库](https://b.example/2) | 接管仓库 |"
    again = "| 青松画出地图 | [原文](https://a.example/1) | 头条 |\n| 白桦会排班 | [原文](https://a.example/2) | 产品 |"
    for rows, more in ((own, [("更多", "海图"), ("更多", "云杉")]), (again, [])):
        text = (
            f"# AI 日报 2026-05-03\n\n## 产品\n\n{told}\n\n## 更多\n\n{head}{rows}\n\n## 结语\n\n明天见。\n"
        )
        assert titles(text) == [("产品", "青松画出地图"), ("产品", "白桦会排班"), *more]
