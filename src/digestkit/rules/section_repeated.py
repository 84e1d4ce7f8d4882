"""同一个板块在一期里出现两次；或者第二次的名字前面多了一个字（“版 模型发布”与“模型发布”：多半是图标坏成了字）。

## 为什么

读者看完第一处就以为这个板块结束了，会漏掉后面的新闻。

## 何时关闭

刊物有意把一个板块分上下两处时。
---
The same section twice in one issue; or the second time with a stray character before its name (`版 模型发布` beside
`模型发布`: most often what became of an icon).

## Why

Readers who reach the end of the first take the section for finished and miss what stands in the second.

## When to switch it off

When a section is printed in two parts on purpose.
"""

from collections.abc import Iterator

from digestkit.aspects.sections import Titled, titled_sections
from digestkit.aspects.typography import HAN
from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule
from digestkit.vocabulary import squeeze

_STRAY = late(rf"(?P<char>{HAN}) (?P<name>\S.{{2,}})")
"""A name behind one Chinese character that stands apart: no word, and what becomes of an icon."""


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each section after the first of its name in the same place of the outline."""
    first: dict[tuple[object, ...], Titled] = {}
    sections = titled_sections(parsed)
    names = {(each.level, each.parents, each.key): each for each in reversed(sections)}
    for each in sections:
        stray = _STRAY.match(each.section.title or "")
        meant = names.get((each.level, each.parents, squeeze(stray["name"]))) if stray else None
        before = first.setdefault((each.level, each.parents, each.key), each)
        if before is not each:
            told = Text(
                f"板块“{each.section.title}”已经出现过",
                f"The section {each.section.title} stands here again",
            )
            there = Text("第一次在这里", "the first is here")
        elif meant and stray:
            before = meant
            told = Text(
                f"板块“{each.section.title}”就是“{meant.section.title}”，前面多了一个“{stray['char']}”",
                f"The section {each.section.title} is {meant.section.title} with a stray {stray['char']} before it",
            )
            there = Text("另一处在这里", "the other is here")
        else:
            continue
        yield Finding(
            each.piece.content,
            told,
            Text("把两处的新闻合到一起", "Bring the stories of both together"),
            related=(Related(before.piece.content, there),),
        )


RULE = rule(code="DK109", title=Text("板块重复", "Section repeated"), severity=Severity.WARNING)(check)
