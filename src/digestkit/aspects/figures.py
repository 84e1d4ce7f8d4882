"""Figures in Chinese text, normalised so that they can be compared.

``figures_in("融资超12.5亿美元")`` → one ``Figure(low=1.25e9, high=1.25e9, unit="美元", near="超", …)``.
``same(a, b)`` says whether two figures can be the same statement: equal units, and values that
meet within what the rougher of the two leaves open (超/近/约, rounding and cutting off).

Calendar dates (2026年2月8日), versions (GPT-5.3, 4.6), names (H200, F5), ordinals (第一) and vague
amounts (数十亿) are no figures. Linear in the text; never raises.
"""

import re
from dataclasses import dataclass
from math import floor, log10

from digestkit.numerals import number_of
from digestkit.source import Span

_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1e3,
    "万": 1e4,
    "十万": 1e5,
    "百万": 1e6,
    "千万": 1e7,
    "亿": 1e8,
    "十亿": 1e9,
    "百亿": 1e10,
    "千亿": 1e11,
    "万亿": 1e12,
}
_NEAR = "不超过|超过|突破|高达|高于|不足|不到|低于|少于|多达|接近|大约|至少|将近|逾|超|近|约|达"
_UNITS = (
    "个百分点|百分点|%|％|倍|美元|美金|欧元|英镑|日元|韩元|港元|港币|人民币|元|tokens?|Tokens?|参数|人次|人|家|款|个|项|名|台|辆|"
    "颗|张|篇|座|小时|分钟|天|条|起|件|GB|TB|MW|GW|吉瓦|兆瓦|卡|次|年|月|日|岁|秒"
)
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,9})?"
_CHINESE = r"[一二两三四五六七八九十][零〇一二两三四五六七八九十百千]{0,6}"
_SCALE = r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万"
_FIGURE = re.compile(
    r"(?=[超突高不低少多接大至将逾近约达\s$¥€£\d百一二两三四五六七八九十])(?:"  # what any of the three may begin with
    rf"(?P<near>{_NEAR})?\s?(?P<sign>[$¥€£])?(?:(?<![A-Za-z0-9.\-_/])(?P<low>{_NUMBER})(?![0-9]))"
    rf"(?:\s?(?P<lowscale>{_SCALE})?\s?(?P<lowunit>%|％|美元|元)?\s?[-–—~～至到]\s?(?P<high>{_NUMBER})(?![0-9]))?"
    rf"\s?(?P<scale>{_SCALE})?(?P<more>余|多)?\s?(?P<unit>{_UNITS})?"
    rf"|(?P<pnear>{_NEAR})?百分之(?P<percent>{_CHINESE}|{_NUMBER})"
    rf"|(?P<cnear>{_NEAR})?(?<![第数几上一二两三四五六七八九十百千])(?P<chinese>{_CHINESE})(?P<cscale>{_SCALE})?"
    rf"(?P<cmore>余|多)?(?P<cunit>{_UNITS}))"
)
_SAME_UNIT = {
    "％": "%",
    "美金": "美元",
    "人民币": "元",
    "港币": "港元",
    "个百分点": "百分点",
    "$": "美元",
    "¥": "元",
    "€": "欧元",
    "£": "英镑",
    "tokens": "token",
    "Token": "token",
    "Tokens": "token",
    "名": "人",
}
_OVER, _UNDER, _ABOUT = (1.0, 1.2), (0.8, 1.0), (0.9, 1.1)
_OPEN = {
    **dict.fromkeys(("超过", "突破", "高于", "至少", "逾", "超", "余", "多"), _OVER),
    **dict.fromkeys(("不足", "不到", "不超过", "低于", "少于", "接近", "将近", "近"), _UNDER),
    **dict.fromkeys(("高达", "多达", "大约", "约", "达"), _ABOUT),
}
_CALENDAR = frozenset("年月日")
CURRENCIES = frozenset({"美元", "元", "欧元", "英镑", "日元", "韩元", "港元"})
"""The units of figures that are sums of money."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: a value or a range, in its unit (``""`` when it has none), and how it was said.

    ``step`` is the size of its last digit given: 12.5亿 → 1e7. ``span`` is in the text searched.
    """

    low: float
    high: float
    unit: str
    near: str
    step: float
    span: Span


