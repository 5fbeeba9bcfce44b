"""Every law case holds, and every dated value of every rule is touched by a case.

The cases stand in ``tests/domain/cases/*.toml``. Beside the sentences each has ``on``, ``rule`` and one of these checks:

* ``equals``: the value itself;
* ``part``, ``whole``, ``met``: whether a share is met;  ``whole``, ``needed``: how many are needed;
* ``number``, ``allowed``: whether a number keeps a bound (the rule's name ends in ``_min``, ``_max`` or ``_under``);
* ``start``, ``due``: the last day in time;  ``event``, ``latest``: the last day that is early enough;
* ``unknown``: the law of that day has no such rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from juzhan.domain.rulebook import Rules, Share, load_rulebook
from juzhan.domain.shared.calendar_limits import Limit, due, latest_before
from juzhan.domain.shared.calendar_loading import load_calendar

ROOT = Path(__file__).parents[3]
BOOK = load_rulebook(ROOT / "rules" / "cn")
WORK = load_calendar(ROOT / "rules" / "cn" / "calendar")
CASES: list[dict[str, Any]] = [
    case
    for path in sorted((ROOT / "tests" / "domain" / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
SENTENCES = {"id", "law", "article", "given", "when", "then", "on", "rule"}


def value_of(rules: Rules, case: dict[str, Any]) -> Any:
    return rules.entry(case["rule"]).value


def check_equals(rules: Rules, case: dict[str, Any]) -> None:
    assert value_of(rules, case) == case["equals"]
    assert type(value_of(rules, case)) is type(case["equals"])


def check_share(rules: Rules, case: dict[str, Any]) -> None:
    share = value_of(rules, case)
    assert isinstance(share, Share)
    assert share.met_by(case["part"], case["whole"]) is case["met"]


def check_needed(rules: Rules, case: dict[str, Any]) -> None:
    assert value_of(rules, case).needed_of(case["whole"]) == case["needed"]


def check_bound(rules: Rules, case: dict[str, Any]) -> None:
    bound, number = value_of(rules, case), case["number"]
    held = {"min": number >= bound, "max": number <= bound, "under": number < bound}
    assert held[case["rule"].rsplit("_", 1)[1]] is case["allowed"]


def check_due(rules: Rules, case: dict[str, Any]) -> None:
    limit = value_of(rules, case)
    assert isinstance(limit, Limit)
    assert not rules.periods.start_day_counts
    moves = rules.periods.last_day_off_moves
    assert due(WORK, case["start"], limit, last_day_off_moves=moves) == case["due"]


def check_latest(rules: Rules, case: dict[str, Any]) -> None:
    assert latest_before(WORK, case["event"], value_of(rules, case)) == case["latest"]


def check_unknown(rules: Rules, case: dict[str, Any]) -> None:
    assert not rules.knows(case["rule"])


CHECKS: dict[frozenset[str], Callable[[Rules, dict[str, Any]], None]] = {
    frozenset({"equals"}): check_equals,
    frozenset({"part", "whole", "met"}): check_share,
    frozenset({"whole", "needed"}): check_needed,
    frozenset({"number", "allowed"}): check_bound,
    frozenset({"start", "due"}): check_due,
    frozenset({"event", "latest"}): check_latest,
    frozenset({"unknown"}): check_unknown,
}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_law_case_holds(case: dict[str, Any]) -> None:
    CHECKS[frozenset(case) - SENTENCES](BOOK.at(case["on"]), case)


@pytest.mark.parametrize("case", [case for case in CASES if "unknown" not in case], ids=lambda case: case["id"])
def test_a_law_case_names_the_article_it_rests_on(case: dict[str, Any]) -> None:
    rules = BOOK.at(case["on"])
    basis = rules.entry(case["rule"]).basis
    cited = rules.cite(case["rule"]) if basis else None
    assert (case["law"], case["article"]) == ((cited.law, cited.article) if cited else ("设定", ""))


def test_case_names_are_unique_and_their_sentences_complete() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert not [case["id"] for case in CASES if not (case["given"] and case["when"] and case["then"])]


def test_every_dated_value_is_touched_by_a_case() -> None:
    touched = {(case["rule"], BOOK.at(case["on"]).entry(case["rule"]).span) for case in CASES if "unknown" not in case}
    assert {(entry.name, entry.span) for entry in BOOK.entries} - touched == set()
