"""Two arrange one hall at the same instant, or arrange what somebody uses just then: nobody waits for ever, both rules hold."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date

from django.db import connection, transaction

from juzhan.apps.hall.models import Counter, Group, Hall, Shift
from juzhan.apps.hall.services import arranging, sitting
from juzhan.apps.record.models import Entry
from juzhan.domain.shared import Refusal
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting
from tests.matters.doing import refused
from tests.world import XIMIANQIAO

MONDAY = date(2026, 3, 2)


def test_two_queues_are_saved_at_once_and_both_stand(committed_hall: Visiting) -> None:
    by = committed_hall.world.actor("secretary", MONDAY)
    for cap in range(1, 41):
        at_once(
            *(
                lambda letter=letter, cap=cap: arranging.change_group(  # type: ignore[misc]
                    committed_hall.group(letter), by=by, at=TEN, daily_cap=cap
                )
                for letter in "AB"
            )
        )
        assert list(Group.objects.filter(letter__in="AB").values_list("daily_cap", flat=True)) == [cap, cap]


def test_of_two_queues_that_claim_one_field_at_once_one_gets_it(committed_hall: Visiting) -> None:
    by = committed_hall.world.actor("secretary", MONDAY)
    for _ in range(5):
        results = at_once(
            *(
                lambda letter=letter: arranging.change_group(  # type: ignore[misc]
                    committed_hall.group(letter), by=by, at=TEN, fields=["public_security"]
                )
                for letter in "AB"
            )
        )
        assert [refused(result) for result in results if isinstance(result, Refusal)] == ["group.field_taken"]
        Group.objects.filter(letter="A").update(fields=["civil_affairs"])
        Group.objects.filter(letter="B").update(fields=["labor_security"])


def test_what_a_page_says_stands_also_when_somebody_saved_before_it(committed_hall: Visiting) -> None:
    by, read = committed_hall.world.actor("secretary", MONDAY), committed_hall.group()
    arranging.change_group(committed_hall.group(), by=by, at=TEN, is_open=False)
    changed = arranging.change_group(read, by=by, at=TEN, is_open=True, name="民政")
    assert isinstance(changed, Group)
    assert Group.objects.get(letter="A").is_open


def test_two_new_counters_at_once_get_two_numbers(committed_hall: Visiting) -> None:
    by = committed_hall.world.actor("secretary", MONDAY)
    at_once(*[lambda: arranging.add_counter(committed_hall.hall, by=by, at=TEN)] * 2)
    assert sorted(Counter.objects.filter(number__gt=20).values_list("number", flat=True)) == [21, 22]


def test_a_hall_that_is_set_up_twice_at_once_begins_once(committed_hall: Visiting) -> None:
    by, place = committed_hall.world.actor("neighbor_secretary", MONDAY), committed_hall.world.place(XIMIANQIAO)
    before = Entry.objects.filter(act="hall.begun").count()
    results = at_once(*[lambda: arranging.begin_hall(place, by=by, at=TEN)] * 4)
    assert len({result.pk for result in results if isinstance(result, Hall)}) == 1
    assert Entry.objects.filter(act="hall.begun").count() == before + 1


def test_a_counter_at_which_somebody_sits_down_just_now_stays_in_use(committed_hall: Visiting) -> None:
    head, counter = committed_hall.world.actor("secretary", MONDAY), committed_hall.counter()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            shift = sitting.open_counter(counter, by=committed_hall.world.actor("clerk", MONDAY), at=TEN)
            result = pool.submit(_takes_out_of_use, counter.pk, head)
            _until_it_waits(result)
        assert isinstance(shift, Shift)
        assert refused(result.result()) == "counter.in_use_now"
    assert committed_hall.counter().is_in_use


def _takes_out_of_use(counter: int, head: object) -> Counter | Refusal:
    try:
        row = Counter.objects.select_related("hall").get(pk=counter)
        return arranging.change_counter(row, by=head, at=TEN, groups=[], is_low=False, is_in_use=False)  # type: ignore[arg-type]
    finally:
        connection.close()


def _until_it_waits(other: Future[Counter | Refusal]) -> None:
    """Return once the other connection waits for a lock, or is done."""
    while not other.done():
        with connection.cursor() as cursor:
            cursor.execute("select 1 from pg_locks where not granted")
            if cursor.fetchone():
                return
