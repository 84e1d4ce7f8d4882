"""这条新闻没有要点：没有分条列出关键事实。

## 为什么

读者靠要点快速浏览；缺了它，关键数字和事实就埋在文字里。
全部（或很多条里的大多数）新闻都缺这一项时，只在第一条报告一次。

## 选项

`[lint.required]` 规定每种样式（`blue-span`、`front-matter`、`plain`）、周报（`weekly`）和简讯（`brief`）必须有哪些字段。
周报里整个板块都不用字段名的（“短讯”）按简讯算。

## 何时关闭

刊物本来就不写这一项时：最好在 `[lint.required]` 里去掉它。
---
A story without its points (要点): no list of the facts that count.

## Why

Readers skim the points; without them figures and facts stay buried.
Where every story lacks it (or most of many), it is said once, at the first.

## Options

`[lint.required]` says which fields each style (`blue-span`, `front-matter`, `plain`), weeklies (`weekly`) and briefs (`brief`) must have.
The stories of a weekly's section in which none has labels (短讯) count as briefs.

## When to switch it off

When the publication does not use this field; better leave it out of `[lint.required]`.
"""

from collections.abc import Iterator

from digestkit.aspects.required import Required, lacking
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import rule


def check(parsed: Parsed, required: Required) -> Iterator[Finding]:
    """Findings at the title of each story without points."""
    return lacking(parsed, required, "points")


RULE = rule(code="DK203", title=Text("没有要点", "No points"), severity=Severity.ERROR, options=Required)(
    check
)
