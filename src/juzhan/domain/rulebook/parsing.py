"""A value is written in one way for each kind, and anything else is a fault that shows how to write it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from juzhan.domain.rulebook.entries import Value
from juzhan.domain.rulebook.values import Comparison, Share
from juzhan.domain.shared.calendar_limits import DayUnit, Limit
from juzhan.domain.shared.loading import Table

UNITS = {f"{unit}s": unit for unit in DayUnit}
"""``working_days`` and ``calendar_days``, as limits are written."""
EXAMPLES = {
    int: "5",
    bool: "true",
    Share: '{ at_least = "2/3" } / { more_than = "1/2" }',
    Limit: "{ working_days = 5 } / { calendar_days = 10 }",
}


def parse_value(table: Table, kind: type[Value]) -> Value | None:
    """Read ``value`` of a parameter or setting as the kind its rule has; a fault gives ``None``."""
    raw = table.data.get("value")
    value = _of_kind(raw, kind)
    if value is None:
        table.fault("value", f"应写作，例如：{EXAMPLES[kind]}", f"must be written, for example: {EXAMPLES[kind]}")
    return value


def _of_kind(raw: Any, kind: type[Value]) -> Value | None:
    if kind is Share:
        return _share(raw)
    if kind is Limit:
        return _limit(raw)
    return raw if type(raw) is kind and not (isinstance(raw, int) and raw < 0) else None


def _share(raw: Any) -> Share | None:
    try:
        ((comparison, fraction),) = raw.items()
        return Share(Fraction(fraction), Comparison(comparison)) if isinstance(fraction, str) else None
    except (AttributeError, ValueError, ZeroDivisionError):
        return None


def _limit(raw: Any) -> Limit | None:
    try:
        ((unit, amount),) = raw.items()
        return Limit(amount, UNITS[unit]) if type(amount) is int else None
    except (AttributeError, KeyError, ValueError):
        return None
