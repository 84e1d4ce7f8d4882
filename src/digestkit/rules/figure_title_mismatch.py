"""标题里的数字，正文里没有；正文说同一件事时用了另一个数字。

## 为什么

标题写“融资20亿美元”，正文写“融资2亿美元”，读者不知道该信哪个；多半是改稿时只改了一处。

## 说明

先换算再比较：亿、万、%、百分之、美元、人民币、汉字数字、超/近/约/不到、区间、四舍五入、标题取的整数（2500 万与 2510 万）。
单位省略了的（投入30亿）也比。
只比同一个量：融资额与估值、单笔与累计、首批与全部、增幅与占比、这个季度与那个季度各是各的。标题的数字在正文里根本没有提到的不报；日期、年份、型号、序数不算。

## 何时关闭

标题习惯用另一种口径（例如折算成另一种货币）时。
---
The title's figure is not in the story, which states another for the same thing.

## Why

When the title says 融资20亿美元 and the text 融资2亿美元, a reader does not know which to trust; usually only one of them was
corrected.

## Notes

Figures are compared after normalising: 亿, 万, %, 百分之, currencies, Chinese numerals, 超/近/约/不到, ranges, rounding and
round figures of titles (2500万 for 2510万); a unit may be left out (投入30亿). Only figures of one quantity are compared: a
round is no valuation, a single sum no total, a first part not the whole, growth no share, one quarter no other. A title's figure that the text
does not speak of at all is no finding; dates, years, models and ordinals are no figures.

## When to switch it off

When titles convert figures, for example into another currency.
"""

import re
from collections.abc import Iterator
from string import ascii_letters

from digestkit.aspects.figures import CURRENCIES, Figure, figures_in, rounds, same
from digestkit.aspects.quantities import aspects, nearest
from digestkit.aspects.typography import HAN, masked
from digestkit.diagnostic import Finding, Related, Severity, Text
from digestkit.late import late
from digestkit.parsed import Parsed, Piece, Role
from digestkit.rule import NoOptions, rule
from digestkit.source import Span
from digestkit.vocabulary import simplified

_COUNTED = frozenset(["年", "月", "日", "天", "小时", "分钟", "秒", "岁", "次"])
"""Units of time: a title's 三年内 and a text's 5年 are seldom one thing."""
_LEFT_OUT = CURRENCIES | frozenset(
    ["人", "家", "款", "个", "台", "辆", "颗", "张", "篇", "座", "次", "人次", "项", "件", "条"]
)
"""Units that are left out where 万 or 亿 says that there are many: 投入30亿, 14万用户."""
_BODY = frozenset({Role.FIELD, Role.POINT, Role.PROSE, Role.BODY, Role.STORY})
_LONGER = frozenset("0123456789.,-–—~～至到_/" + ascii_letters)
"""What stands before the end of a longer figure, of a range or of a name."""
_WORDS = late(rf"{HAN}+|[a-z]+")
_NUMBER = late(r"\d[\d,]*(?:\.\d+)?")
_STATES = re.compile(r"\d|[一二两三四五六七八九十][一二两三四五六七八九十百千]{0,5}[万亿]|百分之")
"""What a title that states a figure has something of."""
_REACH = 12
"""So many characters at most stand between a figure and the word for what it counts."""
_YEAR = late(r"20\d\d")
_QUARTER = late(r"[Qq]([1-4])(?!\d)|([一二三四1-4上下])(?:季|半年)")
_ORDINALS = str.maketrans("一二三四", "1234")
_CLAUSE = late(r"[，。；：！？,;:!?｜|丨\n]")
_SENTENCE = late(r"[。；！？\n]")
_HABITS = late(
    r"同比|环比|增长|下降|超过|达到|已经|目前|其中|累计|突破|美元|亿元|万元|人民币|约为|以上|左右|推出|发布|公司|\bai\b"
)


