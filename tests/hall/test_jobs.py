"""What the worker does by itself: it ends past days and forgets who booked, whatever hour its own clock shows."""

from __future__ import annotations

import pytest
import time_machine
from procrastinate.contrib.django import app

from juzhan.apps.hall import tasks
from juzhan.apps.hall.models import BookingContact
from tests.hall.booking import TODAY_TWO, Bookings
from tests.hall.visiting import Visiting
from tests.world import at

pytestmark = pytest.mark.django_db


def test_soon_after_midnight_the_numbers_of_the_day_end(visiting: Visiting, clock: time_machine.Coordinates) -> None:
    ticket = visiting.takes()
    clock.move_to(at(2026, 3, 2, 23, 5))
    tasks.end_past_days(0)
    ticket.refresh_from_db()
    assert ticket.state == "waiting"
    clock.move_to(at(2026, 3, 3, 0, 5))
    tasks.end_past_days(0)
    ticket.refresh_from_db()
    assert ticket.state == "ended"


def test_soon_after_midnight_those_who_booked_are_forgotten(
    visiting: Visiting, clock: time_machine.Coordinates
) -> None:
    Bookings(visiting).books(TODAY_TWO)
    clock.move_to(at(2026, 3, 2, 23, 10))
    tasks.forget(0)
    assert BookingContact.objects.exists()
    clock.move_to(at(2026, 3, 3, 0, 10))
    tasks.forget(0)
    assert not BookingContact.objects.exists()


def test_both_jobs_come_every_hour() -> None:
    crons = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert {crons["hall.end_days"], crons["hall.forget"]} == {"5 * * * *", "10 * * * *"}
