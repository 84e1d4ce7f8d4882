"""Numbers as texts write them, in digits or in Chinese numerals, and the day that three of them name."""

from datetime import date

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_YEAR = 4
"""Numerals of a year, which is read digit by digit: 二〇二六."""


def number_of(written: str) -> int | None:
    """The value of digits or of a numeral below ten thousand (``12``, ``二十三``, ``两千零五``, ``二〇二六``), else ``None``."""
    if written.strip().isdecimal():
        return int(written)
    digits = [_DIGITS[char] for char in written if char in _DIGITS]
    if len(digits) == len(written) == _YEAR:
        return int("".join(map(str, digits)))
    total, digit = 0, 0
    for char in written.replace("廿", "二十"):
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            total += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            return None
    return total + digit


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
