"""How reports become one story."""

import re
from dataclasses import replace

import pytest

from digestkit.reader import read
from digestkit.schema import Point, Source, Story
from digestkit.source import Source as SourceText
from digestkit.stories import Report
from digestkit.stories.report import plain
from digestkit.urls import canonical
from digestkit.vocabulary import default_vocabulary
from digestkit.weekly.events import event
from digestkit.weekly.labels import house_marks
from digestkit.weekly.merge import merge
from digestkit.weekly.told import Told, told_in
from digestkit.weekly.wording import adds_figures, first_sentence, names, sentences


def told(day: int, story: Story, place: int = 0) -> Told:
    words = [story.summary, story.background, *(point.text for point in story.points), *story.body]
    urls = tuple(source.url for source in story.sources if source.url)
    text = "\n".join(plain(each) for each in words if each)
    date = f"2026-03-{day:02}"
    loc = ("sections", 0, "stories", place)
    return Told(Report(story.title or "", text, urls, date, "政策", f"{date}.md", 3, loc), story, place=place)


def merged(*steps: list[Told]) -> Story:
    return merge(event(steps), default_vocabulary())


def test_a_thread_tells_its_steps_in_order_with_their_days() -> None:
    first = told(2, Story("浮桥公司计划上市", summary="浮桥公司向北港交易所递交上市申请。"))
    second = told(5, Story("浮桥公司上市获批", summary="北港交易所批准浮桥公司上市，发行价9元。"))
    third = told(7, Story("浮桥公司挂牌", summary="浮桥公司今天挂牌，首日涨了一成。"))
    story = merged([third], [first], [second])
    assert story.title == "浮桥公司挂牌"
    assert story.points == (
        Point("3月2日", "浮桥公司向北港交易所递交上市申请。"),
        Point("3月5日", "北港交易所批准浮桥公司上市，发行价9元。"),
        Point("3月7日", "浮桥公司挂牌"),  # its sentence is the 说明
    )


def test_the_background_is_taken_from_whichever_report_has_one() -> None:
    long = told(2, Story("石燕发布芯片", summary="石燕发布新芯片，功耗降到3瓦，面向手表和耳机。" * 2))
    short = told(3, Story("石燕发布芯片", summary="石燕发布新芯片。", background="石燕做了八年耳机芯片。"))
    assert merged([long, short]).background == "石燕做了八年耳机芯片。"


def test_points_that_say_the_same_are_one_and_the_fuller_wording_wins() -> None:
    one = told(
        2,
        Story(
            "石燕发布芯片",
            points=(Point(None, "功耗降到3瓦"), Point(None, "面向手表"), Point(None, "年底量产，产地在北港")),
        ),
    )
    other = told(
        3, Story("石燕发布芯片", points=(Point(None, "功耗降到3瓦，是上代的一半"), Point(None, "售价12元")))
    )
    said = [point.text for point in merged([one, other]).points]
    assert said == ["功耗降到3瓦，是上代的一半", "面向手表", "年底量产，产地在北港", "售价12元"]


def test_sources_stand_once_the_nearest_to_the_news_first_under_one_label() -> None:
    one = told(
        2,
        Story(
            "某模型开源",
            summary="某模型开源了。",
            sources=(
                Source("搜狐", "https://www.sohu.com/a/1_2?spm=x"),
                Source("阅读原文", "https://github.com/a/b"),
            ),
        ),
    )
    other = told(
        3,
        Story(
            "某模型开源",
            summary="模型开源。",
            sources=(
                Source("新华社", "https://www.xinhuanet.com/1.htm"),
                Source("链接", "https://github.com/a/b/"),
            ),
        ),
    )
    third = told(4, Story("某模型开源", summary="开源了。", sources=(Source("某报"),)))
    assert merged([one, other, third]).sources == (
        Source("GitHub", "https://github.com/a/b"),
        Source("新华网", "https://www.xinhuanet.com/1.htm"),
        Source("搜狐", "https://www.sohu.com/a/1_2"),
        Source("某报"),
    )


