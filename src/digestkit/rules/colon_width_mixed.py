"""同一期里，字段名后面的冒号有的是半角，有的是全角。

## 为什么

混用显得草率，复制到公众号后行宽也会不齐。以本期用得多的一种为准；一样多时用全角。

## 何时关闭

发布系统会自动统一标点时。
---
In one issue some labels are followed by a half-width colon and some by a full-width one.

## Why

The mixture looks careless and the lines do not align. The issue's own majority counts; full width on a tie.

## When to switch it off

When the publishing system evens out punctuation by itself.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Parsed, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at each colon of the rarer width."""
    found = [(piece, piece.colon) for piece in parsed.pieces if piece.role is Role.FIELD and piece.colon]
    full = sum(parsed.source.slice(colon) == "：" for _, colon in found)
    half = sum(parsed.source.slice(colon) == ":" for _, colon in found)
    if not full or not half:
        return
    wrong, right = (":", "：") if full >= half else ("：", ":")
    zh, other, en = ("全角", "半角", "full width") if right == "：" else ("半角", "全角", "half width")
    for piece, colon in found:
        if parsed.source.slice(colon) == wrong:
            yield Finding(
                colon,
                Text(
                    f"这里的冒号是{other}的，本期其他字段后面大多用{zh}", f"The other labels' colons are {en}"
                ),
                story=parsed.story_title(piece),
                fix=Fix((Edit(_with_blanks(parsed.text, colon) if right == "：" else colon, right),)),
            )


def _with_blanks(text: str, colon: Span) -> Span:
    """A half-width colon with the spaces after it, which a full-width one has within it."""
    end = colon.end
    while text.startswith(" ", end):
        end += 1
    return colon._replace(end=end)


RULE = rule(
    code="DK601",
    title=Text("冒号全角半角混用", "Colons of both widths"),
    severity=Severity.WARNING,
    fixes="always",
)(check)
