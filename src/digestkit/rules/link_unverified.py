"""链接查不出好坏：网站不让程序看（401、403、429）、先要验证或登录、超时、证书有问题，或网站暂时出错。

## 为什么

多半是好的，只是工具替你看不了。发布前点开看一眼，比相信工具可靠。

## 说明

这一条只是提醒，不会让检查不通过，除非用 `--fail-level info`。

## 何时关闭

常引用的网站总是不让程序看时。某个网站可以写进配置 `[links]` 的 `ignore`。
---
The link could be neither confirmed nor ruled out: the site turns programs away (401, 403, 429), wants a check or a
login, timed out, has a faulty certificate, or is in trouble at the moment.

## Why

Most of these are fine, only the tool can't see for you. A look before publishing is worth more than a guess.

## Notes

A notice only: it never fails a run, unless with `--fail-level info`.

## When to switch it off

When the sites that you cite always turn programs away. A single site can go into `ignore` of `[links]`.
"""

from collections.abc import Iterator, Mapping

from digestkit.diagnostic import Finding, Severity, Text
from digestkit.links.findings import findings
from digestkit.links.verdict import Verdict
from digestkit.parsed import Parsed
from digestkit.rule import rule


def check(parsed: Parsed, verdicts: Mapping[str, Verdict]) -> Iterator[Finding]:
    """Findings at each URL of which nothing certain can be said."""
    return findings(
        parsed,
        verdicts,
        "uncertain",
        Text("说不准链接好坏", "The link can't be verified"),
        Text("发布前点开看一下", "Open it before you publish"),
    )


RULE = rule(
    code="DK404",
    title=Text("链接说不准", "Link unverified"),
    severity=Severity.INFO,
    scope="links",
)(check)