def test_what_another_report_remarks_is_told_too() -> None:
    one = told(
        2,
        Story(
            "石燕发布手表芯片",
            summary="石燕发布手表芯片，功耗降到3瓦，面向手表和耳机，年底在北港量产，首批三百万片已经被六家表厂订完，其中两家从未用过国产芯片。",
            body=("> 💡 石燕终于走出耳机。",),
        ),
    )
    other = told(
        3,
        Story(
            "石燕发布手表芯片",
            summary="石燕发布手表芯片。",
            body=(
                "**影响：** 两家代工厂的订单会少一半。",
                "**语言：** Python",
                "> 💡 表厂议价的本钱变多了。\n> 谁先降价还不好说。",
            ),
        ),
    )
    assert merged([one, other]).body == (
        "**影响：** 两家代工厂的订单会少一半。",
        "> 💡 石燕终于走出耳机。表厂议价的本钱变多了。\n> 谁先降价还不好说。",
    )


def test_a_name_beside_a_link_that_says_nothing_names_that_link() -> None:
    story = Story(
        "某模型开源",
        summary="开源了。",
        sources=(Source("某报"), Source("阅读原文", "https://bao.example/1")),
    )
    assert merged([told(2, story)]).sources == (Source("某报", "https://bao.example/1"),)


def test_addresses_in_the_text_of_a_report_become_sources() -> None:
    one = told(2, Story("某模型开源", summary="某模型开源了，参数有70亿，权重放在网上。"))
    address = "https://hf.example/m"
    inline = Story("某模型开源", summary=f"某模型开源了，见[模型页]({address})。")
    other = told(3, inline)
    report = Report(
        other.report.title, other.report.text, (address,), "2026-03-03", None, "b.md", 3, other.report.loc
    )
    assert Source("模型页", address) in merged([one, Told(report, inline)]).sources


def test_a_sentence_that_leans_on_another_does_not_come_alone() -> None:
    one = told(2, Story("海葵停服", summary="海葵翻译宣布六月底停止服务，用户可在此前导出词库。" * 2))
    other = told(
        3,
        Story(
            "海葵停服",
            summary="海葵翻译宣布六月底停止服务。这让许多老用户感到意外。公司另设三人小组答复来信。",
        ),
    )
    body = "".join(merged([one, other]).body)
    assert "感到意外" not in body


def test_what_another_report_adds_stays_one_paragraph() -> None:
    one = told(2, Story("海葵停服", summary="海葵翻译宣布六月底停止服务，用户可在此前导出词库。" * 4))
    other = told(
        3,
        Story(
            "海葵停服",
            summary="海葵翻译停止服务。原班人马转去做手写识别。新产品叫浮石，年底开放试用。想早点写上几个字？这就去排队。",
            body=("- 词典归赠公共图书馆\n- 声优录音一并捐出",),
        ),
    )
    assert merged([one, other]).body == (
        "原班人马转去做手写识别。新产品叫浮石，年底开放试用。",
        "词典归赠公共图书馆\n声优录音一并捐出",
    )
    pointed = told(2, Story("海葵停服", summary=one.story.summary, points=(Point(None, "退费到七月"),)))
    assert [each.text for each in merged([pointed, other]).points][1] == "原班人马转去做手写识别"


def test_a_figure_told_again_in_other_words_is_no_news() -> None:
    one = told(2, Story("海葵提速", summary="海葵翻译换了新引擎，翻一页书只要两秒，费用降低 98.7%。"))
    other = told(
        3,
        Story(
            "海葵提速",
            points=(Point(None, "费用降低高达 98.7%，翻书更划算"), Point(None, "词库可以导出成表格")),
        ),
    )
    assert [point.text for point in merged([one, other]).points] == ["词库可以导出成表格"]


def test_a_title_fits_the_report_that_the_text_is_from() -> None:
    full = told(
        2,
        Story(
            "浮桥公司丢了图纸：守桥人的事故",
            summary="浮桥公司的图纸从柜子里丢了。守桥人那天没有锁门，图纸上有下一座桥的名字。",
        ),
    )
    other = told(2, Story("渡船账本疑似流出，涉及51 万行记录", summary="渡船的账本疑似流出，涉及51 万行。"))
    story = merged([full, other])
    assert (story.title, story.summary) == ("浮桥公司丢了图纸：守桥人的事故", full.story.summary)


