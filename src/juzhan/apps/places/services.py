"""Takes a district's places in, whole or not at all; taking the same table in again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen
from django.db import transaction

from juzhan.apps.places.models import Place
from juzhan.domain import places as domain


@frozen
class Loaded:
    """What an import changed."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int


@transaction.atomic
def load_places(places: Sequence[domain.Place], progress: Callable[[int], None] = lambda _: None) -> Loaded:
    """Add the places that are new and rename those whose names have changed; parents come before children.

    English names and notes stand in a table of their own: where the places bring none, those that are kept stay.
    """
    kept = Place.objects.select_for_update().in_bulk([place.code for place in places])
    added, changed = [], []
    for place in places:
        old = kept.get(place.code)
        fresh = _row(place, old)
        if old is None:
            fresh.save(force_insert=True)
            added.append(place.code)
        elif _differs(old, fresh):
            fresh.save(force_update=True)
            changed.append(place.code)
        progress(1)
    return Loaded(tuple(added), tuple(changed), len(places) - len(added) - len(changed))


def _row(place: domain.Place, old: Place | None) -> Place:
    row = Place(
        code=place.code,
        kind=place.level.value,
        division=place.kind.value,
        name=place.name,
        official_name=place.official_name,
        name_en=place.name_en,
        parent_id=place.parent or None,
        note=place.note.zh if place.note else "",
        note_en=place.note.en if place.note else "",
    )
    for name in ("name_en", "note", "note_en") if old else ():
        setattr(row, name, getattr(row, name) or getattr(old, name))
    return row


_COMPARED = ("kind", "division", "name", "official_name", "name_en", "parent_id", "note", "note_en")


def _differs(old: Place, fresh: Place) -> bool:
    return any(getattr(old, name) != getattr(fresh, name) for name in _COMPARED)
