"""Jobs of the district's desk."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from juzhan.apps.district.services import confirm_table, take_table_in


@app.task(name="district.take_table_in")
def take_in(number: str) -> None:
    """Take a confirmed table in."""
    take_table_in(UUID(number), timezone.now())


@transaction.atomic
def send(number: UUID) -> None:
    """Confirm a table and send for the worker; sending again while it waits does no harm."""
    if not confirm_table(number).is_finished:
        take_in.defer(number=str(number))
