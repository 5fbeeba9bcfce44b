"""The interface over HTTP, closed and open loop, on few and on many matters; pgbench on the same server beside it."""

from __future__ import annotations

import asyncio
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

from bench import scenarios
from bench.measures import Sample, table
from bench.site import LARGE, SMALL, database_of, prepare, serving

COMMUNITY = "510107001006"
CASES = (
    ("worklist, 100 rows", scenarios.worklist),
    ("restricted worklist, 100 rows", scenarios.restricted_worklist),
    ("detail", scenarios.detail),
    ("submit", scenarios.submit),
    ("lifecycle of 6 requests", scenarios.lifecycle),
)
PEER = {"worklist, 100 rows": 5, "detail": 18, "submit": 18, "lifecycle of 6 requests": 2.2}
"""The best figure of Open Zaak 1.30.0 on a machine like this one, 16 clients, 100,000 cases (a lifecycle of five requests)."""


def run(seconds: float) -> str:
    """Measure everything and give the tables."""
    address = prepare()
    parts, found = [], {}
    for size in (SMALL, LARGE):
        with serving(database_of(address, size), COMMUNITY) as site:
            samples = asyncio.run(_closed(site, seconds))
            found[size] = samples
            parts.append(table(f"{size:,} matters, closed loop", samples))
            if size == LARGE:
                parts.append(_open_table(asyncio.run(_open(site, samples, seconds * 2))))
    parts.append(_ratios(found))
    parts.append(_pgbench(address, found[LARGE]))
    return "\n".join(parts)


async def _closed(site: scenarios.Site, seconds: float) -> list[Sample]:
    samples = []
    for name, scenario in CASES:
        await scenarios.closed_loop(name, scenario, site, 4, min(2.0, seconds))
        for clients in (1, 4, 16):
            samples.append(await scenarios.closed_loop(name, scenario, site, clients, seconds))
            print(f"  {name}, {clients} clients: {samples[-1].rate:.1f}/s, p95 {samples[-1].at(0.95):.1f} ms", flush=True)
    return samples


async def _open(site: scenarios.Site, closed: list[Sample], seconds: float) -> list[tuple[float, Sample]]:
    best = {s.name: s.rate for s in closed if s.clients == 16}
    found = []
    for name, scenario in (CASES[3], CASES[4]):
        for share in (0.5, 0.8, 1.2):
            rate = best[name] * share
            found.append((rate, await scenarios.open_loop(name, scenario, site, rate, seconds)))
    return found


def _open_table(found: list[tuple[float, Sample]]) -> str:
    lines = [
        "### Fixed arrival rate (open loop), 100,000 matters; latency counts from the offer",
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


def _ratios(found: dict[int, list[Sample]]) -> str:
    lines = [
        "### Targets, 16 clients",
        "",
        f"| what | p95 at {LARGE:,} ÷ p95 at {SMALL:,} (at most 1.5) | per second | best peer | times the peer |",
        "|---|---|---|---|---|",
    ]
    for few, many in zip(found[SMALL], found[LARGE], strict=True):
        if many.clients != 16:
            continue
        peer = PEER.get(many.name)
        times = f"{many.rate / peer:.1f}" if peer else "—"
        lines.append(f"| {many.name} | {many.at(0.95) / few.at(0.95):.2f} | {many.rate:.1f} | {peer or '—'} | {times} |")
    return "\n".join(lines) + "\n"


def _pgbench(address: str, samples: list[Sample]) -> str:
    from juzhan.config.embedded import binaries_folder

    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    to = ["-h", query["host"], "-p", query.get("port", "5432"), "-U", parts.username or "postgres"]
    tool = str(binaries_folder() / "pgbench")
    subprocess.run([str(binaries_folder() / "dropdb"), *to, "--if-exists", "pgbench"], check=True)
    subprocess.run([str(binaries_folder() / "createdb"), *to, "pgbench"], check=True)
    subprocess.run([tool, *to, "-i", "-q", "-s", "10", "pgbench"], check=True, stderr=subprocess.DEVNULL)
    said = subprocess.run([tool, *to, "-N", "-c", "16", "-j", "2", "-T", "15", "pgbench"], check=True, capture_output=True, text=True)
    found = re.search(r"tps = ([\d.]+)", said.stdout)
    assert found is not None, said.stdout
    tps = float(found.group(1))
    by = {s.name: s for s in samples if s.clients == 16}
    writes = max(by["submit"].rate, by["lifecycle of 6 requests"].rate * 5)
    return (
        "### Committed writes beside pgbench\n\n"
        "| pgbench simple update, 16 clients, per second | our committed writes over HTTP, per second | share (aim: 10 %) |\n|---|---|---|\n"
        f"| {tps:.0f} | {writes:.0f} | {writes / tps:.1%} |\n"
    )
