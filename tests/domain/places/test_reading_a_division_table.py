"""Reading a district's division table: codes are keys, names are not, and every bad line is named."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.places import (
    DIVISION_COLUMNS,
    District,
    DivisionKind,
    Level,
    Place,
    area_name,
    community_kind,
    parse_division,
    parse_labels,
    street_kind,
)
from juzhan.domain.shared import Text
from juzhan.domain.shared.rows import Row, Sheet
from juzhan.tables import read_table

PLACES = Path(__file__).resolve().parents[3] / "data" / "places"
WUHOU = PLACES / "wuhou_510107.csv"
GOOD = ("510107001", "浆洗街街道", "510107001004", "洗面桥社区居委会")


def sheet(*rows: tuple[str, ...], header: tuple[str, ...] = DIVISION_COLUMNS) -> Sheet:
    """Rows on line 2 and on."""
    return Sheet(header, tuple(Row(line, row) for line, row in enumerate(rows, start=2)))


def codes_told(*rows: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Line, column and code of every fault."""
    return [(fault.line, fault.column, fault.reason.code) for fault in parse_division(sheet(*rows)).faults]


@pytest.fixture(scope="module")
def wuhou() -> tuple[Place, ...]:
    parsed = parse_division(read_table(WUHOU).sheet)
    assert parsed.faults == ()
    return parsed.places


def test_wuhou_has_one_district_fifteen_streets_and_113_communities(wuhou: tuple[Place, ...]) -> None:
    assert Counter(place.level for place in wuhou) == {Level.DISTRICT: 1, Level.STREET: 15, Level.COMMUNITY: 113}


def test_every_place_stands_after_the_place_above_it(wuhou: tuple[Place, ...]) -> None:
    seen = {""}
    for place in wuhou:
        assert place.parent in seen
        seen.add(place.code)


def test_two_communities_of_wuhou_share_a_name_and_are_both_kept(wuhou: tuple[Place, ...]) -> None:
    assert [place.code for place in wuhou if place.name == "锦城社区"] == ["510107011006", "510107063010"]


def test_the_area_is_named_after_its_committee(wuhou: tuple[Place, ...]) -> None:
    jinli = next(place for place in wuhou if place.code == "510107001006")
    assert (jinli.name, jinli.official_name, jinli.kind) == (
        "锦里社区",
        "锦里社区居委会",
        DivisionKind.RESIDENTS_COMMITTEE,
    )


@pytest.mark.parametrize(
    ("official", "area"),
    [
        ("锦里社区居委会", "锦里社区"),
        ("锦里社区居民委员会", "锦里社区"),
        ("老马路居委会", "老马路社区"),
        ("白佛村村委会", "白佛村"),
        ("白佛村民委员会", "白佛村"),
        ("虚拟社区", "虚拟社区"),
        ("居委会", "居委会"),
    ],
)
def test_an_area_name_follows_from_the_official_name(official: str, area: str) -> None:
    assert area_name(official) == area


def test_the_district_follows_from_the_codes_if_it_is_known() -> None:
    district = parse_division(sheet(GOOD)).places[0]
    assert (district.code, district.name, district.name_en) == ("510107", "武侯区", "Wuhou District")


def test_an_unknown_district_must_be_named() -> None:
    row = ("110101001", "东华门街道", "110101001001", "多福巷社区居委会")
    assert [fault.reason.code for fault in parse_division(sheet(row)).faults] == ["division.district_unknown"]
    named = District(
        "110101", Text("东城区", "Dongcheng District"), Text("北京市", "Beijing"), Text("北京市", "Beijing")
    )
    assert [place.code for place in parse_division(sheet(row), district=named).places] == [
        "110101",
        "110101001",
        row[2],
    ]


