"""Who has a ticket's code rates the visit, once, after it was served."""

from __future__ import annotations

from datetime import timedelta

import pytest

from juzhan.apps.hall.models import VisitRating
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services import rating as services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason
from tests.hall.rating import BAD, GOOD, publish_follow_up, rates, visited
from tests.hall.visiting import Visiting, got, later
from tests.matters.doing import refused
from tests.world import at

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
    assert rates(visited(visiting), grade, phone="13800000009").follow_up is None
    assert not Matter.objects.exists()


@pytest.mark.usefixtures("follow_up")
@pytest.mark.parametrize("grade", [Rating.DISSATISFIED, Rating.VERY_DISSATISFIED])
def test_a_bad_grade_opens_a_matter_in_the_hands_of_the_head_of_the_hall(grade: Rating, visiting: Visiting) -> None:
    matter = rates(visited(visiting), grade).follow_up
    assert matter is not None
    assert (matter.owner, matter.handler) == (visiting.world.body("workstation"), visiting.world.person("secretary"))
    assert (matter.state, matter.for_head) == ("accepted", True)
    assert matter.due_on == at(2026, 3, 23).date(), "15 working days after Monday 2 March"


@pytest.mark.usefixtures("follow_up")
def test_the_follow_up_says_neither_who_rated_nor_what_was_written(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rating = rates(ticket, comment="窗口的人吼我", reasons=[Reason.MANNER])
    matter = rating.follow_up
    assert matter is not None
    assert "态度不好" in matter.summary
    assert "吼" not in matter.summary
    assert ticket.number not in matter.summary
    assert not hasattr(matter, "applicant")


@pytest.mark.usefixtures("follow_up")
def test_a_phone_for_the_call_back_is_kept_apart_with_the_follow_up(visiting: Visiting) -> None:
    matter = rates(visited(visiting), phone="13800000009").follow_up
    assert matter is not None
    assert matter.applicant.phone == "13800000009"


@pytest.mark.usefixtures("follow_up")
def test_the_public_record_tells_the_grade_and_neither_words_nor_ticket(visiting: Visiting) -> None:
    ticket = visited(visiting)
    rating = rates(ticket, comment="窗口的人吼我")
    entry = entries_about(rating.record_subject).get()
    assert entry.act == "rating.given"
    told = bytes(entry.canonical).decode()
    assert '"grade":"1"' in told
    assert "吼" not in told
    assert str(ticket.pk) != rating.record_subject.partition(":")[2]


def test_a_bad_rating_is_kept_even_where_no_follow_up_can_be_opened_and_the_follow_up_comes_later(
    visiting: Visiting,
) -> None:
    rating = rates(visited(visiting))
    assert rating.follow_up is None
    publish_follow_up()
    assert [services.open_missing(later(90)), services.open_missing(later(91))] == [1, 0]
    rating.refresh_from_db()
    assert rating.follow_up is not None


def test_what_was_written_is_forgotten_when_its_time_is_over(visiting: Visiting) -> None:
    rating = rates(visited(visiting), GOOD, comment="谢谢小王")
    assert services.forget_comments(at(2027, 3, 1)) == 0
    assert [services.forget_comments(at(2027, 3, 5)), services.forget_comments(at(2027, 3, 5))] == [1, 0]
    rating.refresh_from_db()
    assert (rating.comment, rating.value) == ("", GOOD)
