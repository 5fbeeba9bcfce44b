"""The hall: fifty kiosks and twenty counters against one hall, with and without a million past tickets; screens that listen."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Sequence

import psycopg
from attrs import frozen

from bench.hall_callers import BEGIN, CALL, FINISH, KIOSKS, LOOK, SLOW, SLOW_COUNTERS, TAKE, Load, run_hall
from bench.hall_filling import COUNTERS, PLACE, Hall, drop, fill, fresh
from bench.hall_listeners import LISTENERS
from bench.measures import Sample
from bench.site import ROOT, environment, serving

SIZES = (0, 1_000_000)
WARM_UP = 2.0
RATIO, IN_TIME = 1.5, 2.0
"""p95 with a million past tickets over p95 with none, at most; seconds within which every screen shows a call."""
LONG_ENOUGH = 60.0
"""Seconds for which screens listen at least: each slow counter calls every four or so."""
ORDER = (TAKE, CALL, LOOK, BEGIN, FINISH)
_TWICE = {
    "numbers given out twice": "select count(*) - count(distinct number) from hall_ticket where day = %(day)s",
    "numbers left out": "select coalesce(sum(most - found), 0) from (select max(count) most, count(*) found"
    " from hall_ticket where day = %(day)s group by group_id) g",
    "tickets called twice": "select count(*) from (select ticket_id from hall_ticketstep s join hall_ticket t on t.id = ticket_id"
    " where act = 'call' and day = %(day)s group by ticket_id having count(*) > 1) c",
    "visitors at one counter at once": "select count(*) from hall_ticket a join hall_ticket b on a.counter_id = b.counter_id"
    " and a.id < b.id and tstzrange(a.called_at, a.ended_at) && tstzrange(b.called_at, b.ended_at)"
    " where a.day = %(day)s and b.day = %(day)s and a.called_at is not null and b.called_at is not null",
}


@frozen
class Measured:
    """What a hall with so many past tickets gave: latencies, and how often something happened that must not."""

    past: int
    samples: Sequence[Sample]
    wrong: dict[str, int]

    def sample(self, name: str) -> Sample:
        """One kind of request."""
        return next(sample for sample in self.samples if sample.name == name)


@frozen
class Delays:
    """Seconds from calls to screens: those of all screens that showed the call, and how many never did."""

    past: int
    standing: int
    calls: int
    values: tuple[float, ...]
    missed: int

    def at(self, share: float) -> float:
        """The delay within which this share of the screens showed the call."""
        return self.values[min(len(self.values) - 1, int(share * len(self.values)))] if self.values else float("nan")


def run(address: str, seconds: float) -> str:
    """Measure and give the tables."""
    found, delays = [], []
    for past in SIZES:
        hall = fill(address, past)
        found.append(_worked(fresh(address, past), hall, past, seconds))
        delays.append(_listened(fresh(address, past), hall, past, seconds))
        drop(address, past)
    return "\n".join([_table(found), _ratios(found), _delays_table(delays)])


def _worked(address: str, hall: Hall, past: int, seconds: float) -> Measured:
    """Kiosks and counters at once, for twice the time of a sample, after a warm-up."""
    with serving(address) as site:
        asyncio.run(run_hall(site, hall, WARM_UP))
        load = asyncio.run(run_hall(site, hall, 2 * seconds))
        measured = Measured(past, [load.samples[name] for name in ORDER], _wrong(address, load))
    said = ", ".join(f"{s.name} {s.rate:.1f}/s, p95 {s.at(0.95):.1f} ms" for s in measured.samples)
    print(f"  hall, {past:,} past tickets: {said}; {measured.wrong}", flush=True)
    return measured


def _wrong(address: str, load: Load) -> dict[str, int]:
    """What must never happen, counted in the database and in what the kiosks were given."""
    with psycopg.connect(address) as link:
        link.execute("set timezone to 'Asia/Shanghai'")
        day = link.execute("select max(day) from hall_ticket").fetchone()
        assert day is not None
        rows = {name: link.execute(query, {"day": day[0]}).fetchone() for name, query in _TWICE.items()}
    given = {"numbers printed twice": len(load.numbers) - len(set(load.numbers))}
    return given | {name: int(row[0]) for name, row in rows.items() if row is not None}


def _listened(address: str, hall: Hall, past: int, seconds: float) -> Delays:
    """Let screens listen while kiosks and counters work; the delay counts from the call's own moment, before its commit."""
    with serving(address) as site:
        command = [sys.executable, "-m", "bench.hall_listeners", str(site.port), PLACE, *map(str, SLOW_COUNTERS)]
        screens = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert screens.stdout is not None
        standing = int(screens.stdout.readline().removeprefix("ready "))
        load = asyncio.run(run_hall(site, hall, max(LONG_ENOUGH, 2 * seconds), are_some_slow=True))
        seen = json.loads(screens.communicate("", timeout=60)[0])
    with psycopg.connect(address) as link:
        rows = link.execute(
            "select number, extract(epoch from called_at)::float8 from hall_ticket where id = any(%s)"
            " and ended_at > called_at + %s * interval '1 second'",
            [load.called_by_slow, SLOW],
        ).fetchall()
    values = sorted(moment - float(called) for number, called in rows for moment in seen.get(str(number), []))
    delays = Delays(past, standing, len(rows), tuple(values), len(rows) * LISTENERS - len(values))
    print(f"  hall, {past:,} past tickets: {len(rows)} calls to {standing} screens, {delays.at(1):.2f} s", flush=True)
    return delays


def _table(found: Sequence[Measured]) -> str:
    lines = [
        f"### One hall: {KIOSKS} kiosks and {COUNTERS} counters at once, closed loop",
        "",
        "| past tickets | what | callers | per second | p50 ms | p95 ms | p99 ms | errors |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.past:,} | {s.name} | {s.clients} | {s.rate:.1f} | {s.at(0.5):.1f} | {s.at(0.95):.1f} | {s.at(0.99):.1f} |"
        f" {s.errors} |"
        for each in found
        for s in each.samples
    ]
    names = list(found[0].wrong)
    lines += ["", f"| past tickets | {' | '.join(names)} |", "|---" * (len(names) + 1) + "|"]
    lines += [f"| {each.past:,} | {' | '.join(str(each.wrong[name]) for name in names)} |" for each in found]
    return "\n".join(lines) + "\n"


def _ratios(found: Sequence[Measured]) -> str:
    few, many = found[0], found[-1]
    lines = [f"| what | p95 with {many.past:,} ÷ with {few.past:,} past tickets | at most {RATIO} |", "|---|---|---|"]
    for name in ORDER:
        ratio = many.sample(name).at(0.95) / few.sample(name).at(0.95)
        lines.append(f"| {name} | {ratio:.2f} | {'yes' if ratio <= RATIO else '**no**'} |")
    return "\n".join(lines) + "\n"


def _delays_table(found: Sequence[Delays]) -> str:
    lines = [
        f"### From a call to {LISTENERS} screens, while that runs (target: all within {IN_TIME:.0f} s)",
        "",
        "| past tickets | lines that stood | calls | p50 s | p95 s | longest s | never shown | all in time |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in found:
        met = each.calls > 0 and not each.missed and each.at(1.0) <= IN_TIME
        lines.append(
            f"| {each.past:,} | {each.standing} | {each.calls} | {each.at(0.5):.2f} | {each.at(0.95):.2f} |"
            f" {each.at(1.0):.2f} | {each.missed} | {'yes' if met else '**no**'} |"
        )
    return "\n".join(lines) + "\n"
