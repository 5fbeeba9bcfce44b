"""Tells every process that bodies, charters or posts have changed."""

from __future__ import annotations

from django.db.models import BigIntegerField, Func, Value

from juzhan.apps.bodies.models import GraphVersion


class _Next(Func):
    """The next number of a sequence: it is not given back when a transaction is, so that no version names two graphs."""

    function = "nextval"
    output_field = BigIntegerField()


def touch_graph() -> None:
    """Raise the number of the graph; processes build it anew when they next read the number."""
    following = _Next(Value("bodies_graph_versions"))
    if not GraphVersion.objects.update(number=following):
        GraphVersion.objects.create(number=following)
