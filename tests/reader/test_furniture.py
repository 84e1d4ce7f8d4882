"""Advertisements and the words that an issue ends with are no part of a story, wherever they stand."""

import pytest

from digestkit.reader import read
from digestkit.source import Source
from tests.reader.layouts import H1

ENDS = (
    "以上就是今天的全部内容，希望对您有所帮助！",
    "END\n\n觉得有用请点赞、在看\n\n长按识别二维码关注",
    "责编：小麦 ｜ 排版：阿澈",
    "> 本文由 AI 生成，内容仅供参考。",
    "Thanks for reading!\n\n[Unsubscribe](https://x.example/u) | [View in browser](https://x.example/v)",
    "如果您需要，我可以继续整理本周的汇总。",
    "📮 投稿 @desk_bot",
    "（注：文档部分内容可能由 AI 生成）",
    "【微语】慢一点，也能到。",
    "💡 **今日金句**：便宜不等于好用。\n\n明日预告：云杉开发者大会",
    "> 更新: 2026-05-03 09:12:33\n> 原文: <https://pages.example/team/18>",
    "> 若有收获，就点个赞吧",
)
STORY = "### 星河智能发布 Nova 3\n\n推理成本下降一半。\n\n来源：[晨报](https://a.example/1)"
PLAIN = "AI 日报 2026-05-03\n\n1. **星河智能发布 Nova 3**：推理成本下降一半。[晨报](https://a.example/1)"


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("issue", [f"{H1}\n\n## 大模型\n\n{STORY}", PLAIN])
def test_what_is_said_to_readers_at_the_end_is_in_no_story(issue: str, end: str) -> None:
    digest = read(Source.from_text(f"{issue}\n\n{end}\n")).digest
    assert digest.sections == read(Source.from_text(f"{issue}\n")).digest.sections
    assert "\n".join(each.text for each in digest.remainder) == "\n".join(
        end.replace("\n\n", "\n").split("\n")
    )
    assert "stray" not in {each.kind for each in digest.remainder}


def test_a_deeper_heading_below_a_break_is_in_no_story() -> None:
    end = "### 总体判断\n\n价格战转向应用。"
    stories = [
        STORY.replace("### ", "## "),
        "## 飞鱼科技完成 3 亿元融资\n\n云杉领投。\n\n### 背景\n\n去年成立。\n\n---\n\n### 来源\n\n云报",
    ]
    digest = read(Source.from_text("\n\n---\n\n".join([H1, *stories, end]))).digest
    assert [(story.body, len(story.sources)) for _, story in digest.stories()] == [((), 1)] * 2
    assert "\n\n".join(each.text for each in digest.remainder) == end


@pytest.mark.parametrize(
    "end",
    [
        "用户扫码即可在店内点单，明年推广到十城。",  # news
        "星河表示，明天见分晓的是价格。",
        "这一模型由星河与高校共同编写。",
    ],
)
def test_the_last_words_of_a_story_stay(end: str) -> None:
    (section,) = read(Source.from_text(f"{H1}\n\n## 大模型\n\n{STORY}\n\n{end}\n")).digest.sections
    assert section.stories[0].body == (end,)


def test_the_only_words_of_a_story_stay() -> None:
    text = f"{H1}\n\n## 大模型\n\n### 云报上线读者社区\n\n读者扫码进群即可提问，内容仅供参考。\n"
    (section,) = read(Source.from_text(text)).digest.sections
    assert section.stories[0].summary == "读者扫码进群即可提问，内容仅供参考。"


@pytest.mark.parametrize(
    "advertisement",
    [
        "> 📣 **本期赞助**：云服务器五折，[点此了解](https://ads.example/vps)",
        "【广告】云服务器五折\nhttps://ads.example/vps",
        "**推广** | 云服务器五折 [了解](https://ads.example/vps)",
        "云服务器五折 [了解](https://ads.example/vps)（广告）",
    ],
)
def test_an_advertisement_between_stories_is_in_neither(advertisement: str) -> None:
    text = f"{H1}\n\n## 大模型\n\n{STORY}\n\n{advertisement}\n\n## 行业动态\n\n### 飞鱼科技完成融资\n\n共 3 亿元。\n"
    parsed = read(Source.from_text(text))
    assert [story.title for _, _, story in parsed.stories()] == ["星河智能发布 Nova 3", "飞鱼科技完成融资"]
    assert "ads.example" not in repr(parsed.digest.sections)
    assert {each.kind for each in parsed.digest.remainder} == {"advertisement"}


def test_an_advertisement_among_items_is_no_story() -> None:
    text = f"{H1}\n\n## 行业动态\n\n- **甲发布新品** [晨报](https://a.example/1)\n- 【广告】云服务器五折 [了解](https://ads.example/1)\n- **乙完成融资** [云报](https://a.example/2)\n"
    assert [story.title for _, _, story in read(Source.from_text(text)).stories()] == [
        "甲发布新品",
        "乙完成融资",
    ]


