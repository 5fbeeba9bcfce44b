"""``juzhan catalogue``: take tables in, whole or not at all."""

from __future__ import annotations

import click


@click.group()
def catalogue() -> None:
    """catalogue."""