def test_a_table_of_another_district_than_named_is_refused() -> None:
    other = District("440308", Text("盐田区", "Yantian"), Text("深圳市", "Shenzhen"), Text("广东省", "Guangdong"))
    parsed = parse_division(sheet(GOOD), district=other)
    assert [fault.reason.code for fault in parsed.faults] == ["division.district_differs"]
    assert parsed.places == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("51010700", GOOD[1], GOOD[2], GOOD[3]), (3, "street_code", "division.code")),
        ((GOOD[0], GOOD[1], "51010700100X", GOOD[3]), (3, "village_code", "division.code")),
        ((GOOD[0], GOOD[1], "510107001００5", GOOD[3]), (3, "village_code", "division.code")),
        (("990107001", GOOD[1], "990107001005", GOOD[3]), (3, "street_code", "division.code")),
        ((GOOD[0], GOOD[1], "510107004005", GOOD[3]), (3, "village_code", "division.prefix")),
        (("510107000", GOOD[1], "510107000005", GOOD[3]), (3, "street_code", "division.range")),
        ((GOOD[0], GOOD[1], "510107001600", GOOD[3]), (3, "village_code", "division.range")),
        ((GOOD[0], GOOD[1], GOOD[2], "另一个社区居委会"), (3, "village_code", "division.twice")),
        ((GOOD[0], "别的街道", "510107001005", GOOD[3]), (3, "street", "division.two_names")),
        ((GOOD[0], GOOD[1], "510107001005", ""), (3, "village", "import.missing")),
        ((GOOD[0], GOOD[1], "510107001005", "锦里\x07社区"), (3, "village", "import.control_character")),
        ((GOOD[0], GOOD[1], "510107001005", '=HYPERLINK("x")'), (3, "village", "import.formula")),
        ((GOOD[0], GOOD[1], "510107001005", "长" * 81), (3, "village", "import.too_long")),
        ((GOOD[0], GOOD[1], "510107001005"), (3, "", "import.too_few_cells")),
        ((*GOOD, "多出来的"), (3, "", "import.too_many_cells")),
    ],
)
def test_a_bad_line_is_named_with_line_column_and_reason(row: tuple[str, ...], fault: tuple[int, str, str]) -> None:
    assert fault in codes_told(GOOD, row)


def test_a_row_of_another_district_is_named() -> None:
    second = ("510107001", "浆洗街街道", "510107001005", "蜀汉街社区居委会")
    stray = ("440308001", "海山街道", "440308001001", "海山社区居委会")
    assert codes_told(GOOD, second, stray) == [(4, "street_code", "division.other_district")]


def test_all_faults_are_told_at_once_and_nothing_is_read() -> None:
    parsed = parse_division(sheet(GOOD, ("x", "y", "z", "w"), GOOD))
    assert parsed.places == ()
    assert [fault.line for fault in parsed.faults] == [3, 3, 4]


def test_a_double_code_names_both_lines() -> None:
    fault = parse_division(sheet(GOOD, GOOD)).faults[0]
    assert fault.line == 3
    assert "第 2 行" in fault.text.zh
    assert "line 2" in fault.text.en


def test_a_missing_or_unknown_column_is_told_before_the_rows() -> None:
    parsed = parse_division(sheet(GOOD, header=("street_code", "street", "code", "village")))
    assert {(fault.line, fault.column, fault.reason.code) for fault in parsed.faults} == {
        (1, "village_code", "import.column_missing"),
        (1, "code", "import.column_unknown"),
    }


def test_an_empty_table_is_told() -> None:
    assert [fault.reason.code for fault in parse_division(sheet()).faults] == ["import.no_rows"]


