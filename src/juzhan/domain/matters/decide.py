"""What each act on a matter changes, or why it is refused; pure, so that every path can be tested without a database.

Each function is given the matter as it stands and gives a :class:`Change` or a :class:`Refusal`. Whether the person may
act at all has been asked before (:mod:`juzhan.domain.charter`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import evolve

from juzhan.domain.matters import refusals
from juzhan.domain.matters.clocks import LastDay, in_time, papers_awaited, to_close
from juzhan.domain.matters.states import State
from juzhan.domain.matters.table import MatterAct, next_state
from juzhan.domain.matters.values import Change, Matter, Outcome, Rating
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.calendar import WorkCalendar
from juzhan.domain.shared.calendar_limits import Pause

Decision = Change | Refusal
LAST_DAY_OPEN = LastDay()


def _change(matter: Matter, act: MatterAct, *, facts: dict[str, Any] | None = None, **sets: Any) -> Decision:
    state = next_state(act, matter.state)
    if isinstance(state, Refusal):
        return state
    return Change(act, state, sets, {"from": matter.state.value, "to": state.value, **(facts or {})})


def _clocked(
    matter: Matter,
    act: MatterAct,
    after: Matter,
    calendar: WorkCalendar,
    *,
    facts: dict[str, Any] | None = None,
    **sets: Any,
) -> Decision:
    """A change after which the clock runs as that of ``after`` does."""
    found = to_close(after, calendar)
    waits = {"awaits_year": found.awaits_year} if found.awaits_year else {}
    return _change(
        matter,
        act,
        facts={**(facts or {}), "due_on": _day(found.day), **waits},
        accepted_on=after.accepted_on,
        pauses=after.pauses,
        extended=after.extended,
        due_on=found.day,
        awaits_year=found.awaits_year,
        **sets,
    )


def accept(
    matter: Matter, *, handler: int, on: date, calendar: WorkCalendar, accepted_by: Text | None = None
) -> Decision:
    """Accepting starts the clock and names the person; a second clerk is told who was first.

    ``accepted_by`` is the name to tell when the matter is in hand already.
    """
    if matter.accepted_on is not None and matter.state is not State.PAPERS_REQUESTED and accepted_by is not None:
        return refusals.ALREADY_ACCEPTED(name=accepted_by)
    after = evolve(matter, accepted_on=on, pauses=())
    return _clocked(matter, MatterAct.ACCEPT, after, calendar, facts={"handler": handler}, handler=handler)


def decline(matter: Matter, *, reason: str, on: date, papers_by: LastDay = LAST_DAY_OPEN) -> Decision:
    """A matter can be declined before it is accepted, with a reason; while papers are awaited only after their last day.

    ``papers_by`` is that day: setting ``supplement_days`` after the day on which they were asked for.
    """
    if refusal := papers_awaited(matter.state, on, papers_by):
        return refusal
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.DECLINE)


def request_papers(matter: Matter, *, missing: Sequence[str]) -> Decision:
    """What is missing is told once and completely (一次性告知); a second request is refused."""
    if matter.told_missing:
        return refusals.ALREADY_TOLD()
    if not [line for line in missing if line.strip()]:
        return refusals.NOTHING_MISSING()
    return _change(matter, MatterAct.REQUEST_PAPERS, facts={"papers": len(missing)}, told_missing=True)


def add_papers(matter: Matter, *, count: int, consents: bool = False, accept_by: LastDay = LAST_DAY_OPEN) -> Decision:
    """Adding papers brings a matter that waited for them back to acceptance, whose clock then begins anew.

    Consent to sensitive data is a fact of it.
    """
    facts: dict[str, Any] = {"papers": count, **({"consent": True} if consents else {})}
    if matter.state is not State.PAPERS_REQUESTED:
        return _change(matter, MatterAct.ADD_PAPERS, facts=facts)
    clock = {"accept_by": accept_by.day, "awaits_year": accept_by.awaits_year}
    return _change(matter, MatterAct.ADD_PAPERS, facts={**facts, "accept_by": _day(accept_by.day)}, **clock)


def contest(matter: Matter, *, claimed: int, reason: str, rule_by: LastDay) -> Decision:
    """A body may say "not ours" before accepting, with a reason and the body whose it is; not against a ruling."""
    if matter.ruled:
        return refusals.RULING_IS_FINAL()
    if claimed == matter.owner:
        return refusals.NAME_ANOTHER()
    if not reason.strip():
        return refusals.REASON_NEEDED()
    facts = {"owner": matter.owner, "claimed": claimed, "rule_by": _day(rule_by.day)}
    return _change(
        matter,
        MatterAct.CONTEST,
        facts=facts,
        claimed=claimed,
        rule_by=rule_by.day,
        awaits_year=matter.awaits_year or rule_by.awaits_year,
    )


def answer_contest(matter: Matter, *, takes: bool, reason: str) -> Decision:
    """The body that was named takes the matter, or says the same and the dispute goes to the arbiter.

    Until another body takes it, the first body asked stays answerable (首问负责).
    """
    if not takes and not reason.strip():
        return refusals.REASON_NEEDED()
    decision = _change(matter, MatterAct.ANSWER_CONTEST, facts={"takes": takes})
    if isinstance(decision, Refusal) or not takes:
        return decision
    sets = {"owner": matter.claimed, "holder": matter.claimed, "handler": None, "claimed": None, "rule_by": None}
    facts = {**decision.facts, "to": State.SUBMITTED.value, "owner": matter.claimed}
    return evolve(decision, state=State.SUBMITTED, sets=sets, facts=facts)


def with_arbiter(change: Change, arbiter: int, because: Text | None = None) -> Change:
    """Put a dispute before the body that rules, and say why before this one."""
    why = {"because": [because.zh, because.en]} if because else {}
    facts = {**change.facts, "arbiter": arbiter, **why}
    return evolve(change, sets={**change.sets, "arbiter": arbiter}, facts=facts)


def rule(matter: Matter, *, owner: int, reason: str) -> Decision:
    """The nearest body that leads both names the owner; the ruling is final."""
    if owner not in {matter.owner, matter.claimed}:
        return refusals.RULE_FOR_A_PARTY()
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(
        matter,
        MatterAct.RULE,
        facts={"owner": owner},
        owner=owner,
        holder=owner,
        handler=matter.handler if owner == matter.owner else None,
        claimed=None,
        rule_by=None,
        ruled=True,
    )


def assign(matter: Matter, *, handler: int) -> Decision:
    """The head gives a matter to a person, a person hands it to a colleague."""
    return _change(matter, MatterAct.ASSIGN, facts={"handler": handler}, handler=handler)


def hand_over(matter: Matter, *, handler: int) -> Decision:
    """The one who handles a matter gives it to a colleague of the same body."""
    return _change(matter, MatterAct.HAND_OVER, facts={"handler": handler}, handler=handler)


def note(matter: Matter, *, text: str) -> Decision:
    """Progress is noted on the timeline; nothing else changes."""
    return _words(matter, MatterAct.NOTE, text)


def direct(matter: Matter, *, text: str) -> Decision:
    """A body that leads or dispatches the owner instructs it; what the matter is does not change."""
    return _words(matter, MatterAct.DIRECT, text)


def ask(matter: Matter, *, text: str) -> Decision:
    """A body that only guides the owner asks it; the owner is free to say no."""
    return _words(matter, MatterAct.ASK, text)


def _words(matter: Matter, act: MatterAct, text: str) -> Decision:
    return _change(matter, act) if text.strip() else refusals.WORDS_NEEDED()


def suspend(matter: Matter, *, reason: str, on: date) -> Decision:
    """The clock stops, where the guide allows it, with a reason."""
    if not matter.item.may_suspend:
        return refusals.MAY_NOT_SUSPEND()
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.SUSPEND, pauses=(*matter.pauses, Pause(on, None)))


def resume(matter: Matter, *, on: date, calendar: WorkCalendar) -> Decision:
    """The clock goes on, and the due day moves by what the pause took."""
    if matter.state is not State.SUSPENDED or not matter.pauses:
        return _change(matter, MatterAct.RESUME)
    pauses = (*matter.pauses[:-1], Pause(matter.pauses[-1].from_day, on))
    return _clocked(matter, MatterAct.RESUME, evolve(matter, pauses=pauses), calendar)


def extend(matter: Matter, *, reason: str, calendar: WorkCalendar) -> Decision:
    """The limit is extended once, where the guide allows it, by what the guide allows."""
    if matter.item.limit is None:
        return refusals.NO_CLOCK()
    if matter.item.extension is None:
        return refusals.MAY_NOT_EXTEND()
    if matter.extended:
        return refusals.ALREADY_EXTENDED()
    if not reason.strip():
        return refusals.REASON_NEEDED()
    if matter.accepted_on is None:
        return _change(matter, MatterAct.EXTEND)
    return _clocked(matter, MatterAct.EXTEND, evolve(matter, extended=True), calendar)


def hand_up(matter: Matter, *, body: int, reason: str) -> Decision:
    """A matter goes to an upper body's hands; the owner stays answerable and the clock goes on."""
    if body == matter.owner:
        return refusals.SAME_BODY()
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.HAND_UP, facts={"holder": body}, holder=body)


