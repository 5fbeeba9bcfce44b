"""The table of a ticket's life, and how its number is written and spoken."""

from __future__ import annotations

import pytest

from juzhan.config.env import ROOT
from juzhan.domain.queueing.numbers import next_letter, spoken, written
from juzhan.domain.queueing.states import OVER, TicketState
from juzhan.domain.queueing.table import TABLE, TicketAct, next_state, printed
from juzhan.domain.shared import Refusal

NUMBER = "A011"


def test_the_document_prints_the_table() -> None:
    assert printed() in (ROOT / "docs" / "algorithms" / "queueing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("state", sorted(OVER))
@pytest.mark.parametrize("act", list(TicketAct))
def test_nothing_happens_to_a_ticket_that_is_over(act: TicketAct, state: TicketState) -> None:
    assert isinstance(next_state(act, state, NUMBER), Refusal)


def test_every_state_can_be_reached_and_left_unless_it_is_over() -> None:
    reached = {row.target for row in TABLE.values() if row.target} | {TicketState.WAITING}
    left = {state for row in TABLE.values() if row.target for state in row.sources}
    assert reached == set(TicketState)
    assert left == set(TicketState) - OVER


@pytest.mark.parametrize("state", [TicketState.CALLED, TicketState.HELD])
def test_who_was_called_or_went_to_fetch_something_and_does_not_come_is_missed(state: TicketState) -> None:
    assert next_state(TicketAct.MISS, state, NUMBER) is TicketState.MISSED


def test_nobody_at_a_counter_or_in_the_queue_is_missed() -> None:
    assert isinstance(next_state(TicketAct.MISS, TicketState.WAITING, NUMBER), Refusal)
    assert isinstance(next_state(TicketAct.MISS, TicketState.SERVING, NUMBER), Refusal)


def test_what_cannot_be_done_names_the_number() -> None:
    refusal = next_state(TicketAct.FINISH, TicketState.SERVED, NUMBER)
    assert isinstance(refusal, Refusal)
    assert refusal.text.zh.startswith("A011 号现在是“已办完”")
    assert refusal.text.en.startswith("Number A011 is")


def test_a_transfer_puts_the_visitor_back_into_the_queue() -> None:
    assert next_state(TicketAct.TRANSFER, TicketState.SERVING, NUMBER) is TicketState.WAITING


@pytest.mark.parametrize(("count", "number"), [(1, "A001"), (999, "A999"), (1000, "A1000")])
def test_a_number_has_three_digits_and_grows_when_they_are_used_up(count: int, number: str) -> None:
    assert written("A", count) == number


def test_a_number_is_spoken_digit_by_digit() -> None:
    assert spoken("B017") == "B 零 幺 七"


def test_letters_that_look_like_digits_are_left_out() -> None:
    assert next_letter(set("ABCDEFGH")) == "J"
