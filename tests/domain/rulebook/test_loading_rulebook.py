"""A broken rule file is refused whole, with file, line and key of every fault."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.rulebook import load_rulebook
from juzhan.domain.shared.calendar_limits import working_days
from juzhan.domain.shared.loading import BrokenFilesError, Fault

FOLDER = Path(__file__).parents[3] / "rules" / "cn"
LAW = "organic_law_2025.toml"
NOW = date(2026, 11, 22)
RULING = "settings.dispute_ruling_days"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "cn"
    shutil.copytree(FOLDER, copy)
    return copy


def change(folder: Path, old: str, new: str, file: str = LAW) -> int:
    """Replace the first occurrence; give the line on which it stands."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def faults_of(folder: Path, district: Path | None = None) -> tuple[Fault, ...]:
    with pytest.raises(BrokenFilesError) as caught:
        load_rulebook(folder, district)
    return caught.value.faults


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('name = "committee.women_min"', 'name = "committee.woman_min"', "name", "did you mean committee.women_min?"),
        ('value = { more_than = "2/3" }', 'value = "2/3"', "value", '{ more_than = "1/2" }'),
        ('value = { more_than = "2/3" }', "value = { more_than = 0.66 }", "value", "at_least"),
        ('value = { more_than = "2/3" }', 'value = { more_than = "3/2" }', "value", "at_least"),
        ('value = { at_least = "4/5" }', 'value = { above = "4/5" }', "value", "more_than"),
        ("value = { calendar_days = 15 }", "value = 15", "value", "working_days"),
        ("value = { calendar_days = 15 }", "value = { weeks = 2 }", "value", "calendar_days"),
        ("value = { calendar_days = 15 }", "value = { calendar_days = -1 }", "value", "calendar_days"),
        ("value = 1000", 'value = "1000"', "value", "for example: 5"),
        ("value = 1000", "value = true", "value", "for example: 5"),
        ('article = "25"', 'artikel = "25"', "artikel", "no such key"),
    ],
)
def test_a_wrong_line_is_named_with_its_key_and_a_way_out(
    folder: Path, *, old: str, new: str, key: str, words: str
) -> None:
    line = change(folder, old, new)
    told = [fault for fault in faults_of(folder) if fault.key == key]
    assert [(fault.file, fault.line) for fault in told] == [(LAW, line)]
    assert words in told[0].text.en


def test_a_legal_number_without_its_article_is_refused(folder: Path) -> None:
    change(folder, 'article = "25"\n', "")
    assert [(fault.key, fault.text.en) for fault in faults_of(folder) if fault.file == LAW] == [
        ("article", "is missing")
    ]


def test_a_setting_without_its_reason_is_refused(folder: Path) -> None:
    change(folder, "reason_en", "because", "settings.toml")
    assert {fault.key for fault in faults_of(folder) if fault.file == "settings.toml"} == {"reason_en", "because"}


def test_a_rule_that_no_file_gives_is_named(folder: Path) -> None:
    (folder / "peoples_mediation_law.toml").unlink()
    assert {fault.key for fault in faults_of(folder)} == {
        "mediation.term_years",
        "mediation.members_min",
        "mediation.members_max",
        "mediation.women_min",
        "mediation.free_of_charge",
        "mediation.confirmation_days",
    }


def test_two_values_on_one_day_are_refused(folder: Path) -> None:
    change(folder, "until = 2018-12-28\narticle", "until = 2019-01-01\narticle", "organic_law_1989.toml")
    (fault,) = faults_of(folder)
    assert fault.key == "committee.term_years"
    assert "overlaps the span at organic_law_1989.toml:" in fault.text.en


def test_two_values_that_share_a_single_day_are_refused(folder: Path) -> None:
    change(folder, "until = 2018-12-28\narticle", "until = 2018-12-29\narticle", "organic_law_1989.toml")
    assert [fault.key for fault in faults_of(folder)] == ["committee.term_years"]


def test_a_day_without_a_value_between_two_is_refused(folder: Path) -> None:
    change(folder, "until = 2018-12-28\narticle", "until = 2018-12-01\narticle", "organic_law_1989.toml")
    (fault,) = faults_of(folder)
    assert fault.text.en.endswith("2018-12-02 – 2018-12-28")


def test_a_span_that_ends_before_it_begins_is_refused(folder: Path) -> None:
    change(folder, "from = 2026-01-01", "from = 2026-01-01\nuntil = 2025-01-01")
    assert any(fault.key == "until" and fault.text.en == "is earlier than from" for fault in faults_of(folder))


