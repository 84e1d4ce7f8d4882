"""同一条新闻里，同一个字段写了两次。

## 为什么

读者会以为看漏了一条；多半是两条新闻粘在了一起，或者复制后忘了删。

## 何时关闭

刊物有意把一个字段分几段写、每段都带字段名时。
---
The same field twice in one story.

## Why

Two stories may have run together, or a copied line was not deleted; either way readers lose their place.

## When to switch it off

When a field is written in several parts with a label each, on purpose.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import NoOptions, rule
from digestkit.vocabulary import squeeze


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each label after the first of its kind, with the first beside it."""
    for pieces in parsed.by_story.values():
        first: dict[str, Piece] = {}
        for piece in pieces:
            if piece.role is not Role.FIELD or piece.label is None:
                continue
            word = parsed.source.slice(piece.label)
            before = first.setdefault(squeeze(word), piece)
            if before is not piece:
                yield Finding(
                    piece.span,
                    Text(f"“{word}”在这条新闻里写了两次", f"{word} stands twice in this story"),
                    Text(
                        "留下一处；如果这里是另一条新闻，补上它的标题",
                        "Keep one; if another story begins here, give it its title",
                    ),
                    parsed.story_title(piece),
                    related=(Related(before.span, Text("前一处在这里", "the first is here")),),
                )


RULE = rule(code="DK207", title=Text("字段重复", "Field repeated"), severity=Severity.ERROR)(check)