@pytest.mark.parametrize(
    "line", ["**广告**：收入增长两成，占比过半。", "- 推广：明年扩大到十个城市", "广告业务收入增长两成。"]
)
def test_news_of_advertising_is_news(line: str) -> None:
    parsed = read(Source.from_text(f"{H1}\n\n## 行业动态\n\n### 云报公布财报\n\n营收增长。\n\n{line}\n"))
    assert not parsed.digest.remainder


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("尾声", "closing"),
        ("招聘", "advertisement"),
        ("本周统计", "statistics"),
        ("今日金句", "interlude"),
        ("投票结果", "interlude"),
        ("勘误", "notes"),
        ("附录：订阅方式", "notes"),
        ("附件", "notes"),
        ("📅 日程", "forecast"),
        ("下周安排", "forecast"),
        ("下周工作计划", "forecast"),
        ("📌 待跟进", "notes"),
        ("数据看板", "statistics"),
        ("本期主播", "closing"),
        ("A Message From Our Partner", "advertisement"),
        ("来源", "reading-list"),
        ("扫码加入交流群", "advertisement"),
        ("订阅渠道", "advertisement"),
        ("⭐ Star 支持", "advertisement"),
        ("往期日报", "closing"),
        ("🎧 收听本期播客", "closing"),
    ],
)
@pytest.mark.parametrize(
    "words", ["两句话说完，没有别的。", "- 甲公司 · 工程师 · 北京\n- [乙](https://a.example/2)"]
)
def test_what_stands_under_such_a_heading_is_no_story(heading: str, kind: str, words: str) -> None:
    digest = read(Source.from_text(f"{H1}\n\n## 大模型\n\n{STORY}\n\n## {heading}\n\n{words}\n")).digest
    assert [section.title for section in digest.sections] == ["大模型"]
    assert {each.kind for each in digest.remainder} == {kind}


def test_a_heading_for_sources_below_a_title_is_its_label() -> None:
    text = f"{H1}\n\n## 大模型\n\n### 星河发布 Nova 3\n\n成本下降。\n\n#### 来源\n\n- [晨报](https://a.example/1)\n"
    ((*_, story),) = read(Source.from_text(text)).stories()
    assert [source.label for source in story.sources] == ["晨报"]


@pytest.mark.parametrize(
    "news",
    [
        "微信上线一键退订功能，用户可批量管理",
        "抖音新增“点赞”通知开关",
        "苹果推出扫描二维码识别付款功能",
        "淘宝欢迎订阅制，会员价下调",
        "谷歌邮箱改进 unsubscribe 按钮",
    ],
)
@pytest.mark.parametrize(
    "issue",
    [
        "## 要闻\n\n- 星河智能发布 Nova 3，成本下降一半\n\n- 飞鱼科技完成 3 亿元 B 轮融资\n\n- {}\n",
        "## 要闻\n\n### 星河智能发布 Nova 3\n\n成本下降一半。\n\n### 平台动态一则\n\n第一段说明。\n\n{}\n",
    ],
)
def test_news_of_what_farewells_speak_of_stays_news(issue: str, news: str) -> None:
    stories = read(Source.from_text(f"{H1}\n\n{issue.format(news)}")).digest.stories()
    assert news[:6] in " ".join(str(story) for _, story in stories)


MINUTES = ("00:12 开场", "03:40 星河智能发布 Nova 3", "01:02:10 结尾")


@pytest.mark.parametrize("heading", ["时间轴", "Timestamps", "这一期聊了什么"])
@pytest.mark.parametrize("line", ["- {} {}", "{} {}", "- **{}** {}", "* [{}](https://a.example/t) {}"])
def test_the_minutes_of_a_broadcast_are_no_stories(heading: str, line: str) -> None:
    lines = "\n".join(line.format(*each.split(" ", 1)) for each in MINUTES)
    digest = read(Source.from_text(f"{H1}\n\n## {heading}\n\n{lines}\n\n## 大模型\n\n{STORY}\n")).digest
    assert [section.title for section in digest.sections] == ["大模型"]
    assert [each.kind for each in digest.remainder] == ["contents"] * 4


@pytest.mark.parametrize(
    "lines",
    [
        "- 09:30 星河发布 Nova 3\n- 10:15 飞鱼融资\n- 11:00 红杉停服",
        "- 00:30 [星河发布 Nova 3](https://a.example/1)\n- 01:15 [飞鱼融资](https://a.example/2)\n- 02:00 [红杉停服](https://a.example/3)",
        "- 00:30 星河发布 Nova 3\n- 23:15 飞鱼融资\n- 22:00 红杉停服",
    ],
)
def test_times_of_the_day_before_news_are_no_minutes(lines: str) -> None:
    parsed = read(Source.from_text(f"{H1}\n\n## 快讯\n\n{lines}\n\n## 大模型\n\n{STORY}\n"))
    assert len(list(parsed.stories())) == 4


