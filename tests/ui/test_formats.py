"""Dates, money, shares and codes as readers of each language expect them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from juzhan.ui import formats
from tests.ui.templates import render

NIGHT = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)
"""Half past midnight of 6 March in China."""


@pytest.mark.parametrize(
    ("style", "zh", "en"),
    [
        ("long", "2026年3月5日", "5 March 2026"),
        ("full", "2026年3月5日 星期四", "Thursday 5 March 2026"),
        ("short", "3月5日", "5 Mar"),
        ("iso", "2026-03-05", "2026-03-05"),
    ],
)
def test_a_day_is_written_in_four_styles(style: str, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert formats.day(date(2026, 3, 5), style) == zh
    with translation.override("en"):
        assert formats.day(date(2026, 3, 5), style) == en


def test_an_instant_is_shown_in_the_time_of_the_place() -> None:
    with translation.override("zh-hans"):
        assert formats.moment(NIGHT) == "2026年3月6日 00:30"
        assert formats.day(NIGHT) == "2026年3月6日"
    with translation.override("en"):
        assert formats.moment(NIGHT) == "6 March 2026, 00:30"


def test_a_time_element_carries_the_same_instant_for_machines() -> None:
    assert render("{% when at %}", at=NIGHT) == ('<time datetime="2026-03-06T00:30:00+08:00">2026年3月6日 00:30</time>')
    assert render("{% when at %}", at=None) == ""


@pytest.mark.parametrize(("fen", "said"), [(0, "0.00 元"), (5, "0.05 元"), (123450, "1,234.50 元"), (-120, "−1.20 元")])
def test_money_is_written_in_yuan(fen: int, said: str) -> None:
    with translation.override("zh-hans"):
        assert formats.money(fen) == said


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_fen_is_lost_in_writing(fen: int) -> None:
    with translation.override("en"):
        written = formats.money(fen).replace("¥", "").replace(",", "").replace("−", "-")
    assert int(written.replace(".", "")) == fen


@pytest.mark.parametrize(
    ("share", "said"), [(Fraction(1, 3), "33.3%"), (Fraction(1), "100%"), (0.965, "96.5%"), (None, "")]
)
def test_a_share_is_a_percentage(share: Fraction | float | None, said: str) -> None:
    assert formats.percent(share) == said


@given(st.text(alphabet="23456789ABCDEFGHJKMNPQRSTVWXYZ- ", max_size=40))
def test_grouping_a_code_changes_only_its_gaps(code: str) -> None:
    grouped = formats.grouped(code)
    assert grouped.replace(" ", "") == code.replace("-", "").replace(" ", "")
    assert all(len(part) <= 4 for part in grouped.split())
    assert formats.grouped(grouped) == grouped


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        (3, "还剩 3 个工作日", "3 working days left"),
        (1, "还剩 1 个工作日", "1 working day left"),
        (0, "今天到期", "Due today"),
        (-1, "已超期 1 个工作日", "1 working day late"),
        (-2, "已超期 2 个工作日", "2 working days late"),
    ],
)
def test_the_last_day_still_counts(days: int, zh: str, en: str) -> None:
    text = formats.days_left(days)
    assert (text.zh, text.en) == (zh, en)


def test_plain_days_are_called_days() -> None:
    assert formats.days_left(4, working=False).en == "4 days left"
