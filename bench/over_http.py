"""The interface over HTTP, closed and open loop, on few and on many matters."""

from __future__ import annotations

import asyncio

from attrs import frozen

from bench import beside_pgbench, scenarios
from bench.loops import closed_loop, open_loop
from bench.measures import Sample, table
from bench.scenarios import Scenario
from bench.site import LARGE, SMALL, fresh, serving

CLIENTS = (1, 4, 16)
WARM_UP = 2.0


@frozen
class Case:
    """What is measured; ``peer`` is the best figure of the best peer, ``target`` ours for a second with 16 clients."""

    name: str
    scenario: Scenario
    writes: int = 0
    peer: float | None = None
    target: float | None = None


CASES = (
    Case("worklist, 100 rows", scenarios.worklist, peer=5, target=50),
    Case("restricted worklist, 100 rows", scenarios.restricted_worklist),
    Case("detail", scenarios.detail, peer=18, target=180),
    Case("submit", scenarios.submit, writes=1, peer=18, target=180),
    Case("lifecycle of 6 requests", scenarios.lifecycle, writes=5, peer=2.2, target=44),
    Case("lifecycle, all in one community", scenarios.lifecycle_in_one_community, writes=5),
)
"""The peer is Open Zaak 1.30.0 on a two-core machine, 16 clients, 100,000 cases; its lifecycle has five requests."""
PAGES = (
    Case("home page", scenarios.home_page),
    Case("guide of an item", scenarios.guide_page),
    Case("page of a community", scenarios.community_page),
    Case("desk of a clerk", scenarios.desk_page),
    Case("matter on a desk", scenarios.desk_matter_page),
)
SHARES = (0.5, 0.8, 1.2)
"""Arrival rates as shares of what 16 clients got done."""


def run(address: str, seconds: float) -> str:
    """Measure everything and give the tables."""
    found = {size: _closed(address, size, seconds) for size in (SMALL, LARGE)}
    parts = [table(f"{size:,} matters, closed loop", samples) for size, samples in found.items()]
    parts.append(_open_table(_open(address, found[LARGE], seconds)))
    parts.append(table(f"Pages, {LARGE:,} matters, closed loop", _pages(address, seconds)))
    parts.append(_targets(found))
    parts.append(beside_pgbench.run(address, {c.name: c.writes for c in CASES}, found[LARGE]))
    return "\n".join(parts)


def _closed(address: str, size: int, seconds: float) -> list[Sample]:
    """Every case with every number of clients; whoever writes begins each time with the data as it was."""
    samples = []
    reading = [case for case in CASES if not case.writes]
    with serving(fresh(address, size)) as site:
        for case in reading:
            samples += [_one(case, site, clients, seconds) for clients in CLIENTS]
    for case in (case for case in CASES if case.writes):
        for clients in CLIENTS:
            with serving(fresh(address, size)) as site:
                samples.append(_one(case, site, clients, seconds))
    return samples


def _one(case: Case, site: scenarios.Site, clients: int, seconds: float) -> Sample:
    asyncio.run(closed_loop(case.name, case.scenario, site, clients, min(WARM_UP, seconds)))
    sample = asyncio.run(closed_loop(case.name, case.scenario, site, clients, seconds))
    print(f"  {case.name}, {clients} clients: {sample.rate:.1f}/s, p95 {sample.at(0.95):.1f} ms", flush=True)
    return sample


def _pages(address: str, seconds: float) -> list[Sample]:
    with serving(fresh(address, LARGE)) as site:
        return [_one(case, site, 4, seconds) for case in PAGES]


def _open(address: str, closed: list[Sample], seconds: float) -> list[tuple[float, Sample]]:
    best = {sample.name: sample.rate for sample in closed if sample.clients == 16}
    found = []
    for case in (case for case in CASES if case.target and case.writes):
        for share in SHARES:
            rate = best[case.name] * share
            with serving(fresh(address, LARGE)) as site:
                asyncio.run(closed_loop(case.name, case.scenario, site, 4, min(WARM_UP, seconds)))
                found.append((rate, asyncio.run(open_loop(case.name, case.scenario, site, rate, seconds))))
    return found


def _open_table(found: list[tuple[float, Sample]]) -> str:
    lines = [
        f"### Fixed arrival rate (open loop), {LARGE:,} matters; latency counts from the offer",
        "",
        "| what | offered per second | offered | answered | not started | p50 ms | p95 ms | p99 ms | errors |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for rate, s in found:
        done = len(s.latencies)
        lines.append(
            f"| {s.name} | {rate:.1f} | {s.offered} | {done} | {s.offered - done} |"
            f" {s.at(0.5):.1f} | {s.at(0.95):.1f} | {s.at(0.99):.1f} | {s.errors} |"
        )
    return "\n".join(lines) + "\n"


def _targets(found: dict[int, list[Sample]]) -> str:
    lines = [
        "### Targets, 16 clients",
        "",
        f"| what | per second at {LARGE:,} | target | met | best peer | times the peer |"
        f" p95 at {LARGE:,} ÷ at {SMALL:,} | at most 1.5 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    cases = {case.name: case for case in CASES}
    for few, many in zip(found[SMALL], found[LARGE], strict=True):
        if many.clients == 16:
            case, ratio = cases[many.name], many.at(0.95) / few.at(0.95)
            met = _yes(many.rate >= case.target) if case.target else "—"
            times = f"{many.rate / case.peer:.0f}" if case.peer else "—"
            lines.append(
                f"| {many.name} | {many.rate:.1f} | {case.target or '—'} | {met} | {case.peer or '—'} | {times} |"
                f" {ratio:.2f} | {_yes(ratio <= 1.5)} |"
            )
    return "\n".join(lines) + "\n"


def _yes(met: bool) -> str:
    return "yes" if met else "**no**"
