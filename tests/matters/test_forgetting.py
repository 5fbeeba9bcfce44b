"""Personal data is deleted when its time is over, and everything that is no longer personal stays."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Applicant, Attachment, Matter, Step
from juzhan.apps.matters.services import Paper
from juzhan.apps.matters.services.forgetting import forget_people, forget_person, overdue_people
from juzhan.apps.record.models import Commitment
from juzhan.apps.record.selectors import entries_about, receipt
from juzhan.apps.record.services import sign_checkpoints
from tests.matters.doing import MONDAY, accepted, decided, done, recorded, refused
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db
CLOSED = at(2026, 3, 4)
KEPT = timedelta(days=365)
"""The setting personal_data_kept_days."""
LAST_DAY, DAY_AFTER = CLOSED + KEPT, CLOSED + KEPT + timedelta(days=1)


@pytest.fixture
def closed(world: World) -> Matter:
    """A matter with a name, a phone, a paper, words and reasons, closed on Wednesday."""
    matter = decided(world)
    Matter.objects.filter(pk=matter.pk).update(summary="我母亲病了", spot="3 栋 2 单元")
    paper = Paper("身份证.jpg", "image/jpeg", b"\xff\xd8\xff", "identity")
    services.core.attach(matter, Step.objects.filter(matter=matter).latest("id"), [paper])
    return done(services.close_matter(matter, by=world.actor("clerk"), at=CLOSED, note="已交给本人"))


def personal(matter: Matter) -> dict[str, int]:
    """How much of each kind is still there."""
    return {
        "name and phone": Applicant.objects.filter(matter=matter).count(),
        "papers": Attachment.objects.filter(matter=matter).count(),
        "notes": Step.objects.filter(matter=matter).exclude(note="").count(),
        "words": Matter.objects.filter(pk=matter.pk).exclude(summary="", spot="").count(),
        "opened commitments": Commitment.objects.filter(entry__subject=matter.record_subject).count(),
    }


def test_nothing_is_deleted_before_its_time(closed: Matter) -> None:
    before = personal(closed)
    assert 0 not in before.values()
    assert forget_people(LAST_DAY) == 0
    assert personal(closed) == before


def test_everything_personal_is_deleted_on_the_day_after(closed: Matter) -> None:
    assert forget_people(DAY_AFTER) == 1
    assert set(personal(closed).values()) == {0}


def test_the_matter_and_its_days_stay(closed: Matter) -> None:
    steps = Step.objects.filter(matter=closed).count()
    forget_people(DAY_AFTER)
    kept = Matter.objects.get(pk=closed.pk)
    assert (kept.state, kept.closed_on, kept.due_on, kept.outcome) == (
        closed.state, closed.closed_on, closed.due_on, closed.outcome,
    )  # fmt: skip
    assert Step.objects.filter(matter=closed).count() == steps


def test_the_record_says_so_and_still_proves_what_happened(closed: Matter) -> None:
    forget_people(DAY_AFTER)
    assert recorded(closed)[-1] == "person.forgotten"
    sign_checkpoints(DAY_AFTER)
    proofs = [receipt(entry, show=True) for entry in entries_about(closed.record_subject)]
    assert all(proof is not None and not proof.shown for proof in proofs)


def test_forgetting_again_finds_nothing(closed: Matter) -> None:
    forget_people(DAY_AFTER)
    assert forget_people(DAY_AFTER) == 0


@pytest.mark.parametrize("ending", ["declined", "withdrawn"])
def test_a_matter_that_was_never_closed_counts_from_its_last_step(ending: str, world: World) -> None:
    matter = world.matter()
    if ending == "declined":
        services.decline_matter(matter, reason="不属受理范围", by=world.actor("clerk"), at=MONDAY)
    else:
        services.withdraw_matter(matter, at=MONDAY)
    assert not overdue_people((MONDAY + KEPT).date()).exists()
    assert overdue_people((MONDAY + KEPT + timedelta(days=1)).date()).get() == matter


def test_open_matters_are_left_alone(world: World) -> None:
    accepted(world)
    world.matter(LAMP)
    assert forget_people(datetime(2030, 1, 2, 10, tzinfo=MONDAY.tzinfo)) == 0


def test_a_person_may_be_forgotten_earlier_when_they_ask(closed: Matter) -> None:
    assert not overdue_people(CLOSED.date()).exists()
    forget_person(closed, at=CLOSED)
    assert set(personal(closed).values()) == {0}


def test_nobody_is_forgotten_while_the_matter_needs_them(world: World) -> None:
    matter = accepted(world)
    assert refused(forget_person(matter, at=MONDAY)) == "forgetting.still_open"
    assert Applicant.objects.filter(matter=matter).exists()
