"""What a clerk and the head do at their pages of the hall, as one call each."""

from __future__ import annotations

from django.test import Client

from juzhan.apps.hall.models import Ticket
from tests.hall.visiting import got
from tests.world import JINLI

HALL, COUNTER, HEAD = "/desk/hall", f"/desk/hall/{JINLI}/counter", f"/desk/hall/{JINLI}/head"


def act(client: Client, name: str, ticket: Ticket | None = None, **given: str) -> tuple[int, str]:
    """Press a button of the page; gives the status and, where it went well, what the counter then shows."""
    sent = {**given, **({"ticket": str(ticket.pk)} if ticket else {})}
    answer = client.post(f"/desk/hall/{JINLI}/act/{name}", sent, follow=True)
    return answer.status_code, answer.content.decode()


def begun(clerk: Client, ticket: Ticket) -> Ticket:
    """Call the next visitor, who has this number, and begin."""
    act(clerk, "next")
    act(clerk, "begin", ticket)
    return got(ticket)
