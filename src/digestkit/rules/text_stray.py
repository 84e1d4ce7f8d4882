"""不属于任何一条新闻、也不是导语、广告或结语的文字；还有写稿工具说的话（“好的，以下是为您整理的……”）和编辑给自己的记号（TODO）。

## 为什么

读者不知道这段话说的是哪条新闻；多半是标题被删掉了，或者一段文字粘错了地方。

## 何时关闭

刊物习惯在板块之间插入串场的话时。
---
Text that belongs to no story and is no introduction, advertisement or closing words either; and what a language
model says to its user (“I hope this helps”) or an editor to himself (TODO).

## Why

Readers cannot tell which story it is about; most often a title was deleted, or a paragraph was pasted in the wrong place.

## When to switch it off

When short passages between the sections are part of the publication.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.leftovers import thoughts
from digestkit.aspects.sections import follows_house
from digestkit.aspects.typography import is_inside
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role
from digestkit.reader.inline import plain
from digestkit.rule import NoOptions, rule
from digestkit.vocabulary import simplified, squeeze

_HAN = late(r"[^\x00-\x7f\W]")
_INVITATION = late(
    r"(?:去|点击|戳|访问|前往|加入|关注|扫码|欢迎|订阅|体验)[^。\n]{0,12}\[|💡|👉|©|版权|转载|投稿|联系"
)
_FURNITURE = late(r"[*_（(]{0,2}(?:以上|以下|本期|本周|今日|编辑|责编|整理|作者|注|更多|声明|免责)")
_CHATTER = re.compile(
    r"[*_>\s]{0,6}(?:(?:好的|当然可以|没问题|收到)[，,！!。：:]|(?:以下|下面)是(?:为[您你]|我为|根据[您你]|按照[您你]|[您你]要|[^。\n]{0,16}(?:日报|简报|资讯|新闻|动态)[：:]\s*$)"
    r"|(?:以下|下面的?)内容由(?!本|编辑|小编|我们)[^。\n]{1,16}为[您你](?:整理|汇总|总结|梳理|生成)"
    r"|希望(?:以上|这份|这些|本文)[^。\n]{0,12}(?:有所?帮助|帮到|满足[您你])"
    r"|如(?:果|需|您|有)[^。\n]{0,24}(?:告诉我|告知我|我(?:可以|会|很乐意))"
    r"|[^。\n]{0,40}随时(?:告诉|告知)我(?!们)"
    r"|作为(?:一个|一名|一款)?(?:AI|人工智能)(?:语言模型|模型|助手|助理)"
    r"|(?:需要|要不要|是否需要|要)我(?:再|继续|为[您你]|帮)"
    r"|当然[！!，,]以下"
    r"|[（(]?(?:注|说明|提示|备注|请注意|温馨提示|重要提示)?[：:，,]?(?:以上|上述|文中|部分)(?:部分|所有|全部|的|新闻|来源|数据|内容|信息|和|及|、|与){0,6}"
    r"(?:链接|来源|数据|新闻|网址|内容|信息)(?:均|仅|都|全部|只)?[为是](?:虚构|示例|模拟|假设|占位|演示|举例)"
    r"|[（(]?(?:注[：:])?由于我?(?:的知识|无法(?:实时|直接)?(?:联网|上网|访问互联网|浏览|获取实时))"
    r"|(?:Sure|Certainly|Of course)[!,.]|Here(?:'s| is) (?:the|your) "
    r"|I hope this |Let me know if |As an AI "
    r"|(?:TODO|FIXME|待核实)\b[：:]?"
    r"|[—（(【\[-]{0,4}(?:以[上下])?(?:内容|稿件)?待(?:审|核实?|校对|定稿|补)[—）)】\]-]{0,4}\s*$"
    r"|[（(【\[](?:此处|这里)(?:已?删|省略|留空)[^\n]{0,12}[）)】\]]\s*$"
    r"|(?:全文|本文|正文)?(?:共|总)?字数(?:统计)?[：:][ ]?\d[\d,]*[ ]?字?\s*$)"
)
"""What a language model says to its user, and an editor's note to himself."""
_LET_ME = "et me "
_ANNOUNCEMENT = late(
    r"(?:[^\n]{0,200}[.!—–-] )?(?:Now )?[Ll]et me (?:now )?(?:compile|put together|generate|format|write (?:up|the)|fetch|search for) "
)
"""What a language model says that it does next; ``_LET_ME`` stands in it."""
FEW = 4
"""One story in so many may end with a paragraph that strayed; if more do, it is a habit."""
_SENTENCE = late(r"[。！？]\s*$")
_SPOKEN = frozenset({Role.REMAINDER, Role.BODY, Role.PROSE})
ENOUGH = 6
"""Fewer Chinese characters than this are a mark, not a passage."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the first line of each such passage; a model's thoughts are another rule's (DK607)."""
    last = -2
    trailing = _trailing(parsed)
    thought = tuple(each.span for each in thoughts(parsed))
    text = simplified(parsed.text)
    announces = _LET_ME in text
    for piece in parsed.pieces:
        if thought and (is_inside(piece.span.start, thought) or is_inside(piece.span.end, thought)):
            continue
        wraps = piece.role is Role.RULE and piece.marker[:1] in ("`", "~")  # a fence around the whole issue
        if wraps or (
            piece.role in _SPOKEN
            and (_CHATTER.match(text, *piece.span) or (announces and _ANNOUNCEMENT.match(text, *piece.span)))
        ):
            yield Finding(
                parsed.source.line_span(piece.first),
                Text(
                    "这一行是写稿工具或编辑留下的话，不是给读者的",
                    "This line is what a writing tool or an editor left behind, not meant for readers",
                ),
                Text("删掉它", "Delete it"),
            )
            continue
        if piece.role is Role.BODY and _is_section_name(parsed, piece):
            yield Finding(
                parsed.source.line_span(piece.first),
                Text(
                    "这一行是板块名，却没有写成板块",
                    "This line is the name of a section, but is not written as one",
                ),
                Text(
                    "像其他板块那样加粗，或者写成标题", "Make it bold or a heading, like the other sections"
                ),
            )
        stray = piece.role is Role.REMAINDER and piece.kind == "stray"
        if not (stray or piece.first in trailing) or not _is_prose(parsed, piece):
            continue
        if piece.first > last + 1:
            yield Finding(
                parsed.source.line_span(piece.first),
                Text("这段文字不属于任何一条新闻", "This text belongs to no story"),
                Text(
                    "给它补上标题，移到它所属的新闻下面，或者删掉",
                    "Give it a title, move it under its story, or delete it",
                ),
            )
        last = piece.last


