"""``juzhan charter``: check, compare, draw and route, from the files alone: no database, no network."""

from __future__ import annotations

import click


@click.group()
def charter() -> None:
    """章程 / charters."""
