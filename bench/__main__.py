"""``make bench``: measure everything in one run, print the tables, keep them in ``var/bench/tables.md``.

``--write FILE`` also puts them into a document, between its two marks.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bench.site import ROOT, VAR, prepare

PARTS = {"may": "bench.permissions", "record": "bench.the_record", "http": "bench.over_http", "hall": "bench.the_hall"}
BEGIN, END = "<!-- tables: begin -->", "<!-- tables: end -->"


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each sample takes")
    parser.add_argument("--only", choices=list(PARTS), action="append", help="may be given again")
    parser.add_argument("--write", type=Path, help="a document that holds the two marks")
    given = parser.parse_args()
    address = prepare()
    parts = [_stamp()]
    for name in given.only or list(PARTS):
        parts.append(importlib.import_module(PARTS[name]).run(address, given.seconds))
        (VAR / "tables.md").write_text("\n".join(parts))
    print("\n".join(parts))
    if given.write:
        write_into(given.write, "\n".join(parts))


def write_into(document: Path, tables: str) -> None:
    """Replace what stands between the marks of a document."""
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{document} lacks the marks {BEGIN} and {END}")
    document.write_text(f"{before}{BEGIN}\n\n{tables}\n{END}{after}")


def _stamp() -> str:
    """When, on what and of which version the tables are."""
    at = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    load = os.getloadavg()[0]
    asked = ["git", "rev-parse", "--short", "HEAD"]
    version = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return (
        f"One run: {at}, commit {version or 'unknown'}, {os.cpu_count()} cores, Python {platform.python_version()}; "
        f"the machine's load was {load:.1f} when it began.\n"
    )


if __name__ == "__main__":
    main()
