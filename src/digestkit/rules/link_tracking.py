"""链接里带着跟踪参数（utm_source、spm、fbclid、f=rss 等）。

## 为什么

这些参数只告诉对方读者从哪里来，对打开文章没有用，还让同一篇文章看起来像两个网址。
指向网站首页的链接不报：那是广告，参数是有意加的。

## 何时关闭

参数是刊物自己有意加上、用来统计来访时。
---
A link carries tracking parameters (utm_source, spm, fbclid, f=rss …).

## Why

They only tell the site where the reader came from; they are not needed to open the article, and make one article
look like two. Links to a home page are let be: those are advertisements and carry their parameters on purpose.

## When to switch it off

When you put the parameters there yourself to count visits.
"""

import re
from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.urls import is_home_page, without_tracking

_URL = re.compile(r"https?://[^\s<>\"'“”（）()\[\]，。；、《》【】]+")

_ROLES = frozenset({Role.STORY, Role.FIELD, Role.POINT, Role.SOURCE, Role.PROSE, Role.HIGHLIGHT})


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the URL of a story's link; advertisements and other text around it are left alone."""
    for piece in parsed.pieces:
        if piece.role not in _ROLES and piece.kind not in ("reading-list", "references"):
            continue
        text = parsed.source.slice(piece.span)
        if "?" not in text:
            continue
        for match in _URL.finditer(text):
            clean = without_tracking(match[0])
            if clean == match[0] or is_home_page(clean):
                continue  # a home page with parameters is an advertisement, counted on purpose
            span = Span(*match.span()).moved(piece.span.start)
            yield Finding(
                span,
                Text("链接带着跟踪参数", "The link carries tracking parameters"),
                Text(f"改为 {clean}", f"Use {clean}"),
                parsed.story_title(piece),
                Fix((Edit(span, clean),)),
            )


RULE = rule(
    code="DK307",
    title=Text("链接带跟踪参数", "Tracking parameters in a link"),
    severity=Severity.INFO,
    fixes="always",
)(check)