@pytest.mark.parametrize(
    ("number", "street", "community"),
    [
        ("001", DivisionKind.STREET, DivisionKind.RESIDENTS_COMMITTEE),
        ("099", DivisionKind.STREET, DivisionKind.RESIDENTS_COMMITTEE),
        ("100", DivisionKind.TOWN, DivisionKind.RESIDENTS_COMMITTEE),
        ("199", DivisionKind.TOWN, DivisionKind.RESIDENTS_COMMITTEE),
        ("200", DivisionKind.TOWNSHIP, DivisionKind.VILLAGERS_COMMITTEE),
        ("399", DivisionKind.TOWNSHIP, DivisionKind.VILLAGERS_COMMITTEE),
        ("400", DivisionKind.LIKE_TOWNSHIP, DivisionKind.LIKE_RESIDENTS_COMMITTEE),
        ("500", DivisionKind.LIKE_TOWNSHIP, DivisionKind.LIKE_VILLAGERS_COMMITTEE),
        ("599", DivisionKind.LIKE_TOWNSHIP, DivisionKind.LIKE_VILLAGERS_COMMITTEE),
        ("000", None, None),
        ("600", None, None),
    ],
)
def test_the_last_digits_say_the_kind(number: str, street: DivisionKind | None, community: DivisionKind | None) -> None:
    assert street_kind(f"510107{number}") == street
    assert community_kind(f"510107001{number}") == community


@given(
    line=st.integers(0, 112),
    damage=st.one_of(
        st.tuples(st.sampled_from([0, 2]), st.sampled_from(["", "x", "５１", "51010700", "=1+1"])),
        st.tuples(st.sampled_from([1, 3]), st.sampled_from(["", " ", "\x00", "=1+1", "长" * 81])),
    ),
)
def test_a_damaged_cell_of_wuhou_is_always_named_and_nothing_read(line: int, damage: tuple[int, str]) -> None:
    column, junk = damage
    with WUHOU.open(encoding="utf-8", newline="") as stream:
        rows = [tuple(row) for row in csv.reader(stream)][1:]
    damaged = list(rows[line])
    damaged[column] = junk
    rows[line] = tuple(damaged)
    parsed = parse_division(sheet(*rows))
    assert parsed.places == ()
    assert line + 2 in {fault.line for fault in parsed.faults}


@given(
    rows=st.lists(
        st.tuples(st.text(max_size=13), st.text(max_size=9), st.text(max_size=13), st.text(max_size=9)), max_size=5
    )
)
def test_random_cells_never_crash(rows: list[tuple[str, str, str, str]]) -> None:
    parsed = parse_division(sheet(*rows))
    assert bool(parsed.places) != bool(parsed.faults)


def test_english_names_and_notes_are_joined_by_code() -> None:
    labels = parse_labels(
        sheet((GOOD[2], "Ximianqiao Community", "说明", "note"), header=("code", "name_en", "note_zh", "note_en"))
    )
    place = parse_division(sheet(GOOD), labels=labels.labels).places[-1]
    assert (place.name_en, place.note) == ("Ximianqiao Community", Text("说明", "note"))


def test_half_a_note_a_double_code_and_a_bad_code_are_named() -> None:
    header = ("code", "name_en", "note_zh", "note_en")
    rows = (("510107", "Wuhou", "只有中文", ""), ("510107", "Wuhou", "", ""), ("51", "Sichuan", "", ""))
    faults = parse_labels(sheet(*rows, header=header)).faults
    assert [(fault.line, fault.reason.code) for fault in faults] == [
        (2, "division.note_half"),
        (3, "division.label_twice"),
        (4, "division.label_code"),
    ]


def test_every_place_of_wuhou_has_an_english_name_and_four_streets_a_note() -> None:
    labels = parse_labels(read_table(PLACES / "wuhou_510107_en.csv").sheet)
    assert labels.faults == ()
    places = parse_division(read_table(WUHOU).sheet, labels=labels.labels).places
    assert [place.code for place in places if not place.name_en.isascii() or not place.name_en] == []
    assert {place.name_en.split()[-1] for place in places} == {"District", "Subdistrict", "Community"}
    noted = [place.code for place in places if place.note]
    assert noted == ["510107061", "510107062", "510107063", "510107064"]
    assert all(place.note is None or "未核实" in place.note.zh for place in places)


def test_places_of_one_name_have_one_english_name() -> None:
    labels = parse_labels(read_table(PLACES / "wuhou_510107_en.csv").sheet).labels
    assert labels["510107011006"].name_en == labels["510107063010"].name_en == "Jincheng Community"
