"""Find a number of a hall: where it stands, how it came there, whether it can be served now; and those somebody took last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from juzhan.apps.hall.models import Hall, Ticket, TicketStep
from juzhan.apps.hall.selectors import groups_of, standing
from juzhan.domain.queueing.numbers import written
from juzhan.domain.queueing.states import NOT_OVER, TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.queueing.waiting import WaitingRange
from juzhan.domain.shared import Text

LONGEST = 12
LAST_TAKEN = 8
"""So many of the numbers one took last are shown, so that no paper is entered twice."""
_NUMBER = re.compile(r"([A-Z]?)0*([0-9]{1,5})")


@frozen
class Moment:
    """One thing that happened to a number."""

    at: datetime
    what: Text
    where: Text | None


@frozen
class Found:
    """One number: ``ahead`` and ``range`` while it waits."""

    ticket: Ticket
    ahead: int
    range: WaitingRange | None
    story: Sequence[Moment]

    @property
    def stands(self) -> TicketState:
        """Its state."""
        return self.ticket.stands


def numbers_meant(typed: str, letters: Sequence[str]) -> list[str]:
    """The numbers that somebody may mean: "a11" is A011, "11" is that of every queue; empty where it can be none.

    >>> numbers_meant("ａ 11", ["A", "B"])
    ['A011']
    >>> numbers_meant("11", ["A", "B"])
    ['A011', 'B011']
    """
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", typed[:LONGEST])).upper()
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return []
    letter, count = found.groups()
    return [written(each, int(count)) for each in ([letter] if letter else letters)]


def find_numbers(hall: Hall, typed: str, day: date, at: datetime) -> list[Found]:
    """Today's numbers that are meant, and those kept from days before; in a fixed number of queries."""
    numbers = numbers_meant(typed, [group.letter for group in groups_of(hall)])
    rows = Ticket.objects.filter(hall=hall, number__in=numbers).select_related("group", "item", "counter", "hall")
    tickets = [
        *rows.filter(day=day).order_by("number"),
        *rows.filter(state__in=NOT_OVER).exclude(day=day).order_by("day", "number"),
    ]
    stories = _stories(tickets)
    stands = standing(hall, at) if any(ticket.stands is TicketState.WAITING for ticket in tickets) else None
    found = []
    for ticket in tickets:
        ahead, waits = (0, None)
        if stands is not None and ticket.stands is TicketState.WAITING:
            ahead, waits = stands.queue_of(ticket.group_id).place_of(ticket.pk)
        found.append(Found(ticket, ahead, waits, stories.get(ticket.pk, [])))
    return found


def taken_last(hall: Hall, person: int, day: date) -> list[Ticket]:
    """The numbers that a person of the staff took last for somebody on a day, the newest first."""
    steps = TicketStep.objects.filter(act="take", person=person, ticket__hall=hall, ticket__day=day)
    return [step.ticket for step in steps.select_related("ticket__group").order_by("-pk")[:LAST_TAKEN]]


def _stories(tickets: Sequence[Ticket]) -> dict[int, list[Moment]]:
    told: dict[int, list[Moment]] = {}
    steps = TicketStep.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("counter")
    for step in steps.order_by("id"):
        what = Text("取号", "Number taken") if step.act == "take" else TicketAct(step.act).text
        told.setdefault(step.ticket_id, []).append(Moment(step.at, what, step.counter.text if step.counter else None))
    return told
