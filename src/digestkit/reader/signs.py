"""Signs that several parts of the reader go by: what a line says of itself."""

import re
from collections.abc import Sequence
from itertools import pairwise

from digestkit.late import late
from digestkit.numerals import number_of
from digestkit.reader.block import WORDLESS, Block, worded
from digestkit.reader.builder import Builder
from digestkit.reader.drafts import BRACKETED, PARTED
from digestkit.reader.sources import NAME_BEHIND
from digestkit.vocabulary import simplified

_WORD = "(?:日报|周报|周刊|资讯|新闻|要闻|快讯|早报|晚报|速递|动态|digest|news|weekly|daily)"
_NUMBER = r"(?:20\d\d\s*[年/.-]|第\s*\d+\s*[期周]|(?:[ (（|｜]#|\b(?:No|Vol)\b\.?\s?)\d{1,4}(?!\d))"
_ISSUE = re.compile(f"{_WORD}.{{0,20}}{_NUMBER}|{_NUMBER}.{{0,20}}{_WORD}", re.IGNORECASE)
_SHORT_DAY = late(r"(?<!\d)\d{1,2}\s?月\s?\d{1,2}\s?[日号]")
_KIND = late("日报|周报|周刊|快讯|早报|晚报|晨报|速递")
_FIGURES = r"(?:(?:0?[1-9]|1[0-2])[./-](?:0?[1-9]|[12]\d|3[01])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
_ISSUES = "(?:日报|周报|周刊|早报|晚报|晨报)"
_FIGURED_DAY = late(
    rf"{_ISSUES}[^\w\n]{{0,3}}{_FIGURES}(?![ ]?[\d.%％万亿元倍])|(?<![\w.-]){_FIGURES}[^\w\n]{{0,3}}(?:AI)?[ ]?{_ISSUES}"
)
"""A day in figures right beside the word for the issue: ``AI 日报（5.8 周五）``, ``日报 0508``."""
_NUMBERED = late(
    r"[ \t]*(?:#?(?P<n>\d{1,2})[ \t]+(?=[^\W\d])|(?P<key>\d{1,2})\ufe0f?\u20e3[ \t]*(?=\S)|(?P<ten>🔟)"
    r"|[（(](?P<han>[一二三四五六七八九十]{1,3})[)）][ \t]*(?=[^\s。][^\n。]{7})"
    r"|第(?:(?P<nth>\d{1,2})|(?P<ten_nth>[一二三四五六七八九十]{1,3}))[条條则則][、：:|｜\t ]{1,2}(?=\S)"
    r"|【(?P<boxed>\d{1,2})】[ \t]*(?=\S)|(?:NO|No|TOP|Top)[. ]{0,2}(?P<rank>\d{1,2})[ \t.：:、|｜]{1,3}(?=[^\W\d]))"
)
HAN_PART = late(r"[ \t]*[一二三四五六七八九十]{1,3}[、．.]")
"""How the name of a section begins that such lines stand under."""
_EVENT = re.compile(
    r"发布|推出|宣布|完成|融资|收购|上线|开源|启动|开放|升级|推|获|登|超|突破|计划|拟|将|要求|签|达成|合作|入局|曝|称|回应|起诉|裁员|涨|跌|"
    r"成立|落地|首次|首个|首款|亮相|投资|完善|明确|加速|更名|改名|延迟|使用|警告|面临|反超|夺冠|揭|泄露|下架|禁|罚|launch|release|announc|raise|acquire"
)
_DAY = late(
    r"(?:(?:(?:20\d\d[ ]?[年./-][ ]?)?\d{1,2}[ ]?[月./-][ ]?\d{1,2}[ ]?[日号號]?|(?:周|星期|礼拜)[一二三四五六日天]"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)[\s·,，|｜()（）—-]*){1,3}",
    re.IGNORECASE,
)
_TAGGED = late(r"【(?P<tag>[^\W\d_]{2,6})】[ \t]?(?=[^\s【][^\n]{8})")
LEAD = late(
    rf"(?:(?:\d{{1,2}}\ufe0f?\u20e3|🔟)[ \t]*)?\*\*[^*\n]{{2,160}}\*\*\s*(?:[：:（(]|[^\s*])|{BRACKETED.pattern}"
    r"|<(?:b|strong)>[^<\n]{2,160}</(?:b|strong)>\s*[^\s<]"
)
"""A paragraph that opens with bold or bracketed words: ``**标题** 正文``, ``【标题】正文``."""
NO_STORIES = late("(?:[今本][日天期周週][暂暫]?|[暂暫])(?:无|無|(?:时|時)?(?:没有|沒有))")
NO_STORY = late(
    rf"[*_（(]{{0,3}}(?:{NO_STORIES.pattern})[^\n。，,；;：:（(]{{0,12}}[。.]?(?:[（(][^（()）\n]{{1,160}}[)）])?[*_）)。.]{{0,4}}$"
)
"""``暂无可用条目（https://…）``: a whole line."""
_SIGNED_LINE = late(r"(?m)[^()（）\n]{4}[(（][^()（）\n\d]{2,28}[)）][ \t]*$")
_LONGEST_END = 32
_LONGEST_TITLE = 60
_SHORTEST_TITLE = 6
_SENTENCE_ENDS = ("。", "！", "；", "，", "：", ":", "…")
_SHORTEST_HEADLINE = 8
_LONGEST_DAY = 24
_LEADS = 3
"""So many such paragraphs are the stories of an issue."""


