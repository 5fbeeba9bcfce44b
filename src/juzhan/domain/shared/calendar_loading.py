"""A working-day calendar is read from a folder with one TOML file a year, each with its State Council notice."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from juzhan.domain.shared.calendar import SATURDAY, CalendarYear, Holiday, WorkCalendar
from juzhan.domain.shared.citation import Citation
from juzhan.domain.shared.loading import Document, FaultList, Table, read_folder
from juzhan.domain.shared.text import Text

DECEMBER = 12
HOLIDAY_KEYS = ("name", "name_en", "first", "last", "working", "text")
NOTICE_KEYS = ("title", "title_en", "number", "published", "verified")


def load_calendar(folder: Path) -> WorkCalendar:
    """Read every ``*.toml`` of ``folder``, for example ``rules/cn/calendar``.

    Raises :class:`~juzhan.domain.shared.loading.BrokenFilesError` with every fault: a date outside its year, holidays
    that overlap, a make-up day that is no weekend, a year twice, a hole between years, a missing notice.
    """
    faults = FaultList()
    years = [year for document in read_folder(folder, faults) if (year := _year(document)) is not None]
    ordered = sorted(years, key=lambda each: each.year)
    for earlier, later in pairwise(ordered):
        if later.year != earlier.year + 1:
            key = f"{earlier.year}, {later.year}"
            faults.add(folder.name, 0, key, "年份须逐年相连，不重不漏", "years must follow one another, each once")
    faults.raise_if_any()
    return WorkCalendar(tuple(ordered))


def _year(document: Document) -> CalendarYear | None:
    top, notice = document.top(), document.table("notice")
    top.only(("year",))
    notice.only(NOTICE_KEYS)
    year, published = top.integer("year"), notice.day("published")
    title, title_en, number = notice.string("title"), notice.string("title_en"), notice.string("number")
    notice.string("verified")
    if not (year and published and title and title_en and number):
        return None
    holidays = tuple(found for table in document.tables("holiday") if (found := _holiday(table, year)) is not None)
    if not holidays:
        notice.fault("holiday", "没有任何假日", "there is no holiday at all")
    _check_overlap(document, holidays)
    return CalendarYear(year, Citation(f"{title}({number})", "", f"{title_en} ({number})"), published, holidays)


def _holiday(table: Table, year: int) -> Holiday | None:
    table.only(HOLIDAY_KEYS)
    name, name_en = table.string("name"), table.string("name_en")
    first, last, working = table.day("first"), table.day("last"), table.days("working")
    table.string("text")
    if not (name and name_en and first and last):
        return None
    if last < first:
        table.fault("last", "早于 first", "is earlier than first")
        return None
    for key, days in (("first", (first,)), ("last", (last,)), ("working", working)):
        if any(not _belongs(day, year) for day in days):
            table.fault(key, f"不属于 {year} 年的安排", f"does not belong to the notice of {year}")
    if any(day.weekday() < SATURDAY for day in working):
        table.fault("working", "补班日须为星期六或星期日", "make-up days must be Saturdays or Sundays")
    return Holiday(Text(name, name_en), first, last, working)


def _belongs(day: date, year: int) -> bool:
    """A notice settles its year and, around New Year, the last days of the December before."""
    return day.year == year or (day.year == year - 1 and day.month == DECEMBER)


def _check_overlap(document: Document, holidays: tuple[Holiday, ...]) -> None:
    days = [day for holiday in holidays for day in (*holiday.days, *holiday.working)]
    for day in sorted({day for day in days if days.count(day) > 1}):
        document.faults.add(document.file, 0, str(day), "此日出现两次", "this day is named twice")
