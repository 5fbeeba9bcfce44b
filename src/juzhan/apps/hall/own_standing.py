"""Where one number stands, for the one who has it: on its page and on its slip."""

from __future__ import annotations

from attrs import frozen
from django.utils import timezone

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.selectors import standing
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.visit import step_of_waiting
from juzhan.domain.queueing.waiting import WaitingRange


@frozen
class OwnStanding:
    """Where a ticket stands: ``step`` is what the page and its script tell apart."""

    step: str
    ahead: int = 0
    range: WaitingRange | None = None


def standing_of(ticket: Ticket) -> OwnStanding:
    """Where a ticket stands now; those who wait are told how many are ahead and about how long it takes."""
    if ticket.stands is not TicketState.WAITING:
        return OwnStanding(ticket.state)
    queue = standing(ticket.hall, timezone.now()).queue_of(ticket.group_id)
    ahead, waits = queue.place_of(ticket.pk)
    return OwnStanding(step_of_waiting(ahead), ahead, waits)
