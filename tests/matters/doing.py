"""Short words for the tests of acts: do it, be refused, what the record says, a matter on its way."""

from __future__ import annotations

from datetime import datetime

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.matters import Outcome
from juzhan.domain.shared import Refusal
from tests.world import ALLOWANCE, STREET, World, at

MONDAY = at(2026, 3, 2)
TUESDAY = at(2026, 3, 3)


def done(result: Matter | Refusal) -> Matter:
    """The matter as it is in the database after an act that was not refused."""
    assert isinstance(result, Matter), result
    return Matter.objects.select_related("item", "owner", "holder", "first_contact", "handler").get(pk=result.pk)


def refused(result: object) -> str:
    """The code of a refusal."""
    assert isinstance(result, Refusal), result
    return result.code


def recorded(matter: Matter) -> list[str]:
    """The acts that the record holds about a matter, oldest first."""
    return list(entries_about(matter.record_subject).order_by("id").values_list("act", flat=True))


def told(matter: Matter) -> list[str]:
    """The acts on the timeline, oldest first."""
    return list(matter.steps.values_list("act", flat=True))


def accepted(world: World, item: str = ALLOWANCE, who: str = "clerk", moment: datetime = MONDAY) -> Matter:
    """A matter that somebody has accepted."""
    return done(services.accept_matter(world.matter(item, moment=moment), by=world.actor(who), at=moment))


def decided(world: World, moment: datetime = TUESDAY) -> Matter:
    """A matter on which was decided."""
    matter = accepted(world)
    return done(
        services.decide_matter(matter, outcome=Outcome.GRANTED, reason="符合条件", by=world.actor("clerk"), at=moment)
    )


def handed_up(world: World) -> Matter:
    """A matter that is in the hands of the street."""
    body = world.body("street_section", STREET)
    return done(services.hand_up_matter(accepted(world), body=body, reason="核实", by=world.actor("clerk"), at=MONDAY))


def contested(world: World) -> Matter:
    """A matter that the station says is the committee's."""
    return done(
        services.contest_ownership(
            world.matter(),
            claimed=world.body("residents_committee"),
            reason="这是自治事务",
            by=world.actor("clerk"),
            at=MONDAY,
        )
    )


def disputed(world: World) -> Matter:
    """A matter that neither station nor committee takes."""
    matter = contested(world)
    return done(services.answer_contest(matter, takes=False, reason="这是政务", by=world.actor("chair"), at=MONDAY))
