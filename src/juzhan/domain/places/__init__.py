"""Places are known by their codes; a division table is read whole or not at all."""

from juzhan.domain.places.codes import DivisionKind, Level, community_kind, is_code, street_kind
from juzhan.domain.places.districts import KNOWN_DISTRICTS, District, known_district
from juzhan.domain.places.division import DIVISION_COLUMNS, ParsedDivision, Place, area_name, parse_division
from juzhan.domain.places.labels import LABEL_COLUMNS, Label, ParsedLabels, parse_labels

__all__ = [
    "DIVISION_COLUMNS",
    "KNOWN_DISTRICTS",
    "LABEL_COLUMNS",
    "District",
    "DivisionKind",
    "Label",
    "Level",
    "ParsedDivision",
    "ParsedLabels",
    "Place",
    "area_name",
    "community_kind",
    "is_code",
    "known_district",
    "parse_division",
    "parse_labels",
    "street_kind",
]
