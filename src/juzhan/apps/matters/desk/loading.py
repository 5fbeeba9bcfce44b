"""The load of one body for its head: who has how much, and which matters want a second look before they are late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen
from django.db.models import Prefetch, Q

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.act_choices import able_to_handle
from juzhan.apps.matters.asked_papers import last_day_for_papers
from juzhan.apps.matters.desk.worklist import Row, rows_of
from juzhan.apps.matters.law import last_day_of, rules, soon_after
from juzhan.apps.matters.models import GUIDES, Matter, Step
from juzhan.apps.matters.selectors import Load, loads
from juzhan.domain.matters import OPEN_STATES, MatterAct, State, StateClock
from juzhan.domain.shared import Text

MOST = 100
"""Matters that the page of a team lists, and so the most that can be given out at once."""
UNEVEN = 3
"""From how many matters more than the least loaded the load is called uneven."""
GIVE_TO = Text(
    "{name}在办 {open} 件，最少：新事项可以先考虑分给他。",
    "{name} has the fewest in hand, {open}: new matters could go to them first.",
)
MOVE_FROM = Text(
    "{name}在办 {open} 件，比最少的多 {more} 件：可以看看有没有能转给同事的。",
    "{name} has {open} in hand, {more} more than the one with the fewest: perhaps some can go to a colleague.",
)


@frozen
class Section:
    """Some matters that want the head's eye, and for what reason."""

    title: Text
    hint: Text
    rows: Sequence[Row]


@frozen
class Team:
    """A body's load by person (``nobody`` has what is not given out), those who may handle matters, and what to look at."""

    nobody: Load | None
    people: Sequence[Load]
    able: Sequence[Load]
    advice: Sequence[Text]
    sections: Sequence[Section]


def team_of(body: Body, actor: Actor) -> Team:
    """Read the load of a body, in five queries at most."""
    soon = soon_after(actor.on)
    found = loads(body, actor.on, soon)
    may = able_to_handle(body.pk, actor.on)
    people = [load for load in found if load.person is not None and (load.person.pk in may or load.open)]
    able = sorted((load for load in people if load.person and load.person.pk in may), key=lambda load: load.open)
    nobody = next((load for load in found if load.person is None), None)
    others = [load for load in able if load.person and load.person.pk != actor.person_id]
    return Team(nobody, people, able, list(_advice(others)), list(_sections(body, actor, soon)))


def _advice(able: Sequence[Load]) -> Iterator[Text]:
    """Who, besides the head, could take more and who has much: counted in matters, never done by itself."""
    if len(able) < 2:
        return
    least, most = able[0], able[-1]
    assert least.person is not None
    assert most.person is not None
    yield GIVE_TO.format(name=least.person.text, open=least.open)
    if most.open - least.open >= UNEVEN:
        yield MOVE_FROM.format(name=most.person.text, open=most.open, more=most.open - least.open)


_WANTS = {
    "nobody": (Text("尚无承办人", "Without a handler"), Text("按受理期限排列。", "By the day they must be accepted.")),
    "late": (
        Text("已超期", "Late"),
        Text("请和承办人商量怎样尽快办结。", "Talk with the handler about how to finish."),
    ),
    "soon": (Text("快到期", "Due soon"), Text("现在过问还来得及。", "There is still time to act.")),
    "asked_again": (
        Text("居民申请重办", "Reopening asked"),
        Text("请决定重新办理，或者说明理由。", "Take them up again, or give a reason why not."),
    ),
    "waiting": (
        Text("等材料已久", "Papers long awaited"),
        Text(
            "补材料的期限已过：请打电话问一问，还是没有的可以不予受理。",
            "The time for the papers is over: call the resident; if they do not come, it may be declined.",
        ),
    ),
    "standing": (
        Text("中止已久", "Suspended for long"),
        Text(
            "中止不应变成拖延，请复核原因是否还在。",
            "A suspension must not become a delay: does its reason still hold?",
        ),
    ),
}


def _want(matter: Matter, on: date, soon: date) -> str:
    """For what reason a matter wants the head's eye; the first that fits."""
    if _long_awaited(matter, on):
        return "waiting"
    if matter.handler_id is None:
        return "nobody"
    if matter.stands is State.REOPENING_ASKED:
        return "asked_again"
    if matter.next_on < on:
        return "late"
    return "soon" if matter.next_on <= soon else "standing"


def _sections(body: Body, actor: Actor, soon: date) -> Iterator[Section]:
    watched = _watched(body, actor.on, soon)
    for want, (title, hint) in _WANTS.items():
        inside = [matter for matter in watched if _want(matter, actor.on, soon) == want]
        if inside:
            yield Section(title, hint, rows_of(inside, actor))


def _watched(body: Body, on: date, soon: date) -> list[Matter]:
    without_a_clock = [state.value for state in OPEN_STATES if state.clock in {StateClock.STANDING, StateClock.NONE}]
    requests = Prefetch("steps", Step.objects.filter(act=MatterAct.REQUEST_PAPERS.value), to_attr="requests")
    found = (
        Matter.objects.filter(Q(handler=None) | Q(next_on__lte=soon) | Q(state__in=without_a_clock), owner=body)
        .filter(state__in=sorted(OPEN_STATES))
        .select_related("item", "handler", "owner", "community")
        .defer(*GUIDES)
        .prefetch_related(requests)
        .order_by("next_on", "id")[:MOST]
    )
    return [matter for matter in found if _wants_the_head(matter, on)]


def _wants_the_head(matter: Matter, on: date) -> bool:
    """Whether a matter without a running clock has stood long enough; all others want the head anyway."""
    if matter.stands is State.SUSPENDED:
        return _long_suspended(matter, on)
    if matter.stands is State.PAPERS_REQUESTED:
        return matter.handler_id is None or _long_awaited(matter, on)
    return True


def _long_awaited(matter: Matter, on: date) -> bool:
    if matter.stands is not State.PAPERS_REQUESTED:
        return False
    requests: Sequence[Step] = matter.requests  # type: ignore[attr-defined]
    until = last_day_for_papers(requests[-1].at).day
    return until is not None and on > until


def _long_suspended(matter: Matter, on: date) -> bool:
    begun = matter.stood_still[-1].from_day if matter.stood_still else on
    until = last_day_of(begun, rules(on).settings.suspension_review_days).day
    return until is not None and on > until
