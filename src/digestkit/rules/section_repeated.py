"""同一个板块在一期里出现两次。

## 为什么

读者看完第一处就以为这个板块结束了，会漏掉后面的新闻。

## 何时关闭

刊物有意把一个板块分上下两处时。
---
The same section twice in one issue.

## Why

Readers who reach the end of the first take the section for finished and miss what stands in the second.

## When to switch it off

When a section is printed in two parts on purpose.
"""

from collections.abc import Iterator

from digestkit.aspects.sections import Titled, titled_sections
from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.parsed import Parsed
from digestkit.rule import NoOptions, rule


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each section after the first of its name in the same place of the outline."""
    first: dict[tuple[object, ...], Titled] = {}
    for each in titled_sections(parsed):
        before = first.setdefault((each.level, each.parents, each.key), each)
        if before is not each:
            yield Finding(
                each.piece.content or each.piece.span,
                Text(
                    f"板块“{each.section.title}”已经出现过",
                    f"The section {each.section.title} stands here again",
                ),
                Text("把两处的新闻合到一起", "Bring the stories of both together"),
                related=(
                    Related(
                        before.piece.content or before.piece.span, Text("第一次在这里", "the first is here")
                    ),
                ),
            )


RULE = rule(code="DK109", title=Text("板块重复", "Section repeated"), severity=Severity.WARNING)(check)