def check(parsed: Parsed, _options: NoOptions) -> Iterator[Finding]:
    """Findings at the title's figure, with the place of the other one."""
    for loc, _section, story in parsed.stories():
        span = parsed.spans.get((*loc, "title"))
        if not story.title or span is None or not _STATES.search(simplified(story.title)):
            continue
        title = simplified(masked(parsed.source.slice(span)))
        stated = [
            each
            for each in figures_in(title)
            if each.high and each.unit not in _COUNTED and (each.unit or _is_scaled(title, each))
        ]
        if not stated:
            continue
        texts = [*_texts(parsed, parsed.by_story.get(loc, ()), span)]
        told = "\n".join(text for _, text in texts)
        doubtful = [each for each in stated if not _is_told(title[slice(*each.span)].strip(), told)]
        body = [
            (start + figure.span.start, figure, text)
            for start, text in (texts if doubtful else ())
            for figure in figures_in(text)
        ]
        for figure in doubtful:
            if any(same(figure, other) or rounds(figure, other) for _, other, _ in body):
                continue
            rest = [each for each in body if not any(same(each[1], known) for known in stated)]
            found = _rival(title, figure, rest) or _other_currency(figure, body)
            if found:
                yield _finding(parsed, story.title, span, figure, found)


def _texts(parsed: Parsed, pieces: tuple[Piece, ...], title: Span) -> Iterator[tuple[int, str]]:
    """The story's text besides its title, each with its offset."""
    for piece in pieces:
        if piece.role not in _BODY or piece.field == "sources":
            continue
        start = title.end if piece.span.start <= title.start < piece.span.end else piece.span.start
        yield start, simplified(masked(parsed.text[start : piece.span.end]))


def _is_told(words: str, text: str) -> bool:
    """Whether ``text`` has the very words of a figure, not as the end of a longer one: most texts have."""
    at = text.find(words)
    while at > 0 and text[at - 1] in _LONGER:
        at = text.find(words, at + 1)
    return at >= 0


Place = tuple[int, Figure, str]
"""Offset in the source, figure, and the text that the figure's span counts in."""


def _rival(title: str, figure: Figure, body: list[Place]) -> Place | None:
    """The one figure of the text that stands for the title's; none when there are several.

    It states the same quantity, and either its clause says most of what the title says around the figure, or
    it looks like a slip of the same figure (41% and 410%, 20亿 and 2亿) in words of the title's. Among several, the
    one with most of those words beside it counts.
    """
    peers = [each for each in body if each[1].high != 1 and _comparable(figure, each)]  # 一个 counts nothing
    said = _part(title, figure.span, _CLAUSE)
    near, clause, years = _pairs(_beside(title, figure)), _pairs(said), set(_YEAR.findall(said))
    quarters = _quarters(said)
    what, kind = _quantity(title, figure.span), aspects(said)
    scored: list[tuple[int, Place]] = []
    for place in peers:
        _, other, text = place
        sentence = _part(text, other.span, _SENTENCE)
        then = set(_YEAR.findall(sentence))
        if (years and then and not years & then) or _is_rest(figure, other):
            continue
        if quarters and (told_of := _quarters(sentence)) and not quarters & told_of:
            continue
        around = _part(text, other.span, _CLAUSE)
        its = _quantity(text, other.span)
        if (what and its and what != its) or kind != aspects(around):
            continue
        shared = len(clause & _pairs(around))
        told = len(clause) >= 4 and shared * 5 >= len(clause) * 3
        slip = _is_slip(title[slice(*figure.span)], text[slice(*other.span)])
        beside = len(near & _pairs(_beside(text, other)))
        both = bool(figure.unit and other.unit)
        if (told and beside) or (slip and (beside or (shared and both) or (what and what == its))):
            scored.append((beside, place))
    best = max((score for score, _ in scored), default=0)
    found = [place for score, place in scored if score == best]
    return found[0] if len({(each[1].low, each[1].high) for each in found}) == 1 else None


def _comparable(figure: Figure, place: Place) -> bool:
    """Whether both may count the same: in one unit, or in one that either leaves out."""
    _, other, text = place
    if figure.unit and other.unit:
        return figure.unit == other.unit
    if not (other.unit or _is_scaled(text, other)):
        return False
    unit = figure.unit or other.unit
    return not unit or unit in _LEFT_OUT


