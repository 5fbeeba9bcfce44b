"""The last two grades of a matter open a follow-up for the head of the body that answered for it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter, RatingFollowUp
from juzhan.apps.matters.resident.follow_up import bad_rating_of
from juzhan.apps.matters.services.following_up import open_missing
from juzhan.apps.matters.services.submitting import FOLLOW_UP
from juzhan.domain.catalogue import load_catalogue
from juzhan.domain.matters import Outcome, Rating
from juzhan.domain.shared import Refusal
from tests.environment import ROOT
from tests.matters.doing import TUESDAY, decided, done, recorded, refused, told
from tests.world import World, at

pytestmark = pytest.mark.django_db
GOOD = [grade for grade in Rating if not grade.is_bad]
BAD = [grade for grade in Rating if grade.is_bad]


def publish() -> None:
    """Put the follow-up of the shipped catalogue beside the items of the small world."""
    items = [item for item in load_catalogue(ROOT / "data" / "catalogue") if item.code == FOLLOW_UP]
    assert not isinstance(publish_items(items), Refusal)


@pytest.fixture
def item(world: World) -> None:
    """The catalogue knows the follow-up of bad ratings."""
    publish()


def rated(world: World, grade: Rating) -> Matter:
    """A matter that was decided and rated."""
    return done(services.rate_matter(decided(world), rating=grade, note="跑了三趟", at=TUESDAY))


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize("grade", BAD)
def test_a_bad_grade_opens_a_matter_in_the_heads_hands(grade: Rating, world: World) -> None:
    matter = rated(world, grade)
    follow_up = RatingFollowUp.objects.get(matter=matter).follow_up
    assert follow_up is not None
    assert (follow_up.owner, follow_up.handler) == (matter.owner, world.person("secretary"))
    assert follow_up.due_on == at(2026, 3, 24).date(), "15 working days after Tuesday 3 March"
    assert told(follow_up) == ["submit", "accept"]
    assert recorded(follow_up) == ["matter.submitted", "matter.accepted"]


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize("grade", GOOD)
def test_a_good_grade_opens_none(grade: Rating, world: World) -> None:
    rated(world, grade)
    assert not RatingFollowUp.objects.exists()
    assert Matter.objects.count() == 1


@pytest.mark.usefixtures("item")
def test_rating_twice_opens_one(world: World) -> None:
    matter = rated(world, Rating.DISSATISFIED)
    assert refused(services.rate_matter(matter, rating=Rating.VERY_DISSATISFIED, at=TUESDAY)) == "rating.already_given"
    assert Matter.objects.count() == 2


def test_where_the_catalogue_lacks_the_item_the_rating_stands_all_the_same(world: World) -> None:
    matter = rated(world, Rating.DISSATISFIED)
    assert matter.rating == "2"
    assert RatingFollowUp.objects.get(matter=matter).follow_up is None
    publish()
    assert [open_missing(TUESDAY), open_missing(TUESDAY)] == [1, 0]
    assert RatingFollowUp.objects.get(matter=matter).follow_up is not None


@pytest.mark.usefixtures("item")
def test_the_resident_reads_what_came_of_it(world: World) -> None:
    matter = rated(world, Rating.VERY_DISSATISFIED)
    row, head = RatingFollowUp.objects.get(matter=matter), world.actor("secretary")
    assert row.follow_up is not None
    begun = bad_rating_of(matter)
    assert begun is not None
    assert begun.story is not None
    assert "2026年3月24日" in begun.story.sentence.zh
    done(services.note_progress(row.follow_up, note="已回访", by=head, at=TUESDAY))
    done(services.decide_matter(row.follow_up, outcome=Outcome.SETTLED, reason="已整改", by=head, at=TUESDAY))
    done(services.close_matter(row.follow_up, by=head, at=TUESDAY))
    ended = bad_rating_of(matter)
    assert ended is not None
    assert ended.story is not None
    assert ended.story.is_over
    assert ended.story.decision is not None
    assert ended.story.decision.reason == "已整改"
    assert "已回访" in [line.note for line in ended.story.lines]


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize("who", ["clerk", "colleague"])
def test_no_clerk_works_on_it(who: str, world: World) -> None:
    follow_up = RatingFollowUp.objects.get(matter=rated(world, Rating.DISSATISFIED)).follow_up
    assert follow_up is not None
    by = world.actor(who)
    for result in (
        services.note_progress(follow_up, note="x", by=by, at=TUESDAY),
        services.suspend_matter(follow_up, reason="x", by=by, at=TUESDAY),
        services.decide_matter(follow_up, outcome=Outcome.SETTLED, reason="x", by=by, at=TUESDAY),
    ):
        assert refused(result) == "right.missing"


@pytest.mark.usefixtures("item")
@pytest.mark.parametrize("who", ["clerk", "secretary", None])
def test_nobody_registers_a_follow_up_without_a_rating(who: str | None, world: World) -> None:
    by = world.actor(who) if who else None
    asked = services.Asked("测试居民", "13800000001")
    result = services.submit_matter(
        world.place(), world.item(FOLLOW_UP), submission=uuid4(), asked=asked, at=TUESDAY, by=by
    )
    assert refused(result) == "item.opened_by_a_rating"
