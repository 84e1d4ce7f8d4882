"""字段名不是本刊的写法：`来源`写成了`来源出处`（或反过来），`背 景`中间多了空格，`说明;`少了冒号，`背影`写了错字。

## 为什么

字段名写坏了，读者看着别扭，合并和导出时这个字段也会丢。
繁体稿子里的“說明”“來源出處”就是本刊的写法。
近义词（如“摘要”之于“说明”）只在标题栏样式、或者本期多数用本刊写法时才报告：别家刊物的用词不算错。

## 何时关闭

刊物允许编辑自由使用近义的字段名时。
---
A label that is not the house's word for its field: 来源 for 来源出处, `背 景` with a space inside, `说明;` without its colon, 背影 for 背景.

## Why

A broken label jars on readers, and its field is lost in weeklies and exports.
In an issue of traditional characters 說明 and 來源出處 are the house's words.
Other words for a field (摘要 for 说明) are reported in blue-span style, or where the issue mostly writes
the house's word: another publication's words are no fault.

## When to switch it off

When editors may call the fields as they like.
"""

from collections import Counter
from collections.abc import Iterator

from digestkit.aspects.labels import Misspelt, misspelt_fields
from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import NoOptions, rule
from digestkit.schema import FieldName
from digestkit.source import Span
from digestkit.vocabulary import simplified

_INVISIBLE = late(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at labels with a space inside, of another word, or misspelt."""
    labels = [(piece, piece.label) for piece in parsed.pieces if piece.role is Role.FIELD and piece.label]
    colon = _usual_colon(parsed)
    used = Counter((piece.field, parsed.source.slice(label)) for piece, label in labels)
    traditional = sum(many for (_, word), many in used.items() if simplified(word) != word) * 2 > len(labels)
    for piece, label in labels:
        word = _INVISIBLE.sub("", parsed.source.slice(label))  # text-unreadable reports those
        house = parsed.vocabulary.house_labels[parsed.digest.style][piece.field] if piece.field else word
        right = _right(parsed, piece, word, _spelt(house, used) if traditional else house, used)
        edits = [Edit(label, right)] if right != word else []
        if piece.colon and parsed.source.slice(piece.colon) not in ("：", ":", "::"):
            word, right = word + parsed.source.slice(piece.colon), right + colon
            edits.append(Edit(piece.colon, colon))
        if edits:
            yield Finding(
                label,
                Text(f"字段名“{word}”应当写成“{right}”", f"The label {word} should be {right}"),
                story=parsed.story_title(piece),
                fix=Fix(tuple(edits)),
            )
    for loc, found in misspelt_fields(parsed).items():
        title = parsed.story(loc).title
        for each in found:
            yield _misspelt(parsed, each, colon, title)


def _spelt(house: str, used: Counter[tuple[FieldName | None, str]]) -> str | None:
    """The house's word as an issue in traditional characters spells it (說明 for 说明); ``None``: it never does."""
    ways = ((word != house, many, word) for (_, word), many in used.items() if simplified(word) == house)
    return max(ways, default=(False, 0, None))[2]


def _right(
    parsed: Parsed, piece: Piece, word: str, house: str | None, used: Counter[tuple[FieldName | None, str]]
) -> str:
    """What the label should be: without the space inside, or the house's word where the issue keeps to it."""
    if word == house or piece.level or _is_second(parsed, piece):
        return word
    total = sum(count for (field, _), count in used.items() if field == piece.field)
    is_house = parsed.digest.style == "blue-span" and ("headline",) in parsed.spans
    if house and (is_house or used[piece.field, house] * 2 > total):
        return house
    closed = "".join(word.split())
    broken = closed != word and all("\u4e00" <= char <= "\u9fff" for char in closed)
    return closed if broken else word


def _is_second(parsed: Parsed, piece: Piece) -> bool:
    """Whether the story has the field already: 来源 and 原文链接 may stand side by side."""
    return any(
        other.role is Role.FIELD and other.field == piece.field and other is not piece
        for other in parsed.by_story.get(piece.loc[:4], ())
    )


def _usual_colon(parsed: Parsed) -> str:
    colons = [
        parsed.source.slice(piece.colon)
        for piece in parsed.pieces
        if piece.role is Role.FIELD and piece.colon
    ]
    return ":" if colons.count(":") > colons.count("：") else "："


def _misspelt(parsed: Parsed, each: Misspelt, colon: str, title: str | None) -> Finding:
    written = parsed.source.slice(Span(each.word.start, each.mark.end))
    mark = parsed.source.slice(each.mark)
    edits = [Edit(each.word, each.label)] if parsed.source.slice(each.word) != each.label else []
    if mark not in ("：", ":"):
        blanks = written[: len(written) - len(mark)]
        start = each.word.start + len(blanks.rstrip(" \t\u3000"))  # 来源出处 [晨报](…)
        edits.append(Edit(Span(start, each.mark.end), colon))
    return Finding(
        Span(each.word.start, each.mark.end),
        Text(f"这里的“{written}”应当写成“{each.label}{colon}”", f"{written} should be {each.label}{colon}"),
        story=title,
        fix=Fix(tuple(edits)),
    )


RULE = rule(
    code="DK208",
    title=Text("字段名不是本刊的写法", "Label is not the house's word"),
    severity=Severity.WARNING,
    fixes="always",
)(check)
