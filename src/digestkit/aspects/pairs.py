"""Quotation marks, brackets and 《》: which half has lost its other half.

Works on masked text (``typography.masked``), where NUL stands for code, URLs and link targets.
"""

import re
from collections import Counter

from digestkit.late import late

_CLOSE = {"”": "“", "》": "《", "）": "(", ")": "(", "】": "【", "」": "「", "』": "『", "]": "["}
OTHER = dict(zip('“《（(【「『["', '”》）)】」』]"', strict=True))
OTHER |= {other: one for one, other in OTHER.items()}
"""Each half → its other half."""
OPENING = frozenset("“《（(【「『[")
_ANY = re.compile(r'[“”《》（）()【】「」『』\[\]"]')
# 1） and a) count items, :) is a face, (0, 1] an interval: none of them is half of a pair.
_ITEM = late(r"(?m)(?:^|[\s，。；：、*])[0-9A-Za-z一二三四五六七八九十]{1,2}[)）]|[:;=]-?(?:\)+|\(+(?=\s|$))")
# Intervals, and the brackets of a link.
_WHOLE = late(
    r"[\[(（]\s?[-−+]?[\d.∞]{1,20}\s?[,，]\s?[-−+]?[\d.∞]{1,20}\s?[\])）]"
    r"|\[[^\[\]\n]*\](?=\0)"
)
_FACE = late(r"[(（][^()（）\n]{0,6}[￣▽∀ω´][^()（）\n]{0,6}[)）]\"?")  # with its drop of sweat
_INCHES = late(
    r"(?<![A-Za-z0-9.\-])\d{1,3}(?:\.\d)?\"(?=\s?(?:[屏寸英显电笔大平]|screen|display|monitor|TV|OLED|LCD))"
)
_SIZE = late(r"(?<![A-Za-z0-9.\-])\d{1,3}(?:\.\d{1,2})?\"(?=[\s，、。；）,;)内外主副折触曲]|\Z)")
"""Inches as well, where no quotation is open."""
_LINK = late(r"\][\0(]|\[[^\[\]()（）\n]{1,80}[(（]\0")  # half a link: link-malformed speaks of it
_PAIRED = re.compile(r'“”|《》|（）|\(\)|【】|「」|『』|\[\]|""|"”')
_QUOTES = late(r'[“”"]')
DEEPEST = 8
"""Pairs in pairs that are told at a glance."""
_SAD = re.compile(r"[:;=]-?\(+(?=\s|$)")
_CUT = late(r"(?:…|\.\.\.)[\s*]*$")


def lone_halves(text: str) -> list[int]:
    """Offsets of the halves without their other half; none in text that is cut off with an ellipsis.

    A straight quotation mark may be either half, and may pair with a curly one: ``"人工智能”`` is
    ugly, but a reader sees where it ends. Where pairs cross, the one that closes later counts.
    """
    marks = "".join(_ANY.findall(text))
    if not marks:
        return []
    odd = ("(" in marks and _SAD.search(text)) or (
        '"' in marks and (_INCHES.search(text) or _SIZE.search(text))
    )
    if (_is_nested(marks) and not odd) or _CUT.search(text):
        return []
    items, apart = _no_halves(text, marks)
    opened: list[tuple[str, int]] = []
    count: Counter[str] = Counter()
    lone: list[int] = []
    for match in _ANY.finditer(text):
        char, at = match[0], match.start()
        if at in apart or (at in items and not count["("]):
            continue
        halves = _halves(char, opened, count)
        if not halves:
            half = "(" if char == "（" else char
            opened.append((half, at))
            count[half] += 1
        elif not any(count[half] for half in halves):
            lone.append(at)
        else:
            while True:
                half, where = opened.pop()
                count[half] -= 1
                if half in halves:
                    break
                lone.append(where)
    lone += [where for _, where in opened]
    return sorted(at for at in lone if not _LINK.match(text, at) and text[at - 1 : at] != "]")


