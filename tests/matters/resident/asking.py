"""What a resident does with a browser, as one call each."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from attrs import define
from django.http import HttpResponse
from django.test import Client

from tests.world import ALLOWANCE, JINLI

NAME, PHONE = "测试居民", "13800000001"


@define
class Resident:
    """A person with a browser."""

    client: Client

    def get(self, path: str, **query: str) -> Any:
        """Open a page."""
        return self.client.get(path, query)

    def post(self, path: str, **given: Any) -> Any:
        """Send a form."""
        return self.client.post(path, given)

    def read(self, path: str, status: int = 200, **query: str) -> str:
        """The text of a page."""
        answer = self.get(path, **query)
        assert answer.status_code == status, (path, answer.status_code)
        return text_of(answer)

    def apply(self, item: str = ALLOWANCE, community: str = JINLI, **given: Any) -> Any:
        """Fill in the form of an item and send it; ``given`` adds to or replaces what is filled in."""
        filled = {"submission": str(uuid4()), "name": NAME, "phone": PHONE, **given}
        return self.client.post(f"/c/{community}/apply/{item}", filled)

    def follow(self, code: str, last_four: str) -> Any:
        """Look a matter up."""
        return self.client.post("/follow", {"code": code, "last_four": last_four})


def text_of(answer: HttpResponse) -> str:
    """What stands on the page, as written in its HTML."""
    return answer.content.decode()


def code_of(answer: HttpResponse) -> str:
    """The code of the receipt to which an accepted form leads."""
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"]).split("/")[2]
