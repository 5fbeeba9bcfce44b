"""An item whose codes, dates, texts or limits do not agree is refused, with everything that is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from juzhan.domain.catalogue import Ended, ItemKind, Material, TimeLimit, check_item
from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar_limits import calendar_days, working_days
from tests.domain.catalogue.builders import OPENING_DAY, make_item

WORD = Text("字", "word")


def test_the_least_item_is_sound() -> None:
    assert check_item(make_item()) == ()


@pytest.mark.parametrize(
    ("fields", "code", "about"),
    [
        ({"code": "no_dot"}, "item.code", "code"),
        ({"code": "有.中文"}, "item.code", "code"),
        ({"code": "a." + "b" * 80}, "item.code", "code"),
        ({"name": Text("长" * 201, "x")}, "item.name_too_long", "name"),
        ({"valid_until": OPENING_DAY}, "item.dates", "valid_until"),
        ({"what_it_is": WORD}, "item.summary_missing", "summary"),
        ({"materials": (Material("a", WORD), Material("a", WORD))}, "item.material_twice", "materials"),
        ({"materials": (Material("A B", WORD),)}, "item.material_code", "materials"),
        ({"materials": (Material("a", Text("甲|乙", "x")),)}, "item.entry_mark", "materials"),
        ({"steps": (Text("一\n二", "x"),)}, "item.entry_mark", "steps"),
        ({"synonyms": ("低保", "低保")}, "item.synonym_twice", "synonyms"),
        ({"extension": TimeLimit(working_days(5))}, "item.extension_without_right", "extension"),
        ({"may_extend": True}, "item.extension_unknown", "extension"),
        (
            {"time_limit": TimeLimit(working_days(5)), "promised_limit": TimeLimit(working_days(6))},
            "item.promise_too_long",
            "promised_limit",
        ),
        ({"anonymous_allowed": True}, "item.anonymous_application", "anonymous_allowed"),
        ({"ended": Ended(WORD, WORD, ("test.item",))}, "item.replaced_by_itself", "ended"),
        ({"summary": Text("前面有空格", " x")}, "item.text_edges", "summary"),
        ({"summary": Text("=1+1", "x")}, "import.formula", "summary"),
        ({"summary": Text("看不见\u200b", "x")}, "import.control_character", "summary"),
        ({"what_it_is": Text("长" * 4001, "x"), "summary": WORD}, "import.too_long", "what_it_is"),
    ],
)
def test_what_is_wrong_is_told_with_its_field(fields: dict[str, Any], code: str, about: str) -> None:
    assert [(refusal.code, refusal.about) for refusal in check_item(make_item(**fields))] == [(code, about)]


def test_several_faults_are_told_at_once() -> None:
    wrong = make_item(code="x", may_extend=True, synonyms=("a", "a"))
    assert {refusal.code for refusal in check_item(wrong)} == {
        "item.code",
        "item.extension_unknown",
        "item.synonym_twice",
    }


def test_a_promise_may_be_as_long_as_the_law_allows_and_in_other_days() -> None:
    same = make_item(time_limit=TimeLimit(working_days(5)), promised_limit=TimeLimit(working_days(5)))
    other = make_item(time_limit=TimeLimit(calendar_days(5)), promised_limit=TimeLimit(working_days(6)))
    assert check_item(same) == check_item(other) == ()


def test_the_clock_runs_on_the_promise_where_there_is_one() -> None:
    law, promise = TimeLimit(working_days(5)), TimeLimit(working_days(3))
    assert make_item(time_limit=law, promised_limit=promise).working_limit == promise
    assert make_item(time_limit=law).working_limit == law
    assert make_item().working_limit is None


def test_a_version_is_in_force_up_to_but_not_on_its_last_day() -> None:
    item = make_item(valid_until=date(2026, 7, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [item.in_force(day) for day in days] == [False, True, True, False]


def test_an_ended_item_is_in_force_and_starts_nothing() -> None:
    item = make_item(ended=Ended(WORD, WORD))
    assert item.in_force(OPENING_DAY)
    assert not item.can_start(OPENING_DAY)
    assert make_item().can_start(OPENING_DAY)


def test_the_same_contract_under_another_number_and_day_is_the_same() -> None:
    again = make_item(version=2, valid_from=date(2026, 5, 1), valid_until=date(2027, 1, 1))
    assert make_item().same_contract(again)
    assert not make_item().same_contract(make_item(kind=ItemKind.REPORT))
