"""A broken holiday file is refused with file, line and key."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.shared.calendar import WorkCalendar
from juzhan.domain.shared.calendar_loading import load_calendar
from juzhan.domain.shared.loading import BrokenFilesError, Fault

FOLDER = Path(__file__).parents[3] / "rules" / "cn" / "calendar"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "calendar"
    shutil.copytree(FOLDER, copy)
    return copy


def change(folder: Path, old: str, new: str) -> int:
    path = folder / "2026.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(BrokenFilesError) as caught:
        load_calendar(folder)
    return caught.value.faults


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ("last = 2026-02-23", "last = 2026-02-13", "last", "earlier than first"),
        ("first = 2026-04-04", "first = 2025-04-04", "first", "does not belong"),
        ("working = [2026-05-09]", "working = [2026-05-08]", "working", "Saturdays or Sundays"),
        ("working = [2026-05-09]", 'working = "2026-05-09"', "working", "list of dates"),
        ("working = [2026-05-09]", "working = [2026-05-09T08:00:00]", "working", "list of dates"),
        ("first = 2026-06-19", "first = 2026-06-19T00:00:00", "first", "a date such as"),
        ('name = "端午节"', 'nam = "端午节"', "nam", "no such key"),
        ("year = 2026", "year = true", "year", "a whole number"),
        ("published = 2025-11-04", 'published = "soon"', "published", "a date such as"),
        ('number = "国办发明电〔2025〕7号"', 'number = ""', "number", "must be a text"),
    ],
)
def test_a_wrong_line_is_named_with_its_key(folder: Path, *, old: str, new: str, key: str, words: str) -> None:
    line = change(folder, old, new)
    told = [fault for fault in faults_of(folder) if fault.key == key]
    assert [(fault.file, fault.line) for fault in told] == [("2026.toml", line)]
    assert words in told[0].text.en


def test_a_day_named_twice_is_refused(folder: Path) -> None:
    change(folder, "last = 2026-06-21", "last = 2026-09-25")
    assert ("2026-09-25", "this day is named twice") in {(fault.key, fault.text.en) for fault in faults_of(folder)}


def test_a_hole_between_years_is_refused(folder: Path) -> None:
    (folder / "2025.toml").rename(folder / "old.toml")
    text = (folder / "old.toml").read_text("utf-8")
    (folder / "old.toml").write_text(text.replace("2025-", "2023-").replace("year = 2025", "year = 2023"), "utf-8")
    assert any(fault.key == "2023, 2026" for fault in faults_of(folder))


def test_a_year_without_holidays_is_refused(folder: Path) -> None:
    text = (folder / "2026.toml").read_text("utf-8")
    (folder / "2026.toml").write_text(text[: text.index("[[holiday]]")], "utf-8")
    assert any("no holiday" in fault.text.en for fault in faults_of(folder))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere")
    assert (fault.file, fault.text.en) == ("nowhere", "does not exist or holds no .toml file")


def test_a_text_of_many_lines_that_looks_like_tables_moves_no_line(folder: Path) -> None:
    """The notice holds a text over several lines; what stands in it is no header and no key."""
    change(folder, 'verified = """', 'verified = """\n[[holiday]]\nname_en = 0\n')
    line = change(folder, 'name_en = "New Year\'s Day"', "name_en = 1")
    assert [fault.line for fault in faults_of(folder)] == [line]


def test_holidays_at_new_year_may_begin_in_the_december_before(folder: Path) -> None:
    change(folder, "first = 2026-01-01", "first = 2025-12-31")
    work = load_calendar(folder)
    assert not work.is_working_day(date(2025, 12, 31))
    assert work.is_working_day(date(2025, 12, 30))


def test_a_calendar_needs_years_that_follow_one_another() -> None:
    first, second = load_calendar(FOLDER).years
    with pytest.raises(ValueError, match="follow one another"):
        WorkCalendar((second, first))
    with pytest.raises(ValueError, match="at least one year"):
        WorkCalendar(())
