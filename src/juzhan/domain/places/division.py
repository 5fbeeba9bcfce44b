"""A district's division table is taken whole or not at all; codes are keys, names are not.

Columns ``street_code, street, village_code, village``, as in the statistics bureau's table of one district. Two communities may
share one name; a code may stand there once. Source of the rules: :mod:`juzhan.domain.places.codes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from juzhan.domain.places import refusals
from juzhan.domain.places.codes import (
    COMMUNITY_DIGITS,
    DISTRICT_DIGITS,
    STREET_DIGITS,
    DivisionKind,
    Level,
    community_kind,
    is_code,
    street_kind,
)
from juzhan.domain.places.districts import District, known_district
from juzhan.domain.places.labels import Label
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.rows import RowFault, Sheet, header_faults, row_faults

DIVISION_COLUMNS = ("street_code", "street", "village_code", "village")
LONGEST_NAME = 80
_COMMITTEE_ENDINGS = ("社区居民委员会", "社区居委会", "居民委员会", "居委会", "村民委员会", "村委会")


@frozen
class Place:
    """A place of the division table.

    ``name`` is the area's own name (锦里社区), ``official_name`` what the table says (锦里社区居委会). ``name_en`` is
    empty where nobody has written it yet. ``parent`` is the code of the place above, empty for the district.
    """

    code: str
    level: Level
    kind: DivisionKind
    name: str
    official_name: str
    parent: str = ""
    name_en: str = ""
    note: Text | None = None


@frozen
class ParsedDivision:
    """The places of a table, district first, then each street before its communities; or the faults; never both."""

    places: tuple[Place, ...]
    faults: tuple[RowFault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the table can be imported."""
        return not self.faults


def parse_division(
    sheet: Sheet, *, district: District | None = None, labels: Mapping[str, Label] | None = None
) -> ParsedDivision:
    """Read the division table of one district.

    ``district`` names it where it is not one of the known; ``labels`` adds English names and notes by code.
    """
    faults = header_faults(sheet, DIVISION_COLUMNS, DIVISION_COLUMNS)
    if faults:
        return ParsedDivision((), tuple(faults))
    rows = list(_read(sheet, row_faults(sheet, DIVISION_COLUMNS, LONGEST_NAME), faults))
    faults += _between_rows(rows)
    named = district or (known_district(_prefix(rows)) if rows else None)
    faults += _district_faults(rows, named)
    if faults or named is None:
        return ParsedDivision((), tuple(sorted(faults, key=lambda fault: fault.line)))
    return ParsedDivision(tuple(_places(rows, named, labels or {})))


@frozen
class _Line:
    line: int
    street_code: str
    street: str
    village_code: str
    village: str


def _read(sheet: Sheet, damaged: Sequence[RowFault], faults: list[RowFault]) -> Iterator[_Line]:
    faults.extend(damaged)
    lines = {fault.line for fault in damaged}
    for line, record in sheet.records():
        if line in lines:
            continue
        row = _Line(line, record["street_code"], record["street"], record["village_code"], record["village"])
        wrong = list(_row_faults(row))
        faults.extend(wrong)
        if not wrong:
            yield row


def _row_faults(row: _Line) -> Iterator[RowFault]:
    street_refusal = _code_refusal(row.street_code, STREET_DIGITS, street_kind)
    if street_refusal:
        yield RowFault(row.line, "street_code", street_refusal)
    village_refusal = _code_refusal(row.village_code, COMMUNITY_DIGITS, community_kind)
    if village_refusal:
        yield RowFault(row.line, "village_code", village_refusal)
    elif not street_refusal and not row.village_code.startswith(row.street_code):
        yield RowFault(row.line, "village_code", refusals.PREFIX(code=row.village_code, street=row.street_code))


def _code_refusal(code: str, digits: int, kind: Callable[[str], DivisionKind | None]) -> Refusal | None:
    if not is_code(code, digits):
        return refusals.CODE(code=code, digits=digits)
    return refusals.RANGE(code=code, part=code[-3:]) if kind(code) is None else None


def _between_rows(rows: Sequence[_Line]) -> Iterator[RowFault]:
    """Faults that only several rows together show: a code twice, a street with two names, a row of another district."""
    first_line: dict[str, int] = {}
    street: dict[str, _Line] = {}
    district = _prefix(rows)
    for row in rows:
        first = first_line.setdefault(row.village_code, row.line)
        named = street.setdefault(row.street_code, row)
        if first != row.line:
            yield RowFault(row.line, "village_code", refusals.TWICE(code=row.village_code, first=first))
        if named.street != row.street:
            yield RowFault(
                row.line, "street", refusals.TWO_NAMES(code=row.street_code, first=named.line, name=named.street)
            )
        if row.street_code[:DISTRICT_DIGITS] != district:
            yield RowFault(row.line, "street_code", refusals.OTHER_DISTRICT(code=row.street_code, district=district))


def _prefix(rows: Sequence[_Line]) -> str:
    """The district most rows belong to."""
    counted = Counter(row.street_code[:DISTRICT_DIGITS] for row in rows)
    return counted.most_common(1)[0][0] if counted else ""


def _district_faults(rows: Sequence[_Line], district: District | None) -> Iterator[RowFault]:
    if not rows:
        return
    if district is None:
        yield RowFault(0, "", refusals.DISTRICT_UNKNOWN(code=_prefix(rows)))
    elif district.code != _prefix(rows):
        yield RowFault(0, "", refusals.DISTRICT_DIFFERS(code=_prefix(rows), given=district.code, name=district.name))


def _places(rows: Sequence[_Line], district: District, labels: Mapping[str, Label]) -> Iterator[Place]:
    name = district.name
    yield Place(district.code, Level.DISTRICT, DivisionKind.DISTRICT, name.zh, name.zh, name_en=name.en)
    seen: set[str] = set()
    for row in sorted(rows, key=lambda row: row.village_code):
        if row.street_code not in seen:
            seen.add(row.street_code)
            yield _labeled(_street(row, district.code), labels)
        yield _labeled(_community(row), labels)


def _street(row: _Line, district: str) -> Place:
    kind = street_kind(row.street_code)
    assert kind is not None, "codes outside the ranges were refused before"
    return Place(row.street_code, Level.STREET, kind, row.street, row.street, district)


def _community(row: _Line) -> Place:
    kind = community_kind(row.village_code)
    assert kind is not None, "codes outside the ranges were refused before"
    return Place(row.village_code, Level.COMMUNITY, kind, area_name(row.village), row.village, row.street_code)


def _labeled(place: Place, labels: Mapping[str, Label]) -> Place:
    label = labels.get(place.code)
    return evolve(place, name_en=label.name_en, note=label.note) if label else place


def area_name(official: str) -> str:
    """Give the area's name from its committee's: the area of a residents' committee is a community (2025 law, art. 3).

    >>> area_name("锦里社区居委会"), area_name("老马路居委会"), area_name("白佛村村委会")
    ('锦里社区', '老马路社区', '白佛村')
    """
    for ending in _COMMITTEE_ENDINGS:
        if official.endswith(ending) and official != ending:
            stem = official.removesuffix(ending)
            suffix = "村" if ending.startswith("村") else "社区"
            return stem if stem.endswith(suffix) else stem + suffix
    return official
