"""Asks every address as every kind of user; each question is rolled back, so that none changes the next one's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from juzhan.apps.accounts.models import ApiToken
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.access import rating_token
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.hall.services.sitting import close_counter
from juzhan.apps.matters import services
from juzhan.apps.openness.services import open_inquiry
from juzhan.domain.matters import Rating
from juzhan.domain.shared import Refusal
from tests.hall.booking import Bookings
from tests.hall.rating import rates
from tests.hall.visiting import Visiting
from tests.world import ALLOWANCE, CAST, JINLI, LAMP, OUTSIDER, World, at

KINDS: tuple[str, ...] = ("anonymous", OUTSIDER, *CAST)
METHODS = ("GET", "POST")
FILE = Path(__file__).with_name("matrix.toml")
HEADER = """\
# Who gets what: every address × GET and POST × every kind of user (tests/world.py CAST, plus anonymous and outsider).
# A line names the users by the status they get. POST is sent without content, so 422 means "allowed, but nothing was said".
# 200 page · 201 made · 204 done · 302 goes on (anonymous: to the sign-in) · 400/422 may, but the content is missing ·
# 401 sign in first (interface) · 403 may not · 404 is not there for them · 405 not offered · 409 not now
# After a deliberate change: python -m tests.permissions.rewrite, then read the difference line by line.
"""


def placeholders(world: World) -> dict[str, str]:
    """What the addresses of the matrix speak of: matters in several states, an inquiry, bodies, an item, a community."""
    moment = at(2026, 3, 2)
    waiting, accepted, repair = world.matter(), world.matter(), world.matter(LAMP)
    services.accept_matter(accepted, by=world.actor("clerk"), at=moment)
    contested = world.matter()
    contest = services.contest_ownership(
        contested, claimed=world.body("residents_committee"), reason="属自治事务", by=world.actor("clerk"), at=moment
    )
    assert not isinstance(contest, Refusal)
    disputed = services.answer_contest(contested, takes=False, reason="属政务", by=world.actor("chair"), at=moment)
    assert not isinstance(disputed, Refusal)
    question = open_inquiry(
        world.place(), world.body("workstation"), question="为何超期？", submission=UUID(int=7),
        by=world.actor("representative"), at=moment,
    )  # fmt: skip
    assert not isinstance(question, Refusal)
    token = ApiToken.objects.create(
        person=world.person("clerk"), digest="matrix", label="矩阵", created_at=moment, expires_at=moment
    )
    return _of_the_hall(world, moment) | {
        "station_matter": waiting.code,
        "accepted_matter": accepted.code,
        "committee_matter": repair.code,
        "contested_matter": contested.code,
        "inquiry": str(question.pk),
        "community": JINLI,
        "item": ALLOWANCE,
        "item_number": str(ItemVersion.objects.filter(item__code=ALLOWANCE).latest("number").pk),
        "clerk_seat": str(world.person("clerk").holdings.get().pk),
        "clerk_token": str(token.pk),
        "clerk_post": str(world.person("clerk").holdings.get().post_id),
    }


def _of_the_hall(world: World, moment: datetime) -> dict[str, str]:
    """A hall with a number that waits, one that was served and rated, and a booking."""
    hall = set_up_hall(world.place())
    visiting = Visiting(world, hall)
    served = visiting.takes(moment)
    shift = visiting.opens(at=moment)
    visiting.serves(shift, moment, moment)
    rated = rates(served, Rating.SATISFIED, moment)
    close_counter(shift, by=world.actor("clerk"), at=moment)
    return {
        "ticket": visiting.takes(moment).code,
        "served_ticket": served.code,
        "booking": Bookings(visiting).books().code,
        "rating": rated.reference,
        "rating_code": rated.code,
        "rating_token": rating_token(served),
    }


def ask(client: Client, method: str, url: str) -> int:
    """The status of one question, which is rolled back; empty JSON goes to the interface, an empty form to pages."""
    kept = dict(client.cookies)
    with transaction.atomic():
        try:
            if method == "GET":
                return client.get(url).status_code
            if url.startswith("/api/"):
                headers = {"Idempotency-Key": "matrix-probe"}
                return client.post(url, data="{}", content_type="application/json", headers=headers).status_code
            return client.post(url, data={}).status_code
        finally:
            transaction.set_rollback(True)
            client.cookies.clear()
            client.cookies.update(kept)


def clients(world: World) -> dict[str, Client]:
    """One client for each kind of user."""
    made = {"anonymous": Client(headers={"accept-language": "zh-hans"}, raise_request_exception=False)}
    for who in KINDS[1:]:
        made[who] = Client(headers={"accept-language": "zh-hans"}, raise_request_exception=False)
        made[who].force_login(world.person(who))
    return made


def answers(everyone: dict[str, Client], line: str, values: dict[str, str]) -> dict[str, list[str]]:
    """What everyone gets for a line such as ``GET /desk/matters/{station_matter}``: kinds of user by status."""
    method, _, path = line.partition(" ")
    found: dict[str, list[str]] = {}
    for who, client in everyone.items():
        found.setdefault(str(ask(client, method, path.format(**values))), []).append(who)
    return found


def addresses() -> Iterator[str]:
    """The route of every address of the site, as Django writes it; Django's and the tests' own left out."""
    yield from sorted(set(_walk(get_resolver(settings.ROOT_URLCONF))))


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield prefix + str(pattern.pattern)


def route_of(line: str, values: dict[str, str]) -> str:
    """The route that a line of the matrix stands for."""
    path = line.partition(" ")[2].partition("?")[0]
    return resolve(path.format(**values)).route


def written(matrix: dict[str, dict[str, Any]]) -> str:
    """The matrix as TOML, one line an address and a method."""
    lines = []
    for line, by_status in matrix.items():
        cells = ", ".join(f"{status} = {json.dumps(' '.join(who))}" for status, who in sorted(by_status.items()))
        lines.append(f"{json.dumps(line)} = {{ {cells} }}")
    return "\n".join(lines) + "\n"