def names_issue(title: str, *, short: bool = False) -> bool:
    """Whether a title names the issue itself: 周报 or 资讯 beside a date or a number, or a day of no year (``short``)."""
    title = simplified(title)
    if _ISSUE.search(title):
        return True
    if not short or not _KIND.search(title):
        return False
    return _SHORT_DAY.search(title) is not None or _FIGURED_DAY.search(title) is not None


def tells_event(title: str) -> bool:
    """Whether a title says that something happened."""
    return _EVENT.search(simplified(title)) is not None


def is_day(title: str) -> bool:
    """Whether a title is but a day of a weekly: 周三 · 5 月 6 日."""
    return len(title) <= _LONGEST_DAY and _DAY.fullmatch(simplified(title)) is not None


def consists_of_leads(builder: Builder, blocks: list[Block]) -> bool:
    """Whether most of what a draft says are paragraphs that open with bold words: ``**09:30** 一句话``."""
    said = [block for block in blocks if block.kind not in WORDLESS and not block.quote]
    furniture = (i for i, block in enumerate(said) if block.kind == "bold" and builder.heading_kind(block))
    said = said[: next(furniture, len(said))]  # **延伸阅读** over a list
    if len(linked_paragraphs(builder, said)) * 2 > len(said):
        return True
    leads = sum(
        block.kind == "text"
        and block.gap
        and LEAD.match(builder.text, block.content.start) is not None
        and builder.label(block) is None
        for block in said
    )
    return leads >= _LEADS and leads * 2 > len(said)


