"""中文句子里用了半角标点：`,` `;` `:` `?` `!` `.` `( )`，而本期多用全角。

## 为什么

半角标点在中文里挤在一起，读起来像是从别处粘贴来、没有校对过的。

## 说明

每种标点分开统计，以本期用得多的一种为准：一直用半角的稿子不报。只看汉字之间的标点；代码、网址、书名号里的标题、
英文句子、数字（3.5、10:30、1,000）不看，字段名后面的冒号另有规则（colon-width-mixed）。括号里是汉字的和是英文的分开统计。
本期两种写法都很多时，只在第一处报一次。

## 选项

`punctuation`：`majority`（默认，以本期多数为准）、`full`（一律全角）。

## 何时关闭

刊物约定用半角标点、又常有引文带全角标点时。
---
Half-width punctuation (`,` `;` `:` `?` `!` `.` `( )`) in a Chinese sentence of an issue that mostly uses full width.

## Why

Half-width marks crowd Chinese text and look pasted from elsewhere and unedited.

## Notes

Each mark is counted apart and the issue's own majority counts: a draft that uses half width throughout is let be. Only
marks between Chinese characters are looked at, not code, URLs, titles of works, English sentences or figures (3.5,
10:30, 1,000); colons after labels have a rule of their own (colon-width-mixed). Brackets around Chinese and around Latin
are counted apart. Where both ways are frequent the finding is made once, at the first place.

## Options

`punctuation`: `majority` (the default: as most of the issue), `full` (always full width).

## When to switch it off

When your house writes half-width punctuation and often quotes texts that do not.
"""

# Own patterns rather than AutoCorrect, for the reasons told in spacing_mixed.py; besides, AutoCorrect turns
# every half-width mark between Chinese characters to full width, in drafts that use half width throughout.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from digestkit.diagnostic import Edit, Finding, Severity, Text
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import rule
from digestkit.source import Span
from digestkit.typography import HAN, MAJORITY, Place, prose, report, story_title

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = {full: half for half, full in _FULL.items()}
_ROLES = frozenset({Role.STORY, Role.FIELD, Role.POINT, Role.PROSE, Role.HIGHLIGHT, Role.BODY})
# The mark first and what stands before it after: a pattern that begins with a class is searched many times faster.
_MARK = re.compile(
    rf"[,;:?!.，；：？！。](?:(?<={HAN}[,;:?!]|[”》）][,;:?!])(?={HAN}|[“《（])"
    rf"|(?<={HAN}[,;])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%][,;])(?={HAN}|[“《])"
    rf"|(?<={HAN}[.?!]|[”》）][.?!])(?=\s*$)|(?<={HAN}\.)(?={HAN})"
    rf"|(?<={HAN}[，；：？！。]|[”》）A-Za-z0-9%][，；：？！。])(?={HAN}|[“《（A-Za-z0-9]|\s*$))",
    re.MULTILINE,
)
_PAIR = re.compile(
    rf"\((?<={HAN}\(|[A-Za-z0-9”》]\()([^()（）\n]{{1,40}})\)|（(?<={HAN}（|[A-Za-z0-9”》]（)([^()（）\n]{{1,40}})）"
)
_TITLES = re.compile(r"《[^《》\n]{1,60}》|\"[^\"\n]*[A-Za-z][^\"\n]*\"")
_HAN = re.compile(HAN)
Counts = dict[str, tuple[list[Place], list[None]]]
"""Kind of mark → the half-width places, and one entry for each full-width place."""


@dataclass(frozen=True, slots=True)
class Options:
    """``punctuation``: what to hold to; the issue's own majority, or always full width."""

    punctuation: Literal["majority", "full"] = "majority"


def check(parsed: Parsed, options: Options) -> Iterator[Finding]:
    """Findings at half-width marks, each kind of mark by its own majority."""
    counts: Counts = {}
    for piece, whole in prose(parsed):
        if piece.role in _ROLES and piece.field != "sources" and piece.kind not in ("label", "table"):
            text = _TITLES.sub(lambda match: "\0" * len(match[0]), whole)
            _marks(parsed, piece, text, counts)
            _brackets(parsed, piece, text, counts)
    sentence = [each for kind, each in counts.items() if not kind.startswith("(")]
    halves, fulls = (sum(len(each[side]) for each in sentence) for side in (0, 1))
    for kind, (half, full) in counts.items():
        rare = len(half) + len(full) < MAJORITY and not kind.startswith("(") and halves * 4 <= fulls
        mark = "（ ）" if kind.startswith("(") else _FULL[kind]
        yield from report(
            half,
            fulls if rare else len(full),  # a mark that hardly occurs goes with the others
            strict=options.punctuation == "full",
            one=Text(
                f"中文里用了半角的 {kind[:2]}，应当用 {mark}",
                f"Half-width {kind[:2]} in Chinese; write {mark}",
            ),
            all_of=Text(
                f"本期 {kind[:2]} 有 {len(half)} 处半角，{len(full)} 处全角（{mark}）",
                f"{kind[:2]}: {len(half)} half-width, {len(full)} full-width ({mark})",
            ),
        )


def _marks(parsed: Parsed, piece: Piece, text: str, counts: Counts) -> None:
    label = piece.colon.start - piece.span.start if piece.colon else -1
    for match in _MARK.finditer(text):
        char, at = match[0], match.start()
        if at == label:
            continue
        kind = _HALF.get(char, char)
        half, full = counts.setdefault(kind, ([], []))
        if char == kind:
            half.append(_place(parsed, piece, at, at + 1, {at: _FULL[char]}))
        else:
            full.append(None)


def _brackets(parsed: Parsed, piece: Piece, text: str, counts: Counts) -> None:
    if "(" not in text and "（" not in text:
        return
    for match in _PAIR.finditer(text):
        inner = match[1] or match[2]
        chinese = bool(_HAN.search(inner))
        named = re.search(r"[A-Za-z]{2}", inner) and _HAN.match(text, match.start() - 1)
        if not chinese and not named:
            continue
        half, full = counts.setdefault("()" if chinese else "() ", ([], []))
        if match[1]:
            edits = {match.start(): "（", match.end() - 1: "）"}
            half.append(_place(parsed, piece, match.start(), match.end(), edits))
        else:
            full.append(None)


def _place(parsed: Parsed, piece: Piece, start: int, end: int, edits: dict[int, str]) -> Place:
    base = piece.span.start
    made = tuple(Edit(Span(base + at, base + at + 1), new) for at, new in edits.items())
    return Place(Span(base + start, base + end), made, story_title(parsed, piece))


RULE = rule(
    code="DK603",
    title=Text("半角标点", "Half-width punctuation"),
    severity=Severity.WARNING,
    fixes="always",
    options=Options,
)(check)
