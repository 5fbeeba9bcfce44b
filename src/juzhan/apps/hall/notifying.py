"""Every change of a hall is told to all processes by PostgreSQL, when the transaction that made it is committed."""

from __future__ import annotations

from django.db import connection

CHANNEL = "hall"


def tell(hall: int) -> None:
    """Tell that something in a hall has changed; must stand in the transaction of the change."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, str(hall)])
