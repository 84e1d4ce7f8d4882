"""The top of an issue: its title, its day, and headers in TOML and JSON. YAML: ``test_front_matter.py``."""

import pytest

from digestkit.reader import read
from digestkit.reader.inline import date_in
from digestkit.source import Source
from tests.reader.layouts import H1, STORIES


def test_what_the_assistant_says_is_no_title_of_the_issue() -> None:
    text = f"好的，以下是 2026 年 5 月 3 日的日报：\n\n---\n\n{H1}\n\n## 大模型\n\n### 星河智能发布 Nova 3\n\n下降一半。\n"
    assert read(Source.from_text(text)).digest.title == H1.removeprefix("# ")


@pytest.mark.parametrize(
    "head",
    [
        "# AI 日报\n\n## 2026年5月3日 星期日",
        "AI 早报\n日期：2026-05-03",
        "# AI Daily\n\n**Date:** 3 May 2026",
        "# AI 晨報\n\n民國115年5月3日（星期日）",
        "# AI 晨报（民国 115 年 5 月 3 日）",
        "# AI 速報　令和8年5月3日",
        "# 人工智能工作简报\n\n二〇二六年五月三日",
    ],
)
def test_the_day_may_stand_in_the_first_lines(head: str) -> None:
    text = f"{head}\n\n### 大模型\n\n#### 星河智能发布 Nova 3\n\n下降一半。\n"
    assert read(Source.from_text(text)).digest.date == "2026-05-03"


FRAMED = (
    "<center><font size=5 color=blue>AI 每日观察（2026-05-03）</font></center>",
    "<p align=center><font size=5><b>AI 每日观察（2026-05-03）</b></font></p>",
    '<div align="center">\n  <b><span style="color:red">AI 每日观察（2026-05-03）</span></b>\n</div>',
    "<CENTER><FONT SIZE=5>**AI 每日观察（2026-05-03）**</FONT></CENTER>  ",
)
_OUTLINE = "# 一、大模型\n\n## 1、星河智能发布 Nova 3\n\n推理成本下降一半。\n\n## 2、白鹭芯片流片成功\n\n明年量产。\n"
_HOUSE = (
    "**大模型**\n\n**星河智能发布 Nova 3**\n说明：推理成本下降一半。\n来源出处：[晨报](https://a.example/1)\n"
)


@pytest.mark.parametrize(("body", "style"), [(_OUTLINE, "plain"), (_HOUSE, "blue-span")])
@pytest.mark.parametrize("head", FRAMED)
def test_a_headline_may_stand_in_a_frame(head: str, body: str, style: str) -> None:
    parsed = read(Source.from_text(f"{head}\n\n{body}"))
    digest = parsed.digest
    assert (digest.title, digest.date, digest.style) == ("AI 每日观察（2026-05-03）", "2026-05-03", style)
    assert not parsed.problems
    assert digest.sections[0].title == "大模型"


@pytest.mark.parametrize(
    "line",
    [
        "<center><font color=gray>每天八点更新</font></center>",
        "<center><font size=5>AI 每日观察（2026-05-03）</center>",
        "<div><font size=5>AI 日报（2026-05-03）</font>星河智能</div>",
    ],
)
def test_other_words_in_a_frame_are_no_headline(line: str) -> None:
    assert read(Source.from_text(f"{line}\n\n{_OUTLINE}")).spans.get(("headline",)) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二六年十一月二十七日", "2026-11-27"),
        ("二○二六年十月十日", "2026-10-10"),
        ("二零二六年一月三十一日", "2026-01-31"),
        ("二〇二六年十二月廿一日", "2026-12-21"),
        ("二〇二六年十三月一日", None),
        ("民國99年12月31日", "2010-12-31"),
        ("令和元年五月一日", None),
        ("二十七年十一月三日", None),
    ],
)
def test_days_in_chinese_numerals_and_by_other_calendars(written: str, day: str | None) -> None:
    assert date_in(f"AI 简报（{written}）") == day


def test_the_day_of_an_event_is_not_the_day_of_the_issue() -> None:
    text = (
        "# 慢读\n\n截至 2026 年 4 月 1 日，他们卖出一百万台。\n\n## 星河发布 Nova 3\n\n推理成本下降一半。\n"
    )
    assert read(Source.from_text(text)).digest.date is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (("title：AI 日报", "date: 2026-02-08"), 2, "title 后面是全角冒号，请写成“title: ”"),
        (("title: AI 日报", "date：2026-02-08"), 3, "date 后面是全角冒号，请写成“date: ”"),
        (("title：AI 日报", "date：2026-02-08"), 2, "title 后面是全角冒号，请写成“title: ”"),
        (
            ("title: AI 日报", "<!-- 头条待定 -->", "date: 2026-02-08"),
            3,
            "这里的注释要以 # 开头，<!-- … --> 只能写在正文里",
        ),
        (("title:AI 日报", "date: 2026-02-08"), 2, "title 的冒号后面少一个空格"),
        (("title: AI 日报: 晨间", "date: 2026-02-08"), 2, "值里有冒号，请给整个值加上英文引号"),
        (('title: "晨报"发布"Nova"', "date: 2026-02-08"), 2, "引号里面又有英文引号"),
        (("title: '晨报'特刊", "date: 2026-02-08"), 2, "引号里面又有英文引号"),
        (("title: AI 日报", "\tdate: 2026-02-08"), 3, "缩进用了制表符（Tab），请换成空格"),
        (("title: 'AI 日报", "date: 2026-02-08"), 2, ""),
        (("link:", "  - https://a.example", "title: [a"), 4, ""),
    ],
)
def test_what_is_mistyped_in_a_yaml_header_is_told_at_its_line(
    lines: tuple[str, ...], line: int, said: str, end: str
) -> None:
    parsed = read(Source.from_text(end.join(("---", *lines, "---", "", "## 大模型", ""))))
    (problem,) = parsed.problems
    assert (problem.name, parsed.source.position(problem.span.start).line) == ("front-matter-invalid", line)
    beginning = f"文件头不是有效的 YAML：{said}" if said else "文件头不是有效的 YAML，请检查这一行的引号"
    assert problem.message.zh.startswith(beginning)


