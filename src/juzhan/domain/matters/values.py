"""The values a decision on a matter is made from, and the change it gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from juzhan.domain.matters.states import State
from juzhan.domain.matters.table import MatterAct
from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar_limits import Limit, Pause


class Outcome(StrEnum):
    """How a matter came out."""

    GRANTED = "granted"
    REFUSED = "refused"
    SETTLED = "settled"
    NOT_SETTLED = "not_settled"

    @property
    def text(self) -> Text:
        """The outcome's name in both languages."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.GRANTED: Text("同意（通过）", "Granted"),
    Outcome.REFUSED: Text("不同意（未通过）", "Refused"),
    Outcome.SETTLED: Text("已解决", "Settled"),
    Outcome.NOT_SETTLED: Text("未能解决", "Not settled"),
}


class Rating(StrEnum):
    """The five grades of the national rating standard; the last two count as bad (GB/T 39734—2020)."""

    VERY_SATISFIED = "5"
    SATISFIED = "4"
    FAIRLY_SATISFIED = "3"
    DISSATISFIED = "2"
    VERY_DISSATISFIED = "1"

    @property
    def text(self) -> Text:
        """The grade's name in both languages."""
        return _RATINGS[self]

    @property
    def is_bad(self) -> bool:
        """Whether the grade counts as a bad review."""
        return self in {Rating.DISSATISFIED, Rating.VERY_DISSATISFIED}


_RATINGS = {
    Rating.VERY_SATISFIED: Text("非常满意", "Very satisfied"),
    Rating.SATISFIED: Text("满意", "Satisfied"),
    Rating.FAIRLY_SATISFIED: Text("基本满意", "Fairly satisfied"),
    Rating.DISSATISFIED: Text("不满意", "Dissatisfied"),
    Rating.VERY_DISSATISFIED: Text("非常不满意", "Very dissatisfied"),
}


@frozen
class ItemRules:
    """What the item's version says about its clock. ``limit`` None: the guide names no time limit."""

    limit: Limit | None
    may_suspend: bool
    extension: Limit | None


@frozen
class Matter:
    """A matter as it stands when somebody acts on it.

    ``owner``, ``holder``, ``first_contact`` are numbers of bodies; ``handler`` the number of a person. ``awaits_year`` is the
    year whose holidays must be loaded before the last day of its clock can be told.
    """

    state: State
    item: ItemRules
    owner: int
    holder: int
    first_contact: int
    submitted_on: date
    handler: int | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    awaits_year: int | None = None
    pauses: tuple[Pause, ...] = ()
    extended: bool = False
    told_missing: bool = False
    ruled: bool = False
    claimed: int | None = None
    closed_on: date | None = None
    rating: Rating | None = None
    asked_again: bool = False


@frozen
class Change:
    """What an act changes: the new state, the named fields, and the facts that go into the record."""

    act: MatterAct
    state: State
    sets: Mapping[str, Any] = field(factory=dict)
    facts: Mapping[str, Any] = field(factory=dict)
