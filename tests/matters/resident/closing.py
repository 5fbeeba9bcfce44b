"""Brings a matter to its end by the clerk's hands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import Outcome
from tests.world import LAMP, World


class Close(Protocol):
    """Gives a closed matter, opened in the resident's browser; ``on`` is when everything happened."""

    def __call__(self, on: datetime = ...) -> Matter: ...


def close(world: World, matter: Matter, moment: datetime) -> Matter:
    """Accept a matter, and grant and close it ten days later, at the given moment."""
    who = "committee_member" if matter.item.item.code == LAMP else "clerk"
    begun = moment - timedelta(days=10)
    services.accept_matter(matter, by=world.actor(who, begun.date()), at=begun)
    handler = world.actor(who, moment.date())
    services.decide_matter(matter, outcome=Outcome.GRANTED, reason="", by=handler, at=moment)
    result = services.close_matter(matter, by=handler, at=moment)
    assert isinstance(result, Matter), result
    return result
