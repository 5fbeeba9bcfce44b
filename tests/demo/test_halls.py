"""The halls of the demonstration: weeks of visits made by the product's own services, and a queue that lives today."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from juzhan.apps.bodies.models import Holding
from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.demo import halls, loading, screens, sharing
from juzhan.apps.demo.cast import CAST
from juzhan.apps.hall.models import Booking, Counter, Hall, Shift, SlotCount, Ticket, TicketStep, VisitRating
from juzhan.apps.hall.rostering import week_of
from juzhan.apps.record.models import Entry
from juzhan.config.env import ROOT
from juzhan.domain.catalogue import load_catalogue
from tests.demo.test_loading import nothing
from tests.world import JINLI, XIMIANQIAO, World, at

SUNDAY_NIGHT = at(2026, 3, 8, 22)


@pytest.fixture
def played(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small hall that has been played for three days up to a Sunday night."""
    monkeypatch.setattr(halls, "HOUSES", (halls.House(JINLI, 4, 2, 14, 3, is_always_open=True),))
    publish_items(list(load_catalogue(ROOT / "data" / "catalogue")))
    Holding.objects.all().delete()
    with time_machine.travel(SUNDAY_NIGHT, tick=False):
        loading.load_cast(nothing)
        halls.load_halls(nothing)


def test_every_visit_is_synthetic_and_stands_in_the_record(played: None) -> None:
    tickets = list(Ticket.objects.all())
    assert len(tickets) > 30
    assert all(ticket.is_synthetic for ticket in tickets)
    recorded = set(Entry.objects.filter(act="ticket.take").values_list("subject", flat=True))
    assert {ticket.record_subject for ticket in tickets} <= recorded


def test_past_days_are_over_and_today_a_queue_lives(played: None) -> None:
    today = SUNDAY_NIGHT.date()
    past = Ticket.objects.exclude(day=today)
    assert past.filter(state="served").count() > 15
    assert not past.exclude(state__in=["served", "left", "ended"]).exists()
    assert Ticket.objects.filter(day=today, state="waiting").exists()
    assert Ticket.objects.filter(day=today, state__in=["called", "serving"]).exists()
    assert not TicketStep.objects.filter(at__gt=SUNDAY_NIGHT).exists()


def test_the_named_cast_finds_a_free_counter(played: None) -> None:
    open_now = Shift.objects.filter(closed_at=None)
    assert open_now.count() == 2
    assert not open_now.filter(person__username__in=[character.username for character in CAST]).exists()
    assert Counter.objects.filter(hall__place=JINLI).exclude(shifts__in=open_now).exists()


def test_playing_again_changes_nothing(played: None) -> None:
    before = Ticket.objects.count(), Shift.objects.count(), Entry.objects.count()
    with time_machine.travel(SUNDAY_NIGHT, tick=False):
        halls.load_halls(nothing)
    assert (Ticket.objects.count(), Shift.objects.count(), Entry.objects.count()) == before


def test_the_same_day_gives_the_same_visits(played: None) -> None:
    def told() -> list[tuple[object, ...]]:
        return list(Ticket.objects.order_by("joined_at", "id").values_list("number", "lane", "state", "ended_at"))

    before = told()
    VisitRating.objects.all().delete()
    Ticket.objects.all().delete()
    Booking.objects.all().delete()
    SlotCount.objects.all().delete()
    Shift.objects.all().delete()
    Hall.objects.all().delete()
    with time_machine.travel(SUNDAY_NIGHT, tick=False):
        halls.load_halls(nothing)
    assert told() == before


def test_some_booked_some_rated_and_next_weeks_roster_lacks_one_stand_in(played: None) -> None:
    assert Ticket.objects.filter(lane="booked", state="served").exists()
    assert Booking.objects.filter(begins__gt=SUNDAY_NIGHT).exists()
    assert VisitRating.objects.filter(ticket__is_synthetic=True).count() >= 5
    hall = Hall.objects.get(place=JINLI)
    following = week_of(hall, SUNDAY_NIGHT.date() + timedelta(days=7))
    assert [gap.code for gap in following.gaps if "周五" in gap.text.zh] == ["roster.no_stand_in"]


def test_three_communities_share_one_hall_and_each_has_visitors_and_figures_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The communities of the small world stand in for those of Wuhou."""
    monkeypatch.setattr(sharing, "SHARED", (JINLI, XIMIANQIAO))
    monkeypatch.setattr(screens, "SHARED", (JINLI, XIMIANQIAO))
    monkeypatch.setattr(halls, "HOUSES", (halls.House(JINLI, 4, 4, 18, 2),))
    monkeypatch.setattr("juzhan.apps.demo.people.CAST", ())
    publish_items(list(load_catalogue(ROOT / "data" / "catalogue")))
    Holding.objects.all().delete()
    with time_machine.travel(SUNDAY_NIGHT, tick=False):
        loading.load_cast(nothing)
        halls.load_halls(nothing)
        shared = [place.pk for place in screens.shared_hall()]
    assert shared == [JINLI, XIMIANQIAO]
    for community in shared:
        assert Ticket.objects.filter(hall__place=JINLI, community=community, state="served").exists()
        assert Entry.objects.filter(log__place=community, act="ticket.finish").exists()
    bodies = set(Shift.objects.values_list("person__holdings__post__body__kind", flat=True))
    assert bodies == {"workstation", "residents_committee"}
