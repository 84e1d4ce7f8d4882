"""一条新闻的字段顺序与本刊不同：应当是说明、背景、要点、来源。

## 为什么

读者习惯了先看发生了什么、再看来龙去脉、最后看出处；顺序乱了，读起来就要来回找。
一期里多数新闻都是别的顺序时，只在第一条报告一次；用别的字段名的刊物有自己的顺序，不报告。

## 何时关闭

刊物用另一种字段顺序时。
---
The fields of a story stand in another order than the house's: 说明, 背景, 要点, 来源.

## Why

Readers expect what happened first, then how it came about, then where it is from.
Where most stories of an issue have another order, it is said once, at the first.
Publications with labels of their own have an order of their own: nothing is said of it.

## When to switch it off

When the publication has another order.
"""

from collections.abc import Iterator

from digestkit.diagnostic import Edit, Finding, Fix, Severity, Text
from digestkit.parsed import Loc, Parsed, Piece, Role
from digestkit.rule import NoOptions, rule
from digestkit.schema import FIELDS
from digestkit.source import Span
from digestkit.vocabulary import simplified


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the first label that is not in its place."""
    wrong: list[tuple[Loc, list[Piece], Fix | None]] = []
    labelled = 0
    for loc, pieces in parsed.by_story.items():
        fields = [piece for piece in pieces if piece.role is Role.FIELD and piece.field]
        labelled += len(fields) > 1
        order = [FIELDS.index(piece.field) for piece in fields if piece.field]
        if order != sorted(order) and len(set(order)) == len(order) and _is_house(parsed, fields):
            wrong.append((loc, fields, _fix(parsed, pieces, fields)))
    if len(wrong) > 2 and len(wrong) * 2 > labelled:
        yield _together(parsed, wrong)
        return
    for loc, fields, fix in wrong:
        at = next(a for a, b in zip(fields, sorted(fields, key=_rank), strict=True) if a is not b)
        words = "、".join(
            parsed.source.slice(piece.label) for piece in sorted(fields, key=_rank) if piece.label
        )
        yield Finding(
            at.label or at.span,
            Text(f"字段顺序不对，应当是：{words}", f"The fields should stand in this order: {words}"),
            story=parsed.story(loc).title,
            fix=fix,
        )


def _together(parsed: Parsed, wrong: list[tuple[Loc, list[Piece], Fix | None]]) -> Finding:
    loc, fields, _ = wrong[0]
    edits = tuple(edit for _, _, fix in wrong if fix for edit in fix.edits)
    return Finding(
        fields[0].label or fields[0].span,
        Text(
            f"本期 {len(wrong)} 条新闻的字段顺序与说明、背景、要点、来源不同",
            f"{len(wrong)} stories of this issue have their fields in another order than 说明, 背景, 要点, 来源",
        ),
        Text(
            "改过来；如果刊物就用这个顺序，关掉这条规则",
            "Reorder them, or switch the rule off if this is the house's order",
        ),
        parsed.story(loc).title,
        Fix(edits) if edits else None,
    )


def _is_house(parsed: Parsed, fields: list[Piece]) -> bool:
    """Whether the labels are the house's words: other words come with an order of their own."""
    words = parsed.vocabulary.house_labels
    return all(
        any(
            simplified(parsed.source.slice(piece.label)) == style.get(piece.field) for style in words.values()
        )
        for piece in fields
        if piece.label and piece.field
    )


def _rank(piece: Piece) -> int:
    return FIELDS.index(piece.field) if piece.field else len(FIELDS)


def _fix(parsed: Parsed, pieces: tuple[Piece, ...], fields: list[Piece]) -> Fix | None:
    """Each field with the lines below it, put in order; none where other text stands among them."""
    inner = [piece for piece in pieces if piece.span.start >= fields[0].span.start]
    owned = {piece.loc[:5] for piece in fields}
    if any(piece.loc[:5] not in owned or piece.quote or piece.level for piece in inner):
        return None
    chunks: list[tuple[int, Span]] = []
    for i, piece in enumerate(fields):
        stop = fields[i + 1].span.start if i + 1 < len(fields) else inner[-1].span.end + 1
        last = max(each.span.end for each in inner if piece.span.start <= each.span.start < stop)
        chunks.append((_rank(piece), Span(piece.span.start, last)))
    texts = [parsed.source.slice(span) for _, span in sorted(chunks)]
    edits = [Edit(span, text) for (_, span), text in zip(chunks, texts, strict=True)]
    return Fix(tuple(edit for edit in edits if parsed.source.slice(edit.span) != edit.text))


RULE = rule(
    code="DK206",
    title=Text("字段顺序", "Order of fields"),
    severity=Severity.WARNING,
    fixes="sometimes",
)(check)
