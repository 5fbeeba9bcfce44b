"""The record: durable appends in a second, proofs in a log of a million entries, pymerkle beside it as oracle and peer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from attrs import frozen

from bench.site import named
from juzhan.domain.record import (
    Actor,
    NewEntry,
    Tree,
    verify_consistency,
    verify_inclusion,
)

LOG = "510107001006"
SIZE, PEER_SIZE, SINGLE = 1_000_000, 100_000, 300
PERSONAL = 50_000
PROOFS = 2_000
APPENDS_TARGET, PROOF_TARGET = 15_000, 0.2
"""Appends in a second; milliseconds for a proof."""
CLERK = Actor("person:7c1f", "post:17", "body:23")
_DATABASE = "juzhan_record_run"


@frozen
class Times:
    """Milliseconds that each of many proofs took."""

    values: list[float]

    def __str__(self) -> str:
        ordered = sorted(self.values)
        return f"{median(ordered):.3f} | {ordered[int(0.95 * len(ordered))]:.3f} | {ordered[-1]:.3f}"


def run(address: str, seconds: float) -> str:
    """Measure and give the tables."""
    with psycopg.connect(named(address, "postgres"), autocommit=True) as link:
        _close()
        link.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'juzhan'")
        link.execute(f"drop database if exists {_DATABASE} with (force)")
        link.execute(f"create database {_DATABASE} template juzhan")
    _use(_DATABASE)
    try:
        return "\n".join([_appends(), _proofs()])
    finally:
        _use("juzhan")
        with psycopg.connect(named(address, "postgres"), autocommit=True) as link:
            link.execute(f"drop database if exists {_DATABASE} with (force)")


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _use(database: str) -> None:
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = database


def _entries(personal: bool = False) -> Iterator[NewEntry]:
    """Acts on synthetic matters, each a second after the one before."""
    begun = datetime.fromisoformat("2026-03-02T12:00:00+08:00")
    said = {"note": "已上门核实，材料齐全，家庭情况属实。"} if personal else {}
    for number in count():
        facts = {"from": "submitted", "to": "accepted", "due_on": "2026-03-23", "handler": number % 400}
        yield NewEntry(begun, "matter.accepted", f"matter:{number}", CLERK, (), facts, said)


def _appends() -> str:
    from juzhan.apps.record.services import BATCH

    single = _append(_entries(), SINGLE, 1)
    personal = _append(_entries(personal=True), PERSONAL, BATCH)
    stream = _entries()
    first = _append(stream, SIZE // 10, BATCH)
    middle = _append(stream, SIZE - SIZE // 5, BATCH)
    last = _append(stream, SIZE // 10, BATCH)
    peer = _peer_appends()
    lines = [
        f"### Durable appends, one process, one log (target: {APPENDS_TARGET:,} in batches)",
        "",
        "| what | appends per second |",
        "|---|---|",
        f"| batches of {BATCH:,}, the first {SIZE // 10:,} | {first:,.0f} |",
        f"| batches of {BATCH:,}, the {SIZE - SIZE // 5:,} after them | {middle:,.0f} |",
        f"| batches of {BATCH:,}, the last {SIZE // 10:,} of {SIZE:,} | {last:,.0f} |",
        f"| batches of {BATCH:,}, with a personal value each that is committed to | {personal:,.0f} |",
        "| one in a transaction of its own | " + f"{single:,.0f} |",
        *(f"| {name} | {rate:,.0f} |" for name, rate in peer.items()),
        "",
    ]
    print("\n".join(lines), flush=True)
    return "\n".join(lines)


def _append(stream: Iterator[NewEntry], total: int, batch: int) -> float:
    """Append so many entries, some in each transaction, and give the appends in a second, making them included."""
    from django.db import transaction

    from juzhan.apps.record.services import append_many

    begun = time.perf_counter()
    for start in range(0, total, batch):
        with transaction.atomic():
            append_many((LOG, next(stream)) for _ in range(min(batch, total - start)))
    return total / (time.perf_counter() - begun)


def _peer_appends() -> dict[str, float]:
    """pymerkle, keeping its tree in SQLite (durable) and in memory (not)."""
    import pymerkle

    data = [f"{number:0200}".encode() for number in range(PEER_SIZE)]
    with TemporaryDirectory() as folder:
        durable = pymerkle.SqliteTree(str(Path(folder) / "tree.db"))
        single = _rate(lambda: [durable.append_entry(each) for each in data[:SINGLE]], SINGLE)
        bulk = _rate(lambda: durable.append_entries(data, chunksize=2_000), PEER_SIZE)
    memory = pymerkle.InmemoryTree()
    kept = _rate(lambda: [memory.append_entry(each) for each in data], PEER_SIZE)
    return {
        f"pymerkle {pymerkle.__version__}, SQLite, one by one": single,
        "pymerkle, SQLite, chunks of 2,000": bulk,
        "pymerkle, in memory (not durable)": kept,
    }


def _rate(what: Callable[[], object], number: int) -> float:
    begun = time.perf_counter()
    what()
    return number / (time.perf_counter() - begun)


def _proofs() -> str:
    from django.utils import timezone

    from juzhan.apps.record import services
    from juzhan.apps.record.logs import tree_of
    from juzhan.apps.record.models import Entry, Log

    begun = time.perf_counter()
    services.sign_checkpoints(timezone.localtime(), LOG)
    signing = time.perf_counter() - begun
    log = Log.objects.get(place=LOG)
    tree, random = tree_of(log, log.size), Random(3)
    places = [random.randrange(log.size) for _ in range(PROOFS)]
    cold_inclusion = _timed(tree.inclusion_proof, places)
    cold_consistency = _timed(tree.consistency_proof, [place + 1 for place in places])
    inclusion, consistency = (
        _timed(tree.inclusion_proof, places),
        _timed(tree.consistency_proof, [p + 1 for p in places]),
    )
    wrong = _wrong_proofs(
        tree, places, dict(Entry.objects.filter(log=log, index__in=places).values_list("index", "leaf_hash"))
    )
    lines = [
        f"### Proofs in a log of {log.size:,} entries (target: {PROOF_TARGET} ms)",
        "",
        "| what | median ms | p95 ms | longest ms |",
        "|---|---|---|---|",
        f"| inclusion, tiles at hand | {inclusion} |",
        f"| consistency, tiles at hand | {consistency} |",
        f"| inclusion, tiles still to be read from PostgreSQL | {cold_inclusion} |",
        f"| consistency, after those | {cold_consistency} |",
        *_peer_proofs(log),
        "",
        f"{PROOFS:,} proofs of each kind were verified, {wrong} were wrong. To bring a million entries into the tree and sign "
        f"it took {signing:.1f} s; a minute's entries take milliseconds.",
        "",
    ]
    print("\n".join(lines), flush=True)
    return "\n".join(lines)


def _timed(prove: Callable[[int], object], places: list[int]) -> Times:
    found = []
    for place in places:
        begun = time.perf_counter()
        prove(place)
        found.append((time.perf_counter() - begun) * 1000)
    return Times(found)


def _wrong_proofs(tree: Tree, places: list[int], leaves: dict[int, Any]) -> int:
    wrong, head = 0, tree.head
    for place in places:
        leaf = bytes(leaves[place])
        wrong += not verify_inclusion(tree.suite, leaf, place, tree.inclusion_proof(place), head)
        old = Tree(tree.suite, place + 1, tree.tiles).head
        wrong += not verify_consistency(tree.suite, old, head, tree.consistency_proof(place + 1))
    return wrong


def _peer_proofs(log: Any) -> list[str]:
    """pymerkle over the first entries of the same log: its root must be ours, its proofs are timed."""
    import pymerkle

    from juzhan.apps.record.logs import tree_of
    from juzhan.apps.record.models import Entry

    found = Entry.objects.filter(log=log, index__lt=PEER_SIZE).order_by("index").values_list("canonical", flat=True)
    peer = pymerkle.InmemoryTree(algorithm="sha256")
    for canonical in found.iterator(5_000):
        peer.append_entry(bytes(canonical))
    same = peer.get_state() == tree_of(log, PEER_SIZE).root()
    random = Random(3)
    places = [random.randrange(1, PEER_SIZE) for _ in range(PROOFS // 4)]
    return [
        f"| pymerkle, in memory, {PEER_SIZE:,} entries, inclusion | {_timed(peer.prove_inclusion, places)} |",
        f"| pymerkle, in memory, {PEER_SIZE:,} entries, consistency | {_timed(peer.prove_consistency, places)} |",
        f"| its root of the first {PEER_SIZE:,} entries equals ours: {'yes' if same else '**no**'} | | | |",
    ]
