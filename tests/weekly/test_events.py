"""Reports to events: groups are one step, follow-ups later steps of a thread."""

from dataclasses import replace

import pytest

from digestkit.schema import Source, Story
from digestkit.stories import FollowUp, Group, Grouping, Report
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly.cleaning import clean
from digestkit.weekly.events import boilerplate_of, event, events_of
from digestkit.weekly.headline import best_title
from digestkit.weekly.merge import merge
from digestkit.weekly.told import Told, told_in
from tests.weekly.conftest import parsed


def told(day: int, title: str) -> Told:
    date = f"2026-03-{day:02}"
    loc = ("sections", 0, "stories", 0)
    return Told(Report(title, title, (), date, None, f"{date}.md", 1, loc), Story(title))


def shape(
    reports: list[Told], groups: list[tuple[int, ...]], follow_ups: list[tuple[int, int]]
) -> list[list[str]]:
    """Events as lists of steps, a step as the days of its reports."""
    grouping = Grouping(
        tuple(
            Group(
                members=each, score=0.9, kind="same-event", reports=tuple(reports[at].report for at in each)
            )
            for each in groups
        ),
        tuple(
            FollowUp(earlier=a, later=b, score=0.9, reports=(reports[a].report, reports[b].report))
            for a, b in follow_ups
        ),
    )
    return [
        ["+".join((each.report.date or "")[-1] for each in step) for step in event.steps]
        for event in events_of(reports, grouping)
    ]


REPORTS = [told(day, f"第{day}条") for day in range(1, 6)]


@pytest.mark.parametrize(
    ("groups", "follow_ups", "expected"),
    [
        ([], [], [["1"], ["2"], ["3"], ["4"], ["5"]]),
        ([(0, 2)], [], [["1+3"], ["2"], ["4"], ["5"]]),
        ([(0, 1)], [(1, 3)], [["1+2", "4"], ["3"], ["5"]]),
        ([], [(0, 1), (1, 2)], [["1", "2", "3"], ["4"], ["5"]]),
        # a chain in which each follows only the one before is cut before it drifts away
        ([], [(0, 1), (1, 2), (2, 3), (3, 4)], [["1", "2", "3"], ["4", "5"]]),
        ([], [(0, 1), (0, 2), (1, 2), (1, 3), (2, 3)], [["1", "2", "3", "4"], ["5"]]),
    ],
)
def test_groups_and_follow_ups_make_events(
    groups: list[tuple[int, ...]], follow_ups: list[tuple[int, int]], expected: list[list[str]]
) -> None:
    assert shape(REPORTS, groups, follow_ups) == expected


def test_paragraphs_without_a_title_join_no_thread() -> None:
    long = [told(1, "一段没有标题的话，" * 8), told(2, "另一段没有标题的话，" * 8)]
    assert shape(long, [], [(0, 1)]) == [["1"], ["2"]]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bailu/notes ⭐ 1,024", "nanling/notes-cn", [["1"], ["2"]]),
        ("bailu/notes ⭐ 1,024", "bailu-dev/Notes ⭐ 2,048", [["1", "2"]]),
        ("bailu/notes", "白鹭笔记2.0发布", [["1", "2"]]),
    ],
)
def test_a_fork_is_no_later_step_of_its_original(one: str, other: str, expected: list[list[str]]) -> None:
    assert shape([told(1, one), told(2, other)], [], [(0, 1)]) == expected


def test_two_repositories_of_one_owner_are_two_events() -> None:
    titles = [
        "bailu/paozi-pro ⭐ 12",
        "bailu/paozi ⭐ 8",
        "paozi ⭐ 9",
        "白鹭的 paozi-pro 火了",
        "白鹭的工具箱",
    ]
    reports = [told(day, title) for day, title in enumerate(titles, 1)]
    assert shape(reports, [(0, 1, 2, 3, 4)], []) == [["1+4+5"], ["2+3"]]


def test_titles_that_name_one_repository_are_one_event() -> None:
    titles = ["bailu / paozi", "bailu/Paozi ⭐ +137 today", "bailu/paozi-pro", "白鹭的工具箱"]
    reports = [told(day, title) for day, title in enumerate(titles, 1)]
    assert shape(reports, [], []) == [["1+2"], ["3"], ["4"]]
    (first, *_) = events_of(reports, Grouping())
    assert best_title(first) == "bailu / paozi"


