"""Telephone numbers are understood however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.shared.phones import clean_phone

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
GROUPING = st.sampled_from([" ", "-", "－", "  ", ".", "·", "（", "）"])


@given(
    MOBILES, st.lists(st.tuples(st.integers(0, 10), GROUPING), max_size=5), st.sampled_from(["", "+86", "0086", "86"])
)
def test_grouping_width_and_country_code_change_nothing(number, marks, country):
    written = number
    for place, mark in marks:
        written = written[:place] + mark + written[place:]
    full_width = written.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert clean_phone(country + written) == clean_phone(country + full_width) == number


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_digits_or_nothing(typed):
    number = clean_phone(typed)
    assert number is None or (number.isascii() and number.isdecimal() and 7 <= len(number) <= 12)
    assert number is None or clean_phone(number) == number


@pytest.mark.parametrize(
    "typed",
    ["", "123", "12800000000", "1380000000", "138000000011", "02085550000000", "028", "00", "一三八", "1380000000a"],
)
def test_what_cannot_be_a_number_is_none(typed):
    assert clean_phone(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("028 8555 0000", "02885550000"),
        ("+86 28 8555 0000", "02885550000"),
        ("010-65550000", "01065550000"),
        ("0816-2220000", "08162220000"),
        ("8555 0000", "85550000"),
    ],
)
def test_landlines_keep_their_area_code(typed, number):
    assert clean_phone(typed) == number
