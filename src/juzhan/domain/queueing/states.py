"""A ticket is always in exactly one of these states."""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text


class TicketState(StrEnum):
    """Where a visitor stands between taking a number and leaving; ``text`` is what people read."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    MISSED = "missed"
    SERVED = "served"
    LEFT = "left"
    ENDED = "ended"

    @property
    def text(self) -> Text:
        """The state's name in both languages."""
        return _NAMES[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing more can happen to the ticket."""
        return self in OVER


_NAMES: dict[TicketState, Text] = {
    TicketState.WAITING: Text("等候", "Waiting"),
    TicketState.CALLED: Text("已叫号", "Called"),
    TicketState.SERVING: Text("办理中", "Being served"),
    TicketState.HELD: Text("暂留", "On hold"),
    TicketState.MISSED: Text("过号", "Missed the call"),
    TicketState.SERVED: Text("已办完", "Served"),
    TicketState.LEFT: Text("已取消", "Gone"),
    TicketState.ENDED: Text("闭厅未办", "Not served before closing"),
}

OVER = frozenset({TicketState.SERVED, TicketState.LEFT, TicketState.ENDED})
NOT_OVER = tuple(state for state in TicketState if state not in OVER)
"""States of those who are in the hall, or were there when its day ended."""
AT_A_COUNTER = frozenset({TicketState.CALLED, TicketState.SERVING})
"""States in which a ticket occupies a counter; a counter has at most one."""