def test_stories_without_words_are_dropped_with_a_reason() -> None:
    text = "# AI 日报 2026-03-05\n\n## 政策与监管\n\n### 某市发布办法\n\n某市发布办法。\n\n### **\n\n来源：[某报](https://bao.example/1)\n"
    found, dropped = told_in(parsed({"a.md": text}))
    assert [each.title for each in found] == ["某市发布办法", *[each.title for each in found[1:]]]
    assert len(found) + len(dropped) == sum(1 for each in parsed({"a.md": text}) for _ in each.stories())


def test_a_label_with_nothing_after_it_stays_behind() -> None:
    text = "# AI 日报 2026-03-05\n\n## 政策与监管\n\n### 某市发布办法\n\n某市发布办法。\n\n**深度解读：**\n\n来源：[某报](https://bao.example/1)\n"
    (found,), _ = told_in(parsed({"a.md": text}))
    assert found.story.body == ()
    assert found.story.summary == "某市发布办法。"


def test_tags_stay_behind() -> None:
    text = "# AI 日报 2026-03-05\n\n## 政策与监管\n\n### 某市发布办法\n\n某市发布办法。\n\n{}\n\n来源：[某报](https://bao.example/1)\n"
    (tagged,), _ = told_in(parsed({"a.md": text.format("> **标签**:  #LLM  #AI ")}))
    (told,), _ = told_in(parsed({"a.md": text.format("> #1 是什么，没有人说。")}))
    assert (tagged.story.body, told.story.body) == ((), ("> #1 是什么，没有人说。",))


def test_what_one_daily_files_its_stories_by_stays_behind() -> None:
    text = (
        "# AI 日报 2026-03-05\n\n## 政策与监管\n\n### 某市发布办法\n\n📝 某市发布办法（来源：某报，https://bao.example/1）\n\n"
        "📊 热度：91 | 🏷️ 标签：`政策`\n\nvia @desk\n\n**发布时间**：2026-03-05 08:00\n\n**影响**：企业须备案。\n\n来源：[某报](https://bao.example/1)\n"
    )
    (found,), _ = told_in(parsed({"a.md": text}))
    assert found.story.summary == "某市发布办法"
    assert found.story.body == ("**影响**：企业须备案。",)


def test_a_sentence_under_three_events_is_boilerplate() -> None:
    events = [
        event([[told(day, f"第{day}件事。{tail}")]])
        for day, tail in ((1, "请看原文。"), (2, "请看原文。"), (3, "请看原文。"), (4, ""))
    ]
    assert boilerplate_of(events) == {"请看原文。"}
    assert boilerplate_of(events[:2]) == frozenset()


def cited(day: int, title: str, *urls: str) -> Told:
    one = told(day, title)
    return replace(one, story=replace(one.story, sources=tuple(Source("某报", url) for url in urls)))


@pytest.mark.parametrize(
    ("reports", "days"),
    [
        (
            [
                cited(1, "刨花与学徒", "https://a.example/1"),
                cited(2, "木匠的分歧", "https://a.example/1?utm_source=x"),
            ],
            ["1+2"],
        ),
        # an article beside others, a round-up that makes two stories of a day, and a front page do not say so
        (
            [
                cited(1, "刨花与学徒", "https://a.example/1"),
                cited(2, "木匠的分歧", "https://a.example/1", "https://b.example/2"),
            ],
            ["1", "2"],
        ),
        (
            [
                cited(1, "刨花与学徒", "https://a.example/1"),
                cited(1, "锯子", "https://a.example/1"),
                cited(2, "木匠的分歧", "https://a.example/1"),
            ],
            ["1", "1", "2"],
        ),
        (
            [cited(1, "刨花与学徒", "https://a.example/"), cited(2, "木匠的分歧", "https://a.example/")],
            ["1", "2"],
        ),
    ],
)
def test_stories_of_one_article_are_one_event(reports: list[Told], days: list[str]) -> None:
    assert [step for steps in shape(reports, [], []) for step in steps] == days


def test_stories_of_one_article_join_the_groups_that_they_are_in() -> None:
    reports = [
        told(1, "甲"),
        cited(2, "乙", "https://a.example/1"),
        cited(3, "丙", "https://a.example/1"),
        told(4, "丁"),
    ]
    assert shape(reports, [(0, 1), (2, 3)], []) == [["1+2+3+4"]]


