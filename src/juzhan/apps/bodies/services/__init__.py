"""Puts charters into force and people into posts; each change is one transaction and leaves a record entry."""

from juzhan.apps.bodies.services.adopting import adopt_charter, adopt_together, adopt_where_missing, share_station
from juzhan.apps.bodies.services.graphs import touch_graph
from juzhan.apps.bodies.services.holding import appoint, leave_post
from juzhan.apps.bodies.services.withdrawing import withdraw_planned

__all__ = [
    "adopt_charter",
    "adopt_together",
    "adopt_where_missing",
    "appoint",
    "leave_post",
    "share_station",
    "touch_graph",
    "withdraw_planned",
]
