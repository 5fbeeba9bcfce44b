"""A log is named by a host and the place it belongs to, and keeps that name for ever."""

from __future__ import annotations


def origin_of(host: str, place: str) -> str:
    """Name the log of a place by its division code: its district's six digits, then the code itself.

    >>> origin_of("juzhan.example", "510107001004"), origin_of("juzhan.example", "510107")
    ('juzhan.example/510107/510107001004', 'juzhan.example/510107')
    """
    district = place[:6]
    return f"{host}/{district}" if place == district else f"{host}/{district}/{place}"