def figures_in(text: str) -> list[Figure]:
    """Every figure of ``text``, in order."""
    found = []
    for match in _FIGURE.finditer(text):
        read = _percent if match["percent"] else _chinese if match["chinese"] else _arabic
        figure = read(match)
        if figure is not None:
            found.append(figure)
    return found


def _value(number: str, scale: str | None) -> tuple[float, float]:
    """A number as written and its scale → value and size of its last digit."""
    factor = float(_SCALES[scale or ""])
    digits = number.replace(",", "")
    places = len(digits.partition(".")[2])
    return float(digits) * factor, factor / 10**places


def _percent(match: re.Match[str]) -> Figure:
    number = number_of(match["percent"])
    low, step = (float(number), 1.0) if number is not None else _value(match["percent"], "")
    return Figure(low, low, "%", match["pnear"] or "", step, Span(*match.span()))


def _chinese(match: re.Match[str]) -> Figure | None:
    number = number_of(match["chinese"])
    if number is None:
        return None
    factor = float(_SCALES[match["cscale"] or ""])
    unit = _SAME_UNIT.get(match["cunit"], match["cunit"])
    near = match["cnear"] or match["cmore"] or ""
    return Figure(number * factor, number * factor, unit, near, factor, Span(*match.span()))


def _arabic(match: re.Match[str]) -> Figure | None:
    after = match.string[match.end() : match.end() + 1]
    if not match["scale"] and not match["unit"] and after.isascii() and (after.isalnum() or after == "."):
        return None  # 3D, 5G, 2nm, 4.6.1: part of a name
    unit = match["unit"] or match["sign"] or match["lowunit"] or ""
    plain = not (match["scale"] or match["near"] or match["sign"])
    if plain and unit in _CALENDAR and (unit != "年" or len(match["low"]) == 4):
        return None  # a date
    low, step = _value(match["low"], match["lowscale"] or match["scale"])
    high = low
    if match["high"]:
        high, step = _value(match["high"], match["scale"])
    near = match["near"] or match["more"] or ""
    return Figure(min(low, high), max(low, high), _SAME_UNIT.get(unit, unit), near, step, Span(*match.span()))


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures can state the same: same unit, values that meet within their roughness.

    A fifth more is still 超 and a fifth less is still 近; 约 leaves a tenth either way. Two that are
    said to be rough in the same word leave nothing open: 超42 and 超52 differ.
    """
    if one.unit != other.unit and one.unit and other.unit:
        return False
    step = max(one.step, other.step) * 0.999  # 313.89 may be cut off to 313
    rough = one.near != other.near
    low, high = _range(one) if rough else (one.low, one.high)
    other_low, other_high = _range(other) if rough else (other.low, other.high)
    return low - step <= other_high and other_low - step <= high


def rounds(rough: Figure, exact: Figure) -> bool:
    """Whether a round figure stands for another: 2500万 for 2510万, 40亿 for 41.6亿, but not 30% for 33%."""
    if rough.unit != exact.unit or rough.low != rough.high or rough.high <= 0:
        return False
    shown = f"{rough.high:.11e}".partition("e")[0].replace(".", "").rstrip("0")
    step = 10.0 ** (floor(log10(rough.high)) - len(shown) + 1)
    apart = abs(rough.high - exact.high)
    return apart <= step / 2 and apart <= rough.high / 20


def _range(figure: Figure) -> tuple[float, float]:
    """The values that a figure leaves open."""
    below, above = _OPEN.get(figure.near, (1.0, 1.0))
    return figure.low * below, figure.high * above
