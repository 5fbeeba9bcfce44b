"""Bars of waits by the hour as SVG; the table beside it tells the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from juzhan.apps.hall.what_if import Hour
from juzhan.ui.words import t

WIDTH, HEIGHT = 720, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 26, 28
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)


def waits_by_hour(hours: Sequence[Hour], *, is_changed: bool) -> SafeString:
    """Two bars for each hour (one, where nothing was changed), over a scale of minutes."""
    step = next((s for s in _STEPS if _highest(hours) <= 5 * s), _STEPS[-1])
    top = step * max(1, ceil(_highest(hours) / step))
    return format_html(
        '<svg class="waits" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        WIDTH,
        HEIGHT,
        t("每小时来的人平均等了多久", "The mean wait of those who came in each hour"),
        _scale(step, top),
        _legend() if is_changed else "",
        format_html_join("", "{}", ((_bars(hours, n, top, is_changed=is_changed),) for n in range(len(hours)))),
    )


def _highest(hours: Sequence[Hour]) -> float:
    return max((max(hour.was, hour.would) for hour in hours), default=0.0)


def _y(minutes: float, top: int) -> float:
    return round(HEIGHT - _BOTTOM - minutes / top * (HEIGHT - _TOP - _BOTTOM), 1)


def _scale(step: int, top: int) -> SafeString:
    rows = (
        (_LEFT, _y(n, top), WIDTH - _RIGHT, _y(n, top), _LEFT - 8, _y(n, top) + 4, n) for n in range(0, top + 1, step)
    )
    lines = '<line class="waits__line" x1="{}" y1="{}" x2="{}" y2="{}"/><text class="waits__minutes" x="{}" y="{}">{}</text>'
    unit = format_html('<text class="waits__unit" x="0" y="12">{}</text>', t("分钟", "minutes"))
    return unit + format_html_join("", lines, rows)


def _legend() -> SafeString:
    words = (("was", WIDTH - 250, t("实际", "As it was")), ("would", WIDTH - 130, t("推演", "What if")))
    return format_html_join(
        "",
        '<rect class="waits__{}" x="{}" y="3" width="12" height="12"/><text class="waits__word" x="{}" y="13">{}</text>',
        ((kind, x, x + 18, word) for kind, x, word in words),
    )


def _bars(hours: Sequence[Hour], number: int, top: int, *, is_changed: bool) -> SafeString:
    hour, room = hours[number], (WIDTH - _LEFT - _RIGHT) / len(hours)
    width = min(36.0, room * (0.38 if is_changed else 0.6))
    middle = _LEFT + room * (number + 0.5)
    pairs = [("was", hour.was, middle - width if is_changed else middle - width / 2)]
    if is_changed:
        pairs.append(("would", hour.would, middle))
    rects = (
        (kind, round(x, 1), _y(value, top), round(width, 1), round(HEIGHT - _BOTTOM - _y(value, top), 1))
        for kind, value, x in pairs
    )
    drawn = format_html_join("", '<rect class="waits__{}" x="{}" y="{}" width="{}" height="{}"/>', rects)
    label = format_html(
        '<text class="waits__hour" x="{}" y="{}">{}</text>', round(middle, 1), HEIGHT - 8, f"{hour.hour}:00"
    )
    return drawn + label
