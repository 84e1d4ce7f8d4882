"""From dailies to the text of a weekly: what must be in it, and nothing else."""

import re
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digestkit.config import FormatConfig, WeeklyConfig
from digestkit.formatting import format_source
from digestkit.reader import read
from digestkit.schema import Story, Style
from digestkit.source import Source
from digestkit.urls import canonical
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly import text as story_text
from digestkit.weekly.build import Weekly
from digestkit.weekly.compose import highlight
from digestkit.weekly.sections import ordered, section_name
from digestkit.weekly.wording import sentences
from tests.weekly.conftest import made, parsed


def story(weekly: Weekly, word: str) -> Story:
    """The story whose title has ``word``."""
    return next(item.story for item in weekly.items if word in (item.story.title or ""))


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def test_an_event_told_twice_is_one_story_with_all_that_both_knew(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    merged = story(weekly, "青禾机器人")
    assert sum("青禾机器人" in (item.story.title or "") for item in weekly.items) == 1
    assert merged.title == "青禾机器人完成2亿元A轮融资"  # the other title is bait
    said = " ".join(point.text for point in merged.points)
    assert "每小时900个苹果" in said
    assert "董事席位" in said
    assert said.count("装配车间") == 1
    assert merged.background
    assert [source.url for source in merged.sources].count("https://guoye.example/2026/0302/qinghe.html") == 1
    assert len(merged.sources) == 2


@pytest.mark.parametrize("style", ["front-matter", "blue-span"])
@pytest.mark.parametrize(
    "title", [r"\*号的用法", r"\* 号\*的用法", "* 号的用法", r"\_\_init\_\_ 的用法", r"\`号\`的用法"]
)
def test_marks_that_a_title_has_are_in_the_weekly(texts: dict[str, str], title: str, style: Style) -> None:
    words = title.replace("\\", "")
    daily = texts["2026-03-04.md"].replace("铜雀音箱因隐私问题下架", title)
    weekly = made(parsed(texts | {"2026-03-04.md": daily}))
    assert words in [item.story.title for item in weekly.items]
    shown = read(Source.from_text(weekly.text))
    assert words in [each.title for _, each in shown.digest.stories()]
    restyled = read(Source.from_text(format_source(shown, FormatConfig(), style)))
    assert words in [each.title for _, each in restyled.digest.stories()]


def test_figures_that_differ_are_marked_for_the_editor(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    item = next(item for item in weekly.items if "青禾" in (item.story.title or ""))
    (conflict,) = item.conflicts
    assert [(each.value, each.path) for each in conflict.values] == [
        ("2亿元", "2026-03-02.md"),
        ("3.2亿元", "2026-03-03.md"),
    ]
    assert conflict.remark in weekly.text
    assert conflict.remark.startswith("<!-- digestkit: conflict ")


def test_every_story_is_in_exactly_one_item_or_dropped(texts: dict[str, str]) -> None:
    dailies = parsed(texts)
    weekly = made(dailies)
    placed = [
        (told.report.path, told.report.loc) for item in weekly.items for told in item.rated.event.members
    ]
    placed += [(each.report.path, each.report.loc) for each in weekly.dropped]
    assert sorted(placed) == sorted(
        (each.source.path, loc) for each in dailies for loc, _, _ in each.stories()
    )


def test_no_address_is_lost_and_no_sentence_invented(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    for url in re.findall(r"https://[^)\s]+", "\n".join(texts.values())):
        assert canonical(url) in {canonical(each) for each in re.findall(r"https://[^)\s]+", weekly.text)}
    said = squeezed("\n".join(texts.values()))
    for item in weekly.items:
        each = item.story
        for text in (each.title, each.summary, each.background, *each.body, *(p.text for p in each.points)):
            for sentence in sentences(text or ""):
                assert squeezed(sentence) in said


def test_prose_stays_prose_and_whole(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    for line in (
        "长风气象实验室开源了长风气象模型，台风路径的24小时预报误差缩小到60公里。",
        "**训练数据**：模型用1979年以来的再分析资料训练，参数量为12亿。",
        "实验室说，沿海三省的气象台已经在试用，夏天之前会公布评测。",
    ):
        assert f"\n\n{line}\n\n" in weekly.text


def test_points_without_a_label_stay_so_and_labelled_ones_keep_theirs(texts: dict[str, str]) -> None:
    texts["2026-03-04.md"] = texts["2026-03-04.md"].replace(
        "铜雀音箱因在待机时录音被下架。厂商承诺三十天内推送补丁。",
        "- 铜雀音箱在待机时录音\n- 厂商承诺三十天内推送补丁",
    )
    text = made(parsed(texts)).text
    assert (
        "### 铜雀音箱因隐私问题下架\n\n- 铜雀音箱在待机时录音\n- 厂商承诺三十天内推送补丁\n\n来源：" in text
    )
    assert "\n\n要点：\n\n- **资金用途**：" in text


def test_short_ones_stand_apart_and_suppressions_stay_behind(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    briefs = weekly.text.partition("## 其他重要资讯\n\n")[2].partition("\n\n##")[0]
    assert sorted(briefs.splitlines()) == [
        "- **海港大学开设提示词选修课**：海港大学本学期开设提示词选修课，名额80人。 [海港大学](https://haigang.example/course)",
        "- **白鹭浏览器支持语音翻页**：白鹭浏览器5.2版加入语音翻页。 [白鹭](https://bailu.example/5-2)",
    ]
    assert "digestkit: ignore" not in weekly.text


def test_a_month_names_itself(texts: dict[str, str]) -> None:
    texts["2026-03-02.md"] = texts["2026-03-02.md"].replace("**政策与监管**", "**今日必读**")
    texts["2026-03-03.md"] = texts["2026-03-03.md"].replace("## 投融资与并购", "## 今日必读")
    text = made(parsed(texts), since="2026-03-01", until="2026-03-31").text
    assert "## 本月要闻" in text
    assert "## 本月必读" in text
    assert "本周" not in text


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("要闻 TOP 10", "要闻"),
        ("今日要闻（12 条）", "本周要闻"),
        ("TOP 10", "TOP 10"),
        ("2026-03-02 研究", "研究"),
    ],
)
def test_a_section_s_name_has_no_day_and_no_count(title: str, name: str) -> None:
    assert section_name(title, default_vocabulary(), "本周") == name


def test_what_stood_under_no_section_leads_only_where_it_is_important() -> None:
    vocabulary, places = default_vocabulary(), {"产品": 3.0, "研究": 7.0}
    names = ["研究", *["产品"] * 8, "本周要闻", "其他重要资讯"]
    assert ordered(names, places, vocabulary, "本周") == ["产品", "研究", "本周要闻", "其他重要资讯"]
    assert ordered(names[5:], places, vocabulary, "本周")[0] == "本周要闻"


def test_a_section_that_no_daily_has_stands_where_the_plan_first_has_it() -> None:
    vocabulary, places = default_vocabulary(), {"产品": 3.0, "研究": 7.0}
    for names in (["产品", "研究", "专栏"], ["产品", "专栏", "研究"], ["专栏", "产品", "研究"]):
        assert ordered(names, places, vocabulary, "本周") == names


@pytest.mark.parametrize("notice", ["AI 处理失败，请查看原文。", "摘要生成失败"])
def test_a_notice_that_an_article_could_not_be_read_is_no_text(texts: dict[str, str], notice: str) -> None:
    for day in ("2026-03-03.md", "2026-03-04.md"):
        texts[day] += (
            f"\n## 开源与社区\n\n### 某库开源：刨花编译器第二版\n\n{notice}\n\n来源：[木报](https://mubao.example/1)\n"
        )
    weekly = made(parsed(texts)).text
    assert "失败" not in weekly
    briefs = weekly.partition("## 其他重要资讯\n\n")[2]
    assert "- **某库开源：刨花编译器第二版** [木报](https://mubao.example/1)\n" in briefs


def test_a_bullet_does_not_say_its_title_twice(texts: dict[str, str]) -> None:
    texts["2026-03-03.md"] = texts["2026-03-03.md"].replace(
        "**白鹭浏览器支持语音翻页**：白鹭浏览器5.2版", "**白鹭浏览器**：白鹭浏览器5.2版"
    )
    assert "\n### 白鹭浏览器\n\n白鹭浏览器5.2版" in made(parsed(texts)).text


def test_the_reading_list_leads_to_articles(texts: dict[str, str]) -> None:
    texts["2026-03-04.md"] = texts["2026-03-04.md"].replace(
        "https://shuma.example/tongque", "https://shuma.example/"
    )
    text = made(parsed(texts)).text
    assert "https://shuma.example/" in text
    assert "https://shuma.example/" not in text.partition("## 相关阅读链接")[2]


def test_it_reads_back_as_the_same_weekly_in_clean_form(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    back = read(Source.from_text(weekly.text, "w.md"))
    assert back.digest.kind == "weekly"
    assert back.digest.title == "2026年3月第一周AI行业动态周报"
    assert [each for _, each in back.digest.stories()] == [item.story for item in weekly.items]
    assert [section.title for section in back.digest.sections] == [
        "本周要闻",
        "政策与监管",
        "投融资与并购",
        "其他重要资讯",
    ]
    assert len(back.digest.highlights) == 6
    assert {each.kind for each in back.digest.remainder} >= {"introduction", "closing", "reading-list"}
    assert format_source(back, FormatConfig()) == weekly.text


def test_the_numbers_of_the_introduction_are_true(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts))
    said = "本期汇总3月2日至8日的 3 期日报：6 条新闻，其中 1 条由几篇报道合成，引用 7 家来源。"
    assert said in weekly.text


def test_where_nothing_was_merged_the_introduction_does_not_say_so(texts: dict[str, str]) -> None:
    single = {"2026-03-04.md": texts["2026-03-04.md"]}
    assert re.search(r"的 1 期日报：\d 条新闻，引用", made(parsed(single)).text)


def test_where_no_story_has_a_link_the_introduction_does_not_count_them(texts: dict[str, str]) -> None:
    bare = {name: re.sub(r"来源[^\n]*| \[[^]\n]*\]\([^)]*\)", "", text) for name, text in texts.items()}
    assert "6 条新闻，其中 1 条由几篇报道合成。" in made(parsed(bare)).text


def test_the_order_of_the_files_does_not_matter(texts: dict[str, str]) -> None:
    dailies = parsed(texts)
    assert len({made(order).text for order in permutations(dailies)}) == 1


TITLES = [
    "云雀发布写诗模型",
    "云雀写诗模型开放试用",
    "石榴港扩建数据中心",
    "赤松公司裁员",
    "望舒卫星传回首张照片",
]
STORIES = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(["3家", "5家", "1.2亿元"]), st.sampled_from("abc")),
    min_size=1,
    max_size=4,
)


def daily(day: int, stories: list[tuple[str, str, str]]) -> tuple[str, str]:
    lines = [f'<span style="color:#1677ff;">AI 行业动态 (2026-03-{day:02})</span>', ""]
    for title, figure, page in stories:
        lines += [
            f"**{title}**",
            f"说明：{title}，涉及{figure}。",
            f"来源出处：[甲报](https://jia.example/{page}/1)",
            "",
        ]
    return f"2026-03-{day:02}.md", "\n".join(lines)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.integers(2, 8), STORIES, min_size=1, max_size=4), st.randoms())
