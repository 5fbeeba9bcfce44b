"""Texts, refusals and citations are told in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.shared import Citation, RefusalKind, Text
from juzhan.domain.shared.numerals import LARGEST, chinese_numeral

DIGITS = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
PLACES = {"十": 10, "百": 100, "千": 1000}


def read_numeral(written: str) -> int:
    """The reference: read the numeral sign by sign; a bare 十 is ten."""
    total, digit = 0, None
    for sign in written:
        if sign in PLACES:
            total += (1 if digit is None else digit) * PLACES[sign]
            digit = None
        else:
            digit = DIGITS[sign]
    return total + (digit or 0)


@given(number=st.integers(0, LARGEST))
def test_a_written_numeral_reads_back_as_its_number(number: int) -> None:
    assert read_numeral(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "零"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1005, "一千零五")],
)
def test_numerals_are_written_as_laws_write_them(number: int, written: str) -> None:
    assert chinese_numeral(number) == written


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_a_number_outside_the_numerals_is_a_mistake(number: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        chinese_numeral(number)


@pytest.mark.parametrize(
    ("article", "zh", "en"),
    [
        ("", "《民法典(2020)》", "Civil Code (2020)"),
        ("203", "《民法典(2020)》第二百零三条", "Civil Code (2020), art. 203"),
        ("201.1", "《民法典(2020)》第二百零一条第一款", "Civil Code (2020), art. 201, para. 1"),
        ("38.1.4", "《民法典(2020)》第三十八条第一款第四项", "Civil Code (2020), art. 38, para. 1, item 4"),
        ("201–203", "《民法典(2020)》第201–203条", "Civil Code (2020), art. 201–203"),
    ],
)
def test_a_citation_names_article_paragraph_and_item(article: str, zh: str, en: str) -> None:
    assert Citation("民法典(2020)", article, "Civil Code (2020)").text == Text(zh, en)


def test_a_citation_without_an_english_title_shows_the_chinese_one() -> None:
    assert Citation("民法典(2020)", "203").text.en == "民法典(2020), art. 203"


def test_a_refusal_puts_each_language_into_its_own_sentence() -> None:
    kind = RefusalKind("slot.full", Text("{slot} 已约满", "{slot} is full"))
    refusal = kind(slot=Text("上午", "the morning"))
    assert (refusal.text.zh, refusal.text.en) == ("上午 已约满", "the morning is full")


@pytest.mark.parametrize(("language", "said"), [("en", "two"), ("en-GB", "two"), ("zh-hans", "二"), ("fr", "二")])
def test_a_text_is_chinese_unless_english_is_asked_for(language: str, said: str) -> None:
    assert Text("二", "two").within(language) == said


@pytest.mark.parametrize(("zh", "en"), [("", "x"), ("x", "")])
def test_a_text_is_complete_in_both_languages(zh: str, en: str) -> None:
    with pytest.raises(ValueError, match=r"zh|en"):
        Text(zh, en)