def test_a_value_outside_its_law_is_refused(folder: Path) -> None:
    change(folder, 'article = "25"', 'article = "25"\nfrom = 2020-01-01')
    assert any(fault.key == "from" and "outside" in fault.text.en for fault in faults_of(folder))


def test_a_value_that_outlives_its_law_is_refused(folder: Path) -> None:
    change(folder, "value = 100\n", "value = 100\nuntil = 2026-01-01\n", "organic_law_1989.toml")
    assert any(fault.key == "from" and "outside" in fault.text.en for fault in faults_of(folder))


def test_law_cannot_hide_among_settings_nor_settings_in_a_law(folder: Path) -> None:
    change(folder, 'name = "committee.women_min"', 'name = "settings.reopen_days"')
    change(folder, 'name = "reopen_days"', 'name = "committee.women_min"', "settings.toml")
    told = {(fault.file, fault.key) for fault in faults_of(folder)}
    assert {(LAW, "name"), ("settings.toml", "name")} <= told


def test_every_fault_is_told_at_once(folder: Path) -> None:
    change(folder, "value = 1000", "value = 1000.0")
    change(folder, 'article = "25"\n', "")
    change(folder, "value = 3\n", 'value = "three"\n', "settings.toml")
    told = [(fault.file, fault.key) for fault in faults_of(folder)]
    assert {(LAW, "value"), (LAW, "article"), ("settings.toml", "value")} <= set(told)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"kind = \nx", "is not valid TOML"),
        (b'kind = "law"\n\xff\xfe', "is not UTF-8"),
    ],
)
def test_a_damaged_file_is_named(folder: Path, content: bytes, words: str) -> None:
    (folder / "broken.toml").write_bytes(content)
    assert any(fault.file == "broken.toml" and words in fault.text.en for fault in faults_of(folder))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert any("holds no .toml file" in fault.text.en for fault in faults_of(tmp_path))


def test_a_file_of_another_kind_is_left_to_its_reader(folder: Path) -> None:
    (folder / "other.toml").write_text('[[article]]\nname = "something else"\n', "utf-8")
    assert load_rulebook(folder) == load_rulebook(FOLDER)


DISTRICT = """kind = "settings"
from = 2026-07-01

[[setting]]
name = "dispute_ruling_days"
value = { working_days = 5 }
reason = "本区街道办公地点分散"
reason_en = "Street offices of this district are far apart"
"""


def test_a_district_changes_a_setting_from_a_day(tmp_path: Path) -> None:
    path = tmp_path / "district.toml"
    path.write_text(DISTRICT, "utf-8")
    book = load_rulebook(FOLDER, path)
    assert book.at(date(2026, 6, 30)).settings.dispute_ruling_days == working_days(3)
    assert book.at(NOW).settings.dispute_ruling_days == working_days(5)
    assert "far apart" in book.at(NOW).source("settings.dispute_ruling_days").en
    assert book.at(NOW).settings.index_cases_min == load_rulebook(FOLDER).at(NOW).settings.index_cases_min


def test_a_district_that_sets_a_value_from_the_start_leaves_nothing_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "district.toml"
    path.write_text(DISTRICT.replace("2026-07-01", "2025-01-01"), "utf-8")
    assert [entry.value for entry in load_rulebook(FOLDER, path).history(RULING)] == [working_days(5)]


def test_ours_ends_on_the_day_before_the_district_begins(folder: Path, tmp_path: Path) -> None:
    change(folder, 'name = "dispute_ruling_days"', 'name = "dispute_ruling_days"\nuntil = 2026-07-01', "settings.toml")
    path = tmp_path / "district.toml"
    path.write_text(DISTRICT, "utf-8")
    spans = [(entry.span.first, entry.span.last) for entry in load_rulebook(folder, path).history(RULING)]
    assert spans == [(date(2025, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), None)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "settings"', 'kind = "law"', 'must say kind = "settings"'),
        ('name = "dispute_ruling_days"', 'name = "committee.term_years"', "there is no rule named"),
        ("value", "until = 2026-12-31\nvalue", "must not have until"),
        ("working_days", "workingdays", "must be written"),
    ],
)
def test_a_district_can_change_settings_only_and_not_end_them(tmp_path: Path, old: str, new: str, words: str) -> None:
    path = tmp_path / "district.toml"
    path.write_text(DISTRICT.replace(old, new, 1), "utf-8")
    assert any(fault.file == "district.toml" and words in fault.text.en for fault in faults_of(FOLDER, path))


def test_a_fault_reads_like_a_compiler_message(folder: Path) -> None:
    line = change(folder, "value = 1000", "value = false")
    with pytest.raises(BrokenFilesError, match=f"{LAW}:{line}: value: "):
        load_rulebook(folder)
