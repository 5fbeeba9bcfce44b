"""What a measurement gives: latencies, errors and processor time, and how a table shows them."""

from __future__ import annotations

import time
from collections.abc import Sequence

import psutil
from attrs import define, field, frozen


@frozen
class Processor:
    """Seconds of processor time taken so far by the web server, by PostgreSQL and by the caller."""

    web: float
    database: float
    caller: float

    def __sub__(self, before: Processor) -> Processor:
        return Processor(self.web - before.web, self.database - before.database, self.caller - before.caller)


def processor_time(server: int, postmaster: int) -> Processor:
    """Read the clocks of the processes below these two, and of this one."""
    return Processor(_family(server), _family(postmaster), time.process_time())


def _family(number: int) -> float:
    total = 0.0
    parent = psutil.Process(number)
    for each in [parent, *parent.children(recursive=True)]:
        try:
            taken = each.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += taken.user + taken.system
    own = parent.cpu_times()
    return total + own.children_user + own.children_system


@define
class Sample:
    """Latencies in seconds of what was asked in a time, and how many answers were not as they should be."""

    name: str
    clients: int
    seconds: float = 0.0
    latencies: list[float] = field(factory=list)
    errors: int = 0
    offered: int = 0
    taken: Processor = Processor(0, 0, 0)

    def at(self, share: float) -> float:
        """The latency in milliseconds below which this share of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 if ordered else float("nan")

    @property
    def rate(self) -> float:
        """Answers in a second that were as they should be."""
        return (len(self.latencies) - self.errors) / self.seconds if self.seconds else 0.0

    def each(self, seconds: float) -> float:
        """Milliseconds of processor time for one answer."""
        return seconds * 1000 / len(self.latencies) if self.latencies else float("nan")


def table(title: str, samples: Sequence[Sample]) -> str:
    """A Markdown table of samples; the last three columns are milliseconds of processor time for each."""
    lines = [
        f"### {title}",
        "",
        "| what | clients | per second | p50 ms | p95 ms | p99 ms | errors | web | PostgreSQL | caller |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {s.name} | {s.clients} | {s.rate:.1f} | {s.at(0.5):.1f} | {s.at(0.95):.1f} | {s.at(0.99):.1f} | {s.errors} |"
        f" {s.each(s.taken.web):.1f} | {s.each(s.taken.database):.1f} | {s.each(s.taken.caller):.1f} |"
        for s in samples
    ]
    return "\n".join(lines) + "\n"
