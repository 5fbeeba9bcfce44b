"""What residents can ask for, in versions: values, checks, tables, and the words under which an item is found."""

from juzhan.domain.catalogue.checks import check_item
from juzhan.domain.catalogue.full import FULL_COLUMNS, REQUIRED_COLUMNS, full_row
from juzhan.domain.catalogue.importing import ParsedItems, parse_items
from juzhan.domain.catalogue.kinds import Applicant, Channel, ItemKind, MaterialForm, OutcomeKind
from juzhan.domain.catalogue.loading import load_catalogue
from juzhan.domain.catalogue.national import NATIONAL_COLUMNS
from juzhan.domain.catalogue.plain import WrongShapeError, from_plain, to_plain
from juzhan.domain.catalogue.ranking import Hit, SearchIndex, rank, search, tsquery_text, tsvector_text
from juzhan.domain.catalogue.tokens import query_tokens, search_tokens
from juzhan.domain.catalogue.values import Ended, Fee, ItemVersion, LegalBasis, Material, TimeLimit
from juzhan.domain.charter.vocabulary import AffairClass, Domain

__all__ = [
    "FULL_COLUMNS",
    "NATIONAL_COLUMNS",
    "REQUIRED_COLUMNS",
    "AffairClass",
    "Applicant",
    "Channel",
    "Domain",
    "Ended",
    "Fee",
    "Hit",
    "ItemKind",
    "ItemVersion",
    "LegalBasis",
    "Material",
    "MaterialForm",
    "OutcomeKind",
    "ParsedItems",
    "SearchIndex",
    "TimeLimit",
    "WrongShapeError",
    "check_item",
    "from_plain",
    "full_row",
    "load_catalogue",
    "parse_items",
    "query_tokens",
    "rank",
    "search",
    "search_tokens",
    "to_plain",
    "tsquery_text",
    "tsvector_text",
]
