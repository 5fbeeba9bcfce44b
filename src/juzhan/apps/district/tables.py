"""What taking a table in would change and does change: the preview does it and takes it back, so that both agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from attrs import asdict, frozen
from django.db import transaction

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.bodies.services import adopt_where_missing
from juzhan.apps.catalogue.importing import read_items
from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.district.models import TableImport
from juzhan.apps.places.importing import read_places
from juzhan.apps.places.services import load_places
from juzhan.domain.catalogue import ParsedItems
from juzhan.domain.places import Level, ParsedDivision
from juzhan.domain.shared import Refusal, Text
from juzhan.tables import ReadTable, read_bytes

Progress = Callable[[int], None]
Options = dict[str, Any]


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


def parse(kind: str, content: bytes, options: Options) -> ParsedDivision | ParsedItems:
    """Read a file by what was chosen beside it."""
    table: ReadTable = read_bytes(content)
    if kind == TableImport.Kind.PLACES:
        return read_places(table, name=Text(*options["name"]) if options["name"] else None)
    return read_items(table, valid_from=date.fromisoformat(options["valid_from"]))


def size_of(parsed: ParsedDivision | ParsedItems, options: Options) -> int:
    """How many steps the work has: a place counts once more when its community adopts a charter."""
    if isinstance(parsed, ParsedItems):
        return len(parsed.items)
    adopting = sum(place.level is Level.COMMUNITY for place in parsed.places) if options["charter"] else 0
    return len(parsed.places) + adopting


@transaction.atomic
def take_in(
    parsed: ParsedDivision | ParsedItems,
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
        codes = [place.code for place in parsed.places if place.level is Level.COMMUNITY]
        since = date.fromisoformat(options["valid_from"])
        adopted = adopt_where_missing(options["charter"], since, by=by, at=at, communities=codes, progress=progress)
    if isinstance(adopted, Refusal):
        transaction.set_rollback(True)
        return adopted
    return Outcome(len(loaded.added), len(loaded.changed), loaded.unchanged, len(adopted))


def foresee(parsed: ParsedDivision | ParsedItems, options: Options, *, at: datetime) -> Outcome | Refusal:
    """What taking the table in would change; nothing is kept of it."""
    with transaction.atomic():
        outcome = take_in(parsed, options, by=None, at=at)
        transaction.set_rollback(True)
    return outcome


def plain(outcome: Outcome) -> dict[str, int]:
    """An outcome as it is kept."""
    return asdict(outcome)
