"""Killed at eleven o'clock, a hall stands afterwards as it stood: queue, counters, visitors, clerks, numbers on paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from juzhan.api.residents import submission_of
from tests.setup.crowds import BLOWS, Crowd, rows
from tests.setup.halls import COMMUNITY, COUNTER, PROXIES, UNLIMITED, Clerk, Line, set_up, state, take
from tests.setup.programs import Served, ask, serving, until

pytestmark = pytest.mark.slow

KIOSKS = 4
BEFORE_THE_BLOW = 24
"""Numbers that are handed out before the blow falls."""
BEGUN_BEFORE_THE_BLOW = 3


@dataclass
class Eleven(Crowd):
    """The hall at eleven: queue A is busy at counter 2 and at four kiosks, queue B and counter 1 stand still."""

    quiet: Clerk = field(kw_only=True)
    busy: Clerk = field(kw_only=True)
    done: list[tuple[str, str]] = field(default_factory=list)

    def ask(self, key: str, queue: str = "A") -> int:
        """Take a number under this key."""
        return self.keep(key, *take(self.served, key, queue), "number")

    def is_busy(self) -> bool:
        begun = sum(act == "begin" for _, act in self.done)
        return len(self.told) >= BEFORE_THE_BLOW and begun >= BEGUN_BEFORE_THE_BLOW

    def workers(self) -> list[Callable[[], None]]:
        return [*[self.client] * KIOSKS, self._counter]

    def _counter(self) -> None:
        """Call, begin, finish, again and again; whatever was answered is remembered."""
        while not self.stop.is_set():
            if self.busy.press("next") != 302 or self.busy.read() != 200 or not self.busy.ticket:
                continue
            ticket = self.busy.ticket
            self.done.append((ticket, "call"))
            self.done += [(ticket, act) for act in ("begin", "finish") if self.busy.press(act, ticket=ticket) == 302]


def at_eleven(served: Served) -> Eleven:
    """Two clerks sit; at counter 1 somebody is served, one is on hold, one has missed the call, three wait in queue B."""
    eleven = Eleven(served, quiet=Clerk(served, "clerk.one"), busy=Clerk(served, "clerk.two"))
    for clerk in (eleven.quiet, eleven.busy):
        clerk.sign_in()
        assert clerk.read("/desk/hall") == 200
    eleven.quiet.sit(1, "B")
    eleven.busy.sit(2, "A")
    for _ in range(6):
        assert eleven.ask(str(uuid4()), "B") == 201
    for acts in (("begin", "hold"), ("miss",), ("begin",)):
        ticket = eleven.quiet.call()
        for act in acts:
            assert eleven.quiet.press(act, ticket=ticket) == 302
    return eleven


TICKETS_OF_B = """
select number, state, counter_id, turn_at, called_at, began_at, calls from hall_ticket where number like 'B%' order by 1
"""
SHIFTS = "select counter_id, person_id, opened_at, closed_at from hall_shift order by id"


def standing_still(served: Served) -> dict[str, Any]:
    """What nobody touches: queue B, counter 1, who sits where; as screens show it and as it is kept."""
    seen = state(served)
    return {
        "queue": [queue["waiting"] for queue in seen["queues"] if queue["letter"] == "B"],
        "counter": seen["counters"][0],
        "calls": [call for call in seen["calls"] if call["counter"] == 1],
        "open": [counter["number"] for counter in seen["counters"] if counter["open"]],
        "tickets": rows(served.var, TICKETS_OF_B),
        "shifts": rows(served.var, SHIFTS),
    }


@pytest.mark.parametrize("victim", ["server", "both"])
def test_a_hall_whose_server_is_killed_stands_afterwards_as_it_stood(victim: str, installed: Path) -> None:
    set_up(installed)
    with serving(installed, **PROXIES, **UNLIMITED) as served:
        eleven, line = at_eleven(served), Line(served)
        until(lambda: bool(line.told))
        before = standing_still(served)
        eleven.run(lambda: BLOWS[victim](served))
    with serving(installed, port=served.port, **PROXIES, **UNLIMITED) as again:
        assert_stands_as_it_stood(eleven, again, before)
        assert_told_the_present(eleven, Line(again))


def test_a_hall_whose_database_is_killed_stands_as_it_stood_and_its_screens_go_on(installed: Path) -> None:
    set_up(installed)
    with serving(installed, **PROXIES, **UNLIMITED) as served:
        eleven, line = at_eleven(served), Line(served)
        until(lambda: bool(line.told))
        before = standing_still(served)
        eleven.run(lambda: BLOWS["database"](served))
        until(lambda: ask(f"{served.url}/healthz")[0] == 200)
        assert_stands_as_it_stood(eleven, served, before)
        assert line.thread.is_alive(), "the screen kept its line"
        assert_told_the_present(eleven, line)


def assert_stands_as_it_stood(eleven: Eleven, served: Served, before: dict[str, Any]) -> None:
    """What nobody touched is the same; what was answered has happened once; the rest happens once when asked again."""
    eleven.served = eleven.quiet.served = eleven.busy.served = served
    assert standing_still(served) == before
    assert_clerks_go_on(eleven)
    assert_every_number_once(eleven)
    assert_every_act_once(eleven)


def assert_clerks_go_on(eleven: Eleven) -> None:
    """Both are still signed in at their counters, the visitor is still there, and the work goes on."""
    assert eleven.quiet.read(COUNTER) == 200
    assert eleven.quiet.number == "B003"
    assert all(number in eleven.quiet.page for number in ("B001", "B002")), "on hold and missed"
    assert eleven.quiet.press("finish", ticket=eleven.quiet.ticket) == 302
    eleven.done.append((str(row_of(eleven, "B003")), "finish"))
    assert eleven.busy.read(COUNTER) == 200
    if eleven.busy.ticket:
        there = eleven.busy.ticket
        if '/act/begin"' in eleven.busy.page:
            assert eleven.busy.press("begin", ticket=there) == 302
        assert eleven.busy.press("finish", ticket=there) == 302


def row_of(eleven: Eleven, number: str) -> int:
    """The row of a number."""
    return int(rows(eleven.served.var, f"select id from hall_ticket where number = '{number}'")[0][0])


def assert_every_number_once(eleven: Eleven) -> None:
    """Every number that a kiosk showed is there; a retry gives the same one; none is there twice, and none besides."""
    shown = dict(eleven.told)
    for key in [*eleven.unanswered, *shown]:
        until(lambda key=key: eleven.ask(key, shown.get(key, "A")[0]) == 201)  # type: ignore[misc]
    assert len(set(eleven.told.values())) == len(eleven.told)
    kept = {str(submission_of(key, f"ticket {COMMUNITY}", "")): number for key, number in eleven.told.items()}
    assert dict(rows(eleven.served.var, "select submission::text, number from hall_ticket")) == kept
    counts = rows(eleven.served.var, "select count from hall_ticket where number like 'A%' order by count")
    assert [count for (count,) in counts] == list(range(1, len(counts) + 1)), "no number was lost either"
    steps = rows(eleven.served.var, "select count(*) from hall_ticketstep where act = 'take'")
    assert steps == [(len(eleven.told),)]


TWICE = """
select ticket_id, act from hall_ticketstep where act in ('take', 'call', 'begin', 'finish', 'hold', 'miss')
group by ticket_id, act having count(*) > 1
"""
UNRECORDED = """
select step.ticket_id, step.act from hall_ticketstep step left join record_entry entry
on entry.subject = 'ticket:' || step.ticket_id and entry.act = 'ticket.' || step.act where entry.id is null
"""


def assert_every_act_once(eleven: Eleven) -> None:
    """Every act that was answered has its step, nobody was called twice, and each step stands in the record."""
    steps = {
        (str(ticket), act) for ticket, act in rows(eleven.served.var, "select ticket_id, act from hall_ticketstep")
    }
    assert set(eleven.done) <= steps
    assert rows(eleven.served.var, TWICE) == []
    assert rows(eleven.served.var, UNRECORDED) == []


def assert_told_the_present(eleven: Eleven, line: Line) -> None:
    """The line tells the hall as it stands, at once and after the next call."""
    until(lambda: seen(line.newest) == seen(state(eleven.served)))
    number = row_number(eleven, eleven.busy.call())
    until(lambda: number in [call["number"] for call in line.newest["calls"]])
    assert seen(line.newest) == seen(state(eleven.served))


def row_number(eleven: Eleven, row: str) -> str:
    """The number of a row."""
    return str(rows(eleven.served.var, f"select number from hall_ticket where id = {int(row)}")[0][0])


def seen(told: dict[str, Any]) -> dict[str, Any]:
    """What people see besides the ranges, which change by themselves."""
    queues = [(queue["letter"], queue["waiting"]) for queue in told.get("queues", [])]
    return {"calls": told.get("calls"), "counters": told.get("counters"), "queues": queues}
