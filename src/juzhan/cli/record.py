"""``juzhan record``: export a community's record, and verify an exported one."""

from __future__ import annotations

import click


@click.group()
def record() -> None:
    """存证 / the record."""