def test_a_faulty_toml_header_is_a_problem_at_its_line() -> None:
    parsed = read(Source.from_text('+++\ntitle = "AI 日报"\ndate = 昨天\n+++\n\n## 大模型\n'))
    (problem,) = parsed.problems
    assert (problem.name, parsed.source.position(problem.span.start).line) == ("front-matter-invalid", 3)
    assert problem.message.zh == "文件头不是有效的 TOML：这个值读不懂；文字要用引号括起来"


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


@pytest.mark.parametrize("end", ["```\n\n以上内容来自公开报道。\n", ""])
def test_a_fence_around_the_whole_issue_hides_nothing(end: str) -> None:
    told = "\n\n".join(
        f"### {title}\n\n{body}\n\n来源：[{name}]({url})" for title, body, url, name in STORIES
    )
    parsed = read(Source.from_text(f"好的，这是日报：\n\n```markdown\n{H1}\n\n## 要闻\n\n{told}\n{end}"))
    assert parsed.digest.title == "AI 日报 2026-05-03"
    assert [story.title for _, _, story in parsed.stories()] == [title for title, *_ in STORIES]
    assert not any(story.body for _, _, story in parsed.stories())


def test_a_fence_inside_a_story_is_an_example() -> None:
    told = "\n\n".join(f"### {title}\n\n{body}" for title, body, *_ in STORIES)
    parsed = read(Source.from_text(f"{H1}\n\n## 要闻\n\n{told}\n\n```markdown\n# 提示词\n```\n"))
    assert list(parsed.stories())[-1][2].body == ("```markdown\n# 提示词\n```",)


def test_a_day_without_its_year_may_stand_in_the_title_of_the_issue() -> None:
    assert read(
        Source.from_text("【每日AI】3月20日（周五）早报\n\n【1】星河发布 Nova 3\n📌 成本下降。\n")
    ).digest.title == ("【每日AI】3月20日（周五）早报")


STORY = "### 星河发布 Nova 3\n\n成本下降。\n"


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("**AI 频道日报 #306**\n\n🗓 2026-05-03 | 6 条", "AI 频道日报 #306", "2026-05-03"),
        ("AI 周刊 Vol. 12（2026-05-03）", "AI 周刊 Vol. 12（2026-05-03）", "2026-05-03"),
        ("<< [[2026-05-02]] | [[2026-05-04]] >>\n\n# 2026-05-03 AI 早读", "2026-05-03 AI 早读", "2026-05-03"),
        ("[←](2026-05-02.md) | [→](2026-05-04.md)\n\n2026-05-03", None, "2026-05-03"),
        ("## AI 圈日报（5.3 周日）", "AI 圈日报（5.3 周日）", None),
        ("AI日报 0503", "AI日报 0503", None),
        ("晨报 5.3 亿元易主，编辑部留任", None, None),
        ("下面是我整理的 **2026年5月3日 AI 要闻**，按重要性排序：", None, "2026-05-03"),
        ("星河在 2026-05-01 发布了模型，编辑部次日试用，今天说说体会。", None, None),
    ],
)
def test_how_an_issue_names_itself(head: str, title: str | None, day: str | None) -> None:
    digest = read(Source.from_text(f"{head}\n\n{STORY}")).digest
    assert (digest.title, digest.date) == (title, day)
    assert [story.title for section in digest.sections for story in section.stories] == ["星河发布 Nova 3"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("tags: [AI, 周刊]", "weekly"),
        ("categories:\n  - Weekly", "weekly"),
        ("tags: [周报, 日报]", "daily"),
        ("tags: 3", "daily"),
    ],
)
def test_the_front_matter_may_file_an_issue_under_weeklies(header: str, kind: str) -> None:
    text = f"---\ntitle: 信号第 41 期\n{header}\n---\n\n## 焦点\n\n{STORY}"
    assert read(Source.from_text(text)).digest.kind == kind


def test_a_day_in_bold_at_the_top_heads_nothing() -> None:
    told = "**大模型**\n\n**星河发布 Nova 3**\n说明：成本下降。\n"
    digest = read(Source.from_text(f"# AI 日报\n\n**2026-05-03 | 星期日**\n\n{told}")).digest
    assert digest.date == "2026-05-03"
    assert [section.title for section in digest.sections] == ["大模型"]


def test_days_in_bold_are_the_sections_of_a_weekly() -> None:
    told = "**{}**\n\n**星河发布 Nova 3**\n说明：成本下降。\n\n"
    text = "# AI 周报\n\n" + told.format("2026-05-03") + told.format("2026-05-04")
    assert [section.title for section in read(Source.from_text(text)).digest.sections] == [
        "2026-05-03",
        "2026-05-04",
    ]
