"""链接打不开了：页面不存在（404、410）、网站不存在、网站拒绝连接，或网址本身不成立。

## 为什么

打不开的来源等于没有来源：读者无从核对，刊物也显得没有人检查过。

## 说明

只有确定没了才这样说。网站不让程序看（403、429）、要验证、超时、证书有问题的，都只算“说不准”（DK404）。
域名不存在要查两次，拒绝连接要试两次才算。检查结果会记住一段时间，`digestkit links --forget` 可以清掉。

## 何时关闭

旧刊归档、不再维护链接时；或加 `--offline`，不检查链接。
---
The link is dead: the page does not exist (404, 410), there is no such site, it refuses connections, or the
address is none at all.

## Why

A source that can't be opened is no source: readers can't check, and the issue looks as if nobody had.

## Notes

This is said only of what is surely gone. Sites that turn programs away (403, 429), want a check, time out or have
a faulty certificate are "unverified" (DK404). A missing host is looked up twice, a refused connection tried twice.
Results are remembered for a while; `digestkit links --forget` clears them.

## When to switch it off

For old issues whose links nobody maintains; or run with `--offline`, which checks no links.
"""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.links.findings import findings
from digestkit.links.verdict import Verdict
from digestkit.parsed import Parsed
from digestkit.rule import rule


def check(parsed: Parsed, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Findings at each dead URL."""
    return findings(
        parsed,
        verdicts,
        "dead",
        Text("链接打不开", "The link is dead"),
        Text(
            "换成还能打开的来源；网址若抄错了，请改正",
            "Link to a source that opens; if the address was mistyped, correct it",
        ),
    )


RULE = rule(
    code="DK401",
    title=Text("链接打不开", "Dead link"),
    severity=Severity.ERROR,
    scope="links",
)(check)
