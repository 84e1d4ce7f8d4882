"""A story without what is about its daily's text: tags, facts it is filed by, indentation, what was left open."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from digestkit.aspects.failures import is_failure
from digestkit.publishers import directory
from digestkit.reader.briefs import without_breaks
from digestkit.reader.inline import label_at, plain
from digestkit.reader.sources import byline, without_closing_source
from digestkit.schema import Point, Source, Story
from digestkit.vocabulary import Vocabulary
from digestkit.weekly.nameless import says_nothing

_FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})", re.MULTILINE)
_EMPTY_LABEL = re.compile(r"\**[^*：:\n]{1,16}(?:[：:]\**|\**[：:])\s*")
_TAG = r"#[^\s#，。！？][^#\n，。！？]{0,30}"
_TAGS = re.compile(
    rf"[>\s]*(?:\*{{0,2}}(?:标签|关键词|[Tt]ags?)\s*(?:[:：]\*{{0,2}}|\*{{0,2}}[:：])\s*(?:{_TAG})+|(?:{_TAG}){{2,}})"
)
"""A block of nothing but #tags: they file the daily's page."""
_UNKNOWN = r"[(（]?(?:N/?A|未标注|未显示|未知|暂无|无数据|数据不足|[-–—]{1,2})[)）]?(?:[ \t]?[(（][^()（）\n]{1,12}[)）])?"
_NO_DATA = re.compile(
    rf"^[ \t]*\**[^\n：:*]{{1,12}}(?:\**[：:]|[：:]\**)[ \t]*{_UNKNOWN}[ \t]*(?:\n|\Z)", re.MULTILINE
)
"""A line of data that has none: **语言：** N/A."""
_NO_COUNT = re.compile(
    rf"(?<=\S)\s*[⭐★]\ufe0f?\s*(?:{_UNKNOWN}|[(（]?(?:[今本][日天]|[^\W\d_]{{2,8}})?[)）]?"
    r"(?:[ \t]?[+＋]\d[\d,.]*[kKwW万]?)?(?:[ \t]?(?:today|[今本][日天]))?[)）]?)$"
)
"""What a title says of that day's list and not of the thing: ⭐ N/A, ⭐ (新上榜), ⭐ 今日 +444. How many stars it has is told of it."""
_SERIAL = re.compile(r"[\[【](?:持续|后续|最新|跟踪|追踪|跟进|关注|进展|更新){1,2}[\]】][ ]?")
"""How a daily marks a story that it has told before: the weekly tells both at once."""
_TODAYS = re.compile(
    r"^([ \t>]*\**)[今本][日天](?=[^\n：:*]{1,8}(?:\**[：:]|[：:]\**)[ \t]*[+＋]?\d)", re.MULTILINE
)
"""What a line of data counts for the day of the daily: **今日新增：** 583."""
_TODAYS_WORD = re.compile(
    r"^[ \t>]*\**[今本][日天](?:新增|增长|增星|涨星|涨幅)[^\d\n：:*]{0,6}(?:\**[：:]|[：:]\**)[ \t]*[^\d\n]{1,12}(?:\n|\Z)",
    re.MULTILINE,
)
"""Such a line without a count says nothing once the day is over: **今日新增：** 热门."""
_ADDRESS = r"\[[^\[\]\n]{1,80}\]\([^()\s]{1,2000}\)"
_SOURCE_SAID = re.compile(
    r"(?<=[。！？!?.；;…”」』）)])[ \t]*\*{0,2}(?:(?:消息|信息|资料|新闻)?(?:来源|出处|来自)|[Ss]ources?|[Vv]ia)(?:\*{0,2}[：:]\*{0,2})[ \t]*"
    rf"(?:(?P<links>(?:{_ADDRESS}[ \t|｜、，,/]*){{1,12}})|(?P<name>[^\n。！？!?：:，,；;\[\]（）()]{{1,24}}))[。.]?\s*$"
)
"""The sources at the end of running text: ……试用。来源：[晨报](…)."""
_LEADS_TO_LINK = re.compile(
    r"(?:^|(?P<stop>[。！？!?；;，,])|(?<=[^\w\s，。！？；]))\s*(?:[欲想要如若][^，。！？；\n]{1,12}[，,]\s*)?"
    r"(?:了解)?(?:(?:更多|详细|具体|完整|相关)?\w{0,2}(?:详情|信息|内容|细节|功能|介绍|资料)[，,]?)?"
    r"(?:(?:请|可以?|点此|详)?(?:点击|访问|查看|参见|参阅|移步|见|看)|(?:(?:项目|论文|代码|开源|仓库|演示|文档)(?:地址|链接)[ ]?){1,3})[：:]?$"
)
"""What led to a link that stands among the sources now: ……。更多详情请访问"""
_LEADING_DASH = re.compile(r"(?<=\S)[ \t]{1,9}[-–—·→]{1,3}[ \t]{0,9}$")
_LINK_ASIDE = re.compile(r"[ \t]{0,9}[（(]\[(?P<words>[^\[\]\n]{1,12})\]\([^()\s]{1,2000}\)[)）]")
_ASIDE = re.compile(r"[ \t]{0,9}[（(](?:link|source|url|链接|原文(?:链接)?|来源|出处)[)）]", re.IGNORECASE)
_SIGNS = "📝💡📌🔍📖📰📣📢👉🔹🔸"
"""What some dailies set before a paragraph in place of a label."""
_CLOCKS = "⏰🕐🕒🕓🕔🕕🕖🕗🕘⏱📅🗓"
_SIGN_EDGES = _SIGNS + " \ufe0f"
_LONGEST_FACTS = 300
_LONGEST_LEAD = 40
_COMMAS = str.maketrans("，,；;", "。。。。")
_FACTS = re.compile(r"[·|｜•]")
"""What parts the facts on one line: `晨报` · `1h ago` · 评分 8.7"""
_CODE = re.compile(r"`[^`\n]{1,30}`")
_TAGGED = re.compile(rf"(?:{_TAG})+")
_WHEN = re.compile(
    r"(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|\d{1,2}:\d\d"
    r"|\d{1,3}[ ]?(?:h|m|d|hrs?|mins?|hours?|minutes?|days?|小时|分钟|天)[ ]?(?:ago|前)",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"(?P<of>[^\W\d_]{1,12}|[⭐★🔥👍💬]\ufe0f?)[ ]{0,2}[：:]?[ ]{0,2}\d[\d.,]*[ ]?(?:[kKmMwW万分]|/[ ]?\d{1,3})?"
)
_COUNTED = re.compile(
    r"\d[\d.,]*[ ]?[kKmMwW万]?[ ]?(?:pts?|points?|comments?|replies|upvotes?|votes?|likes?|stars?|views?|评论|点赞|赞|热度|浏览|回复)",
    re.IGNORECASE,
)
"""How much a forum made of it: 586 pts · 144 comments."""
_ONE_LINK = re.compile(_ADDRESS)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_REMARK = re.compile(r"[ \t]{0,99}<!--\s*[Dd]igestkit\s*[:：].{0,500}?-->[ \t]*\n?", re.DOTALL)


