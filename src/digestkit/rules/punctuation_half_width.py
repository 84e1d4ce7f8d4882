"""中文句子里用了半角标点：`,` `;` `:` `?` `!` `.` `( )` `" "`，而本期多用全角；或者一对引号一半是 `"`，一半是 `”`。

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
Half-width punctuation (`,` `;` `:` `?` `!` `.` `( )` `" "`) in a Chinese sentence of an issue that mostly uses full width; or a
pair of quotation marks that is `"` on one side and `”` on the other.

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
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from digestkit.aspects.habits import MAJORITY, MOST, Place, report, tell
from digestkit.aspects.pairs import half_straight, straight_pairs
from digestkit.aspects.typography import HAN, is_chinese, story_prose
from digestkit.diagnostic import Edit, Finding, Severity, Text
from digestkit.parsed import Parsed, Piece
from digestkit.rule import rule
from digestkit.source import Span

_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_HALF = {full: half for half, full in _FULL.items()}
_BRACKETS = ("()", "() ")
"""Kinds of brackets: around Chinese, around Latin."""
_QUOTES = '""'
"""Straight quotation marks around Chinese."""
_PAIRED = {**dict.fromkeys(_BRACKETS, "（）"), _QUOTES: "“”"}
# The mark first and what stands before it after: a pattern that begins with a class is searched many times faster.
_MARK = re.compile(
    rf"[,;:?!.，；：？！。](?:(?<={HAN}[,;:?!]|[”》）][,;:?!])(?={HAN}|[“《（])"
    rf"|(?<={HAN}[,;?!]|[”》）][,;?!])(?=[ ](?:{HAN}|[“《（]))|(?<={HAN}[,;])(?=[ ][A-Za-z0-9])"
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
_CURLY = Text("两边都用“”", "Use “ ” on both sides")
Halves = defaultdict[str, list[Place]]
"""Kind of mark → the half-width places."""


@dataclass(frozen=True, slots=True)
class Options:
    """``punctuation``: what to hold to; the issue's own majority, or always full width."""

    punctuation: Literal["majority", "full"] = "majority"


def check(parsed: Parsed, options: Options) -> Iterator[Finding]:
    """Findings at half-width marks, each kind of mark by its own majority."""
    half: Halves = defaultdict(list)
    full: Counter[str] = Counter()
    marks: list[str] = []
    torn: list[Place] = []
    for piece, whole in story_prose(parsed):
        quotes = "《" in whole or '"' in whole
        text = _TITLES.sub(lambda match: "\0" * len(match[0]), whole) if quotes else whole
        if _HAN.search(text):  # no mark of an English line is out of place
            marks += _marks(parsed, piece, text, half)
        _brackets(parsed, piece, text, half, full)
        full[_QUOTES] += _quotes(parsed, piece, whole, half)
        if '"' in whole:
            torn += [_place(parsed, piece, at, at + 1, {at: right}) for at, right in half_straight(whole)]
    yield from tell(
        torn,
        Text(
            '这对引号一半是半角的 "，一半是全角的',
            'This pair of quotation marks is a straight " on one side and curly on the other',
        ),
        Text(
            f'本期有 {len(torn)} 对引号一半是半角的 "，一半是全角的',
            f'{len(torn)} pairs of quotation marks are a straight " on one side and curly on the other',
        ),
        _CURLY,
        singly=len(torn) <= MOST,
    )
    full.update({_HALF[mark]: many for mark, many in Counter(marks).items() if mark in _HALF})
    halves = sum(len(places) for kind, places in half.items() if kind not in _PAIRED)
    fulls = sum(many for kind, many in full.items() if kind not in _PAIRED)
    for kind, places in half.items():
        pair = _PAIRED.get(kind)
        rare = len(places) + full[kind] < MAJORITY and not pair and halves * 4 <= fulls
        mark = pair or _FULL[kind]
        half_zh, full_zh = ('引号 " "', "引号“”") if kind == _QUOTES else (f"“{kind[:2]}”", f"“{mark}”")
        yield from report(
            places,
            fulls if rare else full[kind],  # a mark that hardly occurs goes with the others
            strict=options.punctuation == "full",
            one=Text(
                f"中文里用了半角的{half_zh}，改成全角的{full_zh}",
                f"Half-width {kind[:2]} in Chinese; write {mark}",
            ),
            all_of=Text(
                f"本期有 {len(places)} 处用半角的{half_zh}，{full[kind]} 处用全角的{full_zh}，统一用全角",
                f"{len(places)} half-width {kind[:2]} and {full[kind]} full-width {mark}: use full width throughout",
            ),
        )


def _marks(parsed: Parsed, piece: Piece, text: str, half: Halves) -> list[str]:
    """The marks of ``text``, but for the colon of a label; the half-width ones with their places to ``half``."""
    found: list[str] = _MARK.findall(text)
    label = piece.colon.start - piece.span.start if piece.colon else -1
    if label >= 0 and _MARK.match(text, label):
        found.remove(text[label])
    if not _FULL.keys().isdisjoint(found):
        for match in _MARK.finditer(text):
            char, at = match[0], match.start()
            if char in _FULL and at != label:
                edits = {at: _FULL[char]}
                if text[at + 1 : at + 2] == " " and not text[at + 2 : at + 3].isspace():
                    edits[at + 1] = ""  # a full-width mark takes no blank behind it
                half[char].append(_place(parsed, piece, at, at + 1, edits))
    return found


def _brackets(parsed: Parsed, piece: Piece, text: str, half: Halves, full: Counter[str]) -> None:
    if "(" not in text and "（" not in text:
        return
    for match in _PAIR.finditer(text):
        inner = match[1] or match[2]
        chinese = any(map(is_chinese, inner))  # not the ω of a face
        named = re.search(r"[A-Za-z]{2}", inner) and _HAN.match(text, match.start() - 1)
        if not chinese and not named:
            continue
        kind = _BRACKETS[not chinese]
        if match[1]:
            edits = {match.start(): "（", match.end() - 1: "）"}
            half[kind].append(_place(parsed, piece, match.start(), match.end(), edits))
        else:
            full[kind] += 1


def _quotes(parsed: Parsed, piece: Piece, text: str, half: Halves) -> int:
    """Straight pairs around Chinese with their places to ``half``; how many are curly."""
    if '"' not in text and "“" not in text:
        return 0
    straight, curly = straight_pairs(text)
    for start, end in straight:
        if _HAN.search(text, start, end):
            edits = {start: "“", end: "”"}
            half[_QUOTES].append(_place(parsed, piece, start, end + 1, edits))
    return curly


def _place(parsed: Parsed, piece: Piece, start: int, end: int, edits: dict[int, str]) -> Place:
    base = piece.span.start
    made = tuple(Edit(Span(at, at + 1).moved(base), new) for at, new in edits.items())
    return Place(Span(start, end).moved(base), made, parsed.story_title(piece))


RULE = rule(
    code="DK603",
    title=Text("半角标点", "Half-width punctuation"),
    severity=Severity.WARNING,
    fixes="always",
    options=Options,
)(check)
