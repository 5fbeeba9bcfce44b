"""The bundle shown in docs/algorithms/record.md is a real one."""

from __future__ import annotations

import io
import re
from pathlib import Path

from juzhan.verify_record import verify
from tests.domain.record.logs import Bundle

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "record.md"


def test_the_documented_bundle_is_what_the_program_writes_and_the_verifier_believes():
    shown = re.search(r"```text\n(.*?)```", DOCUMENT.read_text(), re.S)[1].encode()
    assert shown == b"".join(Bundle([1, 2]).lines())
    assert "2 entries, 2 checkpoints" in verify(io.BytesIO(shown))
