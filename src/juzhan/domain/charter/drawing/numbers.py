"""Numbers in an SVG are written shortly and always alike."""

from __future__ import annotations


def number(value: float) -> str:
    """At most one decimal, without a trailing zero.

    >>> number(12.0), number(12.34)
    ('12', '12.3')
    """
    return f"{value:.1f}".rstrip("0").rstrip(".")
