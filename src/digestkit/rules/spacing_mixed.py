"""同一期里，中文与英文字母之间有的地方空一格，有的地方不空。

## 为什么

空不空都可以，混用就显得没有校对过。以本期用得多的一种为准。

## 说明

英文字母和数字分开统计。不看也不改：代码、网址、书名号和引号里的名称、来源栏、`AI+就业` 和 `“飞鱼-1.0”` 这样的名称、
`A股` `B站` 这样的单个字母、`1.4.2 版` 这样的版本号、`京0491民初30117号` 这样的编号，以及媒体自己的名字（IT之家）。
一边不改的（`新款Q5只要`、`第 2 部分`），另一边也不改，不会只空半边。本期两种写法都很多时，只在第一处报一次。

## 选项

`spacing`：`majority`（默认，以本期多数为准）、`space`（一律空格）、`none`（一律不空）。

## 何时关闭

发布系统会自动处理中英文间距时。
---
In one issue there is a space between Chinese and Latin letters in some places and none in others.

## Why

Either is fine; the mixture looks unedited. The issue's own majority counts.

## Notes

Letters and digits are counted apart. Let be: code, URLs, names in book-title or quotation marks, lines of sources,
names such as `AI+就业` and `“飞鱼-1.0”`, single letters as in `A股`, versions (`1.4.2 版`), codes (`京0491民初30117号`) and the press's own
names (IT之家). What is let be on one side (`新款Q5只要`, `第 2 部分`) is on the other, too: never is half of it spaced.
Where both ways are frequent the finding is made once, at the first place.

## Options

`spacing`: `majority` (the default: as most of the issue), `space` (always one), `none` (never).

## When to switch it off

When the publishing system spaces Chinese and Latin by itself.
"""

# Why not AutoCorrect as the engine: it knows one convention (always a space) where an issue's own majority
# decides here; it works on lines, so that its changes would have to be found again by comparison; and it
# takes names apart (飞鱼 -1.0, AI+ 就业). The two patterns below are spans from the start.

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from functools import cache, partial
from string import ascii_letters
from typing import Literal, NamedTuple

from digestkit.aspects.habits import Place, report
from digestkit.aspects.pairs import lone_halves
from digestkit.aspects.typography import HAN, is_chinese, story_prose
from digestkit.diagnostic import Edit, Finding, Severity, Text
from digestkit.parsed import Parsed, Piece
from digestkit.publishers import shipped
from digestkit.rule import rule
from digestkit.source import Span

_NAMES = re.compile(
    r"《[^《》\n]{1,60}》|“[^“”\n]{1,24}”|「[^「」\n]{1,24}」|\"[^\"\n]{1,24}\"|‘[^‘’\n]{1,24}’|#(?=\S)[^#\n]+"
    r"|[（(〔\[](?:19|20)\d\d[）)〕\]][ ]?[^\W\d_]{1,2}\d{0,5}[^\W\d_]{1,4}\d{1,6}号"  # (2026)京0491民初30117号
)
_DATE = "年月日号时点分秒第"
TERM = 5
"""A phrase that stands so often in an issue, always the same, is a name."""
_LONGEST = 24
"""Characters of a token that matter to what stands behind it."""
_TOKEN = re.compile(r"[A-Za-z0-9.\-+_/]+")
_SPACED = re.compile(rf"[ ](?:(?<={HAN} )(?=[A-Za-z0-9])|(?<=[A-Za-z0-9] )(?={HAN}))")
_SIGN = re.compile(r"([%％+]?)[ ]?(.)")
"""What belongs to the run before it (20%, C++), and what comes next."""
_IN_NUMBER = ".0123456789"
_LETTERS = frozenset(ascii_letters)
_MODEL = re.compile(r"[A-Z]{0,3}\d[\d.]*[A-Za-z\-+]|[A-Z]{1,3}\d")
_PATH = re.compile(r"[/_]|[a-z]\.[a-z]")
_MEASURES = "亿万千百元%％倍个美"


@dataclass(frozen=True, slots=True)
class Options:
    """``spacing``: what to hold to; the issue's own majority unless it says otherwise."""

    spacing: Literal["majority", "space", "none"] = "majority"


