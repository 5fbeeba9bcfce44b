"""Kiosks that give out numbers and clerks who call, serve and finish, over HTTP as browsers and programs do."""

from __future__ import annotations

import asyncio
import re
import time
from random import Random
from uuid import uuid4

from attrs import define, field

from bench.client import Connection
from bench.hall_filling import COUNTERS, PLACE, Hall
from bench.measures import Sample, processor_time
from bench.scenarios import Site

KIOSKS = 50
FULL = 300
"""Kiosks rest while so many wait: nobody takes a number in a hall that is full to the door."""
SLOW_COUNTERS = range(COUNTERS - 3, COUNTERS + 1)
SLOW = 3.0
"""Seconds for which these counters keep each visitor, where it is asked, so that every screen has time to show the call."""
TAKE, CALL, LOOK, BEGIN, FINISH = "take a number", "call the next", "the clerk's page", "begin", "finish"
_TICKET = re.compile(rb'name="ticket" value="(\d+)"')
_TOKEN = "b" * 32
_REST = 0.02


@define
class Load:
    """What kiosks and counters have done so far; ``called_by_slow`` are the tickets of the slow counters."""

    site: Site
    hall: Hall
    until: float
    samples: dict[str, Sample] = field(factory=dict)
    numbers: list[bytes] = field(factory=list)
    called: int = 0
    called_by_slow: list[int] = field(factory=list)

    @property
    def goes_on(self) -> bool:
        """Whether the time is not over yet."""
        return time.perf_counter() < self.until

    def note(self, name: str, asked: float, *, well: bool) -> None:
        """Keep one latency."""
        sample = self.samples.setdefault(name, Sample(name, KIOSKS if name == TAKE else COUNTERS))
        sample.latencies.append(time.perf_counter() - asked)
        sample.errors += not well


async def run_hall(site: Site, hall: Hall, seconds: float, *, are_some_slow: bool = False) -> Load:
    """Fifty kiosks and twenty counters at once, each asking again as soon as it has its answer."""
    before, begun = processor_time(site.server, site.postmaster), time.perf_counter()
    load = Load(site, hall, begun + seconds)
    kiosks = [_kiosk(load, number) for number in range(KIOSKS)]
    slow = SLOW_COUNTERS if are_some_slow else ()
    await asyncio.gather(
        *kiosks, *(_counter(load, number, is_slow=number in slow) for number in range(1, COUNTERS + 1))
    )
    took, taken = time.perf_counter() - begun, processor_time(site.server, site.postmaster) - before
    for sample in load.samples.values():
        sample.seconds, sample.taken = took, taken
    return load


async def _kiosk(load: Load, number: int) -> None:
    link, random = Connection(load.site.port), Random(number)
    while load.goes_on:
        if len(load.numbers) - load.called >= FULL:
            await asyncio.sleep(_REST)
            continue
        asked = time.perf_counter()
        status, body = await link.call(
            "POST", f"/halls/{PLACE}/tickets", {"queue": random.choice("ABC")}, Idempotency_Key=str(uuid4())
        )
        load.note(TAKE, asked, well=status == 201)
        if status == 201:
            load.numbers.append(body[body.index(b'"number"') :].split(b'"', 4)[3])
    link.close()


async def _counter(load: Load, number: int, *, is_slow: bool) -> None:
    link = Connection(load.site.port, f"{load.hall.cookies[number - 1]}; csrftoken={_TOKEN}")
    opened, _ = await link.post(f"/desk/hall/{PLACE}/act/open", _TOKEN, counter=str(number))
    assert opened == 302, f"counter {number} was not opened: {opened}"
    while load.goes_on:
        await _visit(load, link, is_slow=is_slow)
    link.close()


async def _visit(load: Load, link: Connection, *, is_slow: bool) -> None:
    asked = time.perf_counter()
    status, _ = await link.post(f"/desk/hall/{PLACE}/act/next", _TOKEN)
    if status == 409:
        await asyncio.sleep(_REST)
        return
    load.note(CALL, asked, well=status == 302)
    load.called += status == 302
    asked = time.perf_counter()
    status, page = await link.page(f"/desk/hall/{PLACE}/counter?part=live")
    found = _TICKET.search(page)
    load.note(LOOK, asked, well=status == 200 and found is not None)
    if found is None:
        return
    if is_slow:
        load.called_by_slow.append(int(found[1]))
        await asyncio.sleep(SLOW)
    for name, act in ((BEGIN, "begin"), (FINISH, "finish")):
        asked = time.perf_counter()
        status, _ = await link.post(f"/desk/hall/{PLACE}/act/{act}", _TOKEN, ticket=found[1].decode())
        load.note(name, asked, well=status == 302)