def test_what_people_say_of_an_event_is_no_title_of_its_thread() -> None:
    first = told(2, Story("浮桥公司计划上市", summary="浮桥公司向北港交易所递交上市申请。"))
    second = told(5, Story("浮桥公司上市获批", summary="北港交易所批准浮桥公司上市，发行价9元。"))
    talk = told(7, Story("浮桥公司上市引发网友热议", summary="有人说这座桥不值九元，也有人连夜排队。"))
    story = merged([first], [second], [talk])
    assert story.title == "浮桥公司上市获批"
    assert story.summary == "北港交易所批准浮桥公司上市，发行价9元。"
    assert [point.lead for point in story.points] == ["3月2日", "3月5日", "3月7日"]
    assert merged([talk]).title == "浮桥公司上市引发网友热议"


def test_another_report_s_stock_phrases_and_restatements_are_left_out() -> None:
    one = told(2, Story("海葵停服", summary="海葵翻译宣布六月底停止服务，用户可在此前导出词库。" * 6))
    other = told(
        3,
        Story(
            "海葵停服",
            summary="海葵翻译的停止服务引发了用户的广泛关注。此次海葵翻译停止服务具有重要意义，值得期待。词库导出后可存进任何一本电子词典。",
            points=(
                Point(None, "海葵翻译停止服务体现了行业的趋势"),
                Point(None, "引发关注的还有 Fushi 词典，值得期待"),
            ),
        ),
    )
    story = merged([one, other])
    said = "".join((*story.body, *(point.text for point in story.points)))
    assert "电子词典" in said
    assert "Fushi" in said  # a name that nothing else has
    assert not re.search("广泛关注|重要意义|行业的趋势", said)


