"""An act in the logs of two places takes them in the order of their codes, so that two writers never wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from attrs import evolve
from django.db import connection, transaction

from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.recording import SYSTEM
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling, serving, sitting
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Applicant, Matter, Step
from juzhan.apps.record import services as record
from juzhan.apps.record.models import Log
from juzhan.domain.matters import Outcome
from juzhan.domain.record import NewEntry
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting, got, later
from tests.record.acts import acts
from tests.world import JINLI, LAOMALU

AFTER = LAOMALU
"""A community whose code comes after that of the hall's place."""


def in_order(first: str, second: str) -> bool:
    """Write to two logs in the order of their codes, to the second only once somebody waits for the first."""
    assert first < second
    with transaction.atomic():
        record.append(first, _acts())
        held.set()
        while not (somebody_waits() or over.is_set()):
            pass
        record.append(second, _acts())
    return True


held, over = Event(), Event()


def _acts() -> list[NewEntry]:
    """An act of the program: it stays in the log after the test, where pages read it."""
    return [evolve(act, actor=SYSTEM) for act in acts(1)]


def somebody_waits() -> bool:
    """Whether a connection waits for a lock that another holds."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where not granted)")
        return bool(cursor.fetchone()[0])


def meanwhile(act: Callable[[], object]) -> list[object]:
    """An act, and beside it a writer that holds the log of the hall's place and then wants that of the visitor's."""

    def waiting() -> object:
        assert held.wait(30)
        try:
            return act()
        finally:
            over.set()

    held.clear()
    over.clear()
    return at_once(lambda: in_order(JINLI, AFTER), waiting)


@pytest.fixture
def shift(committed_hall: Visiting) -> Shift:
    """A clerk who serves a visitor of a community that comes after the hall's place."""
    committed_hall.takes()
    shift = committed_hall.opens()
    ticket = committed_hall.calls(shift)
    got(calling.begin(shift, ticket, by=committed_hall.world.actor("clerk"), at=TEN))
    return shift


def test_a_counter_is_closed_while_another_writes_to_both_logs(committed_hall: Visiting, shift: Shift) -> None:
    Ticket.objects.update(community=AFTER)
    by = committed_hall.world.actor("clerk")
    wrote, closed = meanwhile(lambda: sitting.close_counter(shift, by=by, at=later(5)))
    assert wrote is True
    assert isinstance(closed, Shift)
    assert Ticket.objects.get().state == "held"


@pytest.fixture
def decided(committed_hall: Visiting) -> Iterator[Matter]:
    """A decided matter of that community, where the clerk also works; cleared away afterwards."""
    world = committed_hall.world
    post = Post.objects.get(body__place=AFTER, body__key="workstation", body__valid_until=None, key="clerk")
    holding = Holding.objects.create(person=world.people["clerk"], post=post, valid_from=TEN.date())
    by = world.actor("far_clerk")
    accepted = services.accept_matter(world.matter(community=AFTER), by=by, at=TEN)
    assert isinstance(accepted, Matter), accepted
    done = services.decide_matter(accepted, outcome=Outcome.GRANTED, reason="符合条件", by=by, at=TEN)
    assert isinstance(done, Matter), done
    yield done
    Ticket.objects.update(matter=None)
    for model in (Step, Applicant):
        model.objects.filter(matter=done).delete()
    done.delete()
    holding.delete()


def test_visit_and_matter_end_together_while_another_writes_to_both_logs(
    committed_hall: Visiting, decided: Matter, shift: Shift
) -> None:
    Ticket.objects.update(matter=decided)
    by = committed_hall.world.actor("clerk")
    ticket = Ticket.objects.select_related("hall").get()
    wrote, finished = meanwhile(lambda: serving.finish_visit(shift, ticket, by=by, at=later(5), close=True))
    assert wrote is True
    assert isinstance(finished, Ticket), finished
    assert (Ticket.objects.get().state, Matter.objects.get(pk=decided.pk).state) == ("served", "closed")


def test_logs_that_are_not_begun_are_held_like_others(world: object) -> None:
    with transaction.atomic():
        record.hold("510107001777", "510107001888")
    assert Log.objects.filter(place__in=["510107001777", "510107001888"]).count() == 2


def test_one_log_needs_no_order(world: object, django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        record.hold(JINLI, JINLI)
