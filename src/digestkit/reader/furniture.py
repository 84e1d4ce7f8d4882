"""What belongs to no story and says so itself, wherever it stands: advertisements, and the words an issue ends with."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from digestkit.late import late
from digestkit.reader.block import Block
from digestkit.reader.builder import Builder
from digestkit.reader.inline import title_text
from digestkit.reader.signs import NO_STORIES, NO_STORY, guess
from digestkit.reader.tags import PICTURE
from digestkit.vocabulary import simplified, squeeze

_AD_WORD = re.compile("广告|廣告|赞助|贊助|推广|推廣|ponsor")
"""One of these stands in every line that is marked as an advertisement."""
_AD = late(
    r"[^\w\n]{0,12}(?:"
    r"(?<=[【\[(（「])(?:本期|今日)?(?:广告|廣告|赞助|贊助|推广|推廣|sponsored|sponsor|ad)[】\])）」]"
    r"|(?:广告|廣告|推广|推廣|赞助|贊助|sponsored)\**[ \t]?[|｜]"
    r"|(?:(?:本期|今日)(?:广告|廣告|赞助|贊助)|赞助商|贊助商|sponsored by|(?:today's |our )?sponsor)\**[ \t]?[：:]"
    r")[^\w\n]{0,8}[^\W\n]",
    re.IGNORECASE,
)
"""``【广告】…``, ``推广 | …``, ``本期赞助：…``: marked, and more than the mark. ``**广告**：…`` may tell of that business."""
_AD_BEHIND = late(r"[(（【\[](?:广告|廣告|推广|推廣|sponsored)[)）】\]][\W_]{0,6}$", re.IGNORECASE)
_SPOKEN = ("text", "bold", "link", "item")
_END = r"^[\W_]{0,24}(?:END|THE END|完|全文完|本期完|本文完)[\W_]{0,24}$"
_END_LINE = late(_END)
_FAREWELLS = (
    # 以上就是今天的全部内容，感谢阅读，明天见
    r"以上(?:就|便|即)?[是为](?:今[天日]|本[期周日次]|全部|我们|小编)",
    r"感谢(?:你|您|大家|各位)?的?(?:阅读|收看|收听|关注|支持|耐心)",
    r"(?:明[天日早晚]|下[周期一])(?:再|同一时间)?见(?=[^\w\n]|$|[啦哦吧咯呀])",
    rf"{_END}|点击[“「【]?(?:阅读原文|上方|下方)",
    # 觉得有用请点赞、在看，加个星标，扫码进群
    r"点(?:个|一下|亮|下)?[“「【]?(?:赞|在看)|一键三连|[、，,]在看|[加点设](?:个|为)?[“「【]?星标",
    r"(?:分享|转发)给(?:朋友|好友|更多|身边|同事)|扫码(?:进|加|关|入|领|添)|[加进入]群|加微信|QR ?code",
    r"(?:长按|扫描|识别|扫一扫)[^。\n]{0,12}(?:二维码|关注|添加)",
    r"(?:关注|订阅)(?:我们|本号|本刊|公众号|本公众号|频道|电子报)",
    r"(?:欢迎|我要|接受)(?:大家|各位|你|您)?(?:订阅|投稿|关注|转发|留言|评论|交流|扫码|加入|在评论)",
    # 责编：…；转载请…；内容仅供参考，由 AI 生成
    r"^[\W_]{0,6}(?:责编|责任编辑|编辑|排版|校对|撰文|文案|值班编辑|值班主编|审核|核稿|签发|报送|主送|抄送|供稿|撰稿|采编|监制)[ \t]?[：:丨|｜/]",
    r"^阅读[ ]?\d[\d.]*[ ]?[万wW]?\+?[ ].{0,24}在看",
    r"^[\W_]{0,6}(?:投稿|商务|免责声明|版权声明|往期推荐|往期回顾|往期精选)",
    r"(?:同步|首发|发布)(?:更新)?[到在于][^。\n]{0,16}(?:公众号|语雀|GitHub|知乎|邮箱)",
    r"(?:转载)[请须需]|商务合作|仅供(?:信息|个人|学习|交流|技术)?(?:参考|学习|交流)",
    r"[由经]?[ ]?(?:AI|人工智能|机器人|豆包|Kimi|ChatGPT|DeepSeek|Claude)[ ]?(?:自动|辅助)?(?:生成|整理|编写|汇编)(?:[，。,.！!]|[^\w\n]{0,3}$)",
    # what a language model says to its user
    r"希望(?:以上|这份|这些|本期|对你|对您|今天)[^。\n]{0,20}(?:帮助|帮到|有用|启发)",
    r"如(?:果你|果您|需)[^。\n]{0,24}(?:我(?:可以|会|还能)|随时|告诉我)",
    r"\bunsubscribe\b|view (?:it |this )?(?:in|online)|thanks for reading|that's (?:all|it) for|see you (?:tomorrow|next|soon)",
    r"forward (?:this|it) to|reply to this email|退订",
)
_FAREWELL = late("|".join(_FAREWELLS), re.IGNORECASE)
"""What is said to the readers themselves when an issue ends."""
_ADDRESSED = late(
    r"[你您]|大家|各位|小编|本[期文号刊报群频公]|^[\W_]{0,24}(?:请|欢迎|感谢|谢谢|以上|关注|点[赞个击亮]|扫码|长按|识别|扫[描一]|转[发载]|分享|喜欢|觉得|明[天日早晚]|下[周期]"
    r"|END|THE END|完|全文|责|编辑|排版|校对|撰文|文案|值班|审核|核稿|签发|报送|主送|抄送|供稿|撰稿|采编|监制|阅读[ ]?\d"
    r"|投稿|商务|免责|版权|往期|内容|仅供|由|希望|如需|加[微入个星]|进群|我要|退订|接受|一键|若有|注[：:]"
    r"|thanks|view|that's|see you|unsubscribe|forward|reply)",
    re.IGNORECASE,
)
"""How such words turn to the readers: by a pronoun, or from the first word on. Without, they are news of those things."""
_STAMP = late(r"更新[：:] ?20\d\d-\d\d-\d\d \d\d:\d\d(?::\d\d)?")
"""How the lines begin that an exporter (语雀) puts at the end: when the page was changed, and where it is."""
_COUNTED = late(
    r"[^\w\n]{0,6}(?:数据|信息|新闻|消息|资讯)?(?:来源|信源)\**[：:]\**[ ]?\d+\+?[ ]?(?:个|家|条|余)"
)
"""How many sources an issue was made from: 信源：43 个已接入."""
_MADE = late(
    r"[^\w\n]{0,6}(?:(?:最后|本[页文日报刊])?(?:更新|生成|发布|抓取|采集|创建)(?:时间|日期|于)?"
    r"|(?:generated|updated|created|last[_ ]updated|fetched)(?:[_ ](?:at|on|by))?(?:_utc)?)[\s*_`：:]{1,5}"
    r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[\sT,，]{0,3}(?:\d{1,2}:\d\d[\d:.]{0,12}Z?)?"
    r"[^\w\n]{0,6}(?:\(?[A-Za-z/+\d: ]{1,24}\)?)?[^\w\n]{0,6}$",
    re.IGNORECASE,
)
"""When an issue was made, and nothing else: ``更新于 2026-05-02 21:41``."""
_ELSEWHERE = late(
    r"[^\w\n]{0,6}(?:上一?|下一?|往)[期篇]|[^\w\n]{0,6}(?:返回|回到)(?:目录|首页|顶部)|[^\w\n]{0,6}(?:prev(?:ious)?|next)(?: issue)?[^\w\n]{0,3}$",
    re.IGNORECASE,
)
"""Words of links to other issues."""
_ALL_TOLD = late(
    r"[^\w\n]{0,6}以上[，,]?(?:就|便|即)?[是为](?:今[天日]|本[期周日次])的?(?:全部|所有)(?:的)?(?:内容|资讯|新闻)"
)
"""How an issue says that it has told all."""
_NAMED = late(
    r"[^\w\n【]{0,6}(?:【(?P<boxed>[^\W\d_]{2,8})】|(?P<word>[^\W\d_]{2,8})(?:\*\*)?[：:])[^\n]*[^\W\n]"
)
_LINES_OF_AD = 4
"""So many lines below the word 广告 are the advertisement at most."""
_LONGEST = 160
"""Characters of such a paragraph."""
_LONGEST_NAME = 24
_LONGEST_END = 56
_MOST = 30
"""Blocks at the end that are looked at."""


def set_aside(builder: Builder, blocks: list[Block]) -> list[Block]:
    """``blocks`` without those that no story is to take; the builder gets these when it comes to their place."""
    aside = {**_advertisements(builder, blocks), **_nothing(builder, blocks), **_farewell(builder, blocks)}
    if not aside:
        return blocks
    builder.aside = [(block, aside[block.first]) for block in blocks if block.first in aside]
    return [block for block in blocks if block.first not in aside]


def _advertisements(builder: Builder, blocks: Sequence[Block]) -> dict[int, str]:
    """The paragraphs and items that are marked as advertisements, by their lines."""
    text = builder.text
    found: dict[int, str] = {}
    for i in _marked(text, blocks):
        block = blocks[i]
        if block.kind not in _SPOKEN or block.hint or not (block.gap or block.kind == "item"):
            continue
        if _is_name(builder, block) == "advertisement":  # **广告** over the advertisement
            found |= {
                each.first: "advertisement"
                for each in _under(builder, block, blocks[i + 1 : i + _LINES_OF_AD])
            }
            continue
        if not (
            _AD.match(text, *block.span)
            or _AD_BEHIND.search(text, max(block.span.end - 30, block.span.start), block.span.end)
        ):
            continue
        found[block.first] = "advertisement"
        for below in blocks[i + 1 :]:
            if (
                below.gap
                or below.hint
                or below.kind not in (*_SPOKEN, "image")
                or (below.kind == "item" and below.level <= block.level)
            ):
                break
            found[below.first] = "advertisement"
    return found


def _nothing(builder: Builder, blocks: Sequence[Block]) -> dict[int, str]:
    """The lines that say, in the place of stories under a heading, that there are none, by their lines: 暂无内容."""
    if not NO_STORIES.search(builder.text):
        return {}
    return {
        block.first: "other"
        for above, block, below in zip(blocks, blocks[1:], [*blocks[2:], None], strict=False)
        if above.kind == "heading"
        and block.kind in ("item", "text")
        and (below is None or below.kind in ("heading", "rule"))
        and NO_STORY.match(builder.slice(block.content))
    }


def _marked(text: str, blocks: Sequence[Block]) -> list[int]:
    """The indices of the blocks in which a word for advertisements stands."""
    places = [found.start() for found in _AD_WORD.finditer(text)]
    if not places:
        return []
    starts = [block.span.start for block in blocks]
    # A header or the title of the issue may stand before the first block, or there is none at all.
    return sorted({before - 1 for at in places if (before := bisect_right(starts, at))})


def _under(builder: Builder, name: Block, blocks: Sequence[Block]) -> Sequence[Block]:
    """``name`` and those of ``blocks`` that stand under it."""
    for n, each in enumerate(blocks):
        if each.kind not in (*_SPOKEN, "image") or each.kind == "bold" or builder.names(each):
            return (name, *blocks[:n])
    return (name, *blocks)


def _farewell(builder: Builder, blocks: Sequence[Block]) -> dict[int, str]:
    """The paragraphs at the end of the issue that are said to its readers, by their lines."""
    end = len(blocks)
    first = max(end - _MOST, 1)
    below = _below_the_end(builder, blocks[first:])
    found = {
        block.first: guess(builder, block, "closing")
        for block in below
        if block.kind not in ("rule", "comment")
    }
    end -= len(below)
    links: list[Block] = []
    while end > first:
        block = blocks[end - 1]
        if block.kind in ("rule", "comment") and not block.hint:
            end -= 1
            continue
        start = end - 1
        while start > first and not blocks[start].gap and blocks[start - 1].kind not in ("rule", "comment"):
            start -= 1
        paragraph = blocks[start:end]
        head, below_break = paragraph[0], blocks[start - 1].kind == "rule"
        apart = head.gap or below_break
        kind = (_is_name(builder, head) or _ends_issue(builder, head, below_break)) if apart else None
        if kind is None and all(_leads_elsewhere(builder, each) for each in paragraph):
            kind = "closing"
        if head.quote and _STAMP.match(builder.text, *head.content):
            kind = "closing"
        if kind is not None:  # 往期推荐 over links
            found |= {each.first: kind for each in (*paragraph, *links)}
            links = []
        elif (
            all(each.kind == "image" or _is_picture(builder, each) for each in links)
            and _takes_leave(builder, paragraph, below_break)
            and _stands_apart(blocks, start)
        ):
            found |= {each.first: guess(builder, each, "closing") for each in (*paragraph, *links)}
            links = []
        elif all(
            (each.kind in ("link", "image", "item") or _is_picture(builder, each)) and not each.hint
            for each in paragraph
        ):
            links += paragraph
        else:
            break
        end = start
    return found


def _below_the_end(builder: Builder, blocks: Sequence[Block]) -> Sequence[Block]:
    """The line that says that the issue ends (``- END -``) and what stands below it, if no more is told there."""
    for n, block in enumerate(blocks):
        if not block.gap or block.kind not in _SPOKEN:
            continue
        words = builder.slice(block.span)
        ends = len(words) <= _LONGEST_END and _END_LINE.match(words)
        if ends or (len(words) <= _LONGEST and _ALL_TOLD.match(simplified(words))):
            above = blocks[n - 1] if n and not ends else None  # 工具推荐, over no tools; not #### 来源：…
            headed = above is not None and above.kind == "heading" and not builder.label(above)
            below = blocks[n - headed :]
            told = any(each.hint or each.kind == "heading" or builder.names(each) for each in blocks[n + 1 :])
            return () if told else below
    return ()


def _leads_elsewhere(builder: Builder, block: Block) -> bool:
    """Whether a line is but links to other issues: ``[上一期](…) | [下一期](…) | [RSS](…)``."""
    links = builder.links(block) if block.kind == "link" else []
    return bool(links) and _ELSEWHERE.match(links[0][1]) is not None


def _is_picture(builder: Builder, block: Block) -> bool:
    """Whether a line of HTML but shows a picture."""
    return block.kind == "html" and PICTURE.match(builder.text, *block.span) is not None


def _is_name(builder: Builder, block: Block) -> str | None:
    """The kind of furniture that a line which is no heading is the name of: closing words, advertisements, things to read."""
    if block.kind not in ("text", "bold") or block.hint or block.span.end - block.span.start > _LONGEST_NAME:
        return None
    kind = builder.vocabulary.heading_kind(squeeze(title_text(builder.slice(block.content))))
    return kind if kind in ("closing", "advertisement") else None


def _ends_issue(builder: Builder, block: Block, below_break: bool) -> str | None:
    """The kind of furniture that a line begins with the name of: 【微语】…, 💡 今日金句：…, 明日预告：….

    A summary of the whole (总结：…), and what it was made from (数据来源：…), stand below a thematic break.
    """
    if block.kind != "text" or block.hint:
        return None
    words = simplified(builder.slice(block.span))
    if _COUNTED.match(words) or _MADE.match(words):
        return "statistics"
    found = _NAMED.match(builder.text, *block.span)
    kind = builder.vocabulary.heading_kind(squeeze(found["boxed"] or found["word"])) if found else None
    below = kind == "closing" or (kind == "reading-list" and not builder.names(block))
    return kind if kind in ("interlude", "forecast") or (below_break and below) else None


def _takes_leave(builder: Builder, paragraph: Sequence[Block], below_break: bool) -> bool:
    """Whether the first line of a paragraph is said to the readers; below a thematic break less is asked of it."""
    if any(each.kind not in (*_SPOKEN, "image") or each.hint or builder.names(each) for each in paragraph):
        return False
    words = [builder.slice(each.span) for each in paragraph]
    if sum(map(len, words)) > _LONGEST:
        return False
    first = simplified(words[0])
    found = _FAREWELL.search(first)
    if found is None or below_break or found[0] == first:  # - END -
        return found is not None
    return paragraph[0].kind != "item" and _ADDRESSED.search(first) is not None


def _stands_apart(blocks: Sequence[Block], start: int) -> bool:
    """Whether the paragraph is not the first thing that a title is followed by, as the text of a story is."""
    above = blocks[start - 1]
    return above.kind == "rule" or (blocks[start].gap and above.kind not in ("heading", "bold"))
