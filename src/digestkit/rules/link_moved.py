"""文章永久搬到了新网址（301、308），旧网址靠跳转才到得了。

## 为什么

跳转迟早会被网站撤掉，那时旧网址就打不开了；现在换成新网址，链接能活得更久。

## 说明

只有永久跳转、新网址确实打得开、而且是从文章到文章，才会报；临时跳转算正常。修正保留原来的 `#` 部分，去掉跟踪参数。

## 何时关闭

刊物有意使用短链接或自己的跳转网址时。
---
The article has moved for good (301, 308); the old address works only by way of a redirect.

## Why

Sites drop redirects sooner or later, and then the old address is dead. The new one lives longer.

## Notes

Reported only for permanent redirects whose target opens, from article to article; temporary redirects are fine.
The fix keeps the `#` part and leaves tracking parameters out.

## When to switch it off

When you use short links, or redirects of your own, on purpose.
"""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.links.extract import Link
from digestkit.links.findings import judged
from digestkit.links.verdict import Verdict
from digestkit.parsed import Parsed
from digestkit.rule import rule
from digestkit.urls import without_tracking


def check(parsed: Parsed, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Findings at each URL that has moved, with the new one as a fix."""
    for link, verdict in judged(parsed, verdicts, "moved"):
        if verdict.final_url is None:
            continue
        new = _as_text(link, verdict.final_url)
        yield Finding(
            link.span,
            Text(
                "文章永久搬了家，旧网址靠跳转才打得开",
                "The article has moved for good; the old address only redirects",
            ),
            Text(f"改为 {new}", f"Use {new}"),
            link.story,
            Fix((Edit(link.span, new),)),
        )


def _as_text(link: Link, url: str) -> str:
    """``url`` as it can stand in Markdown, with the fragment that the link had."""
    url = without_tracking(url)
    if url.count("(") != url.count(")") or url.find(")") < url.find("("):
        url = url.replace("(", "%28").replace(")", "%29")
    for char in "[]*|'`":
        url = url.replace(char, f"%{ord(char):02X}")
    _, mark, fragment = link.url.partition("#")
    return url + mark + fragment


RULE = rule(
    code="DK403",
    title=Text("文章换了网址", "Article moved for good"),
    severity=Severity.WARNING,
    fixes="always",
    scope="links",
)(check)
