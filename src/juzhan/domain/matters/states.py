"""A matter is always in exactly one of these states."""

from __future__ import annotations

from enum import StrEnum

from juzhan.domain.shared import Text


class StateClock(StrEnum):
    """What a state says of a matter's clocks: which runs, that it stands so that nothing is due, or that there is none."""

    ACCEPTANCE = "acceptance"
    HANDLING = "handling"
    STANDING = "standing"
    NONE = "none"


class State(StrEnum):
    """Where a matter stands; ``text`` is what people read."""

    SUBMITTED = "submitted"
    PAPERS_REQUESTED = "papers_requested"
    CONTESTED = "contested"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    HANDED_UP = "handed_up"
    DECIDED = "decided"
    CLOSED = "closed"
    REOPENING_ASKED = "reopening_asked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def text(self) -> Text:
        """The state's name in both languages."""
        return _NAMES[self]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self in OPEN_STATES

    @property
    def clock(self) -> StateClock:
        """Which clock runs in it."""
        return _CLOCKS[self]


_NAMES: dict[State, Text] = {
    State.SUBMITTED: Text("待受理", "Waiting for acceptance"),
    State.PAPERS_REQUESTED: Text("待补材料", "Papers asked for"),
    State.CONTESTED: Text("归属待定", "Ownership contested"),
    State.ACCEPTED: Text("办理中", "In hand"),
    State.SUSPENDED: Text("已中止", "Suspended"),
    State.HANDED_UP: Text("上级办理中", "With the upper body"),
    State.DECIDED: Text("已作决定", "Decided"),
    State.CLOSED: Text("已办结", "Closed"),
    State.REOPENING_ASKED: Text("申请重办", "Reopening asked"),
    State.DECLINED: Text("不予受理", "Not accepted"),
    State.WITHDRAWN: Text("已撤回", "Withdrawn"),
}

_CLOCKS: dict[State, StateClock] = {
    State.SUBMITTED: StateClock.ACCEPTANCE,
    State.PAPERS_REQUESTED: StateClock.STANDING,
    State.CONTESTED: StateClock.ACCEPTANCE,
    State.ACCEPTED: StateClock.HANDLING,
    State.SUSPENDED: StateClock.STANDING,
    State.HANDED_UP: StateClock.HANDLING,
    State.DECIDED: StateClock.HANDLING,
    State.CLOSED: StateClock.NONE,
    State.REOPENING_ASKED: StateClock.NONE,
    State.DECLINED: StateClock.NONE,
    State.WITHDRAWN: StateClock.NONE,
}

OPEN_STATES: frozenset[State] = frozenset(State) - {State.CLOSED, State.DECLINED, State.WITHDRAWN}