def take_up(matter: Matter, *, body: int, reason: str) -> Decision:
    """A body that dispatches or manages the owner takes a matter into its own hands; the owner stays answerable."""
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.TAKE_UP, facts={"holder": body}, holder=body)


def return_down(matter: Matter, *, answer: str) -> Decision:
    """The upper body gives the matter back with its answer."""
    if not answer.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.RETURN_DOWN, facts={"holder": matter.owner}, holder=matter.owner)


def decide_outcome(matter: Matter, *, outcome: Outcome, reason: str) -> Decision:
    """A decision names the outcome; a refusal needs its reason."""
    if outcome in {Outcome.REFUSED, Outcome.NOT_SETTLED} and not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.DECIDE, facts={"outcome": outcome.value}, outcome=outcome)


def close(matter: Matter, *, on: date) -> Decision:
    """A matter is closed when the resident has been given the result."""
    return _change(matter, MatterAct.CLOSE, facts={"on_time": in_time(matter, on)}, closed_on=on)


def rate(matter: Matter, *, rating: Rating) -> Decision:
    """A resident rates each matter once, after the decision."""
    if matter.rating is not None:
        return refusals.ALREADY_RATED()
    return _change(matter, MatterAct.RATE, facts={"rating": rating.value}, rating=rating)


def ask_reopening(matter: Matter, *, reason: str, on: date, until: date | None) -> Decision:
    """A resident asks once, within the window after closing, for the matter to be taken up again."""
    if matter.asked_again:
        return refusals.REOPENED_ENOUGH()
    if until is not None and on > until:
        return refusals.TOO_LATE_TO_REOPEN(day=until.isoformat())
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.ASK_REOPENING, asked_again=True)


def reopen(matter: Matter, *, on: date, calendar: WorkCalendar) -> Decision:
    """Reopening starts a new clock under the item's version the matter began under."""
    after = evolve(matter, accepted_on=on, pauses=(), extended=False)
    return _clocked(matter, MatterAct.REOPEN, after, calendar, closed_on=None, outcome=None, was_reopened=True)


def refuse_reopening(matter: Matter, *, reason: str) -> Decision:
    """A body may refuse to reopen, with a reason; the matter stays closed."""
    if not reason.strip():
        return refusals.REASON_NEEDED()
    return _change(matter, MatterAct.REFUSE_REOPENING)


def withdraw(matter: Matter) -> Decision:
    """A resident may take a matter back until it is decided."""
    return _change(matter, MatterAct.WITHDRAW)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