@pytest.mark.parametrize(
    ("line", "title", "text"),
    [
        (
            "**刨花公司** 的木匠宣布，新刨子今天上市。售价12元。",
            "刨花公司 的木匠宣布，新刨子今天上市",
            "售价12元。",
        ),
        (
            "**Baohua_2**推出了推刨子的[模型](https://a.example/1)。售价12元。",
            "Baohua_2推出了推刨子的模型",
            "**Baohua_2**推出了推刨子的",
        ),
        ("**刨花公司**宣布新刨子今天上市 (✧∀✧)！售价12元。", "刨花公司宣布新刨子今天上市", "售价12元。"),
        ("**刨花公司**宣布新刨子今天上市。", "刨花公司宣布新刨子今天上市", ""),
        ("**刨花公司**：新刨子今天上市。售价12元。", "刨花公司", "新刨子今天上市。"),
        ("**刨花公司上市新刨子！** 木匠们排起了队。", "刨花公司上市新刨子！", "木匠们排起了队。"),
        (
            "**一家叫刨花的公司今天把新刨子摆上了柜台** 木匠们排起了队。",
            "一家叫刨花的公司今天把新刨子摆上了柜台",
            "木匠们排起了队。",
        ),
    ],
)
def test_a_name_that_begins_a_sentence_is_no_title(line: str, title: str, text: str) -> None:
    daily = f"# AI 日报 2026-03-02\n\n## 要闻\n\n1. {line}\n2. **锯子厂**：锯子厂今天休息。\n"
    (each, _), _ = told_in(parsed({"2026-03-02.md": daily}))
    assert each.story.title == title
    alone = merge(event([[each]]), default_vocabulary())
    assert (alone.summary or "").startswith(text)
    assert bool(alone.summary) == bool(text)


def test_lines_of_data_without_data_stay_behind() -> None:
    daily = "# AI 日报 2026-03-02\n\n## 热榜\n\n### paozi ⭐ N/A\n\n**今日新增：** N/A\n**语言：** Python\n\n给学徒用的刨子。\n"
    (each,), _ = told_in(parsed({"2026-03-02.md": daily}))
    assert each.story.title == "paozi"
    assert "N/A" not in f"{each.story}"
    assert "**语言：** Python" in f"{each.story}"


@pytest.mark.parametrize("nothing", ["-", "—", "(未显示)", "（未显示）", "N/A (Show HN)"])
def test_there_are_many_words_for_no_data(nothing: str) -> None:
    daily = f"# AI 日报 2026-03-02\n\n## 热榜\n\n### paozi ⭐ {nothing}\n\n**今日新增：** {nothing}\n**类型：** 工具\n\n给学徒用的刨子。\n"
    (each,), _ = told_in(parsed({"2026-03-02.md": daily}))
    assert (each.story.title, each.story.summary, each.story.body) == (
        "paozi",
        "给学徒用的刨子。",
        ("**类型：** 工具",),
    )


def test_breaks_around_pictures_stay_behind() -> None:
    pictures = "<br/> [![图](https://p.example/1.png)](https://p.example/1.png) <br/>\n<br/> ![图](https://p.example/2.png)<br/>"
    found = told_under(f"企业须备案。\n\n{pictures}")
    assert found.body == (
        "[![图](https://p.example/1.png)](https://p.example/1.png)\n![图](https://p.example/2.png)",
    )


def test_a_break_inside_a_summary_stays() -> None:
    summary = "企业须备案。\n<br/>![图](https://p.example/1.png)"
    assert clean(Story("某市发布办法", summary=summary), default_vocabulary()).summary == summary


def told_under(text: str) -> Story:
    """The first of two stories, which has ``text`` under its title."""
    daily = (
        f"# AI 日报 2026-03-05\n\n## 政策\n\n### [某市发布办法，企业须备案](https://bao.example/1)\n\n{text}\n\n"
        "### [乙市发布规划，投资二十亿元](https://bao.example/2)\n\n乙市今天发布规划。\n"
    )
    (found, _), _ = told_in(parsed({"a.md": daily}))
    return found.story


@pytest.mark.parametrize(
    "facts",
    [
        "`果业周刊` · `1h ago` · 评分 **8.7**",
        "`GitHub` · `1h ago` · 评分 8.7",
        "`政策` | 2小时前 | 热度 91",
        "`政策` · 08:12 · ⭐ 1,024",
        "03-05 · #政策 #办法",
    ],
)
def test_facts_side_by_side_stay_behind(facts: str) -> None:
    found = told_under(f"{facts}\n\n**一句话**：企业须备案。")
    assert (found.summary, found.body) == ("企业须备案。", ())


