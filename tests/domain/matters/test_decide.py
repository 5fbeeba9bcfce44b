"""What each act on a matter changes, or why it is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from juzhan.config.env import ROOT
from juzhan.domain import matters
from juzhan.domain.matters import Change, ItemRules, Matter, MatterAct, Outcome, Rating, State
from juzhan.domain.matters.clocks import LastDay
from juzhan.domain.matters.table import TABLE, next_state, printed
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.calendar import WorkCalendar
from juzhan.domain.shared.calendar_limits import Pause, working_days
from juzhan.domain.shared.calendar_loading import load_calendar

MONDAY = date(2026, 3, 2)
RULES = ItemRules(working_days(15), may_suspend=True, extension=working_days(10))
FRESH = Matter(State.SUBMITTED, RULES, owner=1, holder=1, first_contact=1, submitted_on=MONDAY)
STATION, COMMITTEE, BRANCH, SOMEBODY = 1, 2, 3, 77


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return load_calendar(ROOT / "rules" / "cn" / "calendar")


def apply(matter: Matter, change: Change | Refusal) -> Matter:
    assert isinstance(change, Change), change
    known = {name: value for name, value in change.sets.items() if name in Matter.__slots__}
    return evolve(matter, state=change.state, **known)


def code(decision: Change | Refusal) -> str:
    return decision.code if isinstance(decision, Refusal) else f"changed to {decision.state}"


@pytest.fixture
def accepted(calendar: WorkCalendar) -> Matter:
    return apply(FRESH, matters.accept(FRESH, handler=SOMEBODY, on=MONDAY, calendar=calendar))


def test_accepting_starts_the_clock_and_names_the_handler(accepted: Matter) -> None:
    assert (accepted.state, accepted.handler, accepted.due_on) == (State.ACCEPTED, SOMEBODY, date(2026, 3, 23))


def test_an_item_without_a_limit_has_no_due_day(calendar: WorkCalendar) -> None:
    matter = evolve(FRESH, item=ItemRules(None, may_suspend=False, extension=None))
    assert apply(matter, matters.accept(matter, handler=1, on=MONDAY, calendar=calendar)).due_on is None


def test_the_second_clerk_is_told_who_accepted(accepted: Matter, calendar: WorkCalendar) -> None:
    answer = matters.accept(accepted, handler=5, on=MONDAY, calendar=calendar, accepted_by=Text("甲", "One"))
    assert isinstance(answer, Refusal)
    assert answer.code == "matter.already_accepted"
    assert "甲" in answer.text.zh


def test_what_is_missing_is_told_once() -> None:
    told = apply(FRESH, matters.request_papers(FRESH, missing=["户口簿"]))
    back = apply(told, matters.add_papers(told, count=1))
    assert back.state is State.SUBMITTED
    assert code(matters.request_papers(back, missing=["身份证"])) == "papers.already_told"


def test_telling_that_nothing_is_missing_is_refused() -> None:
    assert code(matters.request_papers(FRESH, missing=["  "])) == "papers.none_named"


def test_a_pause_moves_the_due_day_by_what_it_took(accepted: Matter, calendar: WorkCalendar) -> None:
    paused = apply(accepted, matters.suspend(accepted, reason="等待核查", on=date(2026, 3, 4)))
    resumed = apply(paused, matters.resume(paused, on=date(2026, 3, 11), calendar=calendar))
    assert resumed.due_on == date(2026, 3, 30)


def test_an_extension_is_kept_through_a_later_pause(accepted: Matter, calendar: WorkCalendar) -> None:
    extended = apply(accepted, matters.extend(accepted, reason="案情复杂", calendar=calendar))
    assert extended.due_on == calendar.add_working_days(MONDAY, 25)
    paused = apply(extended, matters.suspend(extended, reason="等待", on=date(2026, 3, 4)))
    resumed = apply(paused, matters.resume(paused, on=date(2026, 3, 5), calendar=calendar))
    assert resumed.due_on == calendar.add_working_days(MONDAY, 26)


def test_a_limit_is_extended_once(accepted: Matter, calendar: WorkCalendar) -> None:
    extended = apply(accepted, matters.extend(accepted, reason="案情复杂", calendar=calendar))
    assert code(matters.extend(extended, reason="再延", calendar=calendar)) == "clock.already_extended"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (ItemRules(working_days(15), may_suspend=False, extension=None), "clock.may_not_extend"),
        (ItemRules(None, may_suspend=False, extension=working_days(5)), "clock.none"),
    ],
)
def test_the_guide_decides_whether_a_limit_can_be_extended(
    rules: ItemRules, expected: str, accepted: Matter, calendar: WorkCalendar
) -> None:
    assert code(matters.extend(evolve(accepted, item=rules), reason="x", calendar=calendar)) == expected


def test_a_clock_that_the_guide_does_not_let_stand_goes_on(accepted: Matter) -> None:
    rules = ItemRules(working_days(15), may_suspend=False, extension=None)
    assert code(matters.suspend(evolve(accepted, item=rules), reason="x", on=MONDAY)) == "clock.may_not_suspend"


def test_the_first_body_stays_the_owner_until_another_takes_the_matter() -> None:
    contested = apply(FRESH, matters.contest(FRESH, claimed=COMMITTEE, reason="属自治事务", rule_by=LastDay(MONDAY)))
    assert (contested.state, contested.owner, contested.first_contact) == (State.CONTESTED, STATION, STATION)
    taken = apply(contested, matters.answer_contest(contested, takes=True, reason=""))
    assert (taken.state, taken.owner, taken.holder, taken.handler) == (State.SUBMITTED, COMMITTEE, COMMITTEE, None)


def test_a_body_that_says_the_same_leaves_the_dispute_open() -> None:
    contested = apply(FRESH, matters.contest(FRESH, claimed=COMMITTEE, reason="属自治事务", rule_by=LastDay(MONDAY)))
    still = apply(contested, matters.answer_contest(contested, takes=False, reason="属政务"))
    assert (still.state, still.owner) == (State.CONTESTED, STATION)


def test_a_ruling_is_final() -> None:
    contested = apply(FRESH, matters.contest(FRESH, claimed=COMMITTEE, reason="属自治事务", rule_by=LastDay(MONDAY)))
    ruled = apply(contested, matters.rule(contested, owner=COMMITTEE, reason="楼道灯属自治事务"))
    assert (ruled.owner, ruled.ruled) == (COMMITTEE, True)
    assert (
        code(matters.contest(ruled, claimed=STATION, reason="不服", rule_by=LastDay(MONDAY)))
        == "contest.ruling_is_final"
    )


def test_a_ruling_names_one_of_the_two() -> None:
    contested = apply(FRESH, matters.contest(FRESH, claimed=COMMITTEE, reason="属自治事务", rule_by=LastDay(MONDAY)))
    assert code(matters.rule(contested, owner=BRANCH, reason="x")) == "ruling.for_a_party"


def test_nobody_contests_in_favour_of_itself() -> None:
    assert code(matters.contest(FRESH, claimed=STATION, reason="x", rule_by=LastDay(MONDAY))) == "contest.name_another"


def test_a_matter_handed_up_comes_back_to_its_owner(accepted: Matter) -> None:
    up = apply(accepted, matters.hand_up(accepted, body=9, reason="需街道核定"))
    assert (up.state, up.owner, up.holder) == (State.HANDED_UP, STATION, 9)
    down = apply(up, matters.return_down(up, answer="已核定"))
    assert (down.state, down.holder, down.due_on) == (State.ACCEPTED, STATION, accepted.due_on)


def test_a_refusal_needs_its_reason_and_a_grant_does_not(accepted: Matter) -> None:
    assert code(matters.decide_outcome(accepted, outcome=Outcome.REFUSED, reason=" ")) == "reason.missing"
    assert apply(accepted, matters.decide_outcome(accepted, outcome=Outcome.GRANTED, reason="")).state is State.DECIDED


def test_closing_on_the_due_day_is_on_time_and_a_day_later_is_not(accepted: Matter) -> None:
    decided = apply(accepted, matters.decide_outcome(accepted, outcome=Outcome.GRANTED, reason=""))
    assert decided.due_on is not None
    for day, on_time in ((decided.due_on, True), (decided.due_on + timedelta(1), False)):
        change = matters.close(decided, on=day)
        assert isinstance(change, Change)
        assert change.facts["on_time"] is on_time


def closed(accepted: Matter) -> Matter:
    decided = apply(accepted, matters.decide_outcome(accepted, outcome=Outcome.GRANTED, reason=""))
    return apply(decided, matters.close(decided, on=date(2026, 3, 20)))


def test_a_matter_is_rated_once(accepted: Matter) -> None:
    rated = apply(closed(accepted), matters.rate(closed(accepted), rating=Rating.SATISFIED))
    assert code(matters.rate(rated, rating=Rating.VERY_SATISFIED)) == "rating.already_given"


def test_reopening_is_asked_once_and_until_its_day(accepted: Matter, calendar: WorkCalendar) -> None:
    matter, until = closed(accepted), date(2026, 4, 20)
    late = matters.ask_reopening(matter, reason="没修好", on=until + timedelta(1), until=until)
    assert code(late) == "reopening.too_late"
    asked = apply(matter, matters.ask_reopening(matter, reason="没修好", on=until, until=until))
    again = apply(asked, matters.reopen(asked, on=until, calendar=calendar))
    assert (again.state, again.accepted_on, again.due_on) == (
        State.ACCEPTED,
        until,
        calendar.add_working_days(until, 15),
    )
    refused = apply(asked, matters.refuse_reopening(asked, reason="已修好"))
    assert code(matters.ask_reopening(refused, reason="没有", on=until, until=until)) == "reopening.already_once"


@pytest.mark.parametrize("act", list(MatterAct))
def test_every_act_is_refused_from_every_state_that_the_table_does_not_name(act: MatterAct) -> None:
    for state in State:
        answer = next_state(act, state)
        assert isinstance(answer, Refusal) is (state not in TABLE[act].sources)


def test_every_state_can_be_reached_and_every_open_state_can_be_left() -> None:
    reached, edges = {State.SUBMITTED}, [(s, row.target) for row in TABLE.values() for s in row.sources if row.target]
    for _ in State:
        reached |= {target for source, target in edges if source in reached}
    assert reached == set(State)
    assert {source for source, target in edges if source is not target} >= matters.OPEN_STATES


def test_the_document_prints_the_table() -> None:
    assert printed() in (ROOT / "docs" / "algorithms" / "matters.md").read_text()


@given(st.data())
def test_no_order_of_acts_breaks_a_matter(data: Any) -> None:
    """Whatever people press, in whatever order: one owner, one state, a clock that ends after it began."""
    calendar = load_calendar(ROOT / "rules" / "cn" / "calendar")
    matter, day = FRESH, MONDAY
    for _ in range(data.draw(st.integers(1, 12))):
        day += timedelta(data.draw(st.integers(0, 9)))
        decision = data.draw(st.sampled_from(_moves(matter, day, calendar)))
        if isinstance(decision, Change):
            matter = apply(matter, decision)
        assert matter.owner in {STATION, COMMITTEE}
        assert matter.state is not State.HANDED_UP or matter.holder != matter.owner
        assert matter.due_on is None or matter.accepted_on is None or matter.due_on > matter.accepted_on
        assert [p for p in matter.pauses if p.until_day is None] == (
            [matter.pauses[-1]] if matter.state is State.SUSPENDED else _open_pause_of_withdrawn(matter)
        )


def _open_pause_of_withdrawn(matter: Matter) -> list[Pause]:
    return [p for p in matter.pauses if p.until_day is None] if matter.state is State.WITHDRAWN else []


def _moves(m: Matter, day: date, calendar: WorkCalendar) -> list[Change | Refusal]:
    named = Text("甲", "One") if m.handler else None
    return [
        matters.accept(m, handler=SOMEBODY, on=day, calendar=calendar, accepted_by=named),
        matters.decline(m, reason="x", on=day),
        matters.request_papers(m, missing=["x"]),
        matters.add_papers(m, count=1),
        matters.contest(m, claimed=COMMITTEE, reason="x", rule_by=LastDay(day)),
        matters.answer_contest(m, takes=True, reason="x"),
        matters.rule(m, owner=STATION, reason="x"),
        matters.suspend(m, reason="x", on=day),
        matters.resume(m, on=day, calendar=calendar),
        matters.extend(m, reason="x", calendar=calendar),
        matters.hand_up(m, body=9, reason="x"),
        matters.take_up(m, body=9, reason="x"),
        matters.return_down(m, answer="x"),
        matters.decide_outcome(m, outcome=Outcome.SETTLED, reason=""),
        matters.close(m, on=day),
        matters.ask_reopening(m, reason="x", on=day, until=None),
        matters.reopen(m, on=day, calendar=calendar),
        matters.refuse_reopening(m, reason="x"),
        matters.withdraw(m),
    ]
