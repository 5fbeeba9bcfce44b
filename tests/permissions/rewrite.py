"""``python -m tests.permissions.rewrite``: ask everything again, write ``matrix.toml``; people judge the difference."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


class _Writer:
    """Runs inside pytest, since only there is a test database at hand."""

    @pytest.mark.django_db
    def test_write(self, world) -> None:  # type: ignore[no-untyped-def]
        """Write the file."""
        from tests.permissions.probing import FILE, HEADER, answers, clients, placeholders, written

        lines = Path(__file__).with_name("lines.txt").read_text().split("\n")
        values, everyone = placeholders(world), clients(world)
        matrix = {line: answers(everyone, line, values) for line in lines if line and not line.startswith("#")}
        FILE.write_text(HEADER + "\n" + written(matrix))


if __name__ == "__main__":
    sys.exit(pytest.main([__file__, "-q", "-o", "python_files=rewrite.py", "-o", "python_classes=_Writer"]))
