"""Reading the plain national table of service items, for which the real sample of 1,135 items stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.catalogue import NATIONAL_COLUMNS, AffairClass, Domain, parse_items
from tests.domain.catalogue.builders import OPENING_DAY, make_sheet

GOOD = ("区民政局", "未分类", "临时救助", "512B0003600031-511602000000-000-11511301008778298W-1-00", "20")


def faults_of(*rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Line, column and code of every fault of these rows."""
    parsed = parse_items(make_sheet(NATIONAL_COLUMNS, *rows), valid_from=OPENING_DAY)
    assert parsed.items == ()
    return [(fault.line, fault.column, fault.reason.code) for fault in parsed.faults]


def test_a_row_gives_an_administrative_item_whose_guide_is_unknown() -> None:
    (item,) = parse_items(make_sheet(NATIONAL_COLUMNS, GOOD), valid_from=OPENING_DAY).items
    assert item.code == f"national.{GOOD[3]}"
    assert (item.external_code, item.task_type, item.main_item) == (GOOD[3], "20", "")
    assert (item.affair_class, item.domain) == (AffairClass.ADMINISTRATIVE, Domain.CIVIL_AFFAIRS)
    assert (item.what_it_is, item.materials, item.fee, item.working_limit) == (None, None, None, None)
    assert not item.is_complete
    assert not item.is_translated


@pytest.mark.parametrize(
    ("department", "domain"),
    [
        ("区公安分局", Domain.PUBLIC_SECURITY),
        ("区卫健局", Domain.HEALTH_FAMILY),
        ("区人社局", Domain.LABOR_SECURITY),
        ("区医疗保障局", Domain.LABOR_SECURITY),
        ("区教科体局", Domain.CULTURE_EDUCATION_SPORTS),
        ("区残联", Domain.DISABILITY),
        ("区水务局", None),
    ],
)
def test_the_department_says_the_domain(department: str, domain: Domain | None) -> None:
    (item,) = parse_items(make_sheet(NATIONAL_COLUMNS, (department, *GOOD[1:])), valid_from=OPENING_DAY).items
    assert item.domain == domain


def test_two_items_of_one_name_and_two_codes_are_both_kept() -> None:
    other = (*GOOD[:3], "512B0003600032-511602000000-000-11511301008778298W-1-00", "20")
    assert len(parse_items(make_sheet(NATIONAL_COLUMNS, GOOD, other), valid_from=OPENING_DAY).items) == 2


def test_a_repeated_code_names_both_lines() -> None:
    parsed = parse_items(make_sheet(NATIONAL_COLUMNS, GOOD, GOOD), valid_from=OPENING_DAY)
    (fault,) = parsed.faults
    assert (fault.line, fault.column, fault.reason.code) == (3, "item_code", "import.duplicate")
    assert "第 2 行" in fault.text.zh
    assert "line 2" in fault.text.en


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (0, "", "import.missing"),
        (2, "  ", "import.missing"),
        (3, "", "import.missing"),
        (2, "=cmd|' /C calc'!A0", "import.formula"),
        (2, "@SUM(1)", "import.formula"),
        (2, "低保\u202e", "import.control_character"),
        (2, "\x00", "import.control_character"),
        (2, "长" * 4001, "import.too_long"),
        (2, "长" * 201, "item.name_too_long"),
        (3, "有 空格", "item.code"),
        (3, "x" * 72, "item.code"),
    ],
)
def test_a_bad_cell_is_named(column: int, cell: str, code: str) -> None:
    row = [*GOOD[:3], "another-code", "20"]
    row[column] = cell
    told = faults_of(GOOD, tuple(row))
    assert [(line, reason) for line, _, reason in told] == [(3, code)]


def test_lines_cut_off_or_with_a_stray_comma_are_named() -> None:
    assert faults_of(GOOD[:3], (*GOOD, "x")) == [(2, "", "import.too_few_cells"), (3, "", "import.too_many_cells")]


def test_a_table_of_another_shape_is_refused_at_its_header() -> None:
    parsed = parse_items(make_sheet(("a", "b"), ("1", "2")), valid_from=OPENING_DAY)
    assert [(fault.line, fault.reason.code) for fault in parsed.faults] == [(1, "import.shape_unknown")]


@given(
    rows=st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=6), max_size=6),
    header=st.sampled_from([NATIONAL_COLUMNS, NATIONAL_COLUMNS[:3], ("code", "name_zh"), ()]),
)
def test_random_rows_never_crash_and_give_items_or_faults(rows: list[list[str]], header: tuple[str, ...]) -> None:
    parsed = parse_items(make_sheet(header, *rows), valid_from=OPENING_DAY)
    assert bool(parsed.items) != bool(parsed.faults)
