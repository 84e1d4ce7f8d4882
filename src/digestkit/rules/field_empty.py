"""写了字段名（说明、背景、要点、来源），后面却什么也没有，或者只写着“待补充”“TBD”“无”，或者还是 `digestkit new` 的提示。

## 为什么

读者看到“要点：”下面空着，会以为内容丢了；多半是写到一半忘了补。

## 何时关闭

一般不需要关闭。
---
A label (说明, 背景, 要点, 来源) with nothing after it, or nothing but 待补充, TBD, 无 or the hint of `digestkit new`.

## Why

An empty “要点：” looks like lost text, and most often is a line that somebody meant to fill in.

## When to switch it off

Hardly ever.
"""

from collections.abc import Iterator

from digestkit.aspects import blanks
from digestkit.diagnostic import Finding, Severity, Text
from digestkit.parsed import Parsed, Piece, Role
from digestkit.reader.inline import label_at
from digestkit.rule import NoOptions, rule

_CONTENT = frozenset({Role.POINT, Role.SOURCE, Role.PROSE, Role.BODY, Role.FIELD})


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at labels that neither text on their line nor what follows them fills."""
    for pieces in parsed.by_story.values():
        if parsed.story_title(pieces[0]) == blanks.TITLE:
            continue  # nothing of it is written yet, and DK113 says so
        for i, piece in enumerate(pieces):
            if hint := _left_over(parsed, piece):
                yield Finding(
                    piece.span,
                    Text(
                        f"这里还是草稿的提示“{hint}”，没有填", f"The draft's hint “{hint}” still stands here"
                    ),
                    Text(
                        "换成这条新闻的内容，或者删掉这一行",
                        "Write the story's own words, or delete the line",
                    ),
                    parsed.story_title(piece),
                )
            if piece.role is Role.FIELD and not _says(parsed, piece) and not _is_filled(parsed, pieces, i):
                word = parsed.source.slice(piece.label) if piece.label else ""
                yield Finding(
                    piece.span,
                    _what(parsed, piece, word),
                    Text("补上内容，或者删掉这一行", "Fill it in, or delete the line"),
                    parsed.story_title(piece),
                )


def _what(parsed: Parsed, piece: Piece, word: str) -> Text:
    held = _held(parsed, piece)
    if held and blanks.keeps_free(held):
        return Text(f"“{word}”后面只写着“{held}”", f"Nothing but “{held}” stands after {word}")
    return Text(f"“{word}”后面是空的", f"Nothing stands after {word}")


def _held(parsed: Parsed, piece: Piece) -> str:
    """What stands behind the label, or in the line."""
    return parsed.source.slice(piece.content).strip()


def _left_over(parsed: Parsed, piece: Piece) -> str | None:
    """What ``digestkit new`` put here to be written over, if it is still there. (DK302 tells of the address.)"""
    held = _held(parsed, piece)
    if held in blanks.TEXTS:
        return held
    named, open_ = f"[{blanks.SOURCE}](", f"[{blanks.SOURCE}]({blanks.ADDRESS})"
    return blanks.SOURCE if named in held and open_ not in held else None


def _says(parsed: Parsed, piece: Piece) -> bool:
    """Whether there is a word or a figure in the piece's text."""
    text = parsed.source.slice(piece.content)
    if blanks.keeps_free(text):
        return False
    return any(char.isalnum() for char in text) or "](" in text


def _is_filled(parsed: Parsed, pieces: tuple[Piece, ...], i: int) -> bool:
    """Whether what stands between this label and the next belongs to it."""
    for piece in pieces[i + 1 :]:
        if piece.role is Role.FIELD:
            # two labels in a row for one field: a heading and the label under it
            return piece.field == pieces[i].field and piece.first == pieces[i].last + 1
        if piece.kind == "label" and (_held(parsed, pieces[i]) or _is_fact(parsed, piece)):
            return False  # 标签：… under 摘要：待补充
        if piece.role is Role.SOURCE and pieces[i].field != "sources":
            return False
        if piece.role in _CONTENT and (
            _says(parsed, piece) or piece.kind in ("image", "table", "fence", "html")
        ):
            return True
    return False


def _is_fact(parsed: Parsed, piece: Piece) -> bool:
    """Whether a line begins with the label of a fact about the report (发布时间：…), which tells nothing of the story."""
    label = label_at(parsed.text, piece.content.start, piece.span.end, parsed.vocabulary)
    return label is not None and parsed.vocabulary.is_fact(label.word)


RULE = rule(code="DK205", title=Text("字段是空的", "Empty field"), severity=Severity.ERROR)(check)