@pytest.mark.parametrize(
    "line",
    [
        "`paozi` · `锯子`",
        "参数 7B · 上下文 128",
        "`paozi 2` · 参数 70 · 评分 8.7",
        "某市 · 评分 8.7",
        "评分 8.7 · 企业须备案，三个月内完成。",
    ],
)
def test_what_tells_of_the_news_stays(line: str) -> None:
    found = told_under(f"{line}\n\n**一句话**：企业须备案。")
    assert line in "\n".join((found.summary or "", *found.body))
    assert (found.summary or "").endswith("企业须备案。")


@pytest.mark.parametrize("words", ["展开摘要", "点击查看全文 ▼", "Click to expand", "Show more"])
@pytest.mark.parametrize("tag", ["<details>\n{}", "<details>{}"])
def test_an_invitation_to_unfold_stays_behind(words: str, tag: str) -> None:
    folded = tag.format(f"<summary>{words}</summary>")
    found = told_under(f"企业须备案。\n\n{folded}\n\n三个月内完成。\n\n</details>")
    assert (found.summary, found.body) == ("企业须备案。", ("三个月内完成。",))


def test_words_over_something_folded_that_tell_stay() -> None:
    folded = "<details>\n<summary>查看某市的办法</summary>\n\n三个月内完成。\n\n</details>"
    found = told_under(f"企业须备案。\n\n{folded}")
    assert "某市的办法" in "\n".join(found.body)


@pytest.mark.parametrize(
    ("written", "body"),
    [
        ("    * 💡 *点评*：价格战换了战场。", ("* 💡 *点评*：价格战换了战场。",)),
        (
            "    * 💡 *点评*：价格战换了战场。\n        * 木匠们不这么看。",
            ("* 💡 *点评*：价格战换了战场。\n    * 木匠们不这么看。",),
        ),
        (
            "    **影响**：木匠们排起了队。\n\n    | 刨子 | 12 |\n    |---|---|\n    | 锯子 | 9 |",
            ("**影响**：木匠们排起了队。", "| 刨子 | 12 |\n|---|---|\n| 锯子 | 9 |"),
        ),
        (
            "    * **影响**：木匠们排起了队。\n\n        **点评**：还会更长。\n\n    ![图](https://bao.example/1.png)",
            (
                "* **影响**：木匠们排起了队。",
                "    **点评**：还会更长。",
                "![图](https://bao.example/1.png)",
            ),
        ),
        (
            "    <br/> 刨子 <br/>\n锯子\n    细锯",
            ("刨子\n锯子\n    细锯",),
        ),
        (
            "    <div>刨子</div>\n* 锯子\n    * 细锯",
            ("<div>刨子</div>\n* 锯子\n    * 细锯",),
        ),
    ],
)
def test_what_stood_under_an_item_is_no_code_in_the_weekly(written: str, body: tuple[str, ...]) -> None:
    daily = (
        "# AI 日报 2026-03-02\n\n## 要闻\n\n* **刨花公司上市新刨子**：售价十二元。[木报](https://bao.example/1)\n"
        f"{written}\n\n* **锯子厂今天休息**：工人们去看刨子。[木报](https://bao.example/2)\n"
    )
    (found, _), _ = told_in(parsed({"2026-03-02.md": daily}))
    assert found.story.body == body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾的影像系统获批。来源：[青禾](https://qinghe.example/1)", "青禾的影像系统获批。"),
        (
            "青禾的影像系统获批。**来源：** [青禾](https://qinghe.example/1) | [晨报](https://chen.example/2)。",
            "青禾的影像系统获批。",
        ),
        ("青禾的影像系统获批。来源：晨报", "青禾的影像系统获批。"),
        ("青禾的影像系统获批。消息来源：某人", "青禾的影像系统获批。消息来源：某人"),
        (
            "影像的数据来源：[青禾](https://qinghe.example/1)",
            "影像的数据来源：[青禾](https://qinghe.example/1)",
        ),
        ("青禾（[Link](https://qinghe.example/1)）的影像系统获批。", "青禾的影像系统获批。"),
        (
            "青禾（[青禾医疗](https://qinghe.example/1)）获批。",
            "青禾（[青禾医疗](https://qinghe.example/1)）获批。",
        ),
        ("青禾的影像系统获批，更多详情请访问", "青禾的影像系统获批。"),
        ("青禾的影像系统获批！想了解更多细节，请查看：", "青禾的影像系统获批！"),
        ("青禾的影像系统获批。论文地址 代码链接", "青禾的影像系统获批。"),
        ("青禾的影像系统获批 -", "青禾的影像系统获批"),
        ("青禾的影像系统获批 —— ", "青禾的影像系统获批"),
        ("青禾限制了 Claude 访问", "青禾限制了 Claude 访问"),
        ("青禾的影像系统开放了，患者可以随时查看", "青禾的影像系统开放了，患者可以随时查看"),
        ("脚注（[1](https://qinghe.example/1)）留着。", "脚注（[1](https://qinghe.example/1)）留着。"),
        ("**今日新增：** +583\n**语言：** Python", "**单日新增：** +583\n**语言：** Python"),
        ("**今日要点：** 三件事", "**今日要点：** 三件事"),
    ],
)
def test_what_only_leads_to_the_sources_or_to_the_day_stays_behind(text: str, expected: str) -> None:
    cited = (Source("晨报"), Source("青禾", "https://qinghe.example/1"))
    story = clean(Story("青禾影像系统获批", summary=text, body=(text,), sources=cited), default_vocabulary())
    assert (story.summary, story.body) == (expected, (expected,))


