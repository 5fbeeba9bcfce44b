"""The head appeals a mistaken or malicious rating; those who supervise or lead the station strike or keep it, in public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.models import VisitRating
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.matters.models import Matter, RatingFollowUp
from juzhan.apps.matters.services.appealing import answer_appeal, appeal_rating
from juzhan.apps.openness.selectors import figures
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.matters import Rating
from juzhan.domain.shared import Refusal
from tests.hall.rating import BAD, GOOD, rates, visited
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused
from tests.world import JINLI

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
TOMORROW = TEN.date() + timedelta(days=1)
WHY = "评的是隔壁药店的事"


@pytest.fixture
def bad(visiting: Visiting, clock: time_machine.Coordinates) -> VisitRating:
    """A bad rating of a visit."""
    clock.move_to(later(120))
    return rates(visited(visiting), BAD)


def station(visiting: Visiting) -> int:
    """The body that hosts the hall."""
    return visiting.world.body("workstation").pk


def appeals(bad: VisitRating, visiting: Visiting, who: str = "secretary", reason: str = WHY) -> VisitRating | Refusal:
    """Somebody appeals."""
    by = visiting.world.actor(who)
    return appeal_rating(bad, station(visiting), JINLI, reason=reason, by=by, at=later(70))


def answers(
    bad: VisitRating, visiting: Visiting, who: str, *, strikes: bool = True, reason: str = "情况属实"
) -> VisitRating | Refusal:
    """Somebody answers the appeal."""
    by = visiting.world.actor(who)
    return answer_appeal(bad, station(visiting), JINLI, strikes=strikes, reason=reason, by=by, at=later(80))


@pytest.mark.parametrize("who", ["council_member", "representative", "street_director"])
def test_those_who_supervise_or_lead_the_station_strike_a_rating(
    who: str, bad: VisitRating, visiting: Visiting
) -> None:
    appeals(bad, visiting)
    struck = answers(bad, visiting, who)
    assert isinstance(struck, VisitRating)
    assert (struck.struck_at, struck.answer) == (later(80), "情况属实")
    acts = entries_about(bad.record_subject).order_by("id").values_list("act", flat=True)
    assert list(acts) == ["rating.appealed", "rating.struck"]


@pytest.mark.parametrize("who", ["clerk", "secretary", "chair", "street_officer", "neighbor_clerk", "outsider"])
def test_nobody_answers_for_their_own_body_nor_without_supervising_or_leading_it(
    who: str, bad: VisitRating, visiting: Visiting
) -> None:
    appeals(bad, visiting)
    assert refused(answers(bad, visiting, who)) == "rating.not_yours_to_answer"


def test_a_refused_appeal_leaves_the_rating_in_the_figures(bad: VisitRating, visiting: Visiting) -> None:
    appeals(bad, visiting)
    kept = answers(bad, visiting, "street_director", strikes=False)
    assert isinstance(kept, VisitRating)
    assert (kept.struck_at, kept.answered_at) == (None, later(80))
    assert satisfaction(visiting.hall, TOMORROW).rated == 1


@pytest.mark.parametrize("who", ["clerk", "street_director", "council_member", "neighbor_secretary"])
def test_only_the_head_appeals(who: str, bad: VisitRating, visiting: Visiting) -> None:
    assert refused(appeals(bad, visiting, who)) == "rating.not_yours_to_appeal"


def test_an_appeal_and_its_answer_need_reasons_and_come_once(bad: VisitRating, visiting: Visiting) -> None:
    assert refused(appeals(bad, visiting, reason=" ")) == "rating.appeal_needs_reason"
    assert refused(answers(bad, visiting, "street_director")) == "rating.no_appeal"
    appeals(bad, visiting)
    assert refused(appeals(bad, visiting)) == "rating.already_appealed"
    assert refused(answers(bad, visiting, "street_director", reason="")) == "rating.answer_needs_reason"
    answers(bad, visiting, "street_director")
    assert refused(answers(bad, visiting, "street_director", strikes=False)) == "rating.no_appeal"


def test_a_struck_rating_leaves_the_figures_and_stands_in_public_with_the_reason(
    bad: VisitRating, visiting: Visiting, client: Client
) -> None:
    appeals(bad, visiting)
    answers(bad, visiting, "street_director")
    figure = satisfaction(visiting.hall, TOMORROW)
    assert (figure.rated, [each.reason for each in figure.struck]) == (0, ["情况属实"])
    page = client.get(reverse("hall", args=[JINLI])).content.decode()
    assert "情况属实" in page
    assert WHY not in page


def test_a_matters_bad_rating_can_be_struck_from_every_figure(
    visiting: Visiting, clock: time_machine.Coordinates
) -> None:
    clock.move_to(later(120))
    matter = visiting.world.matter()
    Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=TEN.date(), rating=Rating.DISSATISFIED.value)
    row = RatingFollowUp.objects.create(matter=matter, rated_at=TEN)
    head, street = visiting.world.actor("secretary"), visiting.world.actor("street_director")
    appeal_rating(row, station(visiting), JINLI, reason=WHY, by=head, at=later(70))
    answer_appeal(row, station(visiting), JINLI, strikes=True, reason="情况属实", by=street, at=later(80))
    assert figures(Matter.objects.filter(community=JINLI), TEN.date(), 1).rated == 0
    assert [each.reason for each in satisfaction(visiting.hall, TOMORROW).struck] == ["情况属实"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("street_director", 200), ("council_member", 200), ("clerk", 403), ("chair", 403),
     ("neighbor_secretary", 403), ("outsider", 403)],
)  # fmt: skip
def test_single_ratings_are_read_by_the_head_and_by_those_who_answer(
    who: str, status: int, bad: VisitRating, visiting: Visiting, signed_in: SignedIn
) -> None:
    assert signed_in(who).get(reverse("hall_ratings", args=[JINLI])).status_code == status


def test_those_who_answer_see_only_what_was_appealed(bad: VisitRating, visiting: Visiting, signed_in: SignedIn) -> None:
    page = reverse("hall_rating", args=[JINLI, bad.reference])
    assert signed_in("street_director").get(page).status_code == 404
    appeals(bad, visiting)
    assert signed_in("street_director").get(page).status_code == 200


def test_a_rating_on_the_heads_page_does_not_tell_who_rated(
    bad: VisitRating, visiting: Visiting, signed_in: SignedIn
) -> None:
    client = signed_in("secretary")
    for page in (reverse("hall_ratings", args=[JINLI]), reverse("hall_rating", args=[JINLI, bad.reference])):
        shown = client.get(page).content.decode()
        assert bad.ticket.number not in shown
        assert bad.ticket.code not in shown


def test_from_appeal_to_answer_on_the_pages(bad: VisitRating, visiting: Visiting, signed_in: SignedIn) -> None:
    page = reverse("hall_rating", args=[JINLI, bad.reference])
    head, street = signed_in("secretary"), signed_in("street_director")
    assert head.post(page, {"reason": ""}).status_code == 422
    assert head.post(page, {"reason": WHY}).status_code == 302
    assert WHY in street.get(page).content.decode()
    assert street.post(page, {"strikes": "maybe", "reason": "x"}).status_code == 422
    assert street.post(page, {"strikes": "yes", "reason": "情况属实"}).status_code == 302
    bad.refresh_from_db()
    assert bad.struck_at is not None
    assert head.post(page, {"reason": WHY}).status_code == 403


def test_a_good_rating_cannot_be_appealed(
    visiting: Visiting, clock: time_machine.Coordinates, signed_in: SignedIn
) -> None:
    clock.move_to(later(120))
    good = rates(visited(visiting), GOOD)
    page = reverse("hall_rating", args=[JINLI, good.reference])
    assert signed_in("secretary").post(page, {"reason": WHY}).status_code == 403


@pytest.mark.parametrize(("who", "sees"), [("street_director", True), ("council_member", True), ("secretary", False)])
def test_those_who_answer_find_the_halls_whose_appeals_await_them(
    who: str, sees: bool, bad: VisitRating, visiting: Visiting, signed_in: SignedIn
) -> None:
    link = reverse("hall_ratings", args=[JINLI])
    client = signed_in(who)
    assert link not in client.get(reverse("rating_appeals")).content.decode()
    appeals(bad, visiting)
    assert (link in client.get(reverse("rating_appeals")).content.decode()) is sees
    answers(bad, visiting, "street_director")
    assert link not in client.get(reverse("rating_appeals")).content.decode()