@pytest.mark.parametrize(
    ("title", "expected", "rest"),
    [
        ("短标题", "短标题", None),
        ("半句（Beta）写的标题。", "半句（Beta）写的标题", None),
        ("石斛记账开源，三千行 (✧∀✧) 🚀", "石斛记账开源，三千行", None),
        ("🚀 石斛记账开源 (o´ω'o)ﾉ！", "石斛记账开源", None),
        ("石斛支持 C (C#) 和 F#", "石斛支持 C (C#) 和 F#", None),
        (
            "石斛记账的作者最近宣布要把小票识别开放给所有人，并且说在今年夏天的第二个版本发布之前，提醒房租和水电的日子这项功能会一直免费，代码放在网上。",
            "石斛记账的作者最近宣布要把小票识别开放给所有人",
            "石斛记账的作者",
        ),
        (
            "还在为记账发愁吗？石斛能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，作者说做它只花了两个周末的时间。",
            "石斛能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，作者说做它只花了两个周末的时间",
            "还在为记账发愁吗？石斛",
        ),
        (
            "如果你也攒了一抽屉小票，这是好消息。石斛能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，做它只花了两个周末。",
            "石斛能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，做它只花了两个周末",
            "如果你也攒了一抽屉小票",
        ),
        (
            '大家问得最多的是"石斛能记外币吗？” 🤔。它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，做它只花了两个周末。',
            '大家问得最多的是"石斛能记外币吗？”',
            "它能从照片",
        ),
        (
            '石斛记账被叫作"小票克星”，它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，作者说做它只花了两个周末的时间，代码不到三千行。',
            '石斛记账被叫作"小票克星”，它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子',
            "石斛记账被叫作",
        ),
        (
            "一款名叫石斛的记账应用开源了。它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，作者说做它只花了两个周末。",
            "一款名叫石斛的记账应用开源了",
            "它能从照片里读出小票",
        ),
        (
            "一款名叫石斛的记账应用开源了，它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子，作者说做它只花了两个周末的时间，代码不到三千行。",
            "一款名叫石斛的记账应用开源了，它能从照片里读出小票，也能把一个月的花销画成图，还能提醒房租和水电的日子",
            "一款名叫石斛的记账应用开源了，它能",
        ),
        (
            "石斛团队今年发布了新的记账应用，它通过把照片里的小票读成文字并且按照店铺和日子分门别类地存放进一个个文件夹里，让一个月的花销画成一张人人看得懂的图，还能提醒房租和水电的日子。",
            "石斛团队今年发布了新的记账应用",
            "石斛团队今年发布了新的记账应用，它通过",
        ),
        (
            "石斛团队的三位年轻人正在把记账这件苦差事做得像游戏，通过把照片里的小票读成文字并且按照店铺分门别类，让一个月的花销画成一张人人看得懂的图，还能提醒房租和水电。",
            "石斛团队的三位年轻人正在把记账这件苦差事做得像游戏",
            "石斛团队的三位年轻人正在把记账这件苦差事做得像游戏，通过",
        ),
        (
            "去年在南岭高新区办起来的石斛团队的三位年轻人，通过把照片里的小票读成文字并且按照店铺和日子分门别类，让一个月的花销画成了一张图，还能提醒房租和水电。",
            "去年在南岭高新区办起来的石斛团队的三位年轻人，通过把照片里的小票读成文字并且按照店铺和日子分门别类",
            "去年在南岭",
        ),
    ],
)
def test_a_title_that_is_a_paragraph_becomes_text(title: str, expected: str, rest: str | None) -> None:
    story = merged([told(2, Story(title))])
    assert story.title == expected
    assert (story.summary or "").startswith(rest or "")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            (
                "还在为一抽屉的小票发愁吗？别再翻箱倒柜了，开源应用石斛就能帮你把它们读成账目 🔥。"
                "它能画图，也能提醒房租和水电的日子。对于精打细算的年轻人来说，这无疑是年度最佳玩伴 💡。"
            ),
            "别再翻箱倒柜了，开源应用石斛就能帮你把它们读成账目",
        ),
        (
            (
                "还在为一抽屉的小票发愁吗？快来看看应用 Dendrobium，它能从照片里读出小票。"
                "它能画图，也能提醒房租和水电的日子。还不快去给你的钱包换上这件清爽又省心的新衣！"
            ),
            "快来看看应用 Dendrobium，它能从照片里读出小票",
        ),
        (
            (
                "新的一周，该理理账了！石斛团队把读小票的办法写成了文章，从拍照、裁剪到对账，每一步都有图。"
                "它能画图，也能提醒房租和水电的日子，做它只花了两个周末。"
            ),
            "石斛团队把读小票的办法写成了文章，从拍照、裁剪到对账，每一步都有图",
        ),
        (
            (
                "对于精打细算的年轻人来说，Dendrobium 简直就是一位管家。它能从照片里读出小票，"
                "也能画图，还能提醒房租和水电的日子，做它只花了两个周末。石斛的主页上有说明。"
            ),
            "对于精打细算的年轻人来说，Dendrobium 简直就是一位管家",
        ),
        (
            "快鹿科技发布了记账应用石斛，它能从照片里读出小票。你的小票有救了。它能画图，也能提醒房租和水电的日子，做它只花了两个周末，代码不到三千行。",
            "快鹿科技发布了记账应用石斛，它能从照片里读出小票",
        ),
    ],
)
def test_a_sentence_that_calls_on_the_reader_is_no_title(title: str, expected: str) -> None:
    sources = (Source("开源应用石斛", "https://shihu.example/"),)
    assert merged([told(2, Story(title, sources=sources))]).title == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一句。第二句！“引语。还在引语里。”第四句",
            ["第一句。", "第二句！", "“引语。还在引语里。”", "第四句"],
        ),
        ("版本 4.6 发布。**加粗。仍在加粗里**。尾", ["版本 4.6 发布。", "**加粗。仍在加粗里**。", "尾"]),
        ("上一行\n下一行", ["上一行", "下一行"]),
        ("没有关上的（括号。后面都算一句。", ["没有关上的（括号。后面都算一句。"]),
        ("", []),
    ],
)
def test_sentences_are_never_cut_inside_quotes_brackets_or_bold(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected
    assert first_sentence(text) == (expected[0] if expected else "")


def test_other_names_of_a_publisher_become_its_name() -> None:
    story = Story(
        "某库发布",
        summary="某库发布。",
        sources=(
            Source("HN", "https://blog.example/2026/03/02/x"),
            Source("新华社", "https://www.xinhuanet.com/1.htm"),
            Source("新华社", "https://bao.example/2.htm"),
        ),
    )
    assert {source.url: source.label for source in merged([told(2, story)]).sources} == {
        "https://blog.example/2026/03/02/x": "Hacker News",
        "https://www.xinhuanet.com/1.htm": "新华网",
        "https://bao.example/2.htm": "新华社",
    }


def test_labels_say_who_and_not_what_to_do() -> None:
    cited = (
        Source("查看这篇报道（早安）", "https://github.com/a/b"),
        Source("作者的笔记 - (早安)", "https://notes.example/1"),
        Source("HN", "https://arxiv.org/abs/2601.00001"),
        Source("", "https://img.example/a.mp4?x=1"),
        Source("", "shuma.example"),
    )
    story = Story("某库发布", summary="某库发布。", sources=cited)
    found = merge(event([[told(2, story)]]), default_vocabulary(), (), frozenset({"早安"})).sources
    assert [(source.label, source.url) for source in found] == [
        ("GitHub", "https://github.com/a/b"),
        ("arXiv", "https://arxiv.org/abs/2601.00001"),
        ("作者的笔记", "https://notes.example/1"),
        ("视频", "https://img.example/a.mp4?x=1"),
        ("shuma.example", None),
    ]


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("刨花", "https://baohua.example/", ("baohua.example 主页", "https://baohua.example/")),
        ("Baohua Cloud", "https://baohua.example", ("Baohua Cloud 主页", "https://baohua.example")),
        ("刨花官网", "https://baohua.example/?utm_source=x", ("刨花官网", "https://baohua.example/")),
        (
            "连 baohua 也说这样的刨子让学徒少走许多弯路",
            "https://baohua.example/",
            ("baohua.example 主页", "https://baohua.example/"),
        ),
        ("阅读原文", "https://baohua.example/", ("baohua.example 主页", "https://baohua.example/")),
        ("刨花一号”", "https://baohua.example/a", ("刨花一号", "https://baohua.example/a")),
        ("'刨花一号'", "https://baohua.example/a", ("刨花一号", "https://baohua.example/a")),
        ("OpenAI", "https://36kr.com/p/1", ("36氪", "https://36kr.com/p/1")),
        ("华盛顿邮报", "https://bao.example/1", ("bao.example", "https://bao.example/1")),
        ("刨花机制", "https://github.com/baohua/one", ("GitHub", "https://github.com/baohua/one")),
        ("Baohua", "baohua.com", ("Baohua 主页", "https://baohua.com")),
        ("", "readme.md", ("readme.md", None)),
    ],
)
def test_a_link_on_words_of_a_sentence_says_whose_page_it_is(
    label: str, url: str, expected: tuple[str, str | None]
) -> None:
    one = told(2, Story("刨花一号发布", summary="刨花一号发布了。", sources=(Source(label, url),)))
    mentioned = replace(one, mentioned=frozenset([canonical(url), canonical(url.partition("?")[0])]))
    (found,) = merged([mentioned]).sources
    assert (found.label, found.url) == expected


