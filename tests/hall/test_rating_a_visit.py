"""Who has a ticket's code rates the visit, once, after it was served."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from juzhan.apps.hall.models import Ticket, VisitRating
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services import rating as services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Commitment
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason
from tests.hall.rating import BAD, GOOD, after_midnight, publish_follow_up, rates, visited
from tests.hall.visiting import Visiting, got, later
from tests.matters.doing import refused
from tests.world import JINLI, LAOMALU, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow_up(visiting: Visiting) -> None:
    """The catalogue knows the follow-up of bad ratings."""
    publish_follow_up()


def test_a_visitor_rates_a_visit_with_reasons_and_a_word(visiting: Visiting) -> None:
    rating = rates(visited(visiting), GOOD, reasons=[Reason.WAITED], comment=" 谢谢 ")
    assert (rating.value, rating.reasons, rating.comment, rating.follow_up) == (GOOD, ["waited"], "谢谢", None)


def test_a_second_try_is_refused_kindly_and_changes_nothing(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rates(ticket, GOOD)
    again = services.rate_visit(ticket, services.Said(BAD), at=later(61))
    assert refused(again) == "rating.already_given"
    assert VisitRating.objects.get().value is GOOD


def test_a_visit_is_rated_only_once_it_was_served(visiting: Visiting) -> None:
    waiting = visiting.takes()
    assert refused(services.rate_visit(waiting, services.Said(GOOD), at=later(1))) == "rating.not_served"
    left = got(calling.leave(waiting, at=later(2)))
    assert refused(services.rate_visit(left, services.Said(GOOD), at=later(3))) == "rating.not_served"


def test_after_the_time_for_rating_it_is_too_late(visiting: Visiting) -> None:
    ticket = visited(visiting)
    late = services.rate_visit(ticket, services.Said(GOOD), at=later(60) + timedelta(days=31))
    assert refused(late) == "rating.too_late"
    assert rates(ticket, GOOD, at=later(60) + timedelta(days=30))


@pytest.mark.parametrize("who", ["clerk", "colleague", "secretary", "chair"])
def test_nobody_who_works_in_the_hall_rates_there(who: str, visiting: Visiting) -> None:
    by = visiting.world.actor(who)
    result = services.rate_visit(visited(visiting), services.Said(GOOD), at=later(60), by=by)
    assert refused(result) == "rating.staff"
    assert not VisitRating.objects.exists()


def test_staff_of_another_place_are_visitors_like_others(visiting: Visiting) -> None:
    by = visiting.world.actor("far_clerk")
    result = services.rate_visit(visited(visiting), services.Said(GOOD), at=later(60), by=by)
    assert isinstance(result, VisitRating)


@pytest.mark.usefixtures("follow_up")
@pytest.mark.parametrize("grade", [grade for grade in Rating if not grade.is_bad])
def test_a_good_grade_opens_nothing(grade: Rating, visiting: Visiting) -> None:
    rating = after_midnight(rates(visited(visiting), grade, phone="13800000009"))
    assert (rating.follow_up, rating.phone) == (None, "")
    assert not Matter.objects.exists()


@pytest.mark.usefixtures("follow_up")
@pytest.mark.parametrize("grade", [Rating.DISSATISFIED, Rating.VERY_DISSATISFIED])
def test_a_bad_grade_opens_a_matter_in_the_hands_of_the_head_of_the_hall(grade: Rating, visiting: Visiting) -> None:
    matter = after_midnight(rates(visited(visiting), grade)).follow_up
    assert matter is not None
    assert (matter.owner, matter.handler) == (visiting.world.body("workstation"), visiting.world.person("secretary"))
    assert (matter.state, matter.for_head) == ("accepted", True)
    assert matter.due_on == at(2026, 3, 23).date(), "15 working days after Monday 2 March"


@pytest.mark.usefixtures("follow_up")
def test_the_follow_up_says_neither_who_rated_nor_what_was_written(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rating = rates(ticket, comment="窗口的人吼我", reasons=[Reason.MANNER])
    matter = after_midnight(rating).follow_up
    assert matter is not None
    assert "态度不好" in matter.summary
    assert "吼" not in matter.summary
    assert ticket.number not in matter.summary
    assert not hasattr(matter, "applicant")


@pytest.mark.usefixtures("follow_up")
def test_a_phone_for_the_call_back_is_kept_apart_with_the_follow_up(visiting: Visiting) -> None:
    given = rates(visited(visiting), phone="13800000009")
    assert given.phone == "13800000009", "until the follow-up is opened it waits here"
    rating = after_midnight(given)
    assert rating.follow_up is not None
    assert (rating.follow_up.applicant.phone, rating.phone) == ("13800000009", "")


def told_of(rating: VisitRating) -> dict[str, Any]:
    """The entry of a rating in the public record, without what must differ between any two."""
    entry = entries_about(rating.sealed_subject).get()
    told: dict[str, Any] = json.loads(bytes(entry.canonical))
    assert list(told.pop("commitments")) == ["rating"]
    assert told.pop("subject") == rating.sealed_subject
    return told


def test_the_record_tells_the_day_and_nothing_else_the_same_for_every_rating(visiting: Visiting) -> None:
    bad = rates(visited(visiting), BAD, comment="窗口的人吼我", reasons=[Reason.MANNER], phone="13800000009")
    good = rates(visited(visiting, 5), GOOD, at=later(63.7))
    assert told_of(bad) == told_of(good)
    assert (told_of(bad)["at"], told_of(bad)["facts"]) == ("2026-03-02T00:00:00+08:00", {})


def test_the_rating_can_be_proved_by_who_holds_the_salt(visiting: Visiting) -> None:
    rating = rates(visited(visiting), BAD, comment="窗口的人吼我", reasons=[Reason.MANNER])
    opened = Commitment.objects.get(entry__subject=rating.sealed_subject)
    assert json.loads(opened.value) == {"comment": "窗口的人吼我", "grade": "1", "reasons": ["manner"]}


def test_the_names_of_a_rating_do_not_lead_to_one_another_nor_to_its_ticket(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rating = rates(ticket)
    assert len({rating.seal, rating.reference, rating.code, ticket.code, str(ticket.pk)}) == 5
    assert not entries_about(rating.record_subject).exists(), "an appeal's name is not that of the rating's day"


@pytest.mark.usefixtures("follow_up")
def test_a_bad_grade_opens_nothing_on_its_day_so_that_the_moment_does_not_tell_it(visiting: Visiting) -> None:
    rating = rates(visited(visiting))
    assert services.open_missing(at(2026, 3, 2, 23, 59)) == 0
    assert not Matter.objects.exists()
    assert services.open_missing(at(2026, 3, 3, 0, 20)) == 1
    rating.refresh_from_db()
    assert rating.follow_up is not None
    assert rating.follow_up.submitted_at == at(2026, 3, 2, 23, 59) + timedelta(seconds=59)


@pytest.mark.usefixtures("follow_up")
def test_the_follow_ups_of_a_day_come_in_an_order_that_is_not_that_of_the_ratings(visiting: Visiting) -> None:
    given = [rates(visited(visiting, 5 * number), at=later(60 + number)) for number in range(6)]
    services.open_missing(later(15 * 60))
    rows = VisitRating.objects.select_related("follow_up").order_by("follow_up__id")
    assert [row.reference for row in rows] == sorted(row.reference for row in given)
    assert len({row.follow_up.submitted_at for row in rows if row.follow_up}) == 1


@pytest.mark.usefixtures("follow_up")
def test_a_follow_up_is_of_the_halls_place_and_not_of_the_visitors(visiting: Visiting) -> None:
    rating = rates(visited(visiting))
    Ticket.objects.filter(pk=rating.pk).update(community=LAOMALU)
    matter = after_midnight(rating).follow_up
    assert matter is not None
    assert matter.community_id == JINLI


def test_the_same_submission_gives_the_same_rating(visiting: Visiting) -> None:
    ticket, submission = visited(visiting), uuid4()
    first, again = (
        services.rate_visit(ticket, services.Said(grade), at=later(60), submission=submission) for grade in (GOOD, BAD)
    )
    assert isinstance(first, VisitRating)
    assert first == again
    other = services.rate_visit(ticket, services.Said(BAD), at=later(60), submission=uuid4())
    assert refused(other) == "rating.already_given"


def test_who_is_told_that_a_visit_was_rated_is_not_told_how(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rates(ticket, BAD)
    again = services.rate_visit(ticket, services.Said(GOOD), at=later(61))
    assert not isinstance(again, VisitRating)
    assert BAD.text.zh not in again.text.zh


def test_a_bad_rating_is_kept_even_where_no_follow_up_can_be_opened_and_the_follow_up_comes_later(
    visiting: Visiting,
) -> None:
    rating = after_midnight(rates(visited(visiting)))
    assert rating.follow_up is None
    publish_follow_up()
    days_later = later(15 * 60) + timedelta(days=3)
    assert [services.open_missing(days_later), services.open_missing(days_later)] == [1, 0]
    rating.refresh_from_db()
    assert rating.follow_up is not None
    assert rating.follow_up.submitted_at == days_later


def test_what_was_written_is_forgotten_when_its_time_is_over(visiting: Visiting) -> None:
    rating = rates(visited(visiting), GOOD, comment="谢谢小王")
    assert services.forget_comments(at(2027, 3, 1)) == 0
    assert [services.forget_comments(at(2027, 3, 5)), services.forget_comments(at(2027, 3, 5))] == [1, 0]
    rating.refresh_from_db()
    assert (rating.comment, rating.value) == ("", GOOD)
    assert not Commitment.objects.filter(entry__subject=rating.sealed_subject).exists()
    forgotten = entries_about(f"hall:{visiting.hall.pk}").get(act="ratings.forgotten")
    assert json.loads(bytes(forgotten.canonical))["facts"] == {"count": 1}
