"""``juzhan places``: take tables in, whole or not at all."""

from __future__ import annotations

import click


@click.group()
def places() -> None:
    """places."""
