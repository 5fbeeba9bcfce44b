"""Callers that wait for their answers (closed loop), and callers that come at a fixed rate whatever happens (open loop)."""

from __future__ import annotations

import asyncio
import time
from random import Random

from bench.client import Connection
from bench.measures import Sample, processor_time
from bench.scenarios import Scenario, Site

LONGEST_QUEUE = 64
"""Connections that an open loop keeps; offers wait for one of them."""
GRACE = 2.0
"""Seconds after the last offer within which a waiting offer may still be started."""


async def closed_loop(name: str, scenario: Scenario, site: Site, clients: int, seconds: float) -> Sample:
    """Each of the clients, one clerk each, asks again as soon as it has its answer."""
    sample = Sample(name, clients)
    before, begun = processor_time(site.server, site.postmaster), time.perf_counter()

    async def one(number: int) -> None:
        link, random = Connection(site.port, site.cookie), Random(number)
        clerk = site.clerks[number % len(site.clerks)]
        while (asked := time.perf_counter()) < begun + seconds:
            well = await scenario(link, site, clerk, random)
            sample.latencies.append(time.perf_counter() - asked)
            sample.errors += not well
        link.close()

    await asyncio.gather(*(one(number) for number in range(clients)))
    sample.seconds = time.perf_counter() - begun
    sample.taken = processor_time(site.server, site.postmaster) - before
    return sample


async def open_loop(name: str, scenario: Scenario, site: Site, rate: float, seconds: float) -> Sample:
    """Work is offered at a fixed rate whether or not earlier work is done; latency counts from the offer.

    ``offered`` counts the offers; those still waiting for a connection at the end were never started.
    """
    sample = Sample(name, LONGEST_QUEUE)
    free: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(LONGEST_QUEUE):
        free.put_nowait(Connection(site.port))
    random, begun = Random(7), time.perf_counter()
    tasks: list[asyncio.Task[None]] = []

    async def one(offered_at: float) -> None:
        link = await free.get()
        if time.perf_counter() - begun <= seconds + GRACE:
            well = await scenario(link, site, random.choice(site.clerks), random)
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
    while not free.empty():
        free.get_nowait().close()
    return sample