def test_any_week_gives_the_same_bytes_in_any_order_and_loses_nothing(days, random) -> None:  # type: ignore[no-untyped-def]
    dailies = parsed(dict(daily(day, stories) for day, stories in days.items()))
    weekly = made(dailies)
    random.shuffle(dailies)
    assert made(dailies).text == weekly.text
    placed = sum(len(item.rated.event.members) for item in weekly.items)
    assert placed + len(weekly.dropped) == sum(map(len, days.values()))
    said = squeezed("".join(each.text for each in dailies))
    back = read(Source.from_text(weekly.text, "w.md"))
    assert [each for _, each in back.digest.stories()] == [item.story for item in weekly.items]
    for _, each in back.digest.stories():
        for text in (each.title, each.summary, *each.body, *(point.text for point in each.points)):
            assert all(squeezed(sentence) in said for sentence in sentences(text or ""))
    for page in {page for stories in days.values() for _, _, page in stories}:
        assert f"(https://jia.example/{page}/1)" in weekly.text


def test_limits_drop_with_a_reason_and_pins_stand_first(texts: dict[str, str]) -> None:
    weekly = made(parsed(texts), WeeklyConfig(max_stories=2, pins=("铜雀",), highlights=1))
    assert len(weekly.items) == 2
    assert "铜雀" in weekly.text.partition("## Highlights\n\n")[2].splitlines()[0]
    assert len(weekly.dropped) == 7 - sum(len(item.rated.event.members) for item in weekly.items)
    assert {each.why.en for each in weekly.dropped} == {"the weekly has 2 stories at most"}


