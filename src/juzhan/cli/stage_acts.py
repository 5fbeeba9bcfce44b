"""What each stage of ``juzhan load`` does; each may be done again without harm, and tells how far it has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from juzhan.cli.speaking import granted
from juzhan.cli.tables import refuse, sheet_of
from juzhan.domain import charter, places
from juzhan.domain.rulebook import load_rulebook
from juzhan.domain.shared.calendar_loading import load_calendar

Report = Callable[[int, int], None]

WUHOU = "510107"
WUHOU_CHARTER = "wuhou"
BEGINNING = date(2025, 1, 1)
"""The first day for which the working-day calendar has data; what happened before it is not told."""


def migrate(_: Report) -> None:
    """Bring the tables of the database to this version."""
    call_command("migrate", verbosity=0, interactive=False)


def collect_static(_: Report) -> None:
    """Copy the files of the pages to where the web server looks for them, compressed and with their hashes."""
    call_command("collectstatic", verbosity=0, interactive=False)


def read_rules(_: Report) -> None:
    """Read every rule, calendar and charter once, so that a broken file is told now and not to a resident."""
    load_calendar(settings.RULES / "calendar")
    load_rulebook(settings.RULES)
    charter.load_charter_law(settings.RULES / "charter_law.toml")
    charter.load_charters(settings.CHARTERS)


def publish_catalogue(report: Report) -> None:
    """Publish the items that the program ships."""
    from juzhan.apps.catalogue.services import publish_items
    from juzhan.domain.catalogue import load_catalogue

    items = load_catalogue(settings.DATA / "catalogue")
    granted(publish_items(items, _counting(report, len(items)), corrected_on=timezone.localdate()))


def load_places(report: Report) -> None:
    """Take in the streets and communities of Wuhou, where that is the district that the site serves."""
    from juzhan.apps.places import services

    if settings.DISTRICT != WUHOU:
        return
    table = settings.DATA / "places" / "wuhou_510107.csv"
    parsed = places.parse_division(sheet_of(table), labels=_labels(settings.DATA / "places" / "wuhou_510107_en.csv"))
    refuse(table, parsed.faults)
    services.load_places(parsed.places, _counting(report, len(parsed.places)))


def adopt_charters(report: Report) -> None:
    """Put every community of Wuhou that has no charter yet under Wuhou's own."""
    from juzhan.apps.bodies.services import adopt_where_missing
    from juzhan.apps.places.models import Place

    waiting = Place.objects.filter(kind=Place.Kind.COMMUNITY, code__startswith=WUHOU, charter_terms=None)
    codes = list(waiting.order_by("code").values_list("code", flat=True))
    granted(
        adopt_where_missing(
            WUHOU_CHARTER,
            BEGINNING,
            by=None,
            at=timezone.localtime(),
            communities=codes,
            progress=_counting(report, len(codes)),
        )
    )


def load_cast(report: Report) -> None:
    """Appoint the synthetic people of the demonstration."""
    from juzhan.apps.demo import loading

    loading.load_cast(report)


def load_matters(report: Report) -> None:
    """Play the synthetic matters of the demonstration, and sign what they left in the record."""
    from juzhan.apps.demo import loading
    from juzhan.apps.record.services import sign_checkpoints

    loading.load_matters(report)
    sign_checkpoints(timezone.localtime())


def load_halls(report: Report) -> None:
    """Set up the halls of the demonstration, play their days, and sign what they left in the record."""
    from juzhan.apps.demo import halls
    from juzhan.apps.record.services import sign_checkpoints

    halls.load_halls(report)
    sign_checkpoints(timezone.localtime())


def _labels(path: Path) -> dict[str, places.Label]:
    if not path.exists():
        return {}
    parsed = places.parse_labels(sheet_of(path))
    refuse(path, parsed.faults)
    return parsed.labels


def _counting(report: Report, whole: int) -> Callable[[int], None]:
    """Add up the steps that a service tells, for a report that wants the sum."""
    done = 0

    def advance(step: int) -> None:
        nonlocal done
        done += step
        report(done, whole)

    return advance
