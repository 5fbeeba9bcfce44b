"""The record: durable appends, proofs in a tree of a million entries, export and verification; pymerkle beside it.

Runs in a process and a database of its own (``python -m bench.the_record``), on the same durable server as the rest.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

from bench.site import VAR, environment

MILLION = 1_000_000
BATCH = 2_000
PLACE = "510107001004"
BEGINNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
SAMPLES = 20_000


def run(address: str = "", seconds: float = 0.0) -> str:
    """Measure in a process of its own and give the tables."""
    done = subprocess.run([sys.executable, "-m", "bench.the_record"], capture_output=True, text=True, check=True)
    return done.stdout


def main() -> None:
    """Measure and print."""
    _fresh_database()
    print("### Record, and pymerkle beside it\n\n| what | figure |\n|---|---|")
    for measure in (_appends, _signing, _proofs, _export_and_verify, _pymerkle_in_memory, _pymerkle_on_disk):
        for what, figure in measure():
            print(f"| {what} | {figure} |", flush=True)


def _fresh_database() -> None:
    environment()
    from juzhan.config import embedded

    VAR.mkdir(parents=True, exist_ok=True)
    address = embedded.start(VAR / "pg")
    with psycopg.connect(address, autocommit=True) as link:
        link.execute("DROP DATABASE IF EXISTS juzhan_record WITH (FORCE)")
        link.execute("CREATE DATABASE juzhan_record")
    os.environ["JUZHAN_DATABASE_URL"] = address.replace("/juzhan?", "/juzhan_record?")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "record", verbosity=0)


def _acts(count: int, start: int = 0) -> list[Any]:
    from juzhan.domain.record import Actor, NewEntry

    clerk = Actor("person:17", "post:4", "body:12")
    facts = {"state": {"old": "submitted", "new": "accepted"}, "due_on": "2026-03-02"}
    return [
        NewEntry(BEGINNING + timedelta(seconds=number), "matter.accepted", f"matter:W{number:07}", clerk, (), facts)
        for number in range(start, start + count)
    ]


def _rate(count: int, repeat: int, work: Callable[[int], object]) -> float:
    begun = time.perf_counter()
    for turn in range(repeat):
        work(turn)
    return count * repeat / (time.perf_counter() - begun)


def _appends() -> list[tuple[str, str]]:
    from django.db import transaction

    from juzhan.apps.record import services

    def append(batch: int, place: str) -> Callable[[int], None]:
        def work(turn: int) -> None:
            with transaction.atomic():
                services.append_many((place, new) for new in _acts(batch, turn * batch))

        return work

    append(1, "510107001006")(0)
    single = _rate(1, 3_000, append(1, "510107001006"))
    hundred = _rate(100, 200, append(100, "510107001006"))
    whole = _rate(BATCH, MILLION // BATCH, append(BATCH, PLACE))
    return [
        ("durable appends, one in a transaction, one connection", f"{single:,.0f}/s"),
        ("durable appends, 100 in a transaction", f"{hundred:,.0f}/s"),
        (f"durable appends, {BATCH:,} in a transaction, {MILLION:,} in all", f"{whole:,.0f}/s"),
    ]


def _signing() -> list[tuple[str, str]]:
    from django.db import transaction

    from juzhan.apps.record import services

    at = BEGINNING + timedelta(days=60)
    begun = time.perf_counter()
    services.sign_checkpoints(at, PLACE)
    whole = time.perf_counter() - begun
    with transaction.atomic():
        services.append(PLACE, _acts(10, MILLION))
    begun = time.perf_counter()
    services.sign_checkpoints(at, PLACE)
    few = time.perf_counter() - begun
    return [
        (f"tree of {MILLION:,} entries: tiles and checkpoint", f"{whole:.1f} s"),
        ("the next checkpoint, after ten more", f"{few * 1000:.1f} ms"),
    ]


def _latency(name: str, turns: int, work: Callable[[int], object]) -> list[tuple[str, str]]:
    chance, found = random.Random(7), []
    for _ in range(turns):
        index = chance.randrange(MILLION)
        begun = time.perf_counter()
        work(index)
        found.append((time.perf_counter() - begun) * 1000)
    cuts = quantiles(found, n=100)
    return [(name, f"p50 {cuts[49]:.3f} ms, p95 {cuts[94]:.3f} ms, p99 {cuts[98]:.3f} ms")]


def _proofs() -> list[tuple[str, str]]:
    from juzhan.apps.record import selectors
    from juzhan.apps.record.logs import tree_of
    from juzhan.apps.record.models import Entry, Log
    from juzhan.domain.record import verify_inclusion

    log = Log.objects.get(place=PLACE)
    tree = tree_of(log, MILLION)
    head = tree.head
    entry = Entry.objects.select_related("log").get(log=log, index=MILLION // 3)
    assert verify_inclusion(tree.suite, bytes(entry.leaf_hash), entry.index, tree.inclusion_proof(entry.index), head)
    rows = _latency("inclusion proof, tiles not read yet", 1_000, tree.inclusion_proof)
    _latency("", SAMPLES, tree.inclusion_proof)
    rows += _latency("inclusion proof, tiles at hand", SAMPLES, tree.inclusion_proof)
    rows += _latency("consistency proof, tiles at hand", SAMPLES, lambda index: tree.consistency_proof(index + 1))
    return rows + _latency("whole receipt, with its query", 2_000, lambda _: selectors.receipt(entry))


def _export_and_verify() -> list[tuple[str, str]]:
    from juzhan.apps.record import selectors
    from juzhan.verify_record import verify

    with tempfile.TemporaryDirectory(dir=VAR) as folder:
        path = Path(folder) / "bundle"
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.perf_counter()
        with path.open("wb") as file:
            selectors.export_bundle(PLACE, file)
        exported = time.perf_counter() - begun
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        begun = time.perf_counter()
        with path.open("rb") as file:
            verify(file)
        verified = time.perf_counter() - begun
        size = path.stat().st_size / 1e6
    return [
        ("export of the million", f"{exported:.1f} s, {size:.0f} MB, {grown:.0f} MB more memory"),
        ("verification of the million by verify_record.py", f"{verified:.1f} s"),
    ]


def _pymerkle_in_memory() -> list[tuple[str, str]]:
    from pymerkle import InmemoryTree

    tree, data = InmemoryTree(algorithm="sha256"), b"x" * 400
    rate = _rate(1, MILLION, lambda turn: tree.append_entry(b"%d" % turn + data))
    rows = [(f"pymerkle in memory: appends, not durable, {MILLION:,} in all", f"{rate:,.0f}/s")]
    rows += _latency("pymerkle in memory: inclusion proof", 2_000, lambda i: tree.prove_inclusion(i + 1, MILLION))
    return rows + _latency(
        "pymerkle in memory: consistency proof", 2_000, lambda i: tree.prove_consistency(i + 1, MILLION)
    )


def _pymerkle_on_disk(size: int = 100_000) -> list[tuple[str, str]]:
    from pymerkle import SqliteTree

    data = b"x" * 400
    with tempfile.TemporaryDirectory(dir=VAR) as folder, SqliteTree(f"{folder}/tree.db", algorithm="sha256") as tree:
        single = _rate(1, 1_000, lambda turn: tree.append_entry(b"%d" % turn + data))
        bulk = _rate(size, 1, lambda _: tree.append_entries([b"%d" % n + data for n in range(size)], chunksize=10_000))
        begun = time.perf_counter()
        for index in range(1, 11):
            tree.prove_inclusion(index * size // 11, size)
        proof = (time.perf_counter() - begun) * 100
    return [
        ("pymerkle on SQLite: durable appends, one by one", f"{single:,.0f}/s"),
        ("pymerkle on SQLite: appends in bulk", f"{bulk:,.0f}/s"),
        (f"pymerkle on SQLite: inclusion proof among {size:,}", f"{proof:.1f} ms"),
    ]


if __name__ == "__main__":
    main()