@pytest.mark.parametrize(
    "config", [WeeklyConfig(weights={"sources": 50.0}), WeeklyConfig(weights={"days": 50.0})]
)
def test_weights_decide_what_leads(texts: dict[str, str], config: WeeklyConfig) -> None:
    weekly = made(parsed(texts), config)
    first = min(weekly.items, key=lambda item: item.rank)
    assert "青禾" in (first.story.title or "")
    assert first.rated.why


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("望舒公司成功发射了望舒三号卫星。随后入轨。", "望舒公司成功发射了望舒三号卫星。"),
        ("这是第三颗卫星。", "**望舒公司发射望舒三号卫星**：这是第三颗卫星。"),
        ("成功！", "**望舒公司发射望舒三号卫星**"),
        ("望舒三号卫星是怎样升空的？", "**望舒公司发射望舒三号卫星**"),
        ("以前看星星，要爬到山顶上去。", "**望舒公司发射望舒三号卫星**"),
        ("以前望舒三号卫星只在图纸上。", "**望舒公司发射望舒三号卫星**"),
        ("过去三年，望舒公司发射了三颗望舒卫星。", "过去三年，望舒公司发射了三颗望舒卫星。"),
        ("一句很长的话" * 20 + "。", "**望舒公司发射望舒三号卫星**"),
        (None, "**望舒公司发射望舒三号卫星**"),
    ],
)
def test_a_highlight_is_one_whole_sentence(summary: str | None, expected: str) -> None:
    assert highlight(Story("望舒公司发射望舒三号卫星", summary=summary)) == expected


