"""When a body ends, no open matter hangs on it: the matter goes to the body that the charter then in force names.

The clock goes on and what was done stays. A dispute ends with any of its bodies, since the new charter answers whose
the matter is. Worked table: docs/algorithms/matters.md, section "When a body ends".
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import field, frozen

from juzhan.domain.matters.states import State
from juzhan.domain.matters.values import Matter


@frozen
class Rerouting:
    """The state in which the matter goes on, the fields that change, and the facts for the record."""

    state: State
    sets: Mapping[str, Any] = field(factory=dict)
    facts: Mapping[str, Any] = field(factory=dict)


def reroute(
    matter: Matter,
    *,
    owner: int,
    in_force: Collection[int],
    arbiter: int | None = None,
    keeps_handler: bool = False,
) -> Rerouting | None:
    """Give an open matter an owner and a holder that are in force; None when it depends on no body that has ended.

    ``owner`` is whom the charter names now; ``arbiter`` the body before which a dispute was put; ``keeps_handler`` says
    that the person who handles the matter works for the new owner too.
    """
    if not any(body is not None and body not in in_force for body in (*_bodies(matter), arbiter)):
        return None
    contested = matter.state is State.CONTESTED
    owned = owner if contested or matter.owner not in in_force else matter.owner
    sets: dict[str, Any] = {"owner": owned}
    if owned != matter.owner:
        sets["handler"] = matter.handler if keeps_handler else None
    stays_up = matter.holder != matter.owner and matter.holder in in_force
    sets["holder"] = matter.holder if stays_up else owned
    if contested:
        sets |= {"claimed": None, "arbiter": None, "rule_by": None}
    state = _state(matter, stays_up=stays_up)
    facts = {"from": matter.state.value, "to": state.value, "owner": {"old": matter.owner, "new": owned}}
    return Rerouting(state, sets, facts)


def _bodies(matter: Matter) -> tuple[int | None, ...]:
    return matter.owner, matter.holder, matter.claimed


def _state(matter: Matter, *, stays_up: bool) -> State:
    if matter.state is State.CONTESTED:
        return State.SUBMITTED
    if matter.state is State.HANDED_UP and not stays_up:
        return State.ACCEPTED
    return matter.state
