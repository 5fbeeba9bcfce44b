"""What taking a table in would change and does change: the preview does it and takes it back, so that both agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from attrs import asdict, evolve, frozen
from django.db import transaction

from juzhan.apps.bodies.selectors import Actor, charters
from juzhan.apps.bodies.services import adopt_where_missing
from juzhan.apps.bodies.services.adopting import UNKNOWN_CHARTER
from juzhan.apps.catalogue.importing import read_items
from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.district.models import TableImport
from juzhan.apps.places.importing import read_places
from juzhan.apps.places.models import Place
from juzhan.apps.places.services import load_places
from juzhan.domain.catalogue import ParsedItems
from juzhan.domain.places import Level, ParsedDivision
from juzhan.domain.shared import Refusal, Text
from juzhan.tables import ReadTable, read_bytes

Progress = Callable[[int], None]
Options = dict[str, Any]
Parsed = ParsedDivision | ParsedItems


@frozen
class Outcome:
    """What a table changes: how many rows are new, have changed, or stand there already; and what follows from it.

    ``adopted`` counts the communities that get their first charter.
    """

    added: int
    changed: int
    unchanged: int
    adopted: int = 0


def places_options(name: Text | None, charter: str, valid_from: date | None) -> Options:
    """What is chosen beside a table of places: the district's name where it is new, and the charter for new communities."""
    return {
        "name": [name.zh, name.en] if name else None,
        "charter": charter,
        "valid_from": valid_from.isoformat() if valid_from else None,
    }


def items_options(valid_from: date) -> Options:
    """What is chosen beside a table of items: their first day, where the table gives none."""
    return {"valid_from": valid_from.isoformat()}


def parse(kind: str, content: bytes, options: Options) -> Parsed:
    """Read a file by what was chosen beside it."""
    table: ReadTable = read_bytes(content)
    if kind == TableImport.Kind.PLACES:
        return read_places(table, name=Text(*options["name"]) if options["name"] else None)
    return read_items(table, valid_from=date.fromisoformat(options["valid_from"]))


def size_of(parsed: Parsed, options: Options) -> int:
    """How many steps the work has: a place counts once more when its community adopts a charter."""
    if isinstance(parsed, ParsedItems):
        return len(parsed.items)
    adopting = sum(place.level is Level.COMMUNITY for place in parsed.places) if options["charter"] else 0
    return len(parsed.places) + adopting


@transaction.atomic
def take_in(
    parsed: Parsed,
    options: Options,
    *,
    by: Actor | None,
    at: datetime,
    progress: Progress = lambda _: None,
) -> Outcome | Refusal:
    """Take a sound table in, whole or not at all; the same table again changes nothing."""
    if isinstance(parsed, ParsedItems):
        published = publish_items(parsed.items, progress)
        if isinstance(published, Refusal):
            return published
        return Outcome(len(published.added), len(published.renewed), published.unchanged)
    loaded = load_places(parsed.places, progress)
    adopted: tuple[str, ...] | Refusal = ()
    if options["charter"]:
        codes = _communities(parsed)
        since = date.fromisoformat(options["valid_from"])
        adopted = adopt_where_missing(options["charter"], since, by=by, at=at, communities=codes, progress=progress)
    if isinstance(adopted, Refusal):
        transaction.set_rollback(True)
        return adopted
    return Outcome(len(loaded.added), len(loaded.changed), loaded.unchanged, len(adopted))


def foresee(parsed: Parsed, options: Options, *, at: datetime) -> Outcome | Refusal:
    """What taking the table in would change: it is done and taken back; the adoptions are counted only, since they take time."""
    charter = options.get("charter")
    if charter and charter not in charters():
        return UNKNOWN_CHARTER(name=charter)
    with transaction.atomic():
        outcome = take_in(parsed, {**options, "charter": ""}, by=None, at=at)
        bare = Place.objects.filter(kind=Place.Kind.COMMUNITY, charter_terms=None)
        adopting = _communities(parsed) if charter else []
        adopted = bare.filter(code__in=adopting).count() if adopting else 0
        transaction.set_rollback(True)
    return outcome if isinstance(outcome, Refusal) else evolve(outcome, adopted=adopted)


def _communities(parsed: Parsed) -> list[str]:
    """The codes of the communities of a table."""
    places = parsed.places if isinstance(parsed, ParsedDivision) else ()
    return [place.code for place in places if place.level is Level.COMMUNITY]


def plain(outcome: Outcome) -> dict[str, int]:
    """An outcome as it is kept."""
    return asdict(outcome)