@pytest.mark.parametrize("left_open", ["```\n代码没有收尾", "<!-- 注释没有收尾", "~~~\n另一种"])
def test_code_and_comments_left_open_swallow_no_story(texts: dict[str, str], left_open: str) -> None:
    prose = texts["2026-03-04.md"].replace("\n## 铜雀", f"\n{left_open}\n\n## 铜雀")
    cut = {"2026-03-04.md": prose.partition("## 铜雀")[0], "2026-03-03.md": texts["2026-03-03.md"]}
    weekly = made(parsed(cut))
    back = read(Source.from_text(weekly.text, "w.md"))
    assert [each.title for _, each in back.digest.stories()] == [item.story.title for item in weekly.items]
    assert not weekly.dropped


def test_a_story_that_cannot_be_written_is_left_out_and_told(
    texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def swallowing(each: Story, *_: object) -> str:
        text = write(each, *_)  # type: ignore[arg-type]
        return text.replace("### 铜雀音箱因隐私问题下架\n\n", "")

    write = story_text.story
    monkeypatch.setattr(story_text, "story", swallowing)
    weekly = made(parsed(texts))
    assert [(each.report.title, each.failed) for each in weekly.dropped] == [("铜雀音箱因隐私问题下架", True)]
    assert len(weekly.items) == 5
    assert "铜雀" not in weekly.text


SAYINGS = [
    "云雀模型会写七言律诗。",
    "这让诗社的人犯了难。",
    "它的参数只有3亿。",
    "云雀公司说，年底前开放接口！",
    "评测用了《全唐诗》里的500首，错了12首。",
    "“诗不是算出来的。”一位老师说。",
    "谁来给诗打分？",
    "石榴港今年用电1.5亿度，比去年多三成。",
    "**训练数据**：三十年的校刊。",
    "裁员从五月开始，共120人。",
]
TELLINGS = st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=3, unique=True)
REPORTS = st.lists(
    st.tuples(st.sampled_from(TITLES), TELLINGS, TELLINGS | st.none(), TELLINGS | st.none(), st.booleans()),
    min_size=1,
    max_size=3,
)