@pytest.mark.parametrize(
    ("label", "url", "expected"),
    [
        ("消息来源", "https://x.com/baohua/status/1", "X"),
        ("项目地址", "https://github.com/baohua/one", "GitHub"),
        ("最新研究论文", "https://arxiv.org/abs/2506.1", "arXiv"),
        ("此链接", "https://baohua.example/1", "baohua.example"),
        ("跳转链接", "https://baohua.example/1", "baohua.example"),
        ("Tweet Link", "https://x.com/baohua/status/1", "X"),
        ("9384颗星", "https://github.com/baohua/one", "GitHub"),
        ("⭐40.2k", "https://github.com/baohua/one", "GitHub"),
        ("1号刨花", "https://baohua.example/1", "1号刨花"),
        ("更多详情", "https://baohua.example/", "baohua.example 主页"),
        ("(刨花快讯)", "https://baohua.example/1", "刨花快讯"),
        ("刨花报告", "https://baohua.example/1", "刨花报告"),
        ("新报", "https://baohua.example/1", "新报"),
    ],
)
def test_a_source_named_by_words_for_any_page_is_named_after_its_site(
    label: str, url: str, expected: str
) -> None:
    (found,) = merged([told(2, Story("刨花一号发布", sources=(Source(label, url),)))]).sources
    assert found.label == expected


def test_a_source_keeps_the_name_that_its_daily_gave_it() -> None:
    cited = (Source("华盛顿邮报", "https://bao.example/1"), Source("刨花", "https://baohua.example/"))
    assert set(merged([told(2, Story("刨花一号发布", sources=cited))]).sources) == set(cited)


