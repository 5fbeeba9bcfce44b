"""A place's code says what it is and where it lies: 6 digits for a district, 9 for a street, 12 for a community.

Codes: GB/T 2260 (province 2, city 2, county 2) and the statistical code of 国统字〔2009〕91号 (township digits 7–9, village
digits 10–12). The ranges of like bodies in villages (400–499, 500–599) are seen in the data and not in a full text.
"""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text

DISTRICT_DIGITS = 6
STREET_DIGITS = 9
COMMUNITY_DIGITS = 12


class Level(StrEnum):
    """How high a place stands."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    RESIDENTS_GROUP = "residents_group"


class DivisionKind(StrEnum):
    """What kind of division a street-level or community-level code stands for."""

    DISTRICT = "district"
    STREET = "street"
    TOWN = "town"
    TOWNSHIP = "township"
    LIKE_TOWNSHIP = "like_township"
    RESIDENTS_COMMITTEE = "residents_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    LIKE_RESIDENTS_COMMITTEE = "like_residents_committee"
    LIKE_VILLAGERS_COMMITTEE = "like_villagers_committee"

    @property
    def text(self) -> Text:
        """The kind's name in both languages."""
        return _KINDS[self]


_KINDS = {
    DivisionKind.DISTRICT: Text("区县", "District or county"),
    DivisionKind.STREET: Text("街道", "Street"),
    DivisionKind.TOWN: Text("镇", "Town"),
    DivisionKind.TOWNSHIP: Text("乡", "Township"),
    DivisionKind.LIKE_TOWNSHIP: Text("政企合一等类似乡级单位", "Body like a township"),
    DivisionKind.RESIDENTS_COMMITTEE: Text("居委会", "Residents' committee"),
    DivisionKind.VILLAGERS_COMMITTEE: Text("村委会", "Villagers' committee"),
    DivisionKind.LIKE_RESIDENTS_COMMITTEE: Text("类似居委会", "Body like a residents' committee"),
    DivisionKind.LIKE_VILLAGERS_COMMITTEE: Text("类似村委会", "Body like a villagers' committee"),
}

_STREET_RANGES = (
    (range(1, 100), DivisionKind.STREET),
    (range(100, 200), DivisionKind.TOWN),
    (range(200, 400), DivisionKind.TOWNSHIP),
    (range(400, 600), DivisionKind.LIKE_TOWNSHIP),
)
_COMMUNITY_RANGES = (
    (range(1, 200), DivisionKind.RESIDENTS_COMMITTEE),
    (range(200, 400), DivisionKind.VILLAGERS_COMMITTEE),
    (range(400, 500), DivisionKind.LIKE_RESIDENTS_COMMITTEE),
    (range(500, 600), DivisionKind.LIKE_VILLAGERS_COMMITTEE),
)
_PROVINCES = frozenset(
    [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82]
)


def is_code(code: str, digits: int) -> bool:
    """Whether a code is so many plain digits and begins with a province that exists.

    >>> is_code("510107001004", 12), is_code("５10107", 6), is_code("990107", 6)
    (True, False, False)
    """
    return len(code) == digits and code.isascii() and code.isdigit() and int(code[:2]) in _PROVINCES


def street_kind(code: str) -> DivisionKind | None:
    """The kind of a street-level code by its digits 7–9; ``None`` for a number outside every range."""
    return _kind(int(code[6:9]), _STREET_RANGES)


def community_kind(code: str) -> DivisionKind | None:
    """The kind of a community-level code by its digits 10–12; ``None`` for a number outside every range."""
    return _kind(int(code[9:12]), _COMMUNITY_RANGES)


def _kind(number: int, ranges: tuple[tuple[range, DivisionKind], ...]) -> DivisionKind | None:
    return next((kind for numbers, kind in ranges if number in numbers), None)
