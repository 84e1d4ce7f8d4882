"""Names of sections and numbers of stories that are written without Markdown, as on a page pasted from elsewhere."""

import re

from digestkit.late import late
from digestkit.numerals import number_of
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.inline import FRAMES, TITLED, is_emoji
from digestkit.reader.scanner import PICTURES
from digestkit.reader.signs import HAN_PART, tells_event

_UNDER_PART = late(r"[ \t]*[（(][一二三四五六七八九十]{1,3}[)）]")
"""How a title begins that stands under ``一、要闻``: （一）…"""
_KEYCAP = late(r"[ \t]*(?:\d{1,2}\ufe0f?\u20e3|🔟)")
_BRACKETS = late(r"[ \t]*(?:【[^【】\n]{2,20}】|「[^「」\n]{2,20}」|『[^『』\n]{2,20}』)[ \t]*$")
_PART = late(r"[ \t]*(?:(?:PART|Part)[. ]?)?0?\d[ \t.、/|｜丨·]+[^\W\d]")
"""``PART 01 / 要闻``, ``01 要闻``."""
_FRAMED = late(
    rf"[ \t]*(?P<mark>[{FRAMES}])(?P=mark){{1,19}}[ \t]*[^\s{FRAMES}][^\n]{{0,47}}(?P=mark){{2}}[ \t]*$"
    r"|[ \t]*/[ \t]?[^\s/][^/\n]{0,23}/[ \t]*$"
)
"""``===== 要闻 =====``, ``—— 要闻 ——``, ``/ 要闻 /``: a name between two rows of marks."""
_ALONE = re.compile(
    r"(?:[^\w\n(（\[【]|_){0,12}(?:NO\.?[ ]?)?(?P<number>\d{1,2}|\d\*{4}\d)[.、]?[*_\s]{0,6}$", re.IGNORECASE
)
_WORDED = late(
    r"(?:[^\w\n(（\[【]|_){0,12}(?:(?:新闻|新聞|要闻|要聞|资讯|資訊|快讯|快訊|News|Story)[ ]?|第)"
    r"(?P<number>\d{1,2}|[一二三四五六七八九十])[条條则則]?[：:.、]?[*_\s]{0,6}(?:\{#[\w-]{1,40}\})?$"
)
"""The same in words: 新闻 1, 第二条."""
_LONGEST = 24
_LONGEST_FRAMED = 72
"""Characters of a framed line; its name may be in two languages."""
_SHORT_NAME = 6
"""Characters of a name behind an emoji (📱 产品); what has more may be a headline."""
_SHORT_LINE = 10
_SHORTEST_TITLE = 14
_LINES = ("text", "bold", "heading", "item")
_PLAIN_MARKS = ("一", "【", "framed")
"""The habits by which one line alone may name a section."""


