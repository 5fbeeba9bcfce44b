"""Matters that came and were settled, month by month, as a small figure: outlined bars came, filled bars were settled.

SVG without style or script, in ``currentColor``; the tone is told by filling, never by colour alone. The page adds a table
with the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from juzhan.apps.openness.selectors import Month
from juzhan.domain.shared import Text

WIDTH, HEIGHT = 360, 150
_LEFT, _TOP, _FLOOR = 26, 22, 122
_BAR, _GAP = 9, 2
_FONT = "font-size='11' fill='currentColor'"
CAME, SETTLED = Text("收到", "came"), Text("办结", "settled")
_TITLE = Text("最近 {n} 个月收到和办结的件数", "Matters that came and were settled in the last {n} months")


def draw_bars(months: Sequence[Month], language: str) -> str:
    """Draw the months given, oldest first."""
    top = _round_up(max((max(month.came, month.settled) for month in months), default=0))
    title = escape(_TITLE.format(n=len(months)).within(language))
    step = (WIDTH - _LEFT) / max(1, len(months))
    parts = [
        f"<svg xmlns='http://www.w3.org/2000/svg' class='bars' role='img' viewBox='0 0 {WIDTH} {HEIGHT}' aria-label='{title}'>",
        *_grid(top),
        *(part for place, month in enumerate(months) for part in _month(month, _LEFT + place * step, step, top)),
        *_legend(language),
        "</svg>",
    ]
    return "".join(parts)


def _round_up(most: int) -> int:
    """The number at the top of the scale: 4, 10, 20, 40, 100, …, so that half of it is whole."""
    scale = 1
    while True:
        for step in (4, 10, 20):
            if step * scale >= most:
                return step * scale
        scale *= 10


def _grid(top: int) -> Iterator[str]:
    for share in (0.0, 0.5, 1.0):
        y = _FLOOR - share * (_FLOOR - _TOP)
        yield f"<path d='M{_LEFT} {y:g}H{WIDTH}' stroke='currentColor' stroke-opacity='0.25'/>"
        yield f"<text x='{_LEFT - 4}' y='{y + 4:g}' text-anchor='end' {_FONT}>{round(top * share)}</text>"


def _month(month: Month, x: float, step: float, top: int) -> Iterator[str]:
    middle = x + step / 2
    yield _bar(middle - _BAR - _GAP / 2, month.came, top, "fill='none' stroke='currentColor' stroke-width='1.4'")
    yield _bar(middle + _GAP / 2, month.settled, top, "fill='currentColor'")
    label = f"{month.day.month}"
    yield f"<text x='{middle:g}' y='{_FLOOR + 14}' text-anchor='middle' {_FONT}>{label}</text>"
    if month.day.month == 1:
        yield f"<text x='{middle:g}' y='{_FLOOR + 26}' text-anchor='middle' {_FONT}>{month.day.year}</text>"


def _bar(x: float, count: int, top: int, look: str) -> str:
    height = count / top * (_FLOOR - _TOP)
    return f"<rect x='{x:g}' y='{_FLOOR - height:g}' width='{_BAR}' height='{height:g}' {look}/>" if count else ""


def _legend(language: str) -> Iterator[str]:
    looks = ((CAME, "fill='none' stroke='currentColor' stroke-width='1.4'"), (SETTLED, "fill='currentColor'"))
    for place, (text, look) in enumerate(looks):
        x = _LEFT + 4 + place * 70
        yield f"<rect x='{x}' y='4' width='{_BAR}' height='{_BAR}' {look}/>"
        yield f"<text x='{x + 14}' y='13' {_FONT}>{escape(text.within(language))}</text>"