def check(parsed: Parsed, options: Options) -> Iterator[Finding]:
    """Findings at the rarer way, letters and digits apart."""
    told = options.spacing != "majority"
    if not told and not _SPACED.search(parsed.text):
        return
    meetings = _meetings(parsed)
    kinds: tuple[tuple[Kind, str, str], ...] = (("latin", "英文", "Latin"), ("digits", "数字", "figures"))
    for kind, zh, en in kinds:
        spaced, joined = meetings[kind, True], meetings[kind, False]
        if not told and not (spaced and joined):
            continue
        habits = {True: Counter(map(_context, spaced)), False: Counter(map(_context, joined))}
        space = options.spacing == "space" if told else len(habits[True]) > len(habits[False])
        rare = habits[not space]
        wrong = [each for each in (joined if space else spaced) if told or rare[_context(each)] < TERM]
        if not told:  # where half of a pair is lost, what meets may not have met before
            torn = {text for text in {each.text for each in wrong} if lone_halves(text)}
            wrong = [each for each in wrong if each.text not in torn]
        mended = {_spot(each.piece, each.at) for each in wrong}
        halved = sum(_would_halve(each, mended) for each in wrong)
        wrong = [each for each in wrong if not _would_halve(each, mended)]
        here = ("这里没有空", "here there is none") if space else ("这里却空了一格", "here there is one")
        rule_zh, rule_en = ("空一格", "a space") if space else ("不空格", "no space")
        most_zh, most_en = ("应当", "there should be") if told else ("，本期大多", "most of this issue has")
        yield from report(
            [_place(parsed, each, " " if space else "") for each in wrong],
            len(habits[space]) - halved,
            strict=told,
            one=Text(
                f"中文与{zh}之间{most_zh}{rule_zh}，{here[0]}",
                f"Between Chinese and {en} {most_en} {rule_en}, {here[1]}",
            ),
            all_of=Text(
                f"本期中文与{zh}之间有 {len(spaced)} 处空格、{len(joined)} 处不空，统一{rule_zh}",
                f"Between Chinese and {en}: {len(spaced)} spaces, {len(joined)} without; make it {rule_en} throughout",
            ),
        )


class Meeting(NamedTuple):
    """Where Chinese meets Latin or digits in ``text`` of ``piece``; ``end`` is behind a space.

    ``across`` is where the same run meets Chinese on its other side (-1: it does not).
    """

    piece: Piece
    text: str
    at: int
    end: int
    across: int

    @property
    def spaced(self) -> bool:
        """Whether there is a space."""
        return self.end > self.at


_meeting_of: Callable[[tuple[Piece, str, int, int, int]], Meeting] = partial(tuple.__new__, Meeting)
"""As ``source.span_of``."""
Kind = Literal["latin", "digits"]


def _meetings(parsed: Parsed) -> dict[tuple[Kind, bool], list[Meeting]]:
    """The meetings by kind, and whether there is a space."""
    found: dict[tuple[Kind, bool], list[Meeting]] = {
        ("latin", True): [],
        ("latin", False): [],
        ("digits", True): [],
        ("digits", False): [],
    }
    names = _mixed_names()
    for piece, whole in story_prose(parsed):
        text = _NAMES.sub(lambda match: "\0" * len(match[0]), whole)
        for at, end, kind, across in _meets(text):
            if kind and not (text[at - 1 : at + 1] in names and _is_name(text, at)):
                found[kind, end > at].append(_meeting_of((piece, text, at, end, across)))
    return found


def _meets(text: str) -> Iterator[tuple[int, int, Kind | None, int]]:
    """Where Chinese meets Latin or digits: the ends of what stands before and of a space behind it, kind, ``across``.

    Each run of letters and digits is looked at once, with what stands before it and behind it.
    """
    for run in _TOKEN.finditer(text):
        start, stop = run.span()
        at = start - 1 if text[start - 1 : start] == " " else start
        end = stop + 1 if text[stop : stop + 1] == " " else stop
        meets_before = at > 0 and is_chinese(text[at - 1])
        if meets_before and text[start].isalnum():
            beyond = _SIGN.match(text, stop)
            across = beyond.end(1) if beyond and is_chinese(beyond[2]) else -1
            yield at, start, _after(text[at - 1], run[0], text[end : end + 1]), across
        if end < len(text) and is_chinese(text[end]) and text[stop - 1].isalnum():
            yield stop, end, _before(text, start, stop, text[end]), at if meets_before else -1