def _is_scaled(text: str, figure: Figure) -> bool:
    """Whether a figure is said in 万 or 亿."""
    return not {"万", "亿"}.isdisjoint(text[slice(*figure.span)])


def _quantity(text: str, span: Span) -> str | None:
    """What the figure at ``span`` counts, by the words of its clause."""
    before = _CLAUSE.split(text[max(0, span.start - _REACH) : span.start])[-1]
    after = _CLAUSE.split(text[span.end : span.end + _REACH])[0]
    here = Span(len(before), len(before) + span.end - span.start)
    return nearest(before + "\0" * (here.end - here.start) + after, here, _REACH)


def _is_rest(one: Figure, other: Figure) -> bool:
    """Whether one percentage is what the other leaves: down by 94% and 6% of what it was."""
    return one.unit == "%" and abs(one.high + other.high - 100) < 1e-6


def _other_currency(figure: Figure, body: list[Place]) -> Place | None:
    """The same sum in another currency, when the text says none in the title's."""
    if figure.unit not in CURRENCIES or any(other.unit == figure.unit for _, other, _ in body):
        return None
    return next(
        (
            place
            for place in body
            if place[1].unit in CURRENCIES and (place[1].low, place[1].high) == (figure.low, figure.high)
        ),
        None,
    )


def _part(text: str, span: Span, stop: re.Pattern[str]) -> str:
    """The clause or sentence around ``span``, without it."""
    before = stop.split(text[max(0, span.start - 80) : span.start])[-1]
    after = stop.split(text[span.end : span.end + 80])[0]
    return before + "\0" + after


def _beside(text: str, figure: Figure) -> str:
    """What stands close to a figure."""
    before, after = text[max(0, figure.span.start - 6) : figure.span.start], text[figure.span.end :][:4]
    return before + "\0" + after


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, apart from those that stand beside any figure."""
    words = _WORDS.findall(_HABITS.sub(" ", text.lower()))
    return {word[i : i + 2] for word in words for i in range(len(word) - 1)}


def _quarters(text: str) -> set[str]:
    """The quarters and halves of a year that ``text`` names: those of another are other figures."""
    return {(match[1] or match[2]).translate(_ORDINALS) for match in _QUARTER.finditer(text)}


def _is_slip(one: str, other: str) -> bool:
    """Whether two figures as written differ by one digit, by two that changed places, by a zero or the scale."""
    digits = [_NUMBER.search(each) for each in (one, other)]
    if not digits[0] or not digits[1]:
        return False
    one, other = (found[0].replace(",", "") for found in digits if found)
    if one.replace(".", "").rstrip("0") == other.replace(".", "").rstrip("0"):
        return True  # a zero, a point or a scale
    if len(one) == len(other) and one.find(".") == other.find("."):
        apart = [i for i, (x, y) in enumerate(zip(one, other, strict=True)) if x != y]
        if len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
            return apart[1] - apart[0] == 1 or one[apart[0] + 1 : apart[1]] == "."
    a, b = one.partition(".")[0], other.partition(".")[0]
    if min(len(a), len(b)) < 2 or abs(len(a) - len(b)) > 1:
        return False
    same_ends = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    longer = max(len(a), len(b)) - same_ends - 1
    return a[len(a) - longer :] == b[len(b) - longer :] if longer else True


def _finding(parsed: Parsed, story: str, title: Span, figure: Figure, found: Place) -> Finding:
    at, other, _ = found
    span = figure.span.moved(title.start)
    its = Span(at, at + other.span.end - other.span.start)
    here, there = parsed.source.slice(span).strip(), parsed.source.slice(its).strip()
    return Finding(
        span,
        Text(f"标题写“{here}”，正文写“{there}”", f"The title says “{here}”, the text “{there}”"),
        Text("核对原文，改成一致", "Check the source and make them agree"),
        story,
        related=(Related(its, Text("正文里的数字", "The text's figure")),),
    )


RULE = rule(
    code="DK702",
    title=Text("标题与正文的数字不符", "Figures of title and text disagree"),
    severity=Severity.WARNING,
)(check)
