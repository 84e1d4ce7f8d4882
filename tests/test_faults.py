"""Single faults planted in clean digests: each is found where it stands, by its rule and by no other."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from digestkit.config import LintConfig
from digestkit.diagnostic import Diagnostic
from digestkit.fixing import fix
from digestkit.lint import lint
from digestkit.parsed import Parsed
from digestkit.reader import read
from digestkit.rule import Batch
from digestkit.source import Source

CLEAN = {path.stem: path.read_text("utf-8") for path in (Path(__file__).parent / "faults").glob("*.md")}


class Fault(NamedTuple):
    """``old`` (first match of a pattern) becomes ``new`` in a clean draft; ``code`` says so.

    ``at`` is how the line that the finding points at begins, the last such line; nothing: the first line that changed.
    """

    name: str
    old: str
    new: str
    code: str
    at: str = ""


BLUE = (
    Fault("invisible character", "服务方须标明", "服务方\u200b须标明", "DK101"),
    Fault("lost character", "预报时效", "预\ufffd时效", "DK101"),
    Fault("control character", "主营仓储", "主营\x0b仓储", "DK101"),
    Fault("text turned around", "覆盖 18", "覆盖 \u202e18", "DK101"),
    Fault("span unclosed", "</span>", "", "DK102"),
    Fault("span closed by another tag", "</span>", "</spam>", "DK102"),
    Fault("span without its bracket", "<span", "span", "DK102"),
    Fault("span without its quotation mark", 'bold;">', "bold;>", "DK102"),
    Fault("span cut short", "</span>", "</span", "DK102"),
    Fault("headline gone", "<span.*\n\n", "", "DK102"),
    Fault("headline without its span", "<span[^>]*>(.*)</span>", r"\1", "DK102"),
    Fault("no date", r" \(2026-04-08\)", "", "DK103"),
    Fault("no such day", "2026-04-08", "2026-02-30", "DK104"),
    Fault("no such month", "2026-04-08", "2026-13-08", "DK104"),
    Fault("no such day in a story", "自 6 月 1 日", "自 6 月 31 日", "DK104"),
    Fault("section without stories", r"(?=\*\*其他重要)", "**国际动态**\n\n", "DK107"),
    Fault(
        "section whose stories are gone",
        r"(?s)(\*\*投融资与并购\*\*\n\n).*?(?=\*\*行业)",
        r"\1",
        "DK107",
        "**投融资",
    ),
    Fault("section misspelt", "政策与监管", "政策与监督", "DK108"),
    Fault("section by another word", "投融资与并购", "资本市场", "DK108"),
    Fault("section cut short", "模型与技术进展", "模型与技术", "DK108"),
    Fault("section twice", r"\*\*行业落地与生态", "**政策与监管", "DK109"),
    Fault(
        "text that strayed",
        r"(\*\*投融资与并购\*\*\n)",
        r"\1\n这一段是从昨天的稿子里粘过来的。\n",
        "DK111",
        "这一段",
    ),
    Fault("title not bold", r"\*\*(岚图.*)\*\*", r"\1", "DK112"),
    Fault("first title gone", r"\*\*云州市出台.*\n", "", "DK113"),
    Fault("title gone", r"\*\*云杉实验室公开.*\n", "", "DK113"),
    Fault("section not marked", r"\*\*(投融资与并购)\*\*", r"\1", "DK111"),
    Fault("section not closed", r"\*\*投融资与并购\*\*", "**投融资与并购", "DK606"),
    Fault("sections out of order", r"政策与监管", "研究与论文", "DK114"),
    Fault("no summary", "说明：飞鱼.*\n", "", "DK201", "**飞鱼"),
    Fault("no background", "背景：上一代.*\n", "", "DK202", "**飞鱼"),
    Fault("first without background", "背景：去年.*\n", "", "DK202", "**云州"),
    Fault("last without background", "背景：系统.*\n", "", "DK202", "**海港"),
    Fault("no points", "要点：\n- 预报.*\n- .*\n", "", "DK203", "**飞鱼"),
    Fault("no source", "来源出处：.飞鱼.*\n", "", "DK204", "**飞鱼"),
    Fault("brief without source", r" \[听海网\]\S*5530.html\)", "", "DK204"),
    Fault("empty summary", "说明：岚图.*", "说明：", "DK205"),
    Fault("empty background", "背景：公司.*", "背景：", "DK205"),
    Fault("empty points", "要点：\n- 资金.*\n- .*\n", "要点：\n", "DK205", "要点：\n来源"),
    Fault("points without words", "- 资金.*\n- .*\n", "-\n-\n", "DK205", "要点：\n-\n"),
    Fault("empty source", "来源出处：.财讯.*", "来源出处：", "DK205"),
    Fault("fields out of order", "(说明：岚图.*\n)(背景.*\n)", r"\2\1", "DK206"),
    Fault(
        "background twice",
        "(背景：公司.*\n)",
        r"\1\1",
        "DK207",
        "背景：公司",
    ),
    Fault("label by another word", "来源出处：.财讯", "来源：[财讯", "DK208"),
    Fault("summary by another word", "说明：岚图", "摘要：岚图", "DK208"),
    Fault("label with a space", "背景：公司", "背 景：公司", "DK208"),
    Fault("label with a semicolon", "说明：岚图", "说明;岚图", "DK208"),
    Fault("label misspelt", "背景：公司", "背影：公司", "DK208"),
    Fault("label without its colon", "要点：\n- 资金", "要点\n- 资金", "DK208"),
    Fault("other bullet", "- 年内", "* 年内", "DK209"),
    Fault("summary says the title", "说明：岚图.*", "说明：岚图机器人完成 2 亿元 A 轮融资。", "DK210"),
    Fault("source not linked", r"\[财讯网\]\S*", "财讯网", "DK301"),
    Fault("link not closed", r"lantu.html\)", "lantu.html", "DK302"),
    Fault("space in a link", r"\[财讯网\]\(", "[财讯网] (", "DK302"),
    Fault("link without scheme", r"\(https://caixun.example/2026/0408", "(caixun.example/2026/0408", "DK302"),
    Fault("full-width brackets", r"\((https://caixun\S*)\)", r"（\1）", "DK302"),
    Fault(
        "other publisher",
        r"\[财讯网\]\S*",
        "[彭博](https://www.cmoney.tw/notes/note-detail.aspx?nid=110)",
        "DK303",
    ),
    Fault(
        "address of another story",
        "feiyu.example/news/feiyu-2",
        "yunzhou.example/2026/0408/agent.html",
        "DK304",
    ),
    Fault(
        "story twice",
        r"(?s)(\*\*岚图.*?\n\n)(.*?)(?=\*\*其他)",
        r"\1\2\1",
        "DK501",
        "**岚图",
    ),
    Fault("home page", "caixun.example/2026/0408/lantu.html", "caixun.example/", "DK305"),
    Fault("article of a later day", "caixun.example/2026/0408", "caixun.example/2026/0508", "DK306"),
    Fault("tracking", "lantu.html", "lantu.html?utm_source=x", "DK307"),
    Fault("other colon", "说明：岚图", "说明:岚图", "DK601"),
    Fault("space left out", "完成 2 亿元", "完成2 亿元", "DK602"),
    Fault("half-width comma", "办法，自", "办法,自", "DK603"),
    Fault("quotation mark not closed", "海况模型飞鱼-2.0，", "海况模型“飞鱼-2.0，", "DK604"),
    Fault("title mark not closed", "智能体服务管理办法，", "《智能体服务管理办法，", "DK604"),
    Fault("trailing space", "过渡期", "过渡期 ", "DK605"),
    Fault("no newline at the end", r"\n\Z", "", "DK605"),
    Fault("blank lines", r"\n\n\*\*投融资", "\n\n\n\n**投融资", "DK605", "\n\n\n**投融资"),
    Fault("bold title not closed", r"\*\*岚图(.*)\*\*", r"**岚图\1", "DK606"),
    Fault("bold title not opened", r"\*\*岚图(.*)\*\*", r"岚图\1**", "DK606"),
    Fault("bold in a point not closed", "- 资金用于", "- **资金用于", "DK606"),
    Fault("figure of the title", r"完成 2 亿元 A 轮融资\*\*", "完成 5 亿元 A 轮融资**", "DK702"),
    Fault("idle suppression", r"(?=\*\*岚图)", "<!-- digestkit: ignore DK303 -->\n", "DK901"),
    Fault("span in escaped brackets", "<span(.*?)>(.*)</span>", r"&lt;span\1&gt;\2&lt;/span&gt;", "DK102"),
    Fault("day that is told by no date", r"\(2026-04-08\)", "(昨天)", "DK103"),
    Fault("day of a month without it", r"\(2026-04-08\)", "(2026年4月31日)", "DK104"),
    Fault("empty section at the end", r"\Z", "\n**国际动态**\n", "DK107", "**国际"),
    Fault(
        "paragraph under the sources",
        r"\n\n(?=\*\*云杉)",
        "\n\n这一段是从昨天的稿子里粘过来的。\n\n",
        "DK111",
        "这一段",
    ),
    Fault(
        "what the assistant says first",
        r"\n\n(?=\*\*政策)",
        "\n\n以下是为您整理的今日动态：\n\n",
        "DK111",
        "以下是",
    ),
    Fault("what the assistant says last", r"\Z", "\n希望以上内容对您有所帮助！\n", "DK111", "希望"),
    Fault("note of the editor", "(?=背景：公司)", "TODO：核实融资金额\n", "DK111"),
    Fault(
        "mark of a citation in a title",
        r"A 轮融资\*\*",
        "A 轮融资:contentReference[oaicite:0]{index=0}**",
        "DK607",
    ),
    Fault(
        "marks of citations in a sentence",
        "青石资本领投。",
        "青石资本领投 citeturn0search1turn2news4。",
        "DK607",
    ),
    Fault(
        "mark of a citation in a point",
        "- 资金用于扩建工厂",
        "- [cite_start]资金用于扩建工厂",
        "DK607",
    ),
    Fault("mark of a citation on a line of its own", "(?=背景：公司)", "【3†source】\n", "DK607"),
    Fault("footnote that is none", "扩建工厂", "扩建工厂[^2^]", "DK607"),
    Fault("mark before a publisher", r"\[财讯网", "[oai_citation:2‡财讯网", "DK607"),
    Fault("mark for a publisher", r"\[财讯网\]", "[citation:2]", "DK607"),
    Fault("thoughts", r"(?=\*\*政策)", "<think>\n先写政策，再写模型。\n</think>\n\n", "DK607", "<think>"),
    Fault("end of thoughts", "仓储机器人。", "仓储机器人。</think>", "DK607"),
    Fault("gap of a template", "2024 年，", "{{年份}} 年，", "DK607"),
    Fault("place kept free in a sentence", "扩建工厂", "扩建工厂（此处补充链接）", "DK607"),
    Fault("object without words", "青石资本领投", "[object Object] 领投", "DK607"),
    Fault(
        "what the assistant made", r"\n\n(?=\*\*政策)", "\n\n下面是我整理的今日动态：\n\n", "DK111", "下面是"
    ),
    Fault("title as a heading", r"\*\*岚图(.*)\*\*", r"### 岚图\1", "DK112"),
    Fault("sources first", r"(说明：岚图.*\n(?:[^来].*\n)+)(来源.*\n)", r"\2\1", "DK206", "来源出处：[财讯"),
    Fault("place kept free", "背景：公司.*", "背景：待补充", "DK205"),
    Fault("place kept free in brackets", "背景：公司.*", "背景：【待核实】", "DK205"),
    Fault("number among bullets", "- 年内", "1. 年内", "DK209"),
    Fault("full-width bullet", "- 年内", "－ 年内", "DK209"),
    Fault("address still to come", r"\[财讯网\]\S*", "[财讯网](链接)", "DK302"),
    Fault("address of a mark", r"\[财讯网\]\S*", "[财讯网](#)", "DK302"),
    Fault("address twice", r"\((https://caixun\S*)\)", r"(\1\1)", "DK302"),
    Fault("address in square brackets", r"\[财讯网\]\((\S*)\)", r"(财讯网)[\1]", "DK302"),
    Fault("list of a tag", "caixun.example/2026/0408/lantu.html", "caixun.example/tag/AI/", "DK305"),
    Fault("figure in Chinese numerals", r"完成 2 亿元 A 轮融资\*\*", "完成三亿元 A 轮融资**", "DK702"),
    Fault("currency of the title", r"完成 2 亿元 A 轮融资\*\*", "完成 2 亿美元 A 轮融资**", "DK702"),
    Fault("article of years ago", "caixun.example/2026/0408", "caixun.example/2023/0408", "DK306"),
)

FRONT = (
    Fault("no such day", "date: 2026-04-08", "date: 2026-02-30", "DK104"),
    Fault("date that is none", "date: 2026-04-08", "date: 昨天", "DK104"),
    Fault("other day in the title", "4月8日", "4月9日", "DK105"),
    Fault("quotation mark not closed", "title: ", 'title: "', "DK106"),
    Fault("key twice", "(date: .*\n)", r"\1\1", "DK106", "date: 2026-04-08\ntags"),
    Fault("tags no list", r"\[AI, 日报\]", "AI", "DK106"),
    Fault("bracket not closed", r"\[AI, 日报\]", "[AI, 日报", "DK106"),
    Fault("front matter without end", r"日报\]\n---", "日报]", "DK106", "tags"),
    Fault("no front matter", r"(?s)\A---.*?---\n\n", "", "DK102"),
    Fault("no date", r"(?s)date: 2026-04-08\n(.*?)2026年4月8日：", r"\1", "DK103", "---\ntitle"),
    Fault("section without stories", "(?=## 其他)", "## 国际动态\n\n", "DK107"),
    Fault("section misspelt", "## 模型与技术进展", "## 模型与技术近展", "DK108"),
    Fault("section twice", "## 行业落地与生态", "## 投融资与并购", "DK109"),
    Fault("title gone", "### 云杉.*\n\n", "", "DK113"),
    Fault("no summary", r"\*\*说明\*\*：岚图.*\n\n", "", "DK201", "### 岚图"),
    Fault("no background", r"\*\*背景\*\*：公司.*\n\n", "", "DK202", "### 岚图"),
    Fault("no points", r"\*\*要点\*\*：\n\n- 资金.*\n- .*\n\n", "", "DK203", "### 岚图"),
    Fault("no source", r"来源：.财讯.*\n\n", "", "DK204", "### 岚图"),
    Fault("empty background", r"(\*\*背景\*\*：)公司.*", r"\1", "DK205"),
    Fault("empty points", r"- 资金.*\n- .*\n\n", "", "DK205", "**要点**：\n\n来源"),
    Fault("fields out of order", r"(\*\*说明\*\*：岚图.*\n\n)(\*\*背景.*\n\n)", r"\2\1", "DK206"),
    Fault(
        "background twice",
        r"(\*\*背景\*\*：公司.*\n\n)",
        r"\1\1",
        "DK207",
        "**背景**：公司",
    ),
    Fault("label with a space", r"\*\*背景\*\*：公司", "**背 景**：公司", "DK208"),
    Fault("label by another word", r"\*\*说明\*\*：岚图", "**摘要**：岚图", "DK208"),
    Fault("other bullet", "- 年内", "* 年内", "DK209"),
    Fault("source not linked", r"\[财讯网\]\S*", "财讯网", "DK301"),
    Fault(
        "address of another story",
        "feiyu.example/news/feiyu-2",
        "caixun.example/2026/0408/lantu.html",
        "DK304",
        "来源：[财讯网]",
    ),
    Fault("title empty", "### 云杉.*", "###", "DK113"),
    Fault("label misspelt", r"\*\*背景\*\*：公司", "**背影**：公司", "DK208"),
    Fault("label with a semicolon", r"\*\*说明\*\*：岚图", "**说明**；岚图", "DK208"),
    Fault("first title gone", "### 飞鱼.*\n\n", "", "DK113"),
    Fault("link not closed", r"lantu.html\)", "lantu.html", "DK302"),
    Fault("other publisher", r"\[财讯网\]\S*", "[新华网](https://www.36kr.com/p/3670000000000001)", "DK303"),
    Fault("tracking", "lantu.html", "lantu.html?utm_source=x", "DK307"),
    Fault("half-width comma", "系统，覆盖", "系统,覆盖", "DK603"),
    Fault("bracket in a story not closed", "方言语音数据集，", "方言（语音数据集，", "DK604"),
    Fault("trailing space", "权重向科研机构开放", "权重向科研机构开放 ", "DK605"),
    Fault("label not closed", r"\*\*背景\*\*：公司", "**背景：公司", "DK606"),
    Fault("place kept free", r"(\*\*背景\*\*：)公司.*", r"\1TBD", "DK205"),
    Fault(
        "paragraph under the sources",
        r"\n\n(?=### 云杉)",
        "\n\n这一段是从昨天的稿子里粘过来的。\n\n",
        "DK111",
        "这一段",
    ),
    Fault("mark of a citation in a heading", "### 岚图", "### [cite_start]岚图", "DK607"),
    Fault("mark of a citation before a label", r"(?=\*\*说明\*\*：岚图)", "[cite_start]", "DK607"),
    Fault("number that is no title", "title: .*", "title: 20260408", "DK106"),
    Fault("figure of the title", "### 岚图机器人完成 2 亿元", "### 岚图机器人完成 5 亿元", "DK702"),
)

FAULTS = [("blue-span", fault) for fault in BLUE] + [("front-matter", fault) for fault in FRONT]


def draft(text: str) -> Parsed:
    """``text``, read."""
    return read(Source.from_text(text, "draft.md"))


def found(text: str) -> list[Diagnostic]:
    """What the default rules say of ``text``, offline."""
    return lint(Batch((draft(text),)), LintConfig())


@pytest.mark.parametrize("style", CLEAN)
def test_the_clean_digests_are_clean(style: str) -> None:
    assert [(each.code, each.place.line, each.message.en) for each in found(CLEAN[style])] == []


@pytest.mark.parametrize(("style", "fault"), FAULTS, ids=lambda value: getattr(value, "name", value))
def test_a_planted_fault_is_found_at_its_line_and_nothing_else(style: str, fault: Fault) -> None:
    clean = CLEAN[style]
    text = re.sub(fault.old, fault.new, clean, count=1)
    assert text != clean
    if fault.at:
        line = text[: text.rindex(fault.at)].count("\n") + 1
    else:
        pairs = zip(clean.split("\n"), text.split("\n"), strict=False)
        line = next((n for n, (a, b) in enumerate(pairs, 1) if a != b), text.count("\n") + 1)
    assert [(each.code, each.place.line) for each in found(text)] == [(fault.code, line)]


@pytest.mark.parametrize(("style", "fault"), FAULTS, ids=lambda value: getattr(value, "name", value))
def test_what_can_be_mended_is_mended(style: str, fault: Fault) -> None:
    parsed = draft(re.sub(fault.old, fault.new, CLEAN[style], count=1))
    mended = fix(parsed, lambda parsed: found(parsed.text), read)
    assert mended.stable
    if mended.applied:
        assert found(mended.parsed.text) == []
    else:
        assert mended.parsed.text == parsed.text


def test_the_faults_are_many_and_of_many_kinds() -> None:
    assert len({(style, fault.name) for style, fault in FAULTS}) == len(FAULTS) >= 60
    assert len({fault.code for _, fault in FAULTS}) >= 35
