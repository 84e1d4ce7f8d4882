"""来源链接指向网站首页、栏目、账号主页或搜索结果，而不是文章本身。

## 为什么

首页和栏目天天在变，读者明天点开就找不到这条新闻了。

## 说明

报的是：媒体、平台、公司和聚合网站的首页，它们的栏目和标签页，微博、知乎、X 等的账号主页，搜索结果；
还有来源栏里写了名字、却只链接到首页的其他网站。产品或项目自己的主页（Hacker News 的推荐、“官网”“项目地址”、标题里说的就是它、放在 github.io 之类地方的）不报。

## 何时关闭

刊物约定来源只链接到网站首页时。
---
A source leads to a home page, a section, an account or a search instead of an article.

## Why

Home pages and sections change every day: tomorrow the reader will not find the story there.

## Notes

Reported are home pages of press, platforms, companies and aggregators, their sections and tag pages, account pages
on Weibo, Zhihu, X and the like, searches, and a named source that leads only to the home page of an unknown site. The
home page of a product or project (recommended on Hacker News, labelled 官网 or 项目地址, named in the title, hosted on
github.io and the like) is no finding.

## When to switch it off

When your house links only to the front pages of its sources by design.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.citations import Citation, citations
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.publishers import Directory, Publisher
from digestkit.rule import NoOptions, rule
from digestkit.urls import host_of, is_home_page, is_listing, registered_domain

# Words that say: this is the thing itself, not an article about it.
_HOSTED = frozenset(
    "github.io gitlab.io vercel.app pages.dev netlify.app hf.space web.app fly.dev workers.dev streamlit.app "  # noqa: SIM905
    "readthedocs.io gitbook.io notion.site itch.io replit.app onrender.com herokuapp.com surge.sh".split()
)
"""Where everybody puts up the page of a paper, a demonstration or a tool: its first page is all there is."""
_SHELVES = frozenset({"platform", "world-platform", "code", "papers"})
"""Kinds of sites that hold what others made: the front page is nobody's project or article."""
_DOORS = frozenset({"m", "mp", "old", "mobile"})
"""What such a site's front page is also called by."""
_NAME = late(r"[A-Za-z][A-Za-z0-9]{3,}")
_THING = late(
    r"官网|官方网站|主页|首页|项目|地址|体验|试用|下载|演示|链接|原文|详情|产品|工具|demo|home|site",
    re.IGNORECASE,
)


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at stated sources."""
    known = parsed.publishers
    for cited in citations(parsed):
        if not cited.url or not cited.stated:
            continue
        publisher = known.at(cited.url)
        words = parsed.text.startswith(f"[{cited.label}]", cited.span.start)
        if is_home_page(cited.url) and _is_press(cited, words, known):
            zh, en = "网站首页", "a home page"
        elif is_listing(cited.url, publisher.kind if publisher else None):
            zh, en = "列表或账号页面", "a list or an account"
        else:
            continue
        yield Finding(
            cited.span,
            Text(f"来源链接是{zh}，不是文章（{host_of(cited.url)}）", f"The source is {en}, not an article"),
            Text("换成这条新闻的文章网址", "Link to the article itself"),
            cited.story.title,
        )


def _is_press(cited: Citation, words: bool, known: Directory) -> bool:
    """Whether a home page stands for an article: that of a publisher, or under the name of a source.

    ``words``: the source's name is the very words of the link, which is not the story's title.
    """
    assert cited.url is not None
    publisher = known.at(cited.url)
    host = host_of(cited.url).removeprefix("www.")
    is_main = host == registered_domain(host)
    if publisher and publisher.kind in _SHELVES and (is_main or host.partition(".")[0] in _DOORS):
        return not _names(cited.story.title or "", publisher)
    if publisher and publisher.kind in ("company", "code"):
        return is_main and not _THING.search(cited.label)
    if publisher:  # a product of a platform has a site of its own below it
        return is_main or not _THING.search(cited.label)
    named = known.named(cited.label)
    by_aggregator = named is not None and named.kind == "aggregator"
    if not words or not cited.label or by_aggregator or _THING.search(cited.label):
        return False
    return ".".join(host.split(".")[-2:]) not in _HOSTED and not _is_told_of(cited.story.title or "", host)


def _names(title: str, publisher: Publisher) -> bool:
    """Whether a title speaks of the publisher itself."""
    return any(name.lower() in title.lower() for name in publisher.names)


def _is_told_of(title: str, host: str) -> bool:
    """Whether a site carries the name that the title tells of: ``Pebblecode 发布`` and ``pebblecode.dev``."""
    own = registered_domain(host).partition(".")[0].replace("-", "")
    return any(name.lower() in (own, own.removesuffix("ai")) for name in _NAME.findall(title))


RULE = rule(
    code="DK305",
    title=Text("来源不是文章", "Source is not an article"),
    severity=Severity.WARNING,
)(check)
