"""What a visitor does at a screen, as one call each: read a page, take a number."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from attrs import define
from django.http import HttpResponse
from django.test import Client

from juzhan.apps.hall.models import Ticket
from tests.world import ALLOWANCE, JINLI

PHONE, KIOSK = f"/hall/{JINLI}", f"/hall/{JINLI}/kiosk"


@define
class AtScreen:
    """Somebody before a screen: ``start`` is the hall's page on the phone, or the kiosk."""

    client: Client
    start: str = PHONE

    def read(self, path: str = "", status: int = 200, **query: str) -> str:
        """The text of a page below the start, or of an absolute address."""
        answer = self.client.get(path if path.startswith("/") else f"{self.start}{path and '/'}{path}", query)
        assert answer.status_code == status, (path, answer.status_code)
        return answer.content.decode()

    def take(self, **given: Any) -> HttpResponse:
        """Send the form; ``given`` adds to or replaces what is filled in."""
        filled = {"submission": str(uuid4()), "item": ALLOWANCE, "who": "self", **given}
        answer: HttpResponse = self.client.post(f"{self.start}/take", filled)  # type: ignore[assignment]
        return answer

    def taken(self, **given: Any) -> Ticket:
        """Take a number and get it."""
        answer = self.take(**given)
        assert answer.status_code == 302, answer.content.decode()
        return Ticket.objects.select_related("group", "hall").get(code=answer["Location"].rsplit("/", 1)[-1])
