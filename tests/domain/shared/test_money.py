"""Amounts are read as people type them, printed as people read them, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.shared.money import LARGEST, Fen, format_money, parse_money
from juzhan.domain.shared.refusal import Refusal


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("12.50", 1250),
        ("12.5", 1250),
        ("12", 1200),
        ("0", 0),
        ("-0", 0),
        (".5", 50),
        ("5.", 500),
        ("007", 700),
        ("1,200", 120000),
        ("1,200,000.01", 120000001),
        ("１，２００．５０", 120050),
        ("￥12.50", 1250),
        ("¥ 12.50", 1250),
        ("12.50元", 1250),
        ("12。5", 1250),
        (" 1 200 ", 120000),
        ("1.500", 150),
        ("+3", 300),
        ("999,999,999,999.99", LARGEST),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, fen: int) -> None:
    assert parse_money(typed) == fen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "money.missing"),
        ("   ", "money.missing"),
        ("元", "money.missing"),
        ("一百", "money.not_amount"),
        ("12,5元整", "money.not_amount"),
        ("1e3", "money.not_amount"),
        ("0x10", "money.not_amount"),
        ("nan", "money.not_amount"),
        ("1.2.3", "money.not_amount"),
        (".", "money.not_amount"),
        ("-", "money.not_amount"),
        ("1\x00", "money.not_amount"),
        ("٣", "money.not_amount"),
        ("1,20", "money.grouping"),
        ("12,00,000", "money.grouping"),
        ("1,,200", "money.grouping"),
        ("1200,000", "money.grouping"),
        ("0.001", "money.too_fine"),
        ("-5", "money.negative"),
        ("1,000,000,000,000", "money.too_large"),
        ("9" * 10_000, "money.too_large"),
    ],
)
def test_what_is_no_clear_amount_is_refused_with_its_reason(typed: str, code: str) -> None:
    refused = parse_money(typed)
    assert isinstance(refused, Refusal)
    assert refused.code == code


def test_a_refusal_shows_what_was_typed_but_not_all_of_it() -> None:
    refused = parse_money("{oops}\x07" + "x" * 500)
    assert isinstance(refused, Refusal)
    assert "{oops}�xxx" in refused.text.en
    assert "\x07" not in refused.text.zh
    assert len(refused.text.en) < 200


def test_a_negative_amount_is_read_where_it_is_allowed() -> None:
    assert parse_money("-1,200.50", allow_negative=True) == -120050


@pytest.mark.parametrize(
    ("fen", "printed"),
    [(120050, "¥1,200.50"), (0, "¥0.00"), (5, "¥0.05"), (-5, "-¥0.05"), (100_000_000, "¥1,000,000.00")],
)
def test_an_amount_is_printed_with_commas_and_two_decimals(fen: int, printed: str) -> None:
    assert format_money(Fen(fen)) == printed


@given(fen=st.integers(-LARGEST, LARGEST))
def test_what_is_printed_can_be_typed_again(fen: int) -> None:
    assert parse_money(format_money(fen), allow_negative=True) == fen


@given(typed=st.text(max_size=60))
def test_no_input_breaks_the_reading_of_money(typed: str) -> None:
    assert isinstance(parse_money(typed), int | Refusal)
