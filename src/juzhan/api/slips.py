"""What the program beside a hall's printer asks for: how many slips wait, and the next one, which nobody gets again."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router

from juzhan.api.auth import STAFF, actor
from juzhan.api.problems import taken
from juzhan.api.schemas import halls as schemas
from juzhan.api.shapes import answer, text
from juzhan.apps.hall import slips
from juzhan.apps.hall.access import hall_for_desk, ticket_in
from juzhan.apps.hall.services.printing import hand_slip, waiting_slips

router = Router(tags=["desk"], auth=STAFF)


@router.get("/halls/{place}/slips", response=schemas.SlipsOut)
def waiting(request: HttpRequest, place: str) -> HttpResponse:
    """Tell how many slips of a hall wait for its printer."""
    hall = hall_for_desk(actor(request), place)
    return answer({"waiting": waiting_slips(hall, timezone.now()).count()})


@router.post("/halls/{place}/slips", response={200: schemas.SlipOut, 204: None})
def next_slip(request: HttpRequest, place: str) -> HttpResponse:
    """Take the next slip to print it: no printer gets it again. 204: none waits."""
    who = actor(request)
    hall = hall_for_desk(who, place)
    slip = taken(hand_slip(hall, by=who, at=timezone.now()))
    if slip is None:
        return HttpResponse(status=204)
    ticket = ticket_in(hall, str(slip.pk))
    return answer(
        {
            "hall": text(hall.text),
            "number": ticket.number,
            "above": [_line(line) for line in slips.above_the_code(ticket)],
            "address": request.build_absolute_uri(reverse("ticket", args=[ticket.code])),
            "below": [_line(line) for line in slips.below_the_code(ticket)],
        }
    )


def _line(line: slips.Line) -> dict[str, Any]:
    return {"look": line.look.value, "text": text(line.text)}