def half_straight(text: str) -> list[tuple[int, str]]:
    """Offsets of straight quotation marks that a curly one pairs with (``"人工智能”``), and what they should be.

    None in text where a half is lost: there nobody can say what pairs with what.
    """
    if '"' not in text or ("”" not in text and "“" not in text):
        return []
    found: list[tuple[int, str]] = []
    for first, last in _quoted(text):
        if text[first] == '"' and text[last] != '"':
            found.append((first, "“"))
        elif text[first] != '"' and text[last] == '"':
            found.append((last, "”"))
    return sorted(found)


def straight_pairs(text: str) -> tuple[list[tuple[int, int]], int]:
    """The pairs of straight double quotation marks that stand in no other pair, and how many pairs are curly."""
    if '"' not in text:
        return [], min(text.count("“"), text.count("”"))
    found: list[tuple[int, int]] = []
    curly = reach = 0
    for first, last in sorted(_quoted(text)):
        if text[first] == text[last] == '"' and first >= reach:
            found.append((first, last))
        curly += text[first] == "“" and text[last] == "”"
        reach = max(reach, last)
    return found, curly


def _quoted(text: str) -> list[tuple[int, int]]:
    """The pairs of double quotation marks, curly or straight; none where a half is lost.

    As many straight ones as make pairs, between a curly one and its other half, are pairs inside of it.
    """
    if lone_halves(text):
        return []
    _, apart = _no_halves(text, "".join(_ANY.findall(text)))
    marks = [match for match in _QUOTES.finditer(text) if match.start() not in apart]
    ahead = _straight_ahead(marks)
    opened: list[re.Match[str]] = []
    found: list[tuple[int, int]] = []
    for mark, many in zip(marks, ahead, strict=True):
        char, top = mark[0], opened[-1][0] if opened else ""
        inside = char == '"' and top == "“" and many > 0 and many % 2 == 0
        if char == "“" or inside or (char == '"' and not opened):
            opened.append(mark)
        elif opened:
            found.append((opened.pop().start(), mark.start()))
    return found


def _straight_ahead(marks: list[re.Match[str]]) -> list[int]:
    """For each mark how many straight ones stand from it on up to the next ``”``; 0 where ``“`` comes first, or nothing."""
    counts: list[int] = []
    many, closes = 0, False
    for mark in reversed(marks):
        if mark[0] == '"':
            many += 1
        else:
            many, closes = 0, mark[0] == "”"
        counts.append(many if closes else 0)
    return counts[::-1]


def _no_halves(text: str, marks: str) -> tuple[set[int], set[int]]:
    """Offsets of marks that count items unless a bracket is open, and of those that are never half of a pair."""
    items: set[int] = set()
    apart: set[int] = set()
    if any(mark in marks for mark in "()（）["):
        items = {match.end() - 1 for match in _ITEM.finditer(text)}
        apart = {at for found in _WHOLE.finditer(text) for at in (found.start(), found.end() - 1)}
        apart |= {at for found in _FACE.finditer(text) for at in range(*found.span())}
    if '"' in marks:
        apart |= {found.end() - 1 for found in _INCHES.finditer(text)}
        apart |= _sizes(text, apart)
    return items, apart


def _sizes(text: str, apart: set[int]) -> set[int]:
    """Offsets of the marks behind a number that stand for inches: those that would open a quotation with a stop."""
    sizes = {found.end() - 1 for found in _SIZE.finditer(text)}
    found: set[int] = set()
    open_ = False
    for match in _QUOTES.finditer(text) if sizes else ():
        at = match.start()
        if at in apart:
            continue
        if not open_ and at in sizes:
            found.add(at)
        else:
            open_ = match[0] == "“" or (match[0] == '"' and not open_)
    return found


def _is_nested(marks: str) -> bool:
    """Whether ``marks`` are pairs, one after the other and inside one another, as in most texts."""
    for _ in range(DEEPEST):
        if not marks:
            return True
        marks = _PAIRED.sub("", marks)
    return not marks


def _halves(char: str, opened: list[tuple[str, int]], count: Counter[str]) -> tuple[str, ...]:
    """The halves that ``char`` would close; none when it opens."""
    if char == '"':
        if opened and opened[-1][0] == "“":
            return ("“",)
        return ('"',) if count['"'] else ()
    if char in OPENING:
        return ()
    return ("“", '"') if char == "”" else (_CLOSE[char],)