def _spot(piece: Piece, at: int) -> int:
    return piece.span.start + at


def _would_halve(meeting: Meeting, mended: Container[int]) -> bool:
    """Whether a run that is written alike on both sides would no longer be (全新L9 上市): its other side has its own way."""
    across = meeting.across
    if across < 0 or _spot(meeting.piece, across) in mended:
        return False
    return (meeting.text[across] == " ") == meeting.spaced


def _after(before: str, token: str, beside: str) -> Kind | None:
    """What Chinese (its last character is ``before``) meets in ``token``; ``None`` for what counts as neither.

    Single letters (A股), dates (2月8日) and ordinals (第60届) are written together by everybody; names
    (千问3.6-Plus, 小米SU7), domains, paths and formulas have their own ways.
    """
    if before in _DATE or (beside and beside in _DATE + "("):
        return None
    if not (token.isdigit() or token.isalpha()) and (
        _MODEL.match(token) or ("." in token and beside not in _MEASURES)
    ):
        return None  # a model (SU7) or a version (3.6), and no measure
    return _kind(token)


def _before(text: str, start: int, stop: int, after: str) -> Kind | None:
    """What Chinese (its first character is ``after``) meets in what stands before it: as with ``_after``.

    A number goes with the word before it; a version (1.4.2 版) is let be on both sides.
    """
    if after in _DATE:
        return None
    if stop - start >= _LONGEST:
        return _kind(text[stop - _LONGEST : stop]) if text[stop - _LONGEST] != "-" else None
    if not text[start:stop].strip(_IN_NUMBER):
        if text[start - 1 : start] == " " and text[start - 2 : start - 1] in _LETTERS:
            start -= 2
        elif "." in text[start:stop] and after not in _MEASURES:
            return None  # a version
    beside = text[start - 1 : start]
    return None if text[start] == "-" or (beside and beside in _DATE + "(") else _kind(text[start:stop])


def _kind(token: str) -> Kind | None:
    """Whether a token is a word or a number; ``None`` for a single letter, a domain, a path or a formula."""
    if token.isalpha():
        return "latin" if len(token) > 1 else None
    if token.isdigit():
        return "digits"
    if not token.isalnum() and _PATH.search(token):
        return None
    return "latin" if token.upper() != token.lower() else "digits"


def _context(meeting: Meeting) -> str:
    """What stands around, as far as the next mark: a phrase that is repeated all over an issue is one habit, not a hundred."""
    text, at, end = meeting.text, meeting.at, meeting.end
    first, last = max(0, at - 4), min(end + 4, len(text))
    while at > first and (text[at - 1].isalnum() or text[at - 1] == " "):
        at -= 1
    while end < last and (text[end].isalnum() or text[end] == " "):
        end += 1
    return text[at:end]


def _place(parsed: Parsed, meeting: Meeting, wanted: str) -> Place:
    start, end = meeting.piece.span.start + meeting.at, meeting.piece.span.start + meeting.end
    edit = Edit(Span(start, end), wanted)
    return Place(Span(start - 1, end + 1), (edit,), parsed.story_title(meeting.piece))


def _is_name(text: str, at: int) -> bool:
    """Whether the meeting at ``at`` is inside a publisher's name that mixes both (IT之家)."""
    names = _mixed_names()[text[at - 1 : at + 1]]
    return any(text.startswith(name, at - inside) for name, inside in names if at >= inside)


@cache
def _mixed_names() -> dict[str, list[tuple[str, int]]]:
    """The two characters that meet → publishers' names and where in the name they meet."""
    found: dict[str, list[tuple[str, int]]] = {}
    for publisher in shipped().names.values():
        for name in publisher.names:
            for at, *_ in _meets(name):
                found.setdefault(name[at - 1 : at + 1], []).append((name, at))
    return found


RULE = rule(
    code="DK602",
    title=Text("中英文间距不一", "Mixed spacing of Chinese and Latin"),
    severity=Severity.WARNING,
    fixes="always",
    options=Options,
)(check)
