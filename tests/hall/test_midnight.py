"""Midnight passes with people waiting: numbers end with the day, or are kept, as the hall wants it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.selectors import board, visits_of
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services.day import end_days
from juzhan.apps.record.selectors import entries_about
from tests.hall.visiting import TEN, Visiting, got, later
from tests.world import at

pytestmark = pytest.mark.django_db
MIDNIGHT, TUESDAY = at(2026, 3, 3, 0), at(2026, 3, 3)


@pytest.fixture
def keeping(visiting: Visiting) -> Visiting:
    """A hall that keeps its numbers for the next day."""
    visiting.hall.midnight = "keep"
    visiting.hall.save()
    return visiting


def evening(visiting: Visiting) -> dict[str, Ticket]:
    """A hall left by its clerks as it stood: one visitor in each state that is not over."""
    missed, held, serving, called, waiting = (visiting.takes(later(n)) for n in range(5))
    one, two = visiting.opens(), visiting.opens("colleague", 2)
    by, colleague = visiting.world.actor("clerk"), visiting.world.actor("colleague")
    visiting.calls(one, later(6))
    visiting.misses(one, missed, later(7))
    visiting.calls(one, later(8))
    got(calling.begin(one, held, by=by, at=later(9)))
    got(calling.hold(one, held, by=by, at=later(10)))
    visiting.calls(one, later(11))
    got(calling.begin(one, serving, by=by, at=later(12)))
    got(calling.call_next(two, by=colleague, at=later(13)))
    return {"missed": missed, "held": held, "serving": serving, "called": called, "waiting": waiting}


def states(tickets: dict[str, Ticket]) -> dict[str, str]:
    return {was: got(ticket).state for was, ticket in tickets.items()}


def test_before_midnight_nothing_ends_and_after_it_only_once(visiting: Visiting) -> None:
    ticket = visiting.takes()
    assert end_days(at(2026, 3, 2, 23)) == 0
    assert [end_days(MIDNIGHT), end_days(at(2026, 3, 3, 1))] == [1, 0]
    assert got(ticket).state == "ended"


def test_where_numbers_end_with_the_day_a_visit_in_hand_has_taken_place(visiting: Visiting) -> None:
    tickets = evening(visiting)
    end_days(MIDNIGHT)
    assert states(tickets) == {
        "missed": "ended", "held": "ended", "serving": "served", "called": "ended", "waiting": "ended",
    }  # fmt: skip


def test_nobody_knows_how_long_an_unfinished_visit_took_so_it_counts_for_no_mean(visiting: Visiting) -> None:
    serving = evening(visiting)["serving"]
    end_days(MIDNIGHT)
    assert got(serving).served_for == timedelta(minutes=1)


def test_its_matter_counts_the_trip(visiting: Visiting) -> None:
    matter = visiting.world.matter()
    serving = evening(visiting)["serving"]
    Ticket.objects.filter(pk=serving.pk).update(matter=matter)
    end_days(MIDNIGHT)
    assert visits_of(matter.pk).count() == 1


def test_counters_left_open_are_closed_and_the_record_says_so(visiting: Visiting) -> None:
    shift = visiting.opens()
    end_days(MIDNIGHT)
    shift.refresh_from_db()
    assert shift.closed_at == MIDNIGHT
    assert entries_about(f"counter:{shift.counter_id}").filter(act="counter.closed").exists()


def test_where_numbers_are_kept_everybody_is_back_in_the_queue_or_on_hold(keeping: Visiting) -> None:
    tickets = evening(keeping)
    assert end_days(MIDNIGHT) == 0
    assert states(tickets) == {
        "missed": "missed", "held": "held", "serving": "held", "called": "waiting", "waiting": "waiting",
    }  # fmt: skip
    assert not Shift.objects.filter(closed_at=None).exists()


def test_kept_numbers_are_called_before_those_of_the_new_day(keeping: Visiting) -> None:
    kept = keeping.takes()
    end_days(MIDNIGHT)
    keeping.takes(TUESDAY)
    assert keeping.calls(keeping.opens(at=TUESDAY), TUESDAY + timedelta(minutes=1)) == kept


def test_a_kept_number_is_told_from_the_same_number_of_the_new_day(keeping: Visiting) -> None:
    keeping.takes()
    end_days(MIDNIGHT)
    keeping.takes(TUESDAY)
    assert board(keeping.hall, TUESDAY)["queues"][0]["waiting"] == ["A001·2", "A001"]
    keeping.calls(keeping.opens(at=TUESDAY), TUESDAY)
    (call,) = board(keeping.hall, TUESDAY)["calls"]
    assert (call["number"], call["spoken"]) == ("A001·2", "请 2 日取的 A 零 零 幺 号，到 1 号窗口，低位窗口。")


def test_keeping_a_number_happens_once(keeping: Visiting) -> None:
    ticket = keeping.takes()
    for hour in (0, 1):
        end_days(at(2026, 3, 3, hour))
    end_days(at(2026, 3, 4, 0))
    assert got(ticket).number == "A001·2"
    assert list(ticket.steps.values_list("act", flat=True)) == ["take", "keep"]


def test_the_night_is_no_service_time(keeping: Visiting) -> None:
    serving = evening(keeping)["serving"]
    end_days(MIDNIGHT)
    shift, by = keeping.opens(at=TUESDAY), keeping.world.actor("clerk", TUESDAY.date())
    got(calling.go_on(shift, serving, by=by, at=TUESDAY))
    done = got(calling.finish(shift, serving, by=by, at=TUESDAY + timedelta(minutes=3)))
    assert done.served_for == timedelta(minutes=4)


def test_the_new_day_begins_with_one_and_its_counters_are_free(keeping: Visiting) -> None:
    evening(keeping)
    end_days(MIDNIGHT)
    assert keeping.takes(TUESDAY).number == "A001"
    assert board(keeping.hall, TUESDAY)["calls"] == []


def test_a_day_that_has_passed_is_not_touched_again(visiting: Visiting) -> None:
    visiting.serves(visiting.opens(), TEN, later(5)) if visiting.takes() else None
    end_days(MIDNIGHT)
    assert Ticket.objects.get().state == "served"