@pytest.mark.parametrize(
    "facts", ["586 pts · 144 comments · [bao.example](https://bao.example/9)", "⏰ *20:56*"]
)
def test_what_a_forum_made_of_it_stays_behind(facts: str) -> None:
    found = told_under(f"{facts}\n\n企业须备案。")
    assert "bao.example/9" not in f"{found.summary}{found.body}"
    assert "20:56" not in f"{found}"
    assert "企业须备案。" in (found.summary, *found.body)


def test_a_story_written_as_items_with_signs_is_told_in_its_words() -> None:
    found = told_under(
        "* 🔗 [阅读原文](https://bao.example/9)\n* 📝 企业须备案：三个月内完成。\n* ⏰ *20:56*"
    )
    assert (found.summary, found.points, found.body) == ("企业须备案：三个月内完成。", (), ())


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("paozi ⭐ (新上榜)", "paozi"),
        ("muxie/paozi ⭐ 今日 +444", "muxie/paozi"),
        ("muxie/paozi ⭐ +1,137 today", "muxie/paozi"),
        ("木工工具大全 ⭐ 长期热门", "木工工具大全"),
        ("muxie/paozi ⭐ 40.2k", "muxie/paozi ⭐ 40.2k"),
        ("[持续跟踪] 刨花公司扩建车间", "刨花公司扩建车间"),
        ("[刨花公司] 扩建车间", "[刨花公司] 扩建车间"),
    ],
)
def test_a_title_has_no_word_of_that_day_s_list(title: str, bare: str) -> None:
    assert clean(Story(title, summary="刨子出了新款。"), default_vocabulary()).title == bare


def test_a_count_of_today_that_counts_nothing_stays_behind() -> None:
    found = clean(Story("paozi", body=("**今日新增：** 热门\n**语言：** Python",)), default_vocabulary())
    assert found.body == ("**语言：** Python",)


@pytest.mark.parametrize(
    ("title", "told_of"),
    [
        ("今日暂无木工动态", False),
        ("本期没有收录到融资新闻", False),
        ("今日无人刨床上市", True),
        ("刨花公司没有更新", True),
    ],
)
def test_that_there_was_no_news_is_none(title: str, told_of: bool) -> None:
    daily = f"# AI 日报 2026-03-05\n\n## 政策\n\n### {title}\n\n其余都不在关注范围里。\n\n### 乙市发布规划\n\n乙市发布规划。\n"
    found, dropped = told_in(parsed({"a.md": daily}))
    assert [each.title for each in found] == [title] * told_of + ["乙市发布规划"]
    assert ["没有这类新闻" in each.why.zh for each in dropped] == [True] * (not told_of)


def test_a_place_on_a_list_of_projects_is_not_what_happened_last() -> None:
    news, listed = told(2, "刨花公司的新刨子可以自己磨刃"), told(5, "baohua/paozi")
    assert best_title(event([[news], [listed]])) == news.title
    assert best_title(event([[listed]])) == listed.title
