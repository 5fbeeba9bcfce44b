"""Dates, times, money, shares and days left are written the way readers of each language expect.

Dates and times are shown in the site's time zone; money is integer fen; shares are between 0 and 1.
"""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from django.utils.timezone import is_aware, localtime

from juzhan.domain.shared import Text
from juzhan.domain.shared.dates import MONTHS, dated
from juzhan.ui.words import is_english, say

_FEN = 100
_GROUP = 4


def _local(value: date) -> date:
    return localtime(value) if isinstance(value, datetime) and is_aware(value) else value


def day(value: date | None, style: str = "long") -> str:
    """Write a day; ``style`` is ``long`` (2026年3月5日), ``full`` (with the weekday), ``short`` (3月5日) or ``iso``."""
    if value is None:
        return ""
    value = _local(value)
    if style == "iso":
        return f"{value:%Y-%m-%d}"
    if style == "full":
        return say(dated(value))
    return _day_en(value, style) if is_english() else _day_zh(value, style)


def _day_zh(value: date, style: str) -> str:
    short = f"{value.month}月{value.day}日"
    return short if style == "short" else f"{value.year}年{short}"


def _day_en(value: date, style: str) -> str:
    month = MONTHS[value.month - 1]
    return f"{value.day} {month[:3]}" if style == "short" else f"{value.day} {month} {value.year}"


def moment(value: datetime | None, style: str = "long") -> str:
    """Write a day with its time, to the minute: 2026年3月5日 14:30 / 5 March 2026, 14:30."""
    if value is None:
        return ""
    value = localtime(value) if is_aware(value) else value
    comma = "," if is_english() and style != "iso" else ""
    return f"{day(value, style)}{comma} {value:%H:%M}"


def machine_time(value: date | None) -> str:
    """Write a day or an instant for the ``datetime`` attribute of HTML."""
    return "" if value is None else _local(value).isoformat()


def money(fen: int | None) -> str:
    """Write an amount of fen as yuan: 1,234.50 元 / ¥1,234.50; a debt has a minus sign.

    >>> money(123450)
    '1,234.50 元'
    """
    if fen is None:
        return ""
    yuan, rest = divmod(abs(fen), _FEN)
    sign = "−" if fen < 0 else ""
    amount = f"{yuan:,}.{rest:02d}"
    return f"{sign}¥{amount}" if is_english() else f"{sign}{amount} 元"


def percent(share: Fraction | float | None) -> str:
    """Write a share as a percentage, with one digit after the point unless it is whole."""
    if share is None:
        return ""
    text = f"{float(share) * 100:.1f}"
    return f"{text.removesuffix('.0')}%"


def grouped(code: str | None) -> str:
    """Write a code in groups of four, so that it can be read out over the telephone.

    >>> grouped("7K2M9XQ4H5TD")
    '7K2M 9XQ4 H5TD'
    """
    bare = "".join((code or "").replace("-", "").split())
    return " ".join(bare[start : start + _GROUP] for start in range(0, len(bare), _GROUP))


def days_left(days: int, *, working: bool = True) -> Text:
    """Say how many days are left, or by how many it is late; 0 is the last day, which still counts."""
    zh, en = ("个工作日", "working day") if working else ("天", "day")
    number = abs(days)
    plural = en if number == 1 else f"{en}s"
    if days > 0:
        return Text(f"还剩 {number} {zh}", f"{number} {plural} left")
    if days < 0:
        return Text(f"已超期 {number} {zh}", f"{number} {plural} late")
    return Text("今天到期", "Due today")
