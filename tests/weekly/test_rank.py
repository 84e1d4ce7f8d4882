"""What stands lower: what dailies carry every day, and what says nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from digestkit.publishers import directory
from digestkit.schema import Source, Story
from digestkit.stories import Report
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly.events import event
from digestkit.weekly.rank import WEIGHTS, Rated, Scale, rate
from digestkit.weekly.told import Told

SOURCES = (Source("某报", "https://bao.example/1"),)
BOILERPLATE = ("本站未能译出此文。",)


def told(
    day: int, title: str, text: str, section: str | None = None, sources: tuple[Source, ...] = SOURCES
) -> Told:
    """A report of a story."""
    urls = tuple(source.url for source in sources if source.url)
    loc = ("sections", 0, "stories", 0)
    report = Report(title, text, urls, f"2026-03-{day:02}", section, f"2026-03-{day:02}.md", 3, loc)
    return Told(report, Story(title, summary=text, sources=sources))


def rated(*reports: Told, sourced: bool = True, weights: Mapping[str, float] = WEIGHTS) -> Rated:
    """The importance of an event that these reports tell."""
    vocabulary = default_vocabulary()
    scale = Scale(weights, (), date(2026, 3, 8), 7, vocabulary.sections, directory(), BOILERPLATE, sourced)
    return rate(event([reports]), reports[-1].story, None, scale)


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (told(2, "muju/paozi", "给学徒用的刨子。"), "榜单上的项目"),
        (told(2, "paozi ⭐ 1,234", "给学徒用的刨子。"), "榜单上的项目"),
        (told(2, "刨子：给学徒用的工具", "给学徒用的刨子。", "GitHub Trending 热榜"), "榜单上的项目"),
        (told(2, "[Sponsor] 刨子公司", "给学徒用的刨子。"), "推广或招聘"),
        (told(2, "刨子公司 (YC W24) 正在招聘", "给学徒用的刨子。"), "推广或招聘"),
        (told(2, "刨子的变与不变｜沙龙招募", "给学徒用的刨子。"), "推广或招聘"),
        (told(2, "刨子公司上市", "给学徒用的刨子。", sources=()), "没有来源"),
        (told(2, "刨子公司上市", "本站未能译出此文。"), "正文只有套话"),
        (told(2, "刨子公司上市", "自动处理失败，请查看原文。"), "没有读到原文"),
        (told(2, "刨子公司上市", "抱歉，您提供的信息不足，写不成摘要。"), "没有读到原文"),
        (
            told(2, "刨子公司上市", "由于网站访问限制，无法直接获取《刨子公司上市》一文的内容。"),
            "没有读到原文",
        ),
        (
            told(2, "刨子公司上市", "由于该文章仅限订阅者阅读，无法获取全文，据标题推断是在讲上市。"),
            "没有读到原文",
        ),
    ],
)
def test_what_is_no_news_stands_lower_and_says_why(report: Told, why: str) -> None:
    found = rated(report)
    assert why in [text.zh for text in found.why]
    assert found.score < rated(told(2, "刨子公司上市", report.report.text + "股价涨了。")).score


def test_what_stands_there_word_for_word_every_day_is_no_news() -> None:
    advertised = [told(day, "刨子公司的社群", "五十元进群，学做刨子。") for day in (2, 3, 4)]
    assert "天天一字不差" in [text.zh for text in rated(*advertised).why]
    for others in (advertised[:2], [*advertised[:2], told(4, "刨子公司的社群", "六十元进群，学做刨子。")]):
        assert "天天一字不差" not in [text.zh for text in rated(*others).why]


@pytest.mark.parametrize(
    "text", ["刨子新版把木纹解析失败的次数减到一半。", "学徒断网时无法获取内容的毛病治好了。"]
)
def test_what_is_about_a_failure_is_news(text: str) -> None:
    assert "没有读到原文" not in [why.zh for why in rated(told(2, "刨子升级", text)).why]


def test_where_no_daily_has_links_a_story_without_one_is_news() -> None:
    assert "没有来源" not in [
        text.zh for text in rated(told(2, "刨子公司上市", "今天上市。", sources=()), sourced=False).why
    ]


@pytest.mark.parametrize(
    ("reports", "days"),
    [
        # another number of stars, the next chapter, the same link: still one piece of news
        (
            [
                told(day, f"刨子 ⭐ {day}", f"给学徒用的刨子，已有 {day} 颗星。", sources=())
                for day in (2, 3, 4)
            ],
            1,
        ),
        (
            [
                told(2, "连载", "木匠出门了。", sources=()),
                told(3, "连载", "海上起了大雾，船没有回来。", sources=()),
            ],
            1,
        ),
        ([told(2, "刨子公司上市", "今天上市。"), told(3, "上市首日收涨", "收涨一成。")], 1),
        (
            [
                told(2, "刨子公司上市", "刨子公司今天上市。", sources=()),
                told(3, "交易所问询刨子公司", "海上仓库里的存货引来了问询。", sources=()),
            ],
            2,
        ),
    ],
)
def test_a_day_counts_when_its_daily_had_something_to_add(reports: list[Told], days: int) -> None:
    assert rated(*reports, sourced=False, weights={**dict.fromkeys(WEIGHTS, 0.0), "days": 1.0}).score == days


@pytest.mark.parametrize(("place", "why"), [(0, "日报头条"), (2, "日报第 3 条"), (3, None)])
def test_only_the_first_story_of_a_daily_is_its_headline(place: int, why: str | None) -> None:
    found = rated(replace(told(2, "刨子公司上市", "今天上市。"), place=place))
    assert next((text.zh for text in found.why if text.zh.startswith("日报")), None) == why


def test_what_goes_to_a_section_of_projects_is_one_wherever_else_it_was_told() -> None:
    vocabulary = default_vocabulary()
    scale = Scale(
        WEIGHTS, (), date(2026, 3, 8), 7, vocabulary.sections, directory(), BOILERPLATE, sourced=True
    )
    reports = (
        told(2, "刨子：给学徒用的工具", "给学徒用的刨子。", "GitHub 热榜"),
        told(3, "值得关注：刨子", "给学徒用的刨子。", "亮点"),
    )
    for section, listed in (("GitHub 热榜", True), ("亮点", False)):
        found = rate(event([reports]), reports[-1].story, section, scale)
        assert ("榜单上的项目" in [text.zh for text in found.why]) is listed
