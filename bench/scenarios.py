"""What the callers do: each scenario is one coroutine that makes its requests and tells whether all went well."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from uuid import uuid4

from attrs import frozen

from bench.client import Connection
from bench.measures import Sample


@frozen
class Site:
    """A running server and what is known about its data: tokens by kind of user, codes of matters."""

    port: int
    clerk: str
    overseer: str
    community: str
    codes: Sequence[str]


Scenario = Callable[[Connection, Site, Random], Awaitable[bool]]

ALLOWANCE = "civil_affairs.temporary_relief"


async def worklist(link: Connection, site: Site, random: Random) -> bool:
    """The newest hundred matters of the whole district."""
    link.token = site.overseer
    status, _ = await link.call("GET", "/desk/matters?view=all&size=100")
    return status == 200


async def restricted_worklist(link: Connection, site: Site, random: Random) -> bool:
    """The hundred most urgent open matters that one clerk may handle."""
    link.token = site.clerk
    status, _ = await link.call("GET", "/desk/matters?view=ours&size=100")
    return status == 200


async def detail(link: Connection, site: Site, random: Random) -> bool:
    """One matter with its timeline and the acts open to the caller."""
    link.token = site.overseer
    status, _ = await link.call("GET", f"/desk/matters/{random.choice(site.codes)}")
    return status == 200


async def submit(link: Connection, site: Site, random: Random) -> bool:
    """A resident opens a matter."""
    status, _ = await link.call("POST", "/matters", _matter(site, random), Idempotency_Key=str(uuid4()))
    return status == 201


async def lifecycle(link: Connection, site: Site, random: Random) -> bool:
    """Submit, accept, two steps (note, decide), close, read: six requests, five of them writes with a record entry."""
    link.token = site.clerk
    status, body = await link.call("POST", "/matters", _matter(site, random), Idempotency_Key=str(uuid4()))
    if status != 201:
        return False
    path = f"/desk/matters/{json.loads(body)['code']}"
    for act, given in (("accept", {}), ("note", {"reason": "已上门"}), ("decide", {"outcome": "granted"}), ("close", {})):
        status, _ = await link.call("POST", f"{path}/{act}", given)
        if status != 200:
            return False
    status, _ = await link.call("GET", path)
    return status == 200


def _matter(site: Site, random: Random) -> dict[str, object]:
    phone = f"1390000{random.randrange(10_000):04d}"
    return {
        "community": site.community,
        "item": ALLOWANCE,
        "summary": "突然住院，医药费周转不开。",
        "asked": {"name": "测试居民", "phone": phone},
    }


async def closed_loop(name: str, scenario: Scenario, site: Site, clients: int, seconds: float) -> Sample:
    """Each of the clients asks again as soon as it has its answer."""
    sample = Sample(name, clients)
    until = time.perf_counter() + seconds

    async def one(number: int) -> None:
        link, random = Connection(site.port, site.clerk), Random(number)
        while (begun := time.perf_counter()) < until:
            well = await scenario(link, site, random)
            sample.latencies.append(time.perf_counter() - begun)
            sample.errors += not well
        link.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(clients)))
    sample.seconds = time.perf_counter() - begun
    return sample


async def open_loop(name: str, scenario: Scenario, site: Site, rate: float, seconds: float, most: int = 64) -> Sample:
    """Requests are offered at a fixed rate whether or not earlier ones have been answered; latency counts from the offer.

    ``offered`` counts the offers; those that found all ``most`` connections busy until the end were never started.
    """
    sample = Sample(name, most)
    free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(most):
        free.put_nowait(Connection(site.port, site.clerk))
    random, begun = Random(7), time.perf_counter()
    tasks: list[asyncio.Task[None]] = []

    async def one(offered_at: float) -> None:
        link = await free.get()
        if time.perf_counter() - begun > seconds + 2:
            free.put_nowait(link)
            return
        well = await scenario(link, site, random)
        sample.latencies.append(time.perf_counter() - offered_at)
        sample.errors += not well
        free.put_nowait(link)

    for number in range(int(rate * seconds)):
        wait = begun + number / rate - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        sample.offered += 1
        tasks.append(asyncio.create_task(one(begun + number / rate)))
    await asyncio.gather(*tasks)
    sample.seconds = time.perf_counter() - begun
    return sample
