"""``make bench``: measure everything in one run, print the tables, keep them in ``var/bench/tables.md``."""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, datetime

from bench import over_http
from bench.site import VAR


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each sample takes")
    parser.add_argument("--only", choices=["http", "may", "record"], action="append")
    given = parser.parse_args()
    wanted = given.only or ["may", "record", "http"]
    stamp = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores, Python {platform.python_version()}"
    parts = [f"<!-- one run: {stamp} -->", ""]
    if "may" in wanted:
        from bench import permissions

        parts.append(permissions.run())
    if "record" in wanted:
        from bench import the_record

        parts.append(the_record.run())
    if "http" in wanted:
        parts.append(over_http.run(given.seconds))
    VAR.mkdir(parents=True, exist_ok=True)
    text = "\n".join(parts)
    (VAR / "tables.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
