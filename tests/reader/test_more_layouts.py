"""The forms of desks and language models that differ most: each is read as the same sections and stories."""

import pytest

from digestkit.reader import read
from digestkit.reader.inline import title_text
from digestkit.source import Source
from tests.reader.test_layouts import H1, SECTIONS, STORIES, issue

POINTS = ("成本下降一半", "开发者可以试用")


def pointed(bullet: str = "- ") -> str:
    return "\n".join(bullet + each for each in POINTS)


def numbers_defined(n: int) -> str:
    return "\n".join(f"[{i}]: {STORIES[i - 1][2]}" for i in range(1, n + 1))


HAN = "一二三四"
LAYOUTS: dict[str, str] = {
    "numbers on lines of their own": issue(
        "AI 早知道 | 2026年5月3日", "**{name}**", lambda n, t, b, u, s: f"{n:02d}\n\n**{t}**\n\n{b}\n\n{u}"
    ),
    "times of day before titles": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n + 8:02d}:30 {t}\n\n{b} [{s}]({u})"
    ),
    "times of day before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"**{n + 8:02d}:05 | {t}**\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "numbers before a stroke": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n:02d} / {t}\n\n{b} [→ 原文]({u})"
    ),
    "numbers as headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {n:02d}\n\n### {t}\n\n{b}\n\n来源：[{s}]({u})"
    ),
    "titles in two languages": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n*In English {n}*\n\n**摘要 Summary**：{b}\n\n**来源 / Source**：[{s}]({u})",
    ),
    "labels of its own": issue(
        H1,
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n**一句话看懂**：{b}\n\n**谁会受益**：开发者。\n\n📎 [{s}]({u})",
    ),
    "fields as headings": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n#### 说明\n\n{b}\n\n#### 来源\n\n[{s}]({u})"
    ),
    "bracketed leads": issue(H1, "## 【{name}】", lambda n, t, b, u, s: f"【{t}】{b}（{s}）{u}"),
    "bold over bold": issue(
        "**AI 日报（2026-05-03）**", "**{number}、{name}**", lambda n, t, b, u, s: f"**{n}. {t}**\n\n{b}\n\n{u}"
    ),
    "Chinese numbers for sections": issue(
        "2026年5月3日AI日报",
        "一、{name}",
        lambda n, t, b, u, s: f"{n}. {t}\n说明：{b}\n要点：\n（1）成本下降\n（2）可以试用\n来源：{s} {u}",
    ),
    "brackets for sections": issue(
        "📅 2026年5月3日 AI 早报", "【{name}】", lambda n, t, b, u, s: f"🚀 {t}\n{b}\n🔗 {u}"
    ),
    "circles for sections": issue(
        "【AI日报】2026/05/03", "◎ {name}", lambda n, t, b, u, s: f"{n}、{t}\n{b}\n{u}"
    ),
    "squares": issue("■ AI日报 2026.5.3 ■", "■ {name}", lambda n, t, b, u, s: f"□ {t}\n{b}\n出典：{s} {u}"),
    "lists in lists": issue(H1, "- **{name}产品**", lambda n, t, b, u, s: f"  - [{t}]({u})：{b}", "\n").replace(
        "产品**", "**"
    ),
    "reference links": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}][{n}]")
    + "\n"
    + numbers_defined(6),
    "footnotes": issue(H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n\n{b}[^{n}]")
    + "\n"
    + numbers_defined(6).replace("[", "[^"),
    "quoted stories": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"> **{t}**\n>\n> {b}\n>\n> 来源：[{s}]({u})"
    ),
    "full-width digits": issue(
        "# AI 日报（２０２６年５月３日）",
        "## {number}．{name}",
        lambda n, t, b, u, s: f"### {n}．{t}\n\n说明：{b}\n\n要点：\n{pointed('・')}\n\n来源：[{s}]({u})",
    ),
    "no-break spaces": issue(
        H1, "##\xa0{name}", lambda n, t, b, u, s: f"###\xa0{t}\n\n{b}\n\n{pointed('-' + chr(0xA0))}\n\n来源：[{s}]({u})"
    ),
    "underlined": issue(
        "AI 日报 2026-05-03\n=========",
        "{name}\n---------",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "HTML": issue(
        "<h1>AI 日报 2026-05-03</h1>",
        '<h2 class="s">{name}</h2>',
        lambda n, t, b, u, s: f'<h3>{t}</h3>\n<p>{b}</p>\n<p>来源：<a href="{u}" target="_blank">{s}</a></p>',
    ),
    "TOML": issue(
        '+++\ntitle = "AI 日报"\ndate = 2026-05-03T08:00:00+08:00\n+++',
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "links of a chat": issue(
        "*AI 日报 2026-05-03*", "**{name}**", lambda n, t, b, u, s: f"*{t}*\n{b}\n来源：<{u}|{s}>"
    ),
    "JSON": issue(
        '{\n  "title": "AI 日报",\n  "date": "2026-05-03",\n  "menu": {\n    "main": 1\n  }\n}',
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    ),
    "two colons": issue(
        H1, "## {name}", lambda n, t, b, u, s: f"### {t}\n- 说明:: {b}\n- 来源:: [{s}]({u})"
    ),
    "facts in italics": issue(
        "# AI Daily, May 3, 2026", "## {name}", lambda n, t, b, u, s: f"### [{t}]({u})\n\n*{s}* · 08:1{n}\n\n{b}"
    ),
    "a list of what is in it": issue(
        f"{H1}\n\n## 今日要闻速览\n\n1. 星河发布\n2. 飞鱼融资",
        "## {name}",
        lambda n, t, b, u, s: f"### {t}\n\n{b}\n\n来源：[{s}]({u})",
    )
    + "\n## 明日关注\n\n- 发布会（10:00）\n",
    "traditional characters": issue(
        "# AI 日報 2026-05-03", "## {name}", lambda n, t, b, u, s: f"### {t}\n\n**說明**：{b}\n\n**來源**：[{s}]({u})"
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_is_read(layout: str) -> None:
    parsed = read(Source.from_text(LAYOUTS[layout], "issue.md"))
    assert [(section.title, story.title) for _, section, story in parsed.stories()] == [
        (SECTIONS[i // 3], title) for i, (title, *_) in enumerate(STORIES)
    ]
    urls = [[source.url for source in story.sources] for _, _, story in parsed.stories()]
    assert urls == [[url] for _, _, url, _ in STORIES]
    assert parsed.digest.date == "2026-05-03"
    covered = [line for piece in parsed.pieces for line in range(piece.first, piece.last + 1)]
    said = [n for n in range(1, parsed.source.line_count + 1) if parsed.source.line_text(n).strip()]
    assert sorted(set(covered) & set(said)) == said
    assert len(covered) == len(set(covered))


def labelled(layout: str) -> list[str | None]:
    return [story.summary for _, _, story in read(Source.from_text(LAYOUTS[layout])).stories()]


@pytest.mark.parametrize(
    "layout",
    [
        "fields as headings",
        "two colons",
        "traditional characters",
        "reference links",
    ],
)
def test_layout_says_the_summary(layout: str) -> None:
    assert labelled(layout) == [body for _, body, *_ in STORIES]


def test_points_with_numbers_in_brackets_belong_to_their_story() -> None:
    parsed = read(Source.from_text(LAYOUTS["Chinese numbers for sections"]))
    assert [[point.text for point in story.points] for _, _, story in parsed.stories()] == [
        ["成本下降", "可以试用"]
    ] * 6


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


def test_a_faulty_toml_header_is_a_problem_at_its_line() -> None:
    parsed = read(Source.from_text('+++\ntitle = "AI 日报"\ndate = 昨天\n+++\n\n## 大模型\n'))
    (problem,) = parsed.problems
    assert (problem.name, parsed.source.position(problem.span.start).line) == ("front-matter-invalid", 3)


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ('{\n"title": "AI 日报",\n"tags": ["AI" "日报"]\n}', 3),
        ('{\n"title": "AI 日报"\n"date": "2026-05-03"\n}', 3),
        ('{\n"title": "AI 日报",\n}', 2),
        ('{\n"weight": ' + "9" * 5000 + "\n}", 2),
        ('{\n"a": ' + "[" * 5000 + "\n}", 1),
    ],
)
def test_a_faulty_json_header_is_a_problem_at_its_line(header: str, line: int) -> None:
    parsed = read(Source.from_text(f"{header}\n\n## 大模型\n"))
    (problem,) = parsed.problems
    assert (problem.name, parsed.source.position(problem.span.start).line) == ("front-matter-invalid", line)


@pytest.mark.parametrize(
    "text", ["{\n一段话\n}\n", '{\n"title": "AI 日报"\n\n## 大模型\n', "{\n", "{ }\n", "{"]
)
def test_a_brace_alone_begins_no_header(text: str) -> None:
    parsed = read(Source.from_text(text))
    assert (parsed.digest.front_matter, parsed.problems) == (None, ())


def test_a_summary_without_its_label_does_not_make_a_section() -> None:
    text = f"{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n推理成本下降一半。\n\n**背景**：早有传闻。\n"
    (section,) = read(Source.from_text(text)).digest.sections
    assert [(story.title, story.summary) for story in section.stories] == [
        ("星河智能发布 Nova 3", "推理成本下降一半。")
    ]


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


def test_what_the_assistant_says_is_no_title_of_the_issue() -> None:
    text = f"好的，以下是 2026 年 5 月 3 日的日报：\n\n---\n\n{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n下降一半。\n"
    assert read(Source.from_text(text)).digest.title == H1.removeprefix("# ")


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


def test_a_table_beside_stories_is_an_index_of_them() -> None:
    told = "\n\n".join(f"### {t}\n\n{b}\n\n来源：[{s}]({u})" for t, b, u, s in STORIES)
    digest = read(Source.from_text(f"{H1}\n\n## 要闻\n\n{told}\n\n{tables('摘要').removeprefix(H1)}")).digest
    assert [story.title for section in digest.sections for story in section.stories][:6] == [
        title for title, *_ in STORIES
    ]
    assert sum(len(section.stories) for section in digest.sections) <= len(STORIES) + len(SECTIONS)


@pytest.mark.parametrize(
    "head",
    [
        "# AI 日报\n\n## 2026年5月3日 星期日",
        "AI 早报\n日期：2026-05-03",
        "# AI Daily\n\n**Date:** 3 May 2026",
    ],
)
def test_the_day_may_stand_in_the_first_lines(head: str) -> None:
    text = f"{head}\n\n### 大模型\n\n#### 星河智能发布 Nova 3\n\n下降一半。\n"
    assert read(Source.from_text(text)).digest.date == "2026-05-03"


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("- 乙公司更名 [乙报](https://a.example/1)", "乙公司更名"),
        ("- 乙公司宣布更名 https://a.example/1", "乙公司宣布更名"),
        ("- **乙公司宣布更名。** 新名字下月启用。", "乙公司宣布更名"),
        ("- 乙公司宣布更名（来源：乙报）", "乙公司宣布更名"),
    ],
)
def test_what_ends_the_title_of_a_brief(item: str, title: str) -> None:
    digest = read(
        Source.from_text(f"{H1}\n\n## 更多动态\n\n{item}\n- 丙公司上市 [丙报](https://a.example/2)\n")
    ).digest
    assert digest.sections[0].stories[0].title == title


def test_bold_lines_over_sentences_are_titles() -> None:
    told = "\n\n---\n\n".join(f"**{t}**\n\n{b}\n\n[{s}]({u})" for t, b, u, s in STORIES)
    digest = read(Source.from_text(f"{H1}\n\n{told}\n")).digest
    assert [story.title for section in digest.sections for story in section.stories] == [
        t for t, *_ in STORIES
    ]


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


@pytest.mark.parametrize(
    "title", ["09:30-10:00 签到", "09:30 - 10:00 签到", "16:9 屏幕回来了", "21:9 与 16:10 之争"]
)
def test_figures_with_a_colon_are_no_time_of_day_before_a_title(title: str) -> None:
    assert title_text(title) == title
