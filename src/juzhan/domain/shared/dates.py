"""A day is written in words the way people of each language write it."""

from __future__ import annotations

from datetime import date

from juzhan.domain.shared.text import Text

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = (
    *(Text("星期一", "Monday"), Text("星期二", "Tuesday"), Text("星期三", "Wednesday"), Text("星期四", "Thursday")),
    *(Text("星期五", "Friday"), Text("星期六", "Saturday"), Text("星期日", "Sunday")),
)


def dated(on: date) -> Text:
    """A day with its weekday.

    >>> dated(date(2026, 12, 3))
    Text(zh='2026年12月3日 星期四', en='Thursday 3 December 2026')
    """
    weekday = WEEKDAYS[on.weekday()]
    return Text(
        f"{on.year}年{on.month}月{on.day}日 {weekday.zh}", f"{weekday.en} {on.day} {MONTHS[on.month - 1]} {on.year}"
    )
