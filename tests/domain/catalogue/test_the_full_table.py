"""The full table holds every field of an item in one row, through CSV and XLSX and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juzhan.domain.catalogue import FULL_COLUMNS, REQUIRED_COLUMNS, ItemVersion, full_row, parse_items
from juzhan.domain.catalogue.template import COLUMN_NOTES, EXAMPLE, template_table
from juzhan.tables import read_bytes, write_csv
from juzhan.workbooks import write_workbook
from tests.domain.catalogue.builders import OPENING_DAY, make_item, make_sheet
from tests.domain.catalogue.strategies import items

LEAST = ("test.item", "1", "2026-01-01", "试验事项", "Test item", "administrative", "application")
distinct_items = st.lists(items(), min_size=1, max_size=2, unique_by=lambda item: item.code)


def faults_of(**cells: str) -> list[tuple[int, str, str]]:
    """Line, column and English reason for a row of the least cells and those given."""
    row = dict(zip(REQUIRED_COLUMNS, LEAST, strict=True)) | cells
    parsed = parse_items(make_sheet(tuple(row), tuple(row.values())), valid_from=OPENING_DAY)
    return [(fault.line, fault.column, fault.reason.text.en) for fault in parsed.faults]


def test_the_least_a_row_must_say() -> None:
    assert parse_items(make_sheet(REQUIRED_COLUMNS, LEAST), valid_from=OPENING_DAY).items == (make_item(),)


@settings(max_examples=40)
@given(distinct_items)
def test_rows_give_back_their_items(given_items: list[ItemVersion]) -> None:
    sheet = make_sheet(FULL_COLUMNS, *(full_row(item) for item in given_items))
    parsed = parse_items(sheet, valid_from=OPENING_DAY)
    assert [fault.text.en for fault in parsed.faults] == []
    assert list(parsed.items) == given_items


@settings(max_examples=40)
@given(distinct_items)
def test_a_csv_file_gives_back_its_items(given_items: list[ItemVersion]) -> None:
    table = read_bytes(write_csv(FULL_COLUMNS, [full_row(item) for item in given_items]))
    assert list(parse_items(table.sheet, valid_from=OPENING_DAY).items) == given_items


def test_a_workbook_gives_back_its_items() -> None:
    given_items = [EXAMPLE, make_item(code="test.other", materials=(), name=make_item().name)]
    table = read_bytes(write_workbook(FULL_COLUMNS, [full_row(item) for item in given_items]))
    assert list(parse_items(table.sheet, valid_from=OPENING_DAY).items) == given_items


def test_the_template_imports_as_it_is_handed_out() -> None:
    template = template_table()
    table = read_bytes(write_workbook(template.header, template.rows, template.notes))
    assert parse_items(table.sheet, valid_from=OPENING_DAY).items == (EXAMPLE,)


def test_the_template_explains_every_column_and_no_other() -> None:
    assert tuple(COLUMN_NOTES) == FULL_COLUMNS
    assert [note[0] for note in template_table().notes[1:]] == list(FULL_COLUMNS)


def test_columns_may_stand_in_any_order() -> None:
    sheet = make_sheet(tuple(reversed(REQUIRED_COLUMNS)), tuple(reversed(LEAST)))
    assert parse_items(sheet, valid_from=OPENING_DAY).items == (make_item(),)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("version", "one", '"one" is not a whole number'),
        ("version", "0", '"0" must be 1 or more'),
        ("materials", "a | 甲 | A | copy | 0", 'entry 1: "0" must be 1 or more'),
        ("synonyms", "低保\n低保", 'The word "低保" stands there twice'),
        ("version", "²", '"²" is not a whole number'),
        ("valid_from", "2026/1/1", '"2026/1/1" is not a date such as 2026-01-01'),
        ("affair_class", "other", '"other" is not one of administrative, professional, self_governance'),
        ("domain", "water", '"water" is not one of'),
        ("materials", "id_card", "entry 1: name_zh is missing"),
        ("materials", "a | 甲 | A\nb | 乙 | B | paper", 'entry 2: "paper" is not one of original'),
        ("materials", "a | 甲 | A | copy | many", 'entry 1: "many" is not a whole number'),
        ("materials", "a | 甲 | A | copy | 1 | maybe", 'entry 1: "maybe" must be yes or no'),
        ("materials", "a | 甲 | A\na | 乙 | B", 'The material code "a" stands there twice'),
        ("steps", "一 | one | more", "entry 1: it may have 2 parts at most"),
        ("steps", "一", "entry 1: en is missing"),
        ("legal_basis", "| 9", "entry 1: the name of the law (law) is missing"),
        ("time_limit", "5", "entry 1: "),
        ("time_limit", "5 | week", 'entry 1: "week" is not one of working_day, calendar_day'),
        ("fee", "12.505", "entry 1: the amount must be in yuan"),
        ("fee", "free", "entry 1: the amount must be in yuan"),
        ("may_suspend", "perhaps", '"perhaps" must be yes or no'),
        ("channels", "fax", '"fax" is not one of'),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_entry(column: str, cell: str, reason: str) -> None:
    ((line, told_column, told_reason),) = faults_of(**{column: cell})
    assert (line, told_column) == (2, column)
    assert told_reason.startswith(reason)


def test_a_text_needs_both_languages() -> None:
    assert faults_of(summary_zh="只有中文") == [(2, "summary_en", "Write both languages or neither")]


def test_a_historical_item_needs_reason_and_way_out() -> None:
    told = faults_of(ended_reason_zh="停了", ended_reason_en="it ended")
    assert told == [(2, "ended_instead_zh", "A historical item needs a reason and what to do now")]


def test_a_fault_of_a_text_names_the_column_it_stands_in() -> None:
    assert [column for _, column, _ in faults_of(what_it_is_zh="说明", what_it_is_en="what")] == ["summary_zh"]
    assert [column for _, column, _ in faults_of(name_zh="长" * 201)] == ["name_zh"]
    told = faults_of(
        **dict.fromkeys(("ended_reason_zh", "ended_reason_en", "ended_instead_zh", "ended_instead_en"), "x"),
        ended_replaced_by="test.item",
    )
    assert [column for _, column, _ in told] == ["ended_replaced_by"]


def test_a_fee_in_yuan_becomes_fen() -> None:
    sheet = make_sheet((*REQUIRED_COLUMNS, "fee"), (*LEAST, "12.5"))
    (item,) = parse_items(sheet, valid_from=OPENING_DAY).items
    assert item.fee is not None
    assert item.fee.fen == 1250


def test_two_versions_may_follow_one_another_and_not_overlap() -> None:
    header = (*REQUIRED_COLUMNS, "valid_until")
    second = ("test.item", "2", "2026-07-01", *LEAST[3:], "")
    assert len(parse_items(make_sheet(header, (*LEAST, "2026-07-01"), second), valid_from=OPENING_DAY).items) == 2
    overlapping = parse_items(make_sheet(header, (*LEAST, "2026-07-02"), second), valid_from=OPENING_DAY)
    assert [(fault.line, fault.reason.code) for fault in overlapping.faults] == [(3, "import.overlap")]


def test_a_misspelt_column_is_refused_rather_than_dropped() -> None:
    parsed = parse_items(make_sheet((*REQUIRED_COLUMNS, "sumary_zh"), (*LEAST, "x")), valid_from=OPENING_DAY)
    assert [(fault.line, fault.column, fault.reason.code) for fault in parsed.faults] == [
        (1, "sumary_zh", "import.column_unknown")
    ]


@given(st.dictionaries(st.sampled_from(FULL_COLUMNS), st.text(max_size=30), max_size=12))
def test_random_cells_never_crash(cells: dict[str, str]) -> None:
    row = dict(zip(REQUIRED_COLUMNS, LEAST, strict=True)) | cells
    parsed = parse_items(make_sheet(tuple(row), tuple(row.values())), valid_from=OPENING_DAY)
    assert bool(parsed.items) != bool(parsed.faults)


def test_the_manual_explains_the_columns_in_the_same_words() -> None:
    manual = (Path(__file__).resolve().parents[3] / "docs" / "manual" / "import-tables.md").read_text(encoding="utf-8")
    rows = ["| " + " | ".join(cell.replace("|", r"\|") for cell in note) + " |" for note in template_table().notes[1:]]
    assert [row for row in rows if row not in manual] == []
