"""Publishes service items in versions; publishing the same contract again changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from attrs import evolve, frozen
from django.db import connection, transaction

from juzhan.apps.catalogue.models import Item, ItemVersion
from juzhan.domain import catalogue as domain
from juzhan.domain.shared import Refusal, RefusalKind, Text

AT_ONCE = 500
"""Versions that one statement adds; a statement takes 65,535 values."""
BEFORE_PRESENT_VERSION = RefusalKind(
    "item.before_present_version",
    Text(
        "“{item}”的新版本须晚于现行版本的起始日 {day}。",
        "A new version of “{item}” must begin after {day}, when the present one began.",
    ),
    about="valid_from",
)


@frozen
class Published:
    """What publishing changed, by item code."""

    added: tuple[str, ...]
    renewed: tuple[str, ...]
    unchanged: int


@transaction.atomic
def publish_items(
    items: Sequence[domain.ItemVersion],
    progress: Callable[[int], None] = lambda _: None,
    *,
    corrected_on: date | None = None,
) -> Published | Refusal:
    """Add new items and new versions; a refusal leaves the catalogue as it was.

    ``corrected_on`` is for the catalogue that the program ships: where its present words differ from those published
    under the same first day, they begin as a new version on this day, and older versions keep the words they had.
    """
    rows = _lock_items({item.code for item in items})
    known = _known_versions(rows.values())
    fresh: list[ItemVersion] = []
    added: list[str] = []
    renewed: list[str] = []
    for item in sorted(items, key=lambda item: (item.code, item.valid_from)):
        progress(1)
        versions = known.setdefault(item.code, [])
        if any(version.value.same_contract(item) for version in versions):
            continue
        last = versions[-1] if versions else None
        begins = _first_day(item, last, corrected_on)
        if begins is None and corrected_on is not None:
            continue
        if begins is None:
            transaction.set_rollback(True)
            return BEFORE_PRESENT_VERSION(item=item.name, day=last.valid_from.isoformat() if last else "")
        if last is not None and last.valid_until is None:
            _end(last, begins)
        version = _row(rows[item.code], evolve(item, version=last.number + 1 if last else 1, valid_from=begins))
        fresh.append(version)
        versions.append(version)
        (renewed if last else added).append(item.code)
    ItemVersion.objects.bulk_create(fresh, batch_size=AT_ONCE)
    _index(fresh)
    return Published(tuple(added), tuple(renewed), len(items) - len(added) - len(renewed))


def _first_day(item: domain.ItemVersion, last: ItemVersion | None, corrected_on: date | None) -> date | None:
    """The day on which a version can begin after the last one; None when it cannot."""
    if last is None or item.valid_from > last.valid_from:
        return item.valid_from
    if corrected_on is None or item.valid_from < last.value.valid_from:
        return None
    return max(corrected_on, last.valid_from + timedelta(days=1))


def _lock_items(codes: set[str]) -> dict[str, Item]:
    Item.objects.bulk_create([Item(code=code) for code in sorted(codes)], ignore_conflicts=True)
    return {item.code: item for item in Item.objects.select_for_update().filter(code__in=codes).order_by("code")}


def _known_versions(items: Iterable[Item]) -> dict[str, list[ItemVersion]]:
    known: dict[str, list[ItemVersion]] = {}
    for version in ItemVersion.objects.filter(item__in=list(items)).select_related("item").order_by("number"):
        known.setdefault(version.item.code, []).append(version)
    return known


def _end(version: ItemVersion, on: date) -> None:
    version.valid_until = on
    if version.pk:
        version.save(update_fields=["valid_until"])


def _row(item: Item, version: domain.ItemVersion) -> ItemVersion:
    working = version.working_limit
    extension = version.extension if version.may_extend else None
    return ItemVersion(
        item=item,
        number=version.version,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        name=version.name.zh,
        name_en=version.name.en if version.is_translated else "",
        affair_class=version.affair_class.value,
        field=version.domain.value if version.domain else "",
        kind=version.kind.value,
        is_historical=version.is_historical,
        limit_amount=working.limit.amount if working else None,
        limit_unit=working.limit.unit.value if working else "",
        extension_amount=extension.limit.amount if extension else None,
        extension_unit=extension.limit.unit.value if extension else "",
        may_suspend=bool(version.may_suspend),
        anonymous_allowed=version.anonymous_allowed,
        content=domain.to_plain(version),
    )


def _index(versions: Sequence[ItemVersion]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE catalogue_itemversion SET search = %s::tsvector WHERE id = %s",
            [(domain.tsvector_text(version.value), version.pk) for version in versions],
        )
