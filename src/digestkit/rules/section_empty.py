"""一个板块只有名字，下面一条新闻也没有。

## 为什么

读者会以为内容漏了；多半是稿子删改以后忘了删板块名。

## 何时关闭

刊物每期都保留全部板块名、没有内容也照登时。
---
A section with a name and no story under it.

## Why

Readers take it for lost text; most often the stories were moved and the heading was left.

## When to switch it off

When every issue carries every section, with or without stories.
"""

from collections.abc import Iterator

from digestkit.aspects.sections import titled_sections
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule

_STATEMENT = late(r"[，,。！!？?；;]|停更|休刊")
_FURNITURE = frozenset({Role.RULE, Role.COMMENT})


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the name of each section that has neither stories nor text nor sections of its own."""
    following = {}
    before = None
    for piece in parsed.pieces:
        if before is not None and piece.role not in _FURNITURE:
            following[before.loc] = piece
            before = None
        if piece.role is Role.SECTION:
            before = piece
    for each in titled_sections(parsed):
        after = following.get(each.loc)
        if each.section.stories or (after is not None and after.role is Role.REMAINDER and not after.level):
            continue
        if after is not None and after.level > each.level:
            continue  # it only holds other sections
        if after is not None and parsed.source.slice(after.span) == parsed.source.slice(each.piece.span):
            continue  # its name stands twice in a row: section-repeated says so
        if _STATEMENT.search(each.section.title or ""):
            continue  # a notice to the readers, not the name of a section
        yield Finding(
            each.piece.content,
            Text(
                f"板块“{each.section.title}”下面没有新闻", f"The section {each.section.title} has no stories"
            ),
            Text("补上新闻，或者删掉这个板块名", "Add stories, or delete the heading"),
        )


RULE = rule(code="DK107", title=Text("空板块", "Empty section"), severity=Severity.WARNING)(check)
