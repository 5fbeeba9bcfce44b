"""What a resident reads of the matter that a bad rating opened: where it stands, what was done, what came of it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from juzhan.apps.matters.models import Matter, RatingFollowUp
from juzhan.apps.matters.resident.sentences import Told
from juzhan.apps.matters.resident.story import Decision, decision, public_steps
from juzhan.domain.matters import MatterAct, State
from juzhan.domain.shared import Text

_OWN = frozenset({"submit", MatterAct.ACCEPT.value, MatterAct.ASSIGN.value})
"""Steps that say no more than that it was opened and given to the head."""
_WAITING = Text("已经转给{body}，等负责人接手。", "{body}: its head has yet to take it up.")
_WORKING = Text(
    "{body}的负责人正在核实，最迟 {day} 告诉您结果。",
    "{body}: its head is looking into it; you are told the result by {day}.",
)
_OPEN_END = Text("{body}的负责人正在核实。", "{body}: its head is looking into it.")
_DECIDED = Text("{body}的负责人已经有了结果。", "{body}: its head has written the result.")
_CLOSED = Text("已经办结，结果在下面。", "It is closed; the result stands below.")
_STOPPED = Text("没有再办下去，原因在下面。", "It was not taken further; the reason stands below.")


@frozen
class FollowUpStory:
    """The follow-up of a bad rating as the one who rated reads it; ``lines`` are oldest first."""

    sentence: Text
    is_over: bool
    due_on: date | None
    decision: Decision | None
    lines: tuple[Told, ...]


def story_of(follow_up: Matter) -> FollowUpStory:
    """Tell a follow-up, in three queries at most."""
    steps = list(public_steps(follow_up))
    told = tuple(Told.of(step) for step in steps if step.act not in _OWN)
    return FollowUpStory(
        _sentence(follow_up), not follow_up.stands.is_open, follow_up.due_on, decision(follow_up, steps), told
    )


def _sentence(matter: Matter) -> Text:
    body = matter.owner.text
    if matter.stands is State.CLOSED:
        return _CLOSED
    if not matter.stands.is_open:
        return _STOPPED
    if matter.stands is State.DECIDED:
        return _DECIDED.format(body=body)
    if matter.accepted_on is None:
        return _WAITING.format(body=body)
    return _WORKING.format(body=body, day=_day(matter.due_on)) if matter.due_on else _OPEN_END.format(body=body)


def _day(day: date) -> Text:
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")


@frozen
class BadRating:
    """The bad rating of a matter: what became of it, and of an appeal against it."""

    row: RatingFollowUp
    story: FollowUpStory | None


def bad_rating_of(matter: Matter) -> BadRating | None:
    """What a bad rating of this matter has led to; None where there was none."""
    if matter.rating not in {"1", "2"}:
        return None
    rows = RatingFollowUp.objects.select_related("follow_up__owner", "follow_up__item", "answered_for")
    row = rows.filter(matter=matter).first()
    return BadRating(row, story_of(row.follow_up) if row.follow_up else None) if row else None
