"""The bars of a community's page."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from juzhan.apps.openness.bars import HEIGHT, WIDTH, draw_bars
from juzhan.apps.openness.selectors import Month

DAYS = [date(2025, 4, 1), date(2025, 12, 1), date(2026, 1, 1)]
counts = st.integers(0, 10**6)


def heights(svg: str) -> list[float]:
    found = [float(value) for value in re.findall(r"height='([\d.]+)' fill", svg)]
    return found[:-2]


@given(st.lists(st.tuples(counts, counts), min_size=1, max_size=12))
def test_any_numbers_give_a_well_formed_figure_within_its_frame(pairs: list[tuple[int, int]]) -> None:
    months = [Month(date(2025, number + 1, 1), *pair) for number, pair in enumerate(pairs)]
    root = ElementTree.fromstring(draw_bars(months, "zh"))
    for bar in root.iter("{http://www.w3.org/2000/svg}rect"):
        x, y, width, height = (float(bar.attrib[name]) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + height <= HEIGHT


def test_twice_as_many_make_a_bar_twice_as_high() -> None:
    tall, short = heights(draw_bars([Month(DAYS[0], 8, 4)], "zh"))
    assert tall == 2 * short


def test_a_month_without_matters_has_no_bars() -> None:
    assert heights(draw_bars([Month(DAYS[0], 0, 0)], "zh")) == []


def test_january_names_its_year() -> None:
    assert ">2026<" in draw_bars([Month(day, 1, 1) for day in DAYS], "en")


def test_the_legend_speaks_the_readers_language() -> None:
    assert ">settled<" in draw_bars([], "en")
    assert ">办结<" in draw_bars([], "zh")
