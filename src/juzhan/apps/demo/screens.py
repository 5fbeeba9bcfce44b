"""The five screens of the demonstration's hall, and as whom the two of the staff are opened."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from django.urls import reverse
from django.utils import timezone

from juzhan.apps.demo.cast import COMMUNITY
from juzhan.apps.demo.sharing import SHARED
from juzhan.apps.hall.models import Hall, Ticket
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Text


@frozen
class DeskScreen:
    """A screen that needs a sign-in: who opens it, and where it is."""

    username: str
    url: str
    title: Text
    hint: Text
    icon: str


def screens() -> dict[str, Any]:
    """What the page of the demonstration shows of the hall; nothing before it is set up."""
    hall = Hall.objects.filter(place=COMMUNITY).select_related("place").first()
    if hall is None:
        return {}
    waiting = Ticket.objects.filter(hall=hall, state=TicketState.WAITING.value, is_synthetic=True).order_by("-turn_at")
    return {"hall": hall, "waiting": waiting.first(), "desks": desk_screens(), "shared": shared_hall()}


def shared_hall() -> list[Place]:
    """The communities that share a hall, the one in which it stands first; none before it is set up."""
    shared = Hall.objects.filter(place=SHARED[0]).select_related("place").first()
    served = communities_of(shared, timezone.localdate()) if shared else []
    return served if len(served) > 1 else []


def desk_screens() -> tuple[DeskScreen, ...]:
    """The counter, as the clerk; the hall, as its head."""
    return (
        DeskScreen(
            "demo-clerk",
            reverse("desk_hall"),
            Text("窗口", "Counter"),
            Text("以窗口人员陈小禾的身份开窗、叫号、办理", "Open a counter, call and serve as the clerk Chen Xiaohe"),
            "person",
        ),
        DeskScreen(
            "demo-head",
            reverse("hall_head", args=[COMMUNITY]),
            Text("大厅负责人", "Head of the hall"),
            Text(
                "以站长周明川的身份看谁在等、排班、算“多开一个窗口”",
                "See who waits, plan the roster and ask “what if” as Zhou Mingchuan",
            ),
            "people",
        ),
    )
