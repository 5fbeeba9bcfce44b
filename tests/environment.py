"""Loaded by pytest before Django: a real PostgreSQL of the suite's own, demo keys, quiet logs."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

os.environ.setdefault("JUZHAN_DEMO", "1")
os.environ.setdefault("JUZHAN_HTTPS", "0")
os.environ.setdefault("JUZHAN_LOG_LEVEL", "ERROR")
os.environ["JUZHAN_HOSTS"] = "localhost,127.0.0.1,testserver"
if not os.environ.get("JUZHAN_DATABASE_URL"):
    from juzhan.config import embedded

    _binaries = os.environ.get("JUZHAN_TEST_BINARIES")
    os.environ["JUZHAN_DATABASE_URL"] = embedded.start(
        ROOT / "var" / ("test-pg15" if _binaries else "test-pg"),
        binaries=Path(_binaries) if _binaries else None,
    )
