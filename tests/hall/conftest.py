"""A hall in Jinli with three queues and three counters, on Monday 2 March 2026 at ten in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker

from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.services.arranging import set_up_hall
from tests.hall.booking import Bookings
from tests.hall.visiting import Visiting
from tests.world import World, at

MORNING = at(2026, 3, 2)


@pytest.fixture
def hall(world: World) -> Hall:
    """The hall of Jinli."""
    return set_up_hall(world.place())


@pytest.fixture
def visiting(world: World, hall: Hall) -> Visiting:
    """Short words for visitors and clerks of the hall."""
    return Visiting(world, hall)


@pytest.fixture
def bookings(visiting: Visiting) -> Bookings:
    """Short words for bookings."""
    return Bookings(visiting)


@pytest.fixture
def clerk(signed_in: Callable[..., Client], visiting: Visiting) -> Client:
    """The clerk at counter 1."""
    visiting.opens()
    return signed_in("clerk")


@pytest.fixture
def head(signed_in: Callable[..., Client], visiting: Visiting) -> Client:
    """The station's head."""
    return signed_in("secretary")


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the day stands still; a test may move it."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def committed_hall(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visiting]:
    """A hall outside a test's transaction, for tests in which several connections act at once; cleared away afterwards."""
    from juzhan.apps.accounts.models import Person
    from juzhan.apps.hall import models

    with django_db_blocker.unblock():
        world = World({person.username: person for person in Person.objects.all()})
        hall = set_up_hall(world.place(), counters=20)
        yield Visiting(world, hall)
        models.VisitRating.objects.all().delete()
        models.Ticket.objects.all().delete()
        models.Booking.objects.all().delete()
        models.Shift.objects.all().delete()
        models.Hall.objects.all().delete()