def clean(story: Story, vocabulary: Vocabulary) -> Story:
    """``story`` without what is about the daily's text: remarks to digestkit, tags, facts it is filed by, empty labels.

    Code and comments that the daily left open are closed: else they would swallow the stories after them.
    """
    if story.title and (nothing := _NO_COUNT.search(story.title)):
        story = replace(story, title=story.title[: nothing.start()])
    if story.title and (serial := _SERIAL.match(story.title)):
        story = replace(story, title=story.title[serial.end() :] or story.title)
    story = _without_signs(story, vocabulary)
    body = tuple(
        _NO_DATA.sub("", _TODAYS_WORD.sub("", block)).strip("\n")
        for block in story.body
        if not _TAGS.fullmatch(block)
    )
    body = tuple(_without_facts(_unbroken(block), vocabulary) for block in body)
    body = tuple(filter(None, (_without_asides(block, story.sources) for block in body)))
    title = story.title and _led_nowhere(_ASIDE.sub("", story.title).strip(), story.sources)
    summary = _without_asides(_without_facts(story.summary or "", vocabulary), story.sources)
    story = replace(story, title=title or story.title, summary=summary or None)
    while body and _EMPTY_LABEL.fullmatch(body[-1]):
        body = body[:-1]
    body = tuple(map(_closed, _outdented(body)))
    if "igestkit" not in f"{story}":
        return story if body == story.body else replace(story, body=body)
    return replace(
        story,
        summary=_without_remarks(story.summary),
        background=_without_remarks(story.background),
        points=tuple(Point(each.lead, _without_remarks(each.text) or "") for each in story.points),
        body=tuple(text for each in body if (text := _without_remarks(each))),
    )


def _without_signs(story: Story, vocabulary: Vocabulary) -> Story:
    """``story`` without signs before its points, and without points that say but when or how often something was told.

    A daily may write all of a story as such items (📝 what happened, ⏰ when): the only one left is its 说明.
    """
    points = tuple(
        Point(each.lead and each.lead.lstrip(_SIGN_EDGES), _said(each.text) if not each.lead else each.text)
        for each in story.points
        if each.lead or not _is_fact(each.text, vocabulary)
    )
    if points == story.points:
        return story
    if len(points) == 1 < len(story.points) and not (story.summary or story.background or story.body):
        return replace(story, summary=_whole(points[0]), points=())
    return replace(story, points=points)


def _whole(point: Point) -> str:
    return f"{point.lead}：{point.text}" if point.lead else point.text


