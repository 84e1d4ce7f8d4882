"""Numbers as texts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.numerals import number_of


@given(st.integers(1, 9999))
def test_number_ofs(number: int) -> None:
    digits = "零一二三四五六七八九"
    text = "".join(
        digits[int(digit)] + unit
        for digit, unit in zip(f"{number:04}", ["千", "百", "十", ""], strict=True)
        if digit != "0"
    )
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("written", "value"),
    [("12", 12), (" 12", 12), ("０５", 5), ("十", 10), ("廿一", 21), ("二〇二六", 2026), ("二○二六", 2026)],
)
def test_numbers_of_days(written: str, value: int) -> None:
    assert number_of(written) == value


def test_what_is_no_number() -> None:
    assert number_of("三x") is None
    assert number_of("ii") is None
