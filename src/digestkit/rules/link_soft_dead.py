"""链接打得开，文章却没了：页面上写着“页面不存在”“该内容已被发布者删除”之类，或者跳转到了网站首页。

## 为什么

读者点开看到的是出错页或首页，等于没有来源；而只看状态码的检查工具会以为一切正常。

## 说明

这些话要占满标题或单独一行，而且页面上没有正文，才算数；谈论“页面不存在”的文章不会误报。

## 何时关闭

旧刊归档、不再维护链接时。
---
The link opens, but the article is gone: the page says that it doesn't exist or was deleted, or the address leads
to the site's home page.

## Why

The reader finds an error page or the home page, which is no source; checkers that only look at the status think
that all is well.

## Notes

The words count only when they are the whole of a title or line and there is no article on the page; an article
about missing pages is not reported.

## When to switch it off

For old issues whose links nobody maintains.
"""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.links.findings import findings
from digestkit.links.verdict import Verdict
from digestkit.parsed import Parsed
from digestkit.rule import rule


def check(parsed: Parsed, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Findings at each URL whose page says that it is gone."""
    return findings(
        parsed,
        verdicts,
        "soft-dead",
        Text("文章已经没了", "The article is gone"),
        Text("打开看一下；确实没了就换一个来源", "Open it to see; if it is gone, link to another source"),
    )


RULE = rule(
    code="DK402",
    title=Text("链接打得开但内容没了", "Link opens, article gone"),
    severity=Severity.WARNING,
    scope="links",
)(check)