def _without_facts(block: str, vocabulary: Vocabulary) -> str:
    """``block`` without the lines that say but when, where and under which tags the daily has the report.

    Nothing is left of one that says but that the article could not be read.
    """
    if is_failure(block):
        return ""
    if len(block) > _LONGEST_FACTS or "```" in block:
        return _said(block)
    lines = block.split("\n")
    kept = [line for line in lines if not _is_fact(line, vocabulary)]
    return _said("\n".join(kept) if len(kept) < len(lines) else block)


def _said(text: str) -> str:
    """``text`` without the sign before it, and without the source in brackets behind it: that stands among the sources."""
    text = text.lstrip(_SIGN_EDGES) if text[:1] in _SIGNS else text
    return without_closing_source(text)


def _without_asides(text: str, cited: Sequence[Source]) -> str:
    """``text`` without what only leads to its sources, which stand below it: （[Link](…)）, ……。来源：[晨报](…).

    What its daily counted today (今日新增) it counted on a single day.
    """
    if "今" in text or "本" in text:
        text = _TODAYS.sub(r"\1单日", text)
    if "](" in text and "```" not in text:
        text = _LINK_ASIDE.sub(_unless_empty, text).lstrip(" ")
    text = _led_nowhere(text, cited)
    said = _SOURCE_SAID.search(text)
    if said and (said["links"] or said["name"].strip() in {each.label for each in cited}):
        text = text[: said.start()]
    return text


def _led_nowhere(text: str, cited: Sequence[Source]) -> str:
    """``text`` without the words, or the dash, at its end that led to a link, which is one of ``cited`` now."""
    text = _LEADING_DASH.sub("", text) if cited else text
    lead = _LEADS_TO_LINK.search(text, max(0, len(text) - _LONGEST_LEAD)) if cited else None
    return text if lead is None else text[: lead.start()] + (lead["stop"] or "").translate(_COMMAS)


def _unless_empty(found: re.Match[str]) -> str:
    """Nothing for a link in brackets whose words say nothing."""
    return "" if says_nothing(found["words"]) and not found["words"].isdigit() else found[0]


def _unbroken(block: str) -> str:
    """``block`` without the line breaks of HTML around its lines."""
    if "<br" not in block or "```" in block:
        return block
    lines = (without_breaks(line) if "<br" in line else line for line in block.split("\n"))
    return "\n".join(filter(None, lines))


def _is_fact(line: str, vocabulary: Vocabulary) -> bool:
    start = len(line) - len(line.lstrip(" \t>-"))
    label = label_at(line, start, len(line), vocabulary)
    if label:
        return label.field is None and vocabulary.files(label.word)
    if not line.strip():
        return False
    return byline(line[start:], directory(vocabulary.publishers)) is not None or _is_facts(line, vocabulary)


def _is_facts(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is facts side by side, one of them when it was told or how it was rated, and nothing else."""
    parts = [part.strip() for part in _FACTS.split(line.strip(" \t>-"))]
    if len(parts) < 2:
        return parts[0][:1] in _CLOCKS and _is_when(plain(parts[0]))
    named = directory(vocabulary.publishers).named
    told = 0
    for part in parts:
        words = plain(part).strip(" `")
        measure = _MEASURE.fullmatch(words)
        if _is_when(words) or _COUNTED.fullmatch(words) or (measure and _rates(measure["of"], vocabulary)):
            told += 1
        elif not (
            _CODE.fullmatch(part) or _TAGGED.fullmatch(part) or _ONE_LINK.fullmatch(part) or named(words)
        ):
            return False
    return told > 0


def _is_when(words: str) -> bool:
    """Whether ``words`` say when something was told, and no more: 2h ago, ⏰ 20:56."""
    return _WHEN.fullmatch(words.lstrip(_CLOCKS + " \ufe0f")) is not None


def _rates(word: str, vocabulary: Vocabulary) -> bool:
    return not word[0].isalpha() or vocabulary.files(word)


def _outdented(body: Iterable[str]) -> Iterator[str]:
    """The blocks without the indentation that they had under an item of the daily: Markdown takes four spaces for code.

    What is nested in an item among them stays so.
    """
    by, nests = 0, False
    for block in body:
        indent = len(block) - len(block.lstrip(" \t"))
        if indent <= by or not nests:
            by, nests = indent, _ITEM.match(block) is not None
        yield _shifted(block, by) if by else block


def _shifted(block: str, by: int) -> str:
    """``block`` less ``by`` blanks before its lines, as far as they have so many: what follows is under something else."""
    lines = block.split("\n")
    under = list(takewhile(lambda line: not line[:by].strip(" \t"), lines))
    return "\n".join([*(line[by:] for line in under), *lines[len(under) :]])


def _closed(block: str) -> str:
    fences = _FENCE.findall(block)
    if len(fences) % 2:
        return f"{block}\n{fences[0]}"
    return f"{block} -->" if block.rfind("<!--") > block.rfind("-->") else block


def _without_remarks(text: str | None) -> str | None:
    return _REMARK.sub("", text).strip() or None if text else text
