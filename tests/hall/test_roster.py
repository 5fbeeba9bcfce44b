"""The head seats people at the counters of a week, with a stand-in for each; what is missing is said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils.html import escape

from juzhan.apps.bodies.models import Holding
from juzhan.apps.hall.models import Roster
from juzhan.apps.hall.rostering import week_of
from juzhan.apps.hall.services.rostering import Seated, copy_week_before, seat_week
from juzhan.apps.record.models import Entry
from juzhan.domain.queueing.roster import Seat
from juzhan.domain.shared import Refusal
from tests.hall.visiting import TEN, Visiting
from tests.world import JINLI

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 9)
PAGE = f"/desk/hall/{JINLI}/roster"


def number(visiting: Visiting, who: str) -> int:
    return visiting.world.person(who).pk


def seat(visiting: Visiting, who: str, stand_in: str | None = None, *, at: int = 1, on: date = MONDAY) -> Seated:
    second = number(visiting, stand_in) if stand_in else None
    return Seated(on, Seat(visiting.counter(at).pk, number(visiting, who), second))


def seats(visiting: Visiting, *given: Seated, who: str = "secretary") -> object:
    return seat_week(visiting.hall, MONDAY, given, by=visiting.world.actor(who), at=TEN)


def refused(result: object) -> list[str]:
    assert isinstance(result, tuple), result
    return [refusal.code for refusal in result]


def form(visiting: Visiting, who: str, stand_in: str, on: date = MONDAY) -> dict[str, str]:
    key = f"1-{on.isoformat()}"
    return {f"person-{key}": str(number(visiting, who)), f"stand-in-{key}": str(number(visiting, stand_in))}


def test_the_head_seats_a_clerk_and_a_stand_in_and_it_is_recorded(visiting: Visiting) -> None:
    seats(visiting, seat(visiting, "clerk", "colleague"))
    row = Roster.objects.get()
    assert (row.counter, row.day, row.person.username, row.stand_in) == (
        visiting.counter(), MONDAY, "clerk", visiting.world.person("colleague"),
    )  # fmt: skip
    entry = Entry.objects.filter(act="roster.set").get()
    assert entry.subject == f"hall:{visiting.hall.pk}"


def test_saving_the_same_again_changes_and_records_nothing(visiting: Visiting) -> None:
    for _ in range(2):
        seats(visiting, seat(visiting, "clerk", "colleague"))
    assert Entry.objects.filter(act="roster.set").count() == 1


def test_a_seat_is_emptied(visiting: Visiting) -> None:
    seats(visiting, seat(visiting, "clerk"))
    seats(visiting, Seated(MONDAY, Seat(visiting.counter().pk, None)))
    assert not Roster.objects.exists()


def test_mistakes_are_refused_and_nothing_is_saved(visiting: Visiting) -> None:
    twice = seats(visiting, seat(visiting, "clerk"), seat(visiting, "clerk", at=2))
    assert refused(twice) == ["roster.at_two_counters"]
    assert refused(seats(visiting, seat(visiting, "clerk", "clerk"))) == ["roster.same_person"]
    assert refused(seats(visiting, seat(visiting, "neighbor_clerk"))) == ["roster.no_post"]
    sits = seats(visiting, seat(visiting, "clerk", "colleague"), seat(visiting, "colleague", at=2))
    assert refused(sits) == ["roster.stand_in_sits"]
    assert not Roster.objects.exists()


def test_a_new_seat_is_checked_against_those_that_stand(visiting: Visiting) -> None:
    seats(visiting, seat(visiting, "clerk"))
    assert refused(seats(visiting, seat(visiting, "clerk", at=2))) == ["roster.at_two_counters"]


def test_who_leaves_the_post_on_tuesday_can_be_seated_on_monday_only(visiting: Visiting) -> None:
    Holding.objects.filter(person=visiting.world.person("clerk")).update(valid_until=TUESDAY)
    assert refused(seats(visiting, seat(visiting, "clerk", on=TUESDAY))) == ["roster.no_post"]
    seats(visiting, seat(visiting, "clerk"))
    assert Roster.objects.count() == 1


@pytest.mark.parametrize("who", ["clerk", "neighbor_secretary", "administrator"])
def test_only_the_head_seats(visiting: Visiting, signed_in: Callable[[str], Client], who: str) -> None:
    assert refused(seats(visiting, seat(visiting, "clerk"), who=who)) == ["hall.not_head"]
    assert signed_in(who).get(PAGE).status_code == 403


def test_gaps_of_open_days_are_said_in_words(visiting: Visiting) -> None:
    assert len(week_of(visiting.hall, MONDAY).gaps) == 5, "Monday to Friday, all queues"
    seats(visiting, seat(visiting, "clerk"))
    first = week_of(visiting.hall, MONDAY).gaps[0]
    assert first.text.zh == "3月2日（周一） 1 号窗口：站员甲没有 B 岗，有事离开就没人了。"


def test_a_week_is_copied_into_empty_seats_for_those_who_still_hold_a_post(visiting: Visiting) -> None:
    tuesday = seat(visiting, "clerk", "colleague", on=TUESDAY)
    seats(visiting, seat(visiting, "clerk", "colleague"), seat(visiting, "chair", at=2), tuesday)
    Holding.objects.filter(person=visiting.world.person("chair")).update(valid_until=NEXT_MONDAY)
    Holding.objects.filter(person=visiting.world.person("colleague")).update(valid_until=NEXT_MONDAY)
    by = visiting.world.actor("secretary")
    assert copy_week_before(visiting.hall, NEXT_MONDAY, by=by, at=TEN) == 2
    copied = Roster.objects.filter(day__gte=NEXT_MONDAY).order_by("day")
    assert [(row.day, row.person.username, row.stand_in) for row in copied] == [
        (date(2026, 3, 9), "clerk", None), (date(2026, 3, 10), "clerk", None),
    ]  # fmt: skip
    assert copy_week_before(visiting.hall, NEXT_MONDAY, by=by, at=TEN) == 0


def test_a_week_before_without_a_roster_cannot_be_copied(visiting: Visiting) -> None:
    result = copy_week_before(visiting.hall, NEXT_MONDAY, by=visiting.world.actor("secretary"), at=TEN)
    assert isinstance(result, Refusal)
    assert result.code == "roster.nothing_to_copy"


def test_the_page_saves_and_shows_the_week(visiting: Visiting, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("secretary")
    answer = client.post(f"{PAGE}?week=2026-03-04", form(visiting, "clerk", "colleague"))
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}?week=2026-03-02")
    page = client.get(answer["Location"]).content.decode()
    assert f'<option value="{number(visiting, "clerk")}" selected>' in page


def test_the_page_keeps_what_was_chosen_and_says_what_is_wrong(
    visiting: Visiting, signed_in: Callable[[str], Client]
) -> None:
    given = form(visiting, "clerk", "clerk")
    answer = signed_in("secretary").post(f"{PAGE}?week=2026-03-02", given, headers={"accept-language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert escape("Clerk One cannot stand in for themselves; choose another person.") in page
    assert page.count(f'<option value="{number(visiting, "clerk")}" selected>') == 2


@pytest.mark.parametrize("sent", ["0", "-1", "999999999", "9" * 40, "x", "٣", "\x00"])
def test_a_person_who_does_not_exist_is_refused(
    visiting: Visiting, signed_in: Callable[[str], Client], sent: str
) -> None:
    answer = signed_in("secretary").post(f"{PAGE}?week=2026-03-02", {"person-1-2026-03-02": sent})
    assert answer.status_code == 422
    assert not Roster.objects.exists()


@pytest.mark.parametrize("week", ["", "x", "0001-01-01", "9999-12-31", "2026-13-01", "\x00"])
def test_any_week_that_is_asked_for_is_answered(
    visiting: Visiting, signed_in: Callable[[str], Client], week: str
) -> None:
    assert signed_in("secretary").get(PAGE, {"week": week}).status_code == 200


def test_the_page_copies_the_week_before(visiting: Visiting, signed_in: Callable[[str], Client]) -> None:
    seats(visiting, seat(visiting, "clerk", "colleague"))
    client = signed_in("secretary")
    assert client.post(f"{PAGE}?week=2026-03-09", {"act": "copy"}).status_code == 302
    assert Roster.objects.filter(day=NEXT_MONDAY).exists()
    assert client.post(f"{PAGE}?week=2026-02-02", {"act": "copy"}).status_code == 422


def test_a_full_week_takes_no_more_queries_than_an_empty_one(
    visiting: Visiting, signed_in: Callable[[str], Client], django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = signed_in("secretary")
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        client.get(f"{PAGE}?week=2026-03-02")
    days = [date(2026, 3, day) for day in range(2, 7)]
    seats(visiting, *(seat(visiting, "clerk", "chair", on=day) for day in days))
    seats(visiting, *(seat(visiting, "colleague", "chair", at=2, on=day) for day in days))
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        client.get(f"{PAGE}?week=2026-03-02")


def test_filling_the_empty_seats_keeps_what_was_just_chosen(
    visiting: Visiting, signed_in: Callable[..., Client]
) -> None:
    seats(visiting, seat(visiting, "clerk"), seat(visiting, "colleague", on=TUESDAY))
    next_tuesday = date(2026, 3, 10)
    chosen = form(visiting, "chair", "committee_member", next_tuesday)
    empty = {f"person-1-{NEXT_MONDAY}": "", f"stand-in-1-{NEXT_MONDAY}": ""}
    signed_in("secretary").post(f"{PAGE}?week={NEXT_MONDAY}", {"act": "copy", **chosen, **empty})
    found = {row.day: row.person.username for row in Roster.objects.filter(day__gte=NEXT_MONDAY)}
    assert found == {NEXT_MONDAY: "clerk", next_tuesday: "chair"}


def test_what_was_chosen_stands_on_the_page_when_there_is_nothing_to_copy(
    visiting: Visiting, signed_in: Callable[..., Client]
) -> None:
    chosen = form(visiting, "chair", "committee_member")
    answer = signed_in("secretary").post(f"{PAGE}?week={MONDAY}", {"act": "copy", **chosen})
    assert answer.status_code == 422
    assert f'<option value="{number(visiting, "chair")}" selected>' in answer.content.decode()
    assert not Roster.objects.exists()