def test_what_a_daily_gives_as_sources_is_known_from_what_it_mentions() -> None:
    daily = "---\ntitle: AI 日报 2026-03-02\ndate: 2026-03-02\n---\n\n## 要闻\n\n"
    daily += "1. 刨花一号由[刨花公司](https://baohua.example/)发布，售价12元。\n"
    daily += "2. [刨花二号：给学徒的刨子](https://er.example/) (Er)\n"
    daily += "3. 刨花三号发布，售价13元。 [木工报](https://mugong.example/3)\n"
    stories, _ = told_in([read(SourceText.from_text(daily, "2026-03-02.md"))])
    assert [set(each.mentioned) for each in stories] == [{"baohua.example"}, {"er.example"}, set()]


def test_links_of_several_sites_under_one_label_are_told_apart() -> None:
    cited = (
        Source("Hacker News", "https://muju.example/1"),
        Source("Hacker News", "https://chuizi.example/1"),
        Source("图谱", "https://tu.example/1"),
        Source("图谱", "https://tu.example/2"),
    )
    found = merged([told(2, Story("刨花一号发布", sources=cited))]).sources
    assert sorted(source.label for source in found) == ["chuizi.example", "muju.example", "图谱", "图谱"]


def test_the_editor_s_word_stays_the_last() -> None:
    one = told(2, Story("海葵停服", summary="海葵翻译停止服务。" * 9, body=("> 点评：译者各有去处。",)))
    other = told(3, Story("海葵停服", summary="原班人马转去做手写识别，新产品叫浮石。"))
    assert merged([one, other]).body == ("原班人马转去做手写识别，新产品叫浮石。", "> 点评：译者各有去处。")


@pytest.mark.parametrize(
    ("sentence", "new"),
    [
        ("约四成资金投向海外", True),
        ("约两成资金投向海外", False),
        ("三家老股东跟投", True),
        ("融资3亿元，投向海外", False),
        ("融资4亿元，投向海外", True),
        ("第 17 个版本", True),
    ],
)
def test_a_count_is_a_figure_too(sentence: str, new: bool) -> None:
    assert adds_figures(sentence, "融资3亿元，约两成资金投向海外，两家老股东跟投") is new


def test_another_name_of_a_company_is_no_news() -> None:
    assert names("Apple 与苹果公司") == names("苹果")
    assert names("谷歌的 Agent 用了 Qwen 和 gemma") == {"谷歌", *names("Qwen")}


def test_what_a_house_writes_after_many_labels_is_its_mark() -> None:
    def many(count: int) -> list[Told]:
        return [
            told(2, Story("某库", sources=(Source(f"报道{at}（早安）", f"https://a.example/{at}"),)))
            for at in range(count)
        ]

    assert house_marks(many(20)) == {"早安"}
    assert house_marks(many(3)) == frozenset()


def test_the_mark_of_a_house_is_cut_out_of_the_text() -> None:
    link = "[这篇报道（早安）](https://a.example/1)"
    one = told(
        2,
        Story(
            "海葵停服（早安）",
            summary=f"海葵停服，见{link}。",
            body=("原文 - (早安)，词库（见附件）可导出。", "译者去向 （早安）", "（早安）"),
            sources=(Source("海葵的（早安）公告", "https://a.example/2"),),
        ),
    )
    story = merge(event([[one]]), default_vocabulary(), house_marks={"早安"})
    assert (story.title, story.summary) == ("海葵停服", "海葵停服，见[这篇报道](https://a.example/1)。")
    assert story.body == ("原文，词库（见附件）可导出。", "译者去向")
    assert [source.label for source in story.sources] == ["海葵的公告"]


def test_sentences_that_stand_under_many_stories_are_not_added() -> None:
    one = told(2, Story("海葵停服", summary="海葵翻译宣布六月底停止服务，用户可在此前导出词库。" * 2))
    other = told(3, Story("海葵停服", summary="海葵翻译停止服务。抽取失败请看原文。另设三人小组答复来信。"))
    added = merge(event([[one, other]]), default_vocabulary(), frozenset({"抽取失败请看原文。"})).body
    assert not any("抽取失败" in each for each in added)