def issue(day: int, reports: list[tuple[str, list[str], list[str] | None, list[str] | None, bool]]) -> str:
    """A daily whose reports have labels or are prose."""
    blocks = [f"---\ntitle: AI 日报 2026-03-{day:02}\ndate: 2026-03-{day:02}\n---\n\n## 要闻"]
    for title, summary, background, points, prose in reports:
        blocks += [f"### {title}", ("" if prose else "说明：") + "".join(summary)]
        blocks += [] if prose or not background else [f"背景：{''.join(background)}"]
        blocks += [] if prose or not points else ["要点：", "\n".join(f"- {each}" for each in points)]
        blocks += [f"来源：[甲报](https://jia.example/{day})"]
    return "\n\n".join(blocks) + "\n"


def said_by(text: str) -> set[str]:
    return {squeezed(sentence.replace("*", "")).rstrip("。！") for sentence in sentences(text)}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.integers(2, 8), REPORTS, min_size=1, max_size=4))
def test_every_sentence_of_a_weekly_is_a_whole_sentence_of_a_daily(days) -> None:  # type: ignore[no-untyped-def]
    weekly = made(parsed({f"2026-03-{day:02}.md": issue(day, reports) for day, reports in days.items()}))
    known = {*TITLES, *(each for saying in SAYINGS for each in said_by(saying))}
    back = read(Source.from_text(weekly.text, "w.md")).digest
    for _, each in back.stories():
        points = [f"{p.lead}：{p.text}" if p.lead == "训练数据" else p.text for p in each.points]
        for text in (each.title, each.summary, each.background, *each.body, *points):
            assert said_by(text or "") <= known
    for line in back.highlights:
        title, colon, sentence = line.replace("*", "").partition("：")
        assert said_by(line) <= known or (title in known and colon and said_by(sentence) <= known)


def test_a_highlight_has_no_day_that_only_its_daily_could_tell() -> None:
    story = Story("青禾机器人发布二代采摘机", summary="青禾机器人昨晚发布二代采摘机，一小时摘九百个苹果。")
    assert highlight(story) == "**青禾机器人发布二代采摘机**"


@pytest.mark.parametrize("face", [" 🚀", " (✧∀✧)", " 👨‍💻"])
def test_a_highlight_ends_with_its_words(face: str) -> None:
    story = Story("望舒公司发射卫星", summary=f"望舒公司把第三颗望舒卫星送上了天{face}。它要飞九天。")
    assert highlight(story).endswith("望舒公司把第三颗望舒卫星送上了天。")


def test_a_story_goes_where_most_of_its_reports_stood_be_it_under_no_section() -> None:
    text = "### 望舒公司发射望舒三号卫星\n\n望舒公司发射望舒三号卫星，在轨三年，耗资9亿元。\n\n来源：[某报](https://bao.example/{day})\n\n"
    forum = "## 论坛热议\n\n### 望舒三号卫星发射了\n\n望舒公司发射望舒三号卫星，网友数了数，一共三级。\n\n来源：[论坛](https://bbs.example/{day})\n\n### 木匠谈刨子\n\n一位木匠谈刨子。\n\n来源：[论坛](https://bbs.example/9{day})\n"
    days = {
        f"2026-03-0{day}.md": f"# AI 日报 2026-03-0{day}\n\n{(text + forum).format(day=day)}"
        for day in (2, 3)
    }
    sections = {item.story.title: item.section for item in made(parsed(days)).items}
    assert sections == {"望舒公司发射望舒三号卫星": "本周要闻", "木匠谈刨子": "论坛热议"}
