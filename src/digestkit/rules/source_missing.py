"""这条新闻没有来源：没有写出处，也没有链接。

## 为什么

没有出处，读者无法核对，编辑也无法更正。
全部（或很多条里的大多数）新闻都缺这一项时，只在第一条报告一次。

## 选项

`[lint.required]` 规定每种样式（`blue-span`、`front-matter`、`plain`）、周报（`weekly`）和简讯（`brief`）必须有哪些字段。
周报里整个板块都不用字段名的（“短讯”）按简讯算。

## 何时关闭

刊物本来就不写这一项时：最好在 `[lint.required]` 里去掉它。
---
A story without a source (来源): neither named nor linked.

## Why

Without a source readers cannot check the story, and editors cannot correct it.
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
    """Findings at the title of each story without a source."""
    return lacking(parsed, required, "sources")


RULE = rule(code="DK204", title=Text("没有来源", "No source"), severity=Severity.ERROR, options=Required)(
    check
)