def chapters(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """First lines of the lines that name sections in a draft without headings.

    They are written alike (``一、要闻``, ``【要闻】``, ``◎ 要闻``, ``📱 产品``), short, and set apart on both sides;
    one alone says what sections are called and no title has its mark. In a draft with bold lines each stands over one: the title of its
    first story.
    """
    bold = any(block.kind == "bold" and builder.label(block) is None for block in blocks)
    alike: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        habit = _habit(builder, block) or (bold and _over_bold(builder, blocks, i))
        if habit := habit or _over_reports(builder, blocks, i):
            alike.setdefault(habit, []).append(i)
    for habit, found in sorted(alike.items(), key=lambda each: -len(each[1])):
        enough = len(found) > 1 or (habit in _PLAIN_MARKS and _says_section(builder, blocks[found[0]]))
        if enough and all(
            _stands_apart(builder, blocks, i) and (not bold or _is_over_bold(blocks, i)) for i in found
        ):
            return frozenset(blocks[i].first for i in found)
    return frozenset()


def _says_section(builder: Builder, block: Block) -> bool:
    """Whether a line of text says what sections are called and no more (今日要闻)."""
    name = builder.title(block)
    if block.kind != "text" or len(name) > _SHORT_LINE:
        return False
    named = builder.vocabulary.names_group(name) and not tells_event(name)
    return named or builder.is_house_section(block)


def _over_bold(builder: Builder, blocks: list[Block], i: int) -> str:
    """How a line names a part of an issue whose titles are bold, by its number or a word for sections; empty for others."""
    block = blocks[i]
    if block.kind != "text" or block.quote or not block.gap:
        return ""
    if _PART.match(builder.text, *block.span):
        return "1"
    if block.span.end - block.span.start > _SHORT_NAME or not _is_over_bold(blocks, i):
        return ""
    name = builder.slice(block.content)
    return "名" if name.isalnum() and builder.vocabulary.names_group(name) else ""


def _over_reports(builder: Builder, blocks: list[Block], i: int) -> str:
    """How a line names a part of an issue that is numbered as titles are, by the items under it, which have links."""
    block, below = blocks[i], blocks[i + 1 : i + 3]
    if block.kind != "text" or not _KEYCAP.match(builder.text, *block.span):
        return ""
    reports = [each for each in below if each.kind == "item"]
    linked = bool(reports) and reports[0] is below[0] and all(map(builder.links, reports))
    return "keycap" if linked and block.content.end - block.content.start <= _SHORTEST_TITLE else ""


def _is_over_bold(blocks: list[Block], i: int) -> bool:
    return next((each.kind for each in blocks[i + 1 : i + 3] if each.kind != "image"), "") == "bold"


def _habit(builder: Builder, block: Block) -> str:
    """How a line marks itself as the name of a section; empty for other lines."""
    if block.kind == "item" and not block.marker[0].isascii() and len(block.marker) == 1:
        return "" if block.marker[0].isnumeric() or block.marker in PICTURES else block.marker
    if block.kind != "text":
        return ""
    if _FRAMED.match(builder.text, *block.span):
        return "framed"
    if is_emoji(builder.text[block.content.start]):
        return "emoji" if _is_short_name(builder, block) else ""
    return (
        "一"
        if HAN_PART.match(builder.text, *block.span)
        else "【"
        if _BRACKETS.match(builder.text, *block.span)
        else ""
    )


def _is_short_name(builder: Builder, block: Block) -> bool:
    """Whether a line behind an emoji can be the name of a section: too short for a headline, and no label."""
    if block.content.end - block.content.start > _LONGEST:
        return False
    name = builder.title(block)
    if len(name) > _SHORT_NAME:  # 📱 产品与应用动态
        return _says_section(builder, block)
    return not builder.vocabulary.knows(name)


def _stands_apart(builder: Builder, blocks: list[Block], i: int) -> bool:
    block, after = blocks[i], blocks[i + 1] if i + 1 < len(blocks) else None
    words = builder.slice(block.content)
    longest = _LONGEST_FRAMED if _FRAMED.match(builder.text, *block.span) else _LONGEST
    if len(words) > longest or "。" in words or builder.label(block) or builder.links(block):
        return False
    known = builder.is_house_section(block)
    if after is None:
        return False
    over_items = block.kind == "text" and (
        after.kind == "item" or bool(HAN_PART.match(words) and _UNDER_PART.match(builder.text, *after.span))
    )
    if over_items and not block.gap:  # 一、要闻 right under the last item above
        return known or (len(words) <= _SHORT_LINE and HAN_PART.match(words) is not None)
    return known or (block.gap and (after.gap or over_items))


def take_numbers(builder: Builder, blocks: list[Block]) -> None:
    """Lines that are but the number of the story below them (``01``) become rules; what is below is its title."""
    found: list[int] = []
    number = 0
    for i, block in enumerate(blocks[:-1]):
        where = block.content if block.kind == "heading" else block.span
        if where.end - where.start > _SHORTEST_TITLE or block.quote or block.kind not in _LINES:
            continue
        match = _ALONE.match(builder.text, *where)
        if match is None and TITLED.match(builder.text, *blocks[i + 1].content):
            match = _WORDED.match(builder.text, *where)
        if match and (counted := number_of(match["number"].replace("*", ""))) in (1, number + 1):
            number = counted
            found.append(i)
    if len(found) < 2:
        return
    for i in found:
        block, below = blocks[i], blocks[i + 1]
        block.kind, block.level = "rule", 0
        known = builder.is_house_section(below)
        if below.kind in ("text", "bold", "link") and not below.hint and not known:
            below.hint = "story"
