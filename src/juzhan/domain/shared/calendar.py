"""Which days are worked is yearly data with its notice; days are added and counted only where that data is loaded.

The working week is Monday to Friday; the yearly notice of the State Council General Office takes days off out of it
and puts make-up working days into weekends. Data files: ``rules/cn/calendar/*.toml``.
"""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate, pairwise

from attrs import field, frozen

from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

SATURDAY = 5
MONTHS_PER_YEAR = 12

CALENDAR_YEAR_MISSING = RefusalKind(
    "calendar.year_missing",
    Text(
        "尚未载入 {year} 年的放假安排，无法计算这一期限。请系统管理员把国务院办公厅关于 {year} 年部分节假日安排的通知"
        "录入 rules/cn/calendar/{year}.toml 后重试",
        "The public holidays of {year} are not loaded, so this deadline cannot be computed. Ask the system "
        "administrator to enter the State Council notice on those holidays in rules/cn/calendar/{year}.toml, and "
        "try again",
    ),
)


class CalendarYearMissing(Exception):
    """Raised when an answer would need a year whose notice is not loaded; ``refusal`` tells people what to do."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.refusal: Refusal = CALENDAR_YEAR_MISSING(year=year)
        super().__init__(self.refusal.text.en)


@frozen
class Holiday:
    """One holiday of a notice: its days off (first and last included) and the make-up working days that pay for it."""

    name: Text
    first: date
    last: date
    working: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, in order."""
        return tuple(self.first + timedelta(n) for n in range((self.last - self.first).days + 1))


@frozen
class CalendarYear:
    """The holidays of one year, the notice they come from and the day on which it was issued."""

    year: int
    source: Citation
    published: date
    holidays: tuple[Holiday, ...]


def _without_hole(years: Iterable[CalendarYear]) -> tuple[CalendarYear, ...]:
    """The years as given; checked here because everything else in a calendar is computed from them."""
    given = tuple(years)
    if not given:
        raise ValueError("a calendar needs at least one year")
    for earlier, later in pairwise(given):
        if later.year != earlier.year + 1:
            raise ValueError(f"after {earlier.year} comes {later.year}: years must follow one another")
    return given


@frozen
class WorkCalendar:
    """The working days of years that follow one another; questions outside them raise :class:`CalendarYearMissing`."""

    years: tuple[CalendarYear, ...] = field(converter=_without_hole)
    _first: int = field(init=False, repr=False, eq=False)
    _names: dict[date, Text] = field(init=False, repr=False, eq=False)
    _before: list[int] = field(init=False, repr=False, eq=False)
    _working: list[int] = field(init=False, repr=False, eq=False)

    @_first.default
    def _first_ordinal(self) -> int:
        return date(self.years[0].year, 1, 1).toordinal()

    @_names.default
    def _holiday_names(self) -> dict[date, Text]:
        return {day: holiday.name for year in self.years for holiday in year.holidays for day in holiday.days}

    @_before.default
    def _working_days_before(self) -> list[int]:
        """``[n]``: how many working days lie before the n-th day of the calendar."""
        make_up = {day for year in self.years for holiday in year.holidays for day in holiday.working}
        last = date(self.years[-1].year, 12, 31).toordinal()
        days = map(date.fromordinal, range(self._first, last + 1))
        return [0, *accumulate(day in make_up or self._is_plain_working_day(day) for day in days)]

    @_working.default
    def _working_ordinals(self) -> list[int]:
        return [self._first + n for n, (a, b) in enumerate(pairwise(self._before)) if a != b]

    def _is_plain_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in self._names

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on this day (make-up days at weekends included)."""
        place = self._place(day)
        return self._before[place + 1] > self._before[place]

    def holiday_on(self, day: date) -> Text | None:
        """The name of the holiday on this day; ``None`` on working days and plain weekends."""
        self._place(day)
        return self._names.get(day)

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which is itself not counted (before it, if ``count`` < 0)."""
        if count == 0:
            return start
        place = self._place(start)
        index = self._before[place + 1] + count - 1 if count > 0 else self._before[place] + count
        if index < 0:
            raise CalendarYearMissing(self.years[0].year - 1)
        if index >= len(self._working):
            raise CalendarYearMissing(self.years[-1].year + 1)
        return date.fromordinal(self._working[index])

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after ``after`` up to and with ``until``; negative if ``until`` is the earlier."""
        return self._before[self._place(until) + 1] - self._before[self._place(after) + 1]

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, otherwise the first working day after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < len(self._before) - 1:
            raise CalendarYearMissing(day.year)
        return place


def add_days(start: date, count: int) -> date:
    """The ``count``-th calendar day after ``start``, which is itself not counted (民法典 art. 201)."""
    return start + timedelta(count)


def add_months(start: date, count: int) -> date:
    """The same day ``count`` months on, or the month's last day if there is no such day (民法典 art. 202).

    >>> add_months(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 28)
    """
    months = start.year * MONTHS_PER_YEAR + start.month - 1 + count
    year, month = divmod(months, MONTHS_PER_YEAR)
    return date(year, month + 1, min(start.day, gregorian.monthrange(year, month + 1)[1]))


def add_years(start: date, count: int) -> date:
    """The same day ``count`` years on (29 February becomes the 28th where there is none; 民法典 art. 202)."""
    return add_months(start, count * MONTHS_PER_YEAR)
