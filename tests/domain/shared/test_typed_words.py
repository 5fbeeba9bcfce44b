"""What people type into searches and addresses is read in one way, wherever it is typed."""

from __future__ import annotations

import pytest

from juzhan.domain.shared.typed import sought, whole_number


def test_a_search_is_one_line_without_signs_that_cannot_be_seen() -> None:
    assert sought(" 低保\u3000申请\n\t", 80) == "低保 申请"
    assert sought("低\x00保\u202e", 80) == "低保"
    assert sought("\x00 \x01", 80) == ""


def test_a_search_is_cut_where_it_grows_too_long() -> None:
    assert sought("低保" * 50, 80) == "低保" * 40


@pytest.mark.parametrize("typed", ["0", "7", "007", "9" * 18])
def test_a_whole_number_is_read(typed: str) -> None:
    assert whole_number(typed) == int(typed)


@pytest.mark.parametrize("typed", ["", "-1", "+1", "1.0", "1 ", "４２", "²", "一", "1_0", "0x1", "9" * 19])
def test_what_is_no_whole_number_or_more_than_the_database_counts_is_none(typed: str) -> None:
    assert whole_number(typed) is None


def test_a_number_may_be_short() -> None:
    assert (whole_number("99999", 5), whole_number("100000", 5)) == (99999, None)
