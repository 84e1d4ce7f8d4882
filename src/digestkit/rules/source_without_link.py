"""只写了来源的名字、没有链接的来源。

## 为什么

读者看到“来源：新华网”却点不开，就无法核对原文；编辑自己过几天也找不回来。

## 何时关闭

刊物只在纸面或语音里发布、本来就不放链接时。
---
A source that is named but not linked.

## Why

A reader who sees “来源：新华网” and cannot open it cannot check the story, and a few days later neither can the editor.

## When to switch it off

When the issue is published on paper or read aloud and carries no links by design.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from digestkit.aspects.citations import Citation, citations
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.reader.inline import plain
from digestkit.reader.sources import closing_source, signature
from digestkit.rule import NoOptions, rule

_NO_NAME = late(r"[\W\d_]*|(?:作者|编辑|记者|发布时间|时间|日期|暂无|无)\s*(?:[:：].*)?")
_SENTENCE = late(r"[。！？!?，]|.{31}")
_LINK = late(r"\[[^\[\]\n]*\]\([^()\s]*\)")
_STOP = late(r"[。！？]")
_PROSE = late(r"[。！？，]|.{60}")
# Words of a link that name nobody: the name that stands beside it is linked by it.
_NAMELESS = re.compile(
    r"\W*(?:阅读|查看|点击|访问)?(?:原文|全文|详情|原帖|原推文|链接|来源|消息来源|更多详情|link|source|url)?(?:链接|地址|查看|阅读)?\W*",
    re.IGNORECASE,
)


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """One finding for each source without a link; one in all when no source of the issue has one."""
    linked = False
    found: list[Citation] = []
    for _loc, cited in groupby(citations(parsed), lambda each: each.loc):
        group = list(cited)
        linked = linked or any(each.url for each in group)
        found += [each for each in _unlinked(group) if _is_list(parsed, each)]
    if not linked and len(found) > 3:
        yield Finding(
            found[0].span,
            Text(
                f"本期 {len(found)} 处来源都只写了名字，没有链接",
                f"None of this issue's {len(found)} sources is linked",
            ),
            Text("给每个来源加上原文链接：[名字](网址)", "Link each source to its article: [name](URL)"),
            found[0].story.title,
        )
        return
    for each in found:
        yield Finding(
            each.span,
            Text(f"来源“{each.label}”没有链接，读者点不开", f"The source “{each.label}” is not linked"),
            Text(
                f"加上原文链接：[{each.label}](网址)",
                f"Link it to the article: [{each.label}](URL)",
            ),
            each.story.title,
        )


def _unlinked(group: list[Citation]) -> list[Citation]:
    """The named sources of one story that no link belongs to."""
    named = [
        each
        for each in group
        if each.url is None and not _NO_NAME.fullmatch(each.label) and not _SENTENCE.search(each.label)
    ]
    spare = sum(1 for each in group if each.url and each.stated and _NAMELESS.fullmatch(each.label))
    return named[spare:]


def _is_list(parsed: Parsed, cited: Citation) -> bool:
    """Whether the line lists sources or closes with them; prose that follows a source line does neither."""
    place = parsed.source.line_span(parsed.source.position(cited.span.start).line)
    closing = closing_source(parsed.text, place) or signature(parsed.text, place, parsed.publishers)
    if closing and closing.start <= cited.span.start < closing.end:
        return True
    line = parsed.source.slice(place)
    words = _LINK.sub("", line)
    labelled = any(
        piece.field == "sources" and piece.span.start <= cited.span.start < piece.span.end
        for piece in parsed.by_story.get(cited.loc, ())
    )
    if f"[{cited.label}](#" in line:
        return False  # linked to nowhere, and DK302 says so
    return cited.label in plain(line) and not (_STOP if labelled else _PROSE).search(words)


RULE = rule(code="DK301", title=Text("来源没有链接", "Source without a link"), severity=Severity.ERROR)(check)
