"""Turns rows of a hall into plain data of the shapes of :mod:`juzhan.api.schemas.halls`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from juzhan.api.shapes import text
from juzhan.apps.hall.access import communities_of_hall
from juzhan.apps.hall.models import Booking, Hall, Ticket
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.rated import AFTER_MIDNIGHT, ReadRating, Satisfaction
from juzhan.apps.hall.selectors import board, groups_of, standing
from juzhan.apps.hall.slots import Day
from juzhan.apps.matters.law import day_of
from juzhan.domain.queueing.states import TicketState


def hall_row(row: Hall, at: datetime, version: int | None = None) -> dict[str, Any]:
    """A hall in a list."""
    return {
        "place": row.place_id,
        "communities": communities_of_hall(row.place_id, day_of(at), version),
        "name": text(row.text),
        "address": row.address,
        "open": today_of(row, at).is_open,
    }


def hall(row: Hall, at: datetime) -> dict[str, Any]:
    """A hall as it stands: what its screens show, with the names of the queues."""
    state = board(row, at)
    groups = {group.letter: group for group in groups_of(row)}
    queues = [
        queue | {"name": text(groups[queue["letter"]].text), "takes_numbers": groups[queue["letter"]].is_open}
        for queue in state["queues"]
    ]
    shown = {name: state[name] for name in ("open", "calls", "counters", "notice")}
    return hall_row(row, at) | shown | {"queues": queues, "rule": text(row.head_starts.text)}


def ticket(row: Ticket, at: datetime) -> dict[str, Any]:
    """A number as whoever has its code sees it."""
    return {
        "code": row.code,
        "number": row.number,
        "hall": row.hall.place_id,
        "community": row.community_id,
        "item": row.item.item.code if row.item else None,
        "lane": row.lane,
        "state": row.state,
        "state_text": text(row.stands.text),
        "joined_at": row.joined_at,
        "called_at": row.called_at,
        "counter": row.counter.number if row.counter else None,
    } | _waiting(row, at)


def _waiting(row: Ticket, at: datetime) -> dict[str, int | None]:
    if row.stands is not TicketState.WAITING:
        return {"ahead": None, "low": None, "high": None}
    ahead, waits = standing(row.hall, at).queue_of(row.group_id).place_of(row.pk)
    return {"ahead": ahead, "low": waits.low, "high": waits.high}


def day(row: Day) -> dict[str, Any]:
    """A day on which a hall takes bookings."""
    places = ({"begins": place.slot.begins, "ends": place.slot.ends, "free": place.free} for place in row.places)
    return {"day": row.date, "slots": list(places)}


def booking(row: Booking) -> dict[str, Any]:
    """A booking; it never tells who booked."""
    return {
        "code": row.code,
        "hall": row.hall.place_id,
        "community": row.community_id,
        "item": row.item.item.code,
        "begins": row.begins,
        "ends": row.ends,
        "cancelled": row.cancelled_at is not None,
        "ticket": row.ticket.code if hasattr(row, "ticket") else None,
    }


def rating(given: ReadRating) -> dict[str, Any]:
    """A rating as the one who gave it reads it."""
    row = given.row
    return {
        "code": row.code,
        "grade": row.grade,
        "grade_text": text(row.value.text),
        "reasons": list(row.reasons),
        "comment": row.comment,
        "rated_on": day_of(row.rated_at),
        "struck": row.struck_at is not None,
        "follow_up": _follow_up(given) if row.value.is_bad else None,
    }


def _follow_up(given: ReadRating) -> dict[str, Any]:
    story = given.story
    decision = story.decision if story else None
    return {
        "sentence": text(story.sentence if story else AFTER_MIDNIGHT),
        "over": story.is_over if story else False,
        "result_by": story.due_on if story else given.result_by,
        "outcome": text(decision.outcome.text) if decision else None,
        "reason": decision.reason if decision else "",
    }


def figures(row: Satisfaction) -> dict[str, Any]:
    """What a hall's ratings say in public."""
    names = ("rated", "satisfied_share", "settled", "trips", "one_trip_share", "minimum", "until")
    struck = [
        {"day": each.day, "grade": text(each.grade), "by": text(each.by), "reason": each.reason} for each in row.struck
    ]
    return {name: getattr(row, name) for name in names} | {"struck": struck}
