"""A share says whether the number itself is enough, and how many are needed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.rulebook import Comparison, Share

SHARES = st.builds(
    Share, st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50), st.sampled_from(Comparison)
)


@given(share=SHARES, whole=st.integers(1, 5000), data=st.data())
def test_a_share_is_met_exactly_as_the_fraction_says(share: Share, whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    ratio = Fraction(part, whole)
    expected = ratio >= share.fraction if share.comparison is Comparison.AT_LEAST else ratio > share.fraction
    assert share.met_by(part, whole) is expected


@given(share=SHARES, whole=st.integers(1, 5000))
def test_the_number_needed_is_enough_and_one_fewer_is_not(share: Share, whole: int) -> None:
    needed = share.needed_of(whole)
    assert share.met_by(needed, whole)
    assert not share.met_by(needed - 1, whole)


@pytest.mark.parametrize("share", [Share(Fraction(1, 10), "at_least"), Share(Fraction(1, 2), "more_than")])
def test_of_nobody_nothing_is_enough(share: Share) -> None:
    assert not share.met_by(0, 0)


@pytest.mark.parametrize(("part", "whole"), [(-1, 10), (11, 10)])
def test_a_part_that_is_no_part_is_a_mistake(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        Share(Fraction(1, 2), Comparison.MORE_THAN).met_by(part, whole)


@pytest.mark.parametrize(
    ("fraction", "comparison"), [(Fraction(0), "at_least"), (Fraction(3, 2), "at_least"), (Fraction(1), "more_than")]
)
def test_a_share_that_no_count_or_every_count_meets_cannot_be_made(fraction: Fraction, comparison: str) -> None:
    with pytest.raises(ValueError, match=r"share|whole"):
        Share(fraction, comparison)


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [
        (Share(Fraction(2, 3), "at_least"), "三分之二以上", "at least 2/3"),
        (Share(Fraction(2, 3), "more_than"), "超过三分之二", "more than 2/3"),
        (Share(Fraction(1, 2), "more_than"), "过半数", "more than half"),
        (Share(Fraction(1, 10), "at_least"), "十分之一以上", "at least 1/10"),
    ],
)
def test_a_share_speaks_the_words_of_the_law(share: Share, zh: str, en: str) -> None:
    assert (share.text.zh, share.text.en) == (zh, en)