def _trailing(parsed: Parsed) -> frozenset[int]:
    """First lines of paragraphs set apart below the sources of a story, in issues whose stories end with those."""
    found: list[int] = []
    for pieces in parsed.by_story.values():
        ends = [i for i, piece in enumerate(pieces) if piece.gives_sources]
        after = pieces[ends[-1] + 1 :] if ends else ()
        prose = bool(after) and all(piece.role is Role.BODY and piece.kind == "paragraph" for piece in after)
        apart = prose and not parsed.source.line_text(after[0].first - 1).strip()
        if apart and _SENTENCE.search(parsed.source.slice(after[0].span)):
            found.append(after[0].first)
    labelled = sum(
        {"background", "points", "sources"} <= {piece.field for piece in pieces}
        for pieces in parsed.by_story.values()
    )
    return frozenset(found if 0 < len(found) * FEW <= labelled else ())


def _is_section_name(parsed: Parsed, piece: Piece) -> bool:
    text = parsed.source.slice(piece.span)
    return squeeze(text) in parsed.vocabulary.section_keys and follows_house(parsed)


def _is_prose(parsed: Parsed, piece: Piece) -> bool:
    """Whether it is written text: not a table, a picture, a line of links, or an invitation."""
    text = parsed.source.slice(piece.span).strip()
    if piece.marker or text.startswith(("|", "<", "!", "```", "~~~")) or _INVITATION.search(text):
        return False
    return len(_HAN.findall(plain(text))) >= ENOUGH and not _FURNITURE.match(text)


RULE = rule(
    code="DK111", title=Text("多余的文字", "Text that belongs to no story"), severity=Severity.WARNING
)(check)