APPEALS = (
    ("关注「云边 AI」公众号", "每天早上八点，三分钟读完大事。"),
    ("📢 加入云边 AI 交流群，一起聊", "![](https://a.example/qr.png)\n\n备注“日报”。"),
    ("「云边 AI」公众号", "一个只讲人话的日报。"),
    ("想每天收到日报？", "关注公众号“云边 AI”，回复“加群”。"),
    ("小助手帮你开会员", "看完今天的新闻是不是心动了？来 [云边小店](https://ads.example/1) 下单，售后无忧。"),
    ("会员账号，自动发货", "还在为开通会员烦恼？\n\n✅ **自动发货**：下单即得。"),
)


@pytest.mark.parametrize(("title", "words"), APPEALS)
@pytest.mark.parametrize("marked", ["### {}", "---\n\n**{}**"])
def test_an_appeal_to_the_readers_is_no_story(title: str, words: str, marked: str) -> None:
    text = f"{H1}\n\n## 大模型\n\n{STORY}\n\n{marked.format(title)}\n\n{words}\n\n---\n\n## 行业\n\n### 飞鱼科技完成融资\n\n共 3 亿元。\n"
    if marked.endswith("**"):
        text = (
            text.replace("### ", "**").replace("Nova 3\n", "Nova 3**\n").replace("完成融资\n", "完成融资**\n")
        )
    parsed = read(Source.from_text(text))
    assert [story.title for _, _, story in parsed.stories()] == ["星河智能发布 Nova 3", "飞鱼科技完成融资"]
    assert "advertisement" in {each.kind for each in parsed.digest.remainder}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("还在为整理报表烦恼？云表开源新工具", "说明：在线客服和售后团队都能用。"),
        ("想用一句话建网站？飞鱼发布小模型", "飞鱼今天发布建站模型，三分钟建成，可以免费试用。"),
        ("微信公众号上线语音总结", "扫码关注后即可使用，读者可以回复“总结”。"),
        ("加入开源联盟的公司达到二十家", "云杉、飞鱼先后加入。"),
    ],
)
def test_news_that_speaks_to_readers_or_of_selling_is_news(title: str, words: str) -> None:
    parsed = read(Source.from_text(f"{H1}\n\n## 大模型\n\n{STORY}\n\n### {title}\n\n{words}\n"))
    assert [story.title for _, _, story in parsed.stories()][1:] == [title]


def test_items_below_an_appeal_and_a_break_are_stories() -> None:
    text = f"{H1}\n\n## 大模型\n\n1. 星河发布 Nova 3\n\n**想每天收到日报？**\n\n关注公众号“云边 AI”。\n\n---\n\n2. 飞鱼完成融资\n"
    assert [story.title for _, _, story in read(Source.from_text(text)).stories()] == [
        "星河发布 Nova 3",
        "飞鱼完成融资",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("*信源：43 个已接入 · 自动发现 0 个、13 个观察中*", "statistics"),
        ("> 📊 **数据来源**: 社区首页前 30 条里和模型有关的。", "reading-list"),
    ],
)
def test_what_an_issue_was_made_from_is_no_source_of_its_last_story(line: str, kind: str) -> None:
    text = (
        "# AI 日报 2026-05-03\n\n## 产品\n\n### [青松画出地图](https://a.example/1)\n\n先在三座城市试。\n\n---\n\n"
        f"{line}\n\n---\n\n*本页自动生成；链接与摘要仅供信息参考。*\n"
    )
    digest = read(Source.from_text(text, "a.md")).digest
    assert [source.url for source in digest.sections[0].stories[0].sources] == ["https://a.example/1"]
    assert [each.kind for each in digest.remainder] == [kind, "closing"]


def test_headings_that_hold_no_stories() -> None:
    text = (
        f"{H1}\n\n## 📋 头版目录（一屏扫完今日）\n\n- 青松画出地图 → 头条\n- 白桦会排班 → 产品\n\n## 过去 24 小时要闻\n共收集到 **2** 条资讯\n\n"
        "## 头条\n\n### [青松画出地图](https://a.example/1)\n\n先在三座城市试。\n\n## 产品\n\n### [白桦会排班](https://a.example/2)\n\n医院先用。\n\n"
        "## 推特\n\n暂无内容\n\n## 更新日志\n- 暂无可用条目（https://a.example/rss.xml）\n\n## 编者观察\n\n两条都和城市有关，值得留意。\n"
    )
    digest = read(Source.from_text(text, "a.md")).digest
    assert [story.title for section in digest.sections for story in section.stories] == [
        "青松画出地图",
        "白桦会排班",
    ]
    kinds = [each.kind for each in digest.remainder]
    assert kinds == ["contents"] * 3 + ["statistics"] * 2 + ["other"] * 2 + ["closing"] * 2


@pytest.mark.parametrize("channel", ["公众号", "微信公众号", "知识星球", "RSS 订阅", "社群", "播客"])
def test_a_section_named_after_a_channel_has_stories(channel: str) -> None:
    text = f"{H1}\n\n## {channel}\n\n- [星河智能发布 Nova 3](https://a.example/1)\n- [飞鱼科技完成融资](https://a.example/2)\n"
    (section,) = read(Source.from_text(text)).digest.sections
    assert (section.title, len(section.stories)) == (channel, 2)
