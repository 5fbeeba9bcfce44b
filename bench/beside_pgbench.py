"""What PostgreSQL itself can commit on this machine, and how much of that we commit over HTTP."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from bench.measures import Sample

SECONDS = 15


def run(address: str, writes: Mapping[str, int], samples: list[Sample]) -> str:
    """A table of pgbench's simple update and our committed writes, both with 16 clients, on the same server."""
    tps = simple_updates(address)
    best = max((s for s in samples if s.clients == 16 and writes[s.name]), key=lambda s: s.rate * writes[s.name])
    ours = best.rate * writes[best.name]
    return "\n".join(
        [
            "### Committed writes beside pgbench, 16 clients",
            "",
            "| pgbench simple update, per second | our committed writes over HTTP, per second | by | share (aim: 10 %) |",
            "|---|---|---|---|",
            f"| {tps:.0f} | {ours:.0f} | {best.name} | {ours / tps:.1%} |",
            "",
        ]
    )


def simple_updates(address: str) -> float:
    """Transactions of pgbench's simple update (``-N``) in a second."""
    from juzhan.config.embedded import binaries_folder

    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    to = ["-h", query["host"], "-p", query.get("port", "5432"), "-U", parts.username or "postgres"]
    programs = binaries_folder()
    tool = str(programs / "pgbench")
    subprocess.run([str(programs / "dropdb"), *to, "--if-exists", "pgbench"], check=True)
    subprocess.run([str(programs / "createdb"), *to, "pgbench"], check=True)
    subprocess.run([tool, *to, "-i", "-q", "-s", "10", "pgbench"], check=True, capture_output=True)
    command = [tool, *to, "-N", "-c", "16", "-j", "2", "-T", str(SECONDS), "pgbench"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"tps = ([\d.]+)", said)
    assert found is not None, said
    return float(found.group(1))