def test_of_steps_of_one_day_the_most_reported_is_told_and_none_has_the_day_before_it() -> None:
    release = [
        told(6, Story("海葵翻译四代发布", summary="海葵发布四代翻译模型，支持九十种语言。")),
        told(7, Story("海葵四代来了", summary="海葵四代上线。")),
    ]
    use = [told(6, Story("用海葵四代译完一部县志", summary="编辑部用它译完一部县志。"), place=3)]
    bare = [told(6, Story("Haikui 4 for archives"), place=7)]
    story = merged(release, use, bare)
    assert story.title == "海葵翻译四代发布"
    assert story.summary == "海葵发布四代翻译模型，支持九十种语言。"
    assert story.points[:2] == (
        Point(None, "编辑部用它译完一部县志。"),
        Point(None, "Haikui 4 for archives"),
    )


def test_a_step_of_which_there_is_but_a_title_is_not_what_the_story_tells() -> None:
    first = told(2, Story("海葵翻译四代发布", summary="海葵发布四代翻译模型，支持九十种语言。"))
    bare = told(4, Story("海葵四代登陆车机"))
    assert merged([first], [bare]).summary == "海葵发布四代翻译模型，支持九十种语言。"


def test_a_title_in_chinese_goes_before_one_in_another_language() -> None:
    english = told(2, Story("Understanding tide models, visually", summary="一篇图解潮汐模型的长文。" * 3))
    chinese = told(3, Story("图解潮汐模型", summary="一篇图解潮汐模型的长文。"))
    assert merged([english, chinese]).title == "图解潮汐模型"


def test_sentences_beside_steps_keep_their_stops() -> None:
    first = told(2, Story("浮桥公司计划上市", summary="浮桥公司向北港交易所递交上市申请。"))
    second = told(5, Story("浮桥公司上市获批", summary="北港交易所批准浮桥公司上市，发行价9元。"))
    other = told(5, Story("浮桥过会", summary="保荐人是南岭证券，募资用于修两座船坞。"), place=1)
    assert merged([first], [second, other]).points[-1].text == "保荐人是南岭证券，募资用于修两座船坞。"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("(✧∀✧) 石斛记账开源", "石斛记账开源"),
        ("(╯°□°)╯︵ ┻━┻：石斛记账开源", "石斛记账开源"),
        ("石斛记账支持 &lt;table&gt;", "石斛记账支持 &lt;table&gt;"),
        ("石斛记账开源；", "石斛记账开源"),
        ("石斛记账开源（Link），能读小票", "石斛记账开源，能读小票"),
        ("石斛记账开源（官方）", "石斛记账开源（官方）"),
    ],
)
def test_a_title_has_no_faces_and_keeps_its_entities(title: str, expected: str) -> None:
    daily = f"---\ntitle: AI 日报 2026-03-02\ndate: 2026-03-02\n---\n\n## 应用\n\n### {title}\n\n正文一句。\n"
    ((each,), _) = told_in([read(SourceText.from_text(daily, "2026-03-02.md"))])
    assert merged([each]).title == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "海葵翻译是一个翻译县志的新工具。",
        "随着语音技术的不断发展，翻译县志的需求还会增加。",
        "此事为翻译县志的团队敲响了数据安全的警钟。",
        "**单日新增：** 583",
    ],
)
def test_what_any_report_says_is_not_added(sentence: str) -> None:
    full = told(
        2, Story("海葵翻译开源", summary="翻译县志的新工具海葵翻译开源，语音技术的团队把数据也放了出来。" * 2)
    )
    other = told(3, Story("海葵翻译开源", summary=f"{sentence}"))
    assert not merged([full, other]).body


@pytest.mark.parametrize(
    "idle", ["想象一下一夜读完县志，海葵翻译开源", "正如这篇分享所说，海葵翻译开源了词表"]
)
def test_a_title_that_calls_the_reader_or_needs_another_before_it_gives_way(idle: str) -> None:
    one = told(2, Story(idle, summary="海葵翻译开源，词表有九十万条。"))
    other = told(2, Story("海葵翻译开源并放出词表", summary="海葵翻译开源了。"), place=2)
    assert merged([one, other]).title == "海葵翻译开源并放出词表"


def test_the_article_of_a_title_is_no_figure() -> None:
    article = told(
        2, Story("海葵翻译开源一个词表，收录许多方言的词", summary="海葵翻译放出词表，收录方言词。" * 2)
    )
    other = told(3, Story("海葵词表", summary="海葵翻译放出词表。"))
    assert merged([article, other]).title == "海葵翻译开源一个词表，收录许多方言的词"


