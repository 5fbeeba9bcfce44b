"""What the callers do: each scenario is one coroutine that makes its requests and tells whether all went well."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from uuid import uuid4

from attrs import frozen

from bench.client import Connection


@frozen
class Clerk:
    """A clerk of a community's workstation, with the token of a program that acts for them."""

    token: str
    community: str


@frozen
class Site:
    """A running server and what is known about its data."""

    port: int
    server: int
    postmaster: int
    overseer: str
    clerks: Sequence[Clerk]
    codes: Sequence[str]
    """Matters that the overseer may read."""
    own_codes: Sequence[str]
    """Matters that the first clerk may read."""
    cookie: str
    """Of a browser in which the first clerk is signed in."""


Scenario = Callable[[Connection, Site, Clerk, Random], Awaitable[bool]]

ALLOWANCE = "civil_affairs.temporary_relief"
ACTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("accept", {}),
    ("note", {"reason": "已上门"}),
    ("decide", {"outcome": "granted"}),
    ("close", {}),
)


async def worklist(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The newest hundred matters of the whole district."""
    status, body = await link.call("GET", "/desk/matters?view=all&size=100", token=site.overseer)
    return status == 200 and body.count(b'"code"') == 100


async def restricted_worklist(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The hundred most urgent open matters that one clerk may handle (fewer where there are fewer)."""
    status, _ = await link.call("GET", "/desk/matters?view=ours&size=100", token=clerk.token)
    return status == 200


async def detail(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """One matter with its timeline and the acts open to the caller."""
    status, _ = await link.call("GET", f"/desk/matters/{random.choice(site.codes)}", token=site.overseer)
    return status == 200


async def submit(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """A resident opens a matter: routed, recorded, committed."""
    given = _matter(random.choice(site.clerks).community, random)
    status, _ = await link.call("POST", "/matters", given, Idempotency_Key=str(uuid4()))
    return status == 201


async def lifecycle(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """Submit, accept, two steps (note, decide), close, read: six requests, five of them writes with a record entry."""
    given = _matter(clerk.community, random)
    status, body = await link.call("POST", "/matters", given, Idempotency_Key=str(uuid4()))
    if status != 201:
        return False
    path = f"/desk/matters/{json.loads(body)['code']}"
    for act, inputs in ACTS:
        status, _ = await link.call("POST", f"{path}/{act}", inputs, token=clerk.token)
        if status != 200:
            return False
    status, _ = await link.call("GET", path, token=clerk.token)
    return status == 200


async def lifecycle_in_one_community(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The same, everybody in one community: its one log takes all the entries, one after another."""
    return await lifecycle(link, site, site.clerks[0], random)


def _matter(community: str, random: Random) -> dict[str, object]:
    phone = f"1390000{random.randrange(10_000):04d}"
    return {
        "community": community,
        "item": ALLOWANCE,
        "summary": "突然住院，医药费周转不开。",
        "asked": {"name": "测试居民", "phone": phone},
    }


async def home_page(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The residents' first page."""
    return (await link.page("/"))[0] == 200


async def guide_page(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The guide of an item."""
    return (await link.page(f"/items/{ALLOWANCE}"))[0] == 200


async def community_page(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """The page of a community, with its figure and its figures."""
    return (await link.page(f"/c/{random.choice(site.clerks).community}"))[0] == 200


async def desk_page(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """A clerk's worklist."""
    return (await link.page("/desk"))[0] == 200


async def desk_matter_page(link: Connection, site: Site, clerk: Clerk, random: Random) -> bool:
    """A matter on a clerk's desk."""
    return (await link.page(f"/desk/matters/{random.choice(site.own_codes)}"))[0] == 200