def parted_titles(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The items of lists that have a headline, a colon and sentences each: ``1. 标题：正文。``.

    In one list of the draft most items are so, and most of what stands before the colons tells of an event, as
    speakers and names do not; in its other lists all are.
    """
    lists: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "item":
            if not (block.level or block.quote):
                lists[-1].append(block)
        elif block.kind in ("heading", "bold") and lists[-1]:
            lists.append([])
    found: set[int] = set()
    short: set[int] = set()
    for items in lists:
        heads = {
            item.first: match["head"]
            for item in items
            if (match := PARTED.match(builder.text, *item.content))
        }
        if len(heads) * 3 >= len(items) * 2 and sum(map(tells_event, heads.values())) * 2 >= len(heads):
            (found if len(items) >= _LEADS else short if len(heads) == len(items) else set()).update(heads)
    return frozenset(found | short if found else ())


def signed_items(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The items of lists that all end with a name in brackets, of publishers mostly or in part: ``- 一句话（晨报）``."""
    if not _SIGNED_LINE.search(builder.text):
        return frozenset()
    lists: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "item" and not (block.level or block.quote):
            lists[-1].append(block)
        elif block.kind in ("heading", "bold") and lists[-1]:
            lists.append([])
    found: list[int] = []
    names: list[str] = []
    for items in lists:
        ends = [
            match["name"].strip()
            for item in items
            if (match := NAME_BEHIND.search(builder.slice(item.content)[-_LONGEST_END:]))
        ]
        if len(ends) == len(items) > 1:
            found += [item.first for item in items]
            names += ends
    known = builder.publishers
    press = sum((told := known.named(name)) is not None and told.kind != "company" for name in names)
    return frozenset(found if press > 1 and press * _LEADS >= len(names) else ())


def numbered(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The lines that are short, numbered (``01 标题``, ``1️⃣标题``, ``（一）标题``) and in sequence; none when there is but one."""
    found: list[int] = []
    number = None
    before = ""
    for block in blocks:
        begins = block.kind == "text" and (block.gap or (before and HAN_PART.match(before)))
        match = _NUMBERED.match(builder.text, *block.span) if begins else None
        before = builder.slice(block.span) if block.kind == "text" else ""
        if match is None or block.span.end - block.span.start > 80 or builder.label(block):
            continue
        if not LEAD.match(builder.text, match.start()):
            value = _value(match)
            if number is not None and value != number + 1 and value != 1:
                continue
            number = value
            found.append(block.first)
    return frozenset(found if len(found) > 1 else ())


def addressed(builder: Builder, blocks: Sequence[Block]) -> frozenset[int]:
    """The lines that are a headline each over a line with its address, where one such pair stands right below another."""
    said = worded(blocks)
    found: list[int] = []
    run: list[int] = []
    i = 0
    while i + 1 < len(said):
        upper, lower = said[i], said[i + 1]
        if (
            lower.kind == "link"
            and not lower.quote
            and len(builder.links(lower)) == 1
            and _is_headline(builder, upper)
        ):
            run.append(upper.first)
            i += 2
            continue
        found += run if len(run) > 1 else []
        run = []
        i += 1
    return frozenset(found + (run if len(run) > 1 else []))


def _is_headline(builder: Builder, block: Block) -> bool:
    """Whether a line over an address can be its headline: it stands apart, and is long enough and no sentence."""
    if not block.gap or block.level or builder.links(block) or not _is_title(builder, block):
        return False
    return block.content.end - block.content.start >= _SHORTEST_HEADLINE


def _value(found: re.Match[str]) -> int:
    """The number that a match of ``_NUMBERED`` begins with."""
    return 10 if found["ten"] else number_of(found[found.lastgroup or 0]) or 0


def broken_paragraphs(builder: Builder, blocks: list[Block]) -> int:
    """How many paragraphs are a title and labelled lines in one, which HTML breaks: ``标题<br />来源：…``."""
    return sum(
        block.kind == "text" and len(parts := builder.parts(block)) > 1 and _is_title(builder, parts[0])
        for block in blocks
    )


def headed_parts(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """First lines of the parts between thematic breaks, where most parts are a title, its text and its source."""
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind == "rule" and not block.quote:
            parts.append([])
        elif block.kind not in ("comment", "image"):
            parts[-1].append(block)
    parts = [part for part in parts if part]
    found = [
        part[0].first
        for part in parts
        if len(part) > 1
        and _is_title(builder, part[0])
        and not builder.links(part[0])
        and any(builder.names(block) == "sources" or builder.links(block) for block in part[-2:])
    ]
    return frozenset(found if len(found) > 1 and len(found) * 3 >= len(parts) * 2 else ())


def quoted_titles(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The bold first lines of quotes that say something more, where such quotes are most of what a draft says."""
    said = worded(blocks)
    found = [
        upper.first
        for upper, lower in pairwise(said)
        if upper.quote and upper.kind == "bold" and upper.gap and lower.quote and not lower.gap
        and not builder.label(upper) and upper.content.end - upper.content.start >= _SHORTEST_TITLE
    ]  # fmt: skip
    quoted = sum(block.quote for block in said)
    return frozenset(found if len(found) > 1 and quoted * 3 >= len(said) * 2 else ())


def linked_lines(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The lines of paragraphs whose lines each end with a link of their own: ``标题 https://…``, a story a line."""
    found: list[int] = []
    at = 0
    while at + _LEADS <= len(blocks):
        end = at + 1
        while end < len(blocks) and not blocks[end].gap:
            end += 1
        if end - at >= _LEADS and all(_ends_with_link(builder, block) for block in blocks[at:end]):
            found += [block.first for block in blocks[at:end]]
        at = end
    return frozenset(found)


def linked_paragraphs(builder: Builder, blocks: list[Block]) -> frozenset[int]:
    """The paragraphs that end with a bare address each, or begin with a tag each, where several stand together: a story each.

    ``【晨报】一句话。https://…``; ``【模型】一句话`` a line, where most tags are words for sections.
    """
    plain = [
        block for block in blocks if block.kind == "text" and not block.quote and builder.label(block) is None
    ]
    linked = [block.first for block in plain if block.gap and _ends_with_address(builder, block)]
    tagged = [(block, found["tag"]) for block in plain if (found := _TAGGED.match(builder.text, *block.span))]
    named = sum(builder.vocabulary.names_group(tag) for _, tag in tagged)
    lines = [block.first for block, _ in tagged] if named * 2 > len(tagged) else []
    return frozenset([each for found in (linked, lines) if len(found) >= _LEADS for each in found])


def _ends_with_address(builder: Builder, block: Block) -> bool:
    """Whether a paragraph is some sentences and the bare address of their report."""
    links = builder.links(block)
    return (
        len(links) == 1
        and not links[0][1]
        and links[0][0].start - block.content.start >= _SHORTEST_HEADLINE
        and not builder.text[links[0][0].end : block.content.end].strip(" \t)）")
    )


def _ends_with_link(builder: Builder, block: Block) -> bool:
    """Whether a line is a headline and the link to its report."""
    if block.kind != "text" or block.quote or block.level or not (links := builder.links(block)):
        return False
    first, last = links[0][0], links[-1][0]
    head = first.start - block.content.start
    return (
        len(links) == 1
        and _SHORTEST_HEADLINE <= head <= _LONGEST_TITLE
        and not any(map(str.isalnum, builder.text[last.end : block.content.end]))
        and builder.label(block) is None
    )


def titled_paragraphs(builder: Builder, blocks: list[Block]) -> int:
    """How many paragraphs begin with a short line that is no sentence, and end in a line of sources."""
    found, i = 0, 0
    while i < len(blocks):
        j = i + 1
        while j < len(blocks) and not blocks[j].gap:
            j += 1
        lines = blocks[i:j]
        found += (
            j - i > 2 and all(each.kind in ("text", "link") for each in lines) and _is_titled(builder, lines)
        )
        i = j
    return found


def _is_titled(builder: Builder, lines: list[Block]) -> bool:
    last = lines[-1]
    return _is_title(builder, lines[0]) and (last.kind == "link" or builder.names(last) == "sources")


def _is_title(builder: Builder, block: Block) -> bool:
    """Whether a line can be the title of the lines below it: it is short, no sentence, and has no label."""
    title = builder.slice(block.span).rstrip()
    if block.kind != "text" or block.quote or len(title) > _LONGEST_TITLE or title.endswith(_SENTENCE_ENDS):
        return False
    return builder.label(block) is None


def guess(builder: Builder, block: Block, default: str) -> str:
    """The kind of a block that belongs to no story."""
    text = simplified(builder.slice(block.span))
    if block.kind == "html" or re.search(
        r"群组|社群|扫码|关注(?:本|我们)|公众号|订阅|赞助|广告|加入我们", text
    ):
        return "advertisement"
    if block.kind in ("item", "link") and builder.links(block):
        return "reading-list"
    if re.search(r"共收[录集]|统计|生成时间|新闻条数|[Gg]enerated", text):
        return "statistics"
    if re.search(r"\]\(#", text):
        return "contents"
    return default