def prose(day: int, text: str) -> Told:
    """A report of a daily without titles: its one paragraph stands there."""
    daily = f"# AI 日报 2026-03-{day:02}\n\n## 要闻\n\n1. {text}\n\n2. 锯子厂的木匠们去看了一天的展览，回来写了三篇观后感，请大家都去看看。\n"
    (first, _), _ = told_in([read(SourceText.from_text(daily, f"2026-03-{day:02}.md"))])
    return first


FIRST = "刨花公司正式发布会说话的刨子“小花”，已在北港各家木工店上架。小花能听懂三十种方言，还会在刨歪的时候提醒木匠停手。公司说这是木工助手的第一步。"
LATER = "刨花公司的刨子“小花”上架4天卖出100万把，冲进北港木工榜第六位。它的增长速度超过了此前最快的一款电锯，后者卖出同样多用了二十天。"


def test_a_daily_without_titles_loses_no_word_where_two_reports_are_merged() -> None:
    story = merged([prose(2, FIRST), prose(6, LATER)])
    told_now = "".join((story.title or "", story.summary or "", *story.body))
    for sentence in sentences(FIRST + LATER):
        assert sentence.rstrip("。") in told_now
    assert story.title == "刨花公司正式发布会说话的刨子“小花”，已在北港各家木工店上架"
    assert not (story.summary or "").startswith(story.title)  # that would say it twice


def test_under_the_editor_s_title_the_sentence_that_was_one_is_told() -> None:
    story = merge(event([[prose(2, FIRST)]]), default_vocabulary(), title="会说话的刨子来了！")
    assert (story.title, story.summary) == ("会说话的刨子来了！", FIRST)


def test_a_sentence_stays_that_bears_out_the_figure_of_the_title() -> None:
    text = "刨花公司向所有木匠开放群聊，最多20人一起说话，说一声就能请刨子来帮忙看图纸。公司明年推出200人的企业版，老板也能进来听听大家在聊些什么。"
    assert merged([prose(2, text)]).summary == text


def test_a_name_before_a_list_of_names_is_no_title() -> None:
    text = "**刨花公司**、**锯子厂** 与 **凿子社** 宣布了一项总额45亿元的投资合作。三家会共用一个车间。"
    title = merged([prose(2, text)]).title or ""
    assert title.replace(" ", "") == "刨花公司、锯子厂与凿子社宣布了一项总额45亿元的投资合作"


def test_remarks_under_one_mark_are_one_remark() -> None:
    one, two, three = (
        told(day, Story("石燕发布手表芯片", summary="石燕发布手表芯片。", body=(f"> {remark}",)))
        for day, remark in (
            (2, "🔍 **分析**：石燕终于走出耳机，手表和别的小家电从此也要看它的脸色。"),
            (3, "🔍 **分析**：表厂议价的本钱变多了。"),
            (4, "**风险**：谁先降价还不好说，两家代工厂都在观望。"),
        )
    )
    assert merged([one, two, three]).body == (
        "> 🔍 **分析**：石燕终于走出耳机，手表和别的小家电从此也要看它的脸色。表厂议价的本钱变多了。",
        "> **风险**：谁先降价还不好说，两家代工厂都在观望。",
    )


def test_a_point_is_compared_with_the_one_of_its_label() -> None:
    points = (Point("置信度", "medium"), Point("生命周期", "rising"), Point("风险等级", "medium"))
    one, two = told(2, Story("石燕发布芯片", points=points)), told(3, Story("石燕发布芯片", points=points))
    assert merged([one, two]).points == points


def test_a_long_sentence_over_nothing_but_a_picture_gives_way_to_its_beginning() -> None:
    sentence = "刨花公司于三月二日发布了小花四号刨子，刀口在极限情况下快了二百二十倍，平时快五倍，"
    sentence += "通过新的磨刀办法大幅减少了磨刀石的消耗，并且已经可以装在甲乙丙丁各家的木工台上使用"
    story = merged([told(2, Story(sentence, body=("![图](https://p.example/1.png)",)))])
    assert story.title == "刨花公司于三月二日发布了小花四号刨子，刀口在极限情况下快了二百二十倍，平时快五倍"
    assert story.summary == sentence
