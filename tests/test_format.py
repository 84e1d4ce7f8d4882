"""``format_source``: minimal in a file's own style, faithful between styles, total on anything."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digestkit.config import FormatConfig
from digestkit.errors import RefusedWrite
from digestkit.formatting import format_source
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.schema import Style
from digestkit.source import Source

SPAN = '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 行业动态 (2026-02-08)</span>'

BLUE = f"""{SPAN}

**政策与监管**

**甲市发布人工智能规划**
说明：甲市发布规划，投入 20 亿元。
背景：甲市去年已有 300 家企业。
要点：
- **规模**：2028 年达到 500 亿元
- 设立专项基金
来源出处：[甲市发布](https://city.example.com/a--b) | [乙报](https://paper.example.com/x_(1))

**乙部门就算法征求意见**
说明：乙部门公布草案。
来源出处：[乙部门](https://dept.example.com/2)

**更多动态**

- **丙公司**：开源小模型 [丙](https://c.example.com/3)
- **丁公司**：推出新芯片 [丁](https://d.example.com/4)
"""

FRONT = """---
title: "AI 日报：甲公司开源模型"   # 头条
date: 2026-02-08
tags:
  - AI
  - 'a--b -->'
---

# AI 日报：甲公司开源模型

## 模型与技术进展

### 甲公司开源 70B 模型

甲公司今天开源了 70B 模型。

它在三项评测里领先。

来源：[甲公司](https://a.example.com/1) | [乙报](https://b.example.com/2)

### 乙公司发布推理框架

说明：吞吐提高 40%。

要点：

- 支持三种硬件
- 许可宽松

来源：[乙公司](https://b.example.com/3)

## 更多动态

- **丙公司**：价格下调 [丙](https://c.example.com/3)
- **丁公司**：推出新芯片 [丁](https://d.example.com/4)
"""


def parse(text: str, path: str = "draft.md") -> Parsed:
    return read(Source.from_text(text, path))


def titles(text: str) -> list[str | None]:
    return [story.title for _, story in parse(text).digest.stories()]


def form(text: str, to: Style | None = None, options: FormatConfig = FormatConfig()) -> str:  # noqa: B008
    return format_source(parse(text), options, to)


@pytest.mark.parametrize(
    "text", ["", "\n", BLUE, FRONT, BLUE.replace("\n", "\r\n"), FRONT.replace("\n", "\r\n")]
)
def test_what_is_clean_is_not_touched(text: str) -> None:
    assert form(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("要点：\n- **规模**", "要点： \n- **规模**"),
        ("\n\n**政策与监管**", "\n\n \n\n**政策与监管**"),
        ("**政策与监管**\n\n", "**政策与监管**\n"),
        ("规划**\n说明", "规划**\n\n说明"),
        ("乙部门公布草案。\n", "乙部门公布草案。\n\n"),
        ("要点：\n", "要 点：\n"),
        ("- 设立专项基金", "* 设立专项基金"),
        ("(https://d.example.com/4)\n", "(https://d.example.com/4)"),
        ("**乙部门", "\n\n\n**乙部门"),
    ],
)
def test_each_flaw_is_mended_alone(before: str, after: str) -> None:
    assert before in BLUE
    assert form(BLUE.replace(before, after, 1)) == BLUE


def test_labelled_lines_that_run_on_become_paragraphs_in_front_matter_style() -> None:
    run_on = FRONT.replace("- 许可宽松\n\n来源", "- 许可宽松\n来源")
    assert form(run_on) == FRONT


@pytest.mark.parametrize(
    "line",
    ["说明：一行，  \n来源：[甲](https://a.example.com/1)", "```\n\n\n  x  \n```", "<div>  \n  x\n</div>"],
)
def test_what_means_something_stays(line: str) -> None:
    text = f"---\ntitle: 甲\n---\n\n## 动态\n\n### 甲公司发布新模型\n\n{line}\n"
    assert form(text) == text


def test_prose_is_not_pressed_into_fields() -> None:
    assert "说明" not in form(FRONT.replace("说明：吞吐", "吞吐"), "blue-span")


@pytest.mark.parametrize(
    ("options", "found", "gone"),
    [
        (FormatConfig(colon="half"), "说明:甲市", "说明：甲市"),
        (FormatConfig(story_title="plain"), "\n甲市发布人工智能规划\n", "**甲市发布"),
        (FormatConfig(spacing="none"), "投入20亿元", "投入 20"),
        (FormatConfig(spacing="space"), "AI 行业动态", "AI行业"),
    ],
)
def test_options_even_out(options: FormatConfig, found: str, gone: str) -> None:
    text = form(BLUE, options=options)
    assert found in text
    assert gone not in text
    assert form(text, options=options) == text


def test_blue_span_becomes_right_commonmark() -> None:
    text = form(BLUE, "front-matter")
    assert text.startswith(
        "---\ntitle: AI 行业动态 (2026-02-08)\ndate: 2026-02-08\n---\n\n## 政策与监管\n\n### 甲市"
    )
    assert "\n\n要点：\n\n- **规模**：2028 年达到 500 亿元\n- 设立专项基金\n\n来源：[甲市发布](" in text
    assert "digestkit:" not in text


def test_front_matter_becomes_blue_span() -> None:
    text = form(FRONT, "blue-span")
    assert text.startswith(
        '<span style="color:#1677ff;font-size:18px;font-weight:bold;">AI 日报：甲公司开源模型 (2026-02-08)'
    )
    assert (
        "\n**乙公司发布推理框架**\n说明：吞吐提高 40%。\n要点：\n- 支持三种硬件\n- 许可宽松\n来源出处：["
        in text
    )
    assert "**甲公司开源 70B 模型**\n甲公司今天开源了 70B 模型。\n" in text


def test_front_matter_comes_back_byte_for_byte() -> None:
    assert form(form(FRONT, "blue-span"), "front-matter") == FRONT


@pytest.mark.parametrize(
    "change",
    [
        ("", ""),
        ("**甲市发布人工智能规划**", "甲市发布人工智能规划"),
        ("#1677ff", "red"),
        (" (2026-02-08)", ""),
        ("来源出处", "来源"),
        ("：", ":"),
        ("\n- ", "\n• "),
        ("**乙部门就", "<!-- digestkit: ignore DK202 -->\n**乙部门就"),
        ("**政策与监管**", "🔥 **政策与监管**"),
        ("**甲市发布人工智能规划**", "**甲市发布人工智能规划**："),
        (f"{SPAN}\n", f"# 2026年2月8日 AI 行业动态\n\n{SPAN}\n"),
        (SPAN, f"{SPAN}\n\n<!-- digestkit: ignore DK303 -- 转载 -->"),
        (SPAN, f"<center>{SPAN}</center>"),
        (
            "说明：乙部门公布草案。\n",
            "乙部门今天公布了草案。\n\n草案共五章，**重点**是备案。\n\n![图](https://i.example.com/1.png)\n\n",
        ),
    ],
)
def test_there_and_back_gives_the_same_bytes(change: tuple[str, str]) -> None:
    clean = form(BLUE.replace(*change))
    there = form(clean, "front-matter")
    assert there.startswith("---\n")
    assert form(there, "blue-span") == clean


def test_a_title_that_was_edited_in_between_is_not_undone() -> None:
    there = form(BLUE.replace("#1677ff", "red"), "front-matter")
    back = form(there.replace("乙部门就", "乙部门今天就"), "blue-span")
    assert "**乙部门今天就算法征求意见**" in back
    assert "color:red" in back


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    "title",
    ["* 号的用法", "- 减号的用法", "+ 加号的用法", "# 井号的用法", "> 大于号的用法", "| 竖线的用法", "~~~ 波浪线", "- **减号**"],
)  # fmt: skip
def test_a_title_is_no_list_or_heading_without_its_own_mark(title: str, plain: bool) -> None:
    text = FRONT.replace("### 甲公司开源 70B 模型", f"### {title}")
    options = FormatConfig(story_title="plain") if plain else FormatConfig()
    blue = form(text, "blue-span", options)
    (line,) = (line for line in blue.split("\n") if title.strip("*-+#>|~ ") in line)
    assert line.startswith(("**", "\\"))
    assert titles(blue) == titles(text) == titles(form(blue, "front-matter", options))


_BODY = FRONT.partition("开源模型\n\n")[2].partition("\n## 更多动态")[0]
UNTITLED: dict[Style, str] = {
    "blue-span": BLUE.partition("\n\n")[2].partition("\n**更多动态**")[0],
    "front-matter": f"---\nlayout: post\n---\n\n{_BODY}",
    "plain": _BODY,
}
"""Drafts that say neither what they are called nor of which day they are."""


@pytest.mark.parametrize("to", ["blue-span", "front-matter"])
@pytest.mark.parametrize("style", UNTITLED)
def test_no_header_is_empty(style: Style, to: Style) -> None:
    text = UNTITLED[style]
    assert parse(text).digest.style == style
    done = form(text, to)
    assert "<span" not in done
    assert not done.startswith("---\n---")
    assert form(done, to) == form(done) == done
    if style != "plain":
        assert form(done, style) == text


def test_a_header_without_title_and_day_is_carried_though_none_is_written() -> None:
    text = "---\nlayout: post\n---\n\n## 更多动态\n\n- **丙公司**：价格下调 [丙](https://c.example.com/3)\n- **丁公司**：推出新芯片 [丁](https://d.example.com/4)\n"
    done = form(text, "blue-span")
    assert done.startswith("<!-- digestkit: front-matter\n---\nlayout: post\n---\n-->")
    assert form(done, "front-matter") == text


@pytest.mark.parametrize("style", UNTITLED)
def test_a_day_alone_is_a_header(style: Style) -> None:
    text = UNTITLED[style]
    parsed = parse(text, "2026-02-08.md")
    other: Style = "front-matter" if style == "blue-span" else "blue-span"
    head = {
        "front-matter": "---\ndate: 2026-02-08\n---\n",
        "blue-span": SPAN.replace("AI 行业动态 (2026-02-08)", "2026-02-08"),
    }
    done = format_source(parsed, FormatConfig(), other)
    assert done.startswith(head[other])
    if style != "plain":
        assert format_source(parse(done, "2026-02-08.md"), FormatConfig(), style) == text


def test_a_part_that_would_be_misread_gets_a_comment() -> None:
    text = "---\ntitle: 日报\ndate: 2026-02-08\n---\n\n## 模型\n\n### 甲公司发布模型\n\n它很快。\n\n三项评测领先\n\n来源：[甲](https://a.example.com/1)\n"
    blue = form(text, "blue-span")
    assert "<!-- digestkit: body -->\n三项评测领先" in blue
    assert form(blue, "front-matter") == text


def test_bom_and_undecodable_bytes_are_kept() -> None:
    data = b"\xef\xbb\xbf" + BLUE.encode() + b"\xff\n\n\n"
    parsed = read(Source.from_bytes(data, "x.md"))
    assert parsed.source.encode(format_source(parsed, FormatConfig())) == data[:-2]


def test_a_change_of_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digestkit.formatting.assemble", lambda *_: (BLUE.replace("20 亿", "30 亿"), []))
    with pytest.raises(RefusedWrite) as caught:
        form(BLUE)
    assert "line 5" in caught.value.message.en
    assert "第 5 行" in caught.value.message.zh
    assert "summary" in caught.value.message.en


# -- properties -------------------------------------------------------------------------------

_LINES = [
    *{line for text in (BLUE, FRONT) for line in text.split("\n")},
    *(
        "",
        "",
        " ",
        "---",
        "```",
        "<div>x</div>",
        "</div>",
        "| a | b |",
        "> 引用",
        "> ",
        ">",
        "\u200b",
        "-->",
        "<!-- x",
    ),
    *(
        "说明:半角",
        "背 景：有空格",
        "**要点：**",
        "#### 要点",
        "* 星号",
        "• 圆点",
        "  - 嵌套",
        "1. 编号",
        "影响：很大",
    ),
    *(
        "## 总结",
        "# AI 周报 2026-02-08",
        "一段文字，没有标签。",
        "**加粗**开头的一段  ",
        "https://e.example.com/x--y",
    ),
    *(
        "<!-- digestkit: ignore DK303 -->",
        "<!-- digestkit: story -->",
        "[原文](https://f.example.com/)",
        "🔥 **热点**",
    ),
]
anything = st.lists(st.sampled_from(_LINES), max_size=24).map("\n".join)
targets = st.sampled_from([None, "blue-span", "front-matter"])


def letters(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


@settings(max_examples=150)
@example("---\n说明：乙部门公布草案。\n---\n", "blue-span")
@given(anything, targets)
def test_anything_formats_or_is_refused_and_loses_nothing(text: str, to: Style | None) -> None:
    parsed = parse(text)
    try:
        done = format_source(parsed, FormatConfig(), to)
    except RefusedWrite:
        return
    bare = text if to in (None, parsed.digest.style) else _without_head(text)
    assert not letters(bare.replace("来源出处", "来源")) - letters(done)
    assert format_source(parse(done), FormatConfig()) == done


def _without_head(text: str) -> str:
    """What a change of style may not lose: all but the head's own markup and comments to the reader."""
    lines = (line for line in text.split("\n") if not line.startswith(("<span", "<!-- digestkit: story")))
    return "\n".join(lines)


_WORD = st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=6)
_SENTENCE = st.builds("{}公司今天发布了{}，价格 {} 元。".format, _WORD, _WORD, st.integers(1, 999))
_LINK = st.builds("[{}](https://{}.example.com/a--b?x=1&y=2)".format, _WORD, st.sampled_from("abc"))


@st.composite
def blue_stories(draw: st.DrawFn) -> str:
    title = f"{draw(_WORD)}公司发布{draw(_WORD)}"
    lines = [f"**{title}**" if draw(st.booleans()) else title]
    colon = draw(st.sampled_from("：:"))
    lines.append(f"说明{colon}{draw(_SENTENCE)}")
    if draw(st.booleans()):
        lines.append(f"背景{colon}{draw(_SENTENCE)}")
    points = draw(st.lists(_SENTENCE, max_size=3))
    if points:
        lines += [f"要点{colon}", *(f"- {point}" for point in points)]
    label = draw(st.sampled_from(["来源出处", "来源"]))
    lines.append(label + colon + " | ".join(draw(st.lists(_LINK, min_size=1, max_size=3))))
    return "\n".join(lines)


@st.composite
def blue_drafts(draw: st.DrawFn) -> str:
    color = draw(st.sampled_from(["#1677ff", "red"]))
    blocks = [SPAN.replace("#1677ff", color)]
    names = draw(
        st.lists(st.sampled_from(["政策与监管", "模型与技术进展", "投融资与并购"]), min_size=1, unique=True)
    )
    for name in names:
        blocks += [f"**{name}**", *draw(st.lists(blue_stories(), min_size=1, max_size=3))]
    if draw(st.booleans()):
        briefs = draw(st.lists(st.builds("- **{}**：{}".format, _WORD, _SENTENCE), min_size=1, max_size=4))
        blocks += ["**更多动态**", "\n".join(briefs)]
    if draw(st.booleans()):
        blocks.insert(1, "<!-- digestkit: ignore-file DK303 -->")
    return "\n\n".join(blocks) + "\n"


@settings(max_examples=80)
@given(blue_drafts())
def test_clean_drafts_stay_and_survive_the_way_there_and_back(text: str) -> None:
    assert form(text) == text
    there = form(text, "front-matter")
    assert not letters(text.replace("来源出处", "来源").split("</span>")[1]) - letters(there)
    assert form(there, "blue-span") == text


@pytest.mark.parametrize("to", ["blue-span", "front-matter"])
@pytest.mark.parametrize("title", ["# 五月观察", "# <font color=#0066cc>一、模型进展</font>"])
def test_a_framed_headline_beside_another_title_is_not_lost(title: str, to: Style) -> None:
    head = "<center><font size=5>AI 每日观察（2026-05-07）</font></center>"
    text = f"{head}\n\n{title}\n\n## 大模型\n\n### 云雀医疗的影像助手获三类证\n\n获得注册证。\n\n来源：<https://a.example/1>\n"
    done = form(text, to)
    assert "AI 每日观察" in done
    assert title.strip("# ") in done
    assert "AI 每日观察" in form(done, "blue-span")
