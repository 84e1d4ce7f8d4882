"""来源的名字是一家媒体，链接却是另一家的网站，例如写着“彭博”，点开是 cmoney.tw。

## 为什么

读者凭来源的名字判断可信度。名字与网站不符，或是转载当成了首发，或是链接贴错了，读者都会被误导。

## 说明

名字必须恰好是一家已知的媒体、公司或网站，才会拿来比对；“OpenAI官方及多家国际媒体”这样的说法不算。
搜狐、网易、新浪、微信、知乎、今日头条等平台上有别人的账号，账号主人的名字与平台不算矛盾；在这些平台上没有账号的
（外国通讯社、论文库、代码库）才算；外国媒体的名字配不认识的网站也算。聚合网站（Hacker News 等）不报。
自家的媒体写进配置的 `[vocabulary.publishers]`：`"某某日报" = ["example.cn"]`。

## 何时关闭

刊物约定来源写首发媒体、链接用转载页面时。
---
The label names one publisher and the link leads to another one's site: “彭博” at cmoney.tw.

## Why

Readers judge a story by the name of its source. When name and site disagree, a reprint is passed off as the
original or the link is the wrong one.

## Notes

A label counts only when it is the very name of a known publisher, company or site; “OpenAI官方及多家国际媒体” is
none. Sites that carry other people's accounts (Sohu, NetEase, Sina, WeChat, Zhihu, Toutiao …) do not contradict the
account's owner; they do contradict those who have no accounts there (foreign agencies, paper and code hosts). The
name of an international paper over a link to an unknown site counts as well. Aggregators such as Hacker News are
never reported. Add your own in `[vocabulary.publishers]`: `"某某日报" = ["example.cn"]`.

## When to switch it off

When your house names the first publisher and links to reprints by design.
"""

import re
from collections.abc import Iterator

from digestkit.aspects.citations import citations
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.publishers import Directory, Publisher
from digestkit.rule import NoOptions, rule
from digestkit.urls import host_of

_PRESS = frozenset({"state-media", "tech-media", "international"})
_SITES = frozenset({"portal", "platform", "world-platform"})
_NO_ACCOUNTS = frozenset({"international", "papers", "code"})
# What a label may have around the name: 《财新》, 据新华社, 彭博社报道, 36氪（36kr.com）, 澎湃新闻：标题
_BEFORE = late(r"^(?:[《“「【\s]|据|来源[:：]?|via\s)+", re.IGNORECASE)
_AFTER = late(
    r"(?:[》”」】\s]|官方网站|官方博客|官方微博|官网|官博|官方|客户端|网站|中文网|报道|消息|讯|电|公众号|APP|App)+$"
)
_ASIDE = late(r"\s{0,9}[(（][^()（）]*[)）]\s*$")
_LONGEST = 200
"""Characters of a label, with a headline perhaps; what has more names no publisher."""
_TITLE = late(r"\s{0,9}[|｜：:].*$")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each stated source whose name and site are known and not the same publisher's."""
    known = parsed.publishers
    for cited in citations(parsed):
        if not cited.url or not cited.label or not cited.stated:
            continue
        named = publisher_named(cited.label, known)
        if named is None:
            continue
        site, host = known.at(cited.url), host_of(cited.url).removeprefix("www.")
        if not (contradicts(named, site) if site else _is_stranger(named, host)):
            continue
        zh, en = (f"{site.name}（{host}）", f"{site.name} ({host})") if site else (f" {host}", host)
        yield Finding(
            cited.span,
            Text(
                f"来源写的是“{cited.label}”，链接却指向{zh}",
                f"The source says “{cited.label}”, the link leads to {en}",
            ),
            Text(
                f"换成{named.name}的原文链接，或把来源改为链接所在的网站",
                f"Link to {named.name}'s own article, or name the site that the link leads to",
            ),
            cited.story.title,
        )


def _is_stranger(named: Publisher, host: str) -> bool:
    """Whether an unknown site is surely not the publisher's: the international press has few domains."""
    own = (name.lower().replace(" ", "") for name in named.names if name.isascii() and len(name) > 2)
    return bool(host) and named.kind == "international" and not any(name in host for name in own)


def publisher_named(label: str, known: Directory) -> Publisher | None:
    """The publisher that ``label`` names, with or without what usually stands around a name."""
    found = known.named(label)
    if found or len(label) > _LONGEST:
        return found
    label = _ASIDE.sub("", label)
    head = _TITLE.sub("", label)
    found = known.named(head) or known.named(_AFTER.sub("", _BEFORE.sub("", head)))
    # “OpenAI：发布……” is a headline about a company, not the name of a source.
    return None if found and head != label and found.kind == "company" else found


def contradicts(named: Publisher, site: Publisher) -> bool:
    """Whether an article of ``named`` cannot well stand on ``site``."""
    if named.name == site.name or "aggregator" in (named.kind, site.kind):
        return False
    if site.kind in ("platform", "portal"):
        return named.kind in _NO_ACCOUNTS or (named.kind in _SITES and site.kind == "portal")
    if site.kind == "world-platform":
        return named.kind in ("platform", "portal", "world-platform")
    if site.kind in ("code", "papers"):
        return named.kind in _PRESS or named.kind == site.kind
    if site.kind == "government":
        return named.kind in ("international", "company", "code", "papers") or named.kind in _SITES
    if named.kind == "government":
        return site.kind == "company"
    return site.kind in _PRESS or named.kind not in ("code", "papers")


RULE = rule(
    code="DK303",
    title=Text("来源名与网站不符", "Source label and site disagree"),
    severity=Severity.WARNING,
)(check)
