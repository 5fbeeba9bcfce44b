"""Check names each departure with the article in force on the day; cases in ``cases/law_*.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from juzhan.domain.charter import (
    Charter,
    CharterBroken,
    CharterLaw,
    Severity,
    check,
    departures,
    load_charter,
    load_charter_law,
)
from tests.domain.charter.patching import cases, changed
from tests.domain.charter.towns import LAW

BY_CHARTER = cases("law_by_charter")
BY_RULE = cases("law_by_rule")


@pytest.mark.parametrize("case", BY_CHARTER, ids=[f"{c['given']['charter']} {c['given']['on']}" for c in BY_CHARTER])
def test_a_charter_departs_from_these_articles(
    case: dict[str, Any], charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    found = check(charters[case["given"]["charter"]], case["given"]["on"], law)
    assert [
        {"code": f.code, "article": f.citation.article, "severity": f.severity, "where": f.where} for f in found
    ] == case["then"]


@pytest.mark.parametrize("case", BY_RULE, ids=[case["name"] for case in BY_RULE])
def test_one_change_gives_one_finding(case: dict[str, Any], law: CharterLaw, tmp_path: Path) -> None:
    given = case["given"]
    changes = [*given.get("change", []), *([["", given["append"]]] if "append" in given else [])]
    found = check(load_charter(changed(tmp_path, changes)), given["on"], law)
    assert [{"code": f.code, "article": f.citation.article} for f in found] == case["then"]


def test_every_rule_of_the_law_is_broken_by_a_case(law: CharterLaw) -> None:
    seen = {then["code"] for case in (*BY_CHARTER, *BY_RULE) for then in case["then"]}
    assert {rule.code for rule in law.rules} <= seen


def test_every_finding_says_in_both_languages_what_is_wrong_and_what_would_mend_it(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    for charter in charters.values():
        for finding in check(charter, date(2026, 1, 1), law):
            for text in (finding.text, finding.mend):
                assert text.zh != text.en
                assert "{" not in text.zh + text.en
            assert finding.citation.law == "城市居民委员会组织法(2025)"


def test_departures_come_before_notes(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    found = check(charters["before_reform"], date(2026, 1, 1), law)
    severities = [finding.severity for finding in found]
    assert severities == sorted(severities, key=lambda each: each is Severity.NOTE)
    assert len(departures(found)) == severities.count(Severity.DEPARTURE)


def test_a_supervision_committee_is_asked_for_from_the_first_of_january_2026_and_not_before(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    first = date(2026, 1, 1)
    for charter in charters.values():
        assert "supervision_committee.missing" in {f.code for f in check(charter, first, law)}
        assert "supervision_committee.missing" not in {f.code for f in check(charter, first - timedelta(1), law)}


def test_having_a_workstation_is_no_departure(sound: Charter, law: CharterLaw) -> None:
    assert check(sound, date(2026, 11, 22), law) == ()


def test_the_texts_of_the_law_follow_one_another_without_gap_or_overlap(law: CharterLaw) -> None:
    for one, following in zip(law.texts, law.texts[1:], strict=False):
        assert one.until == following.since
    assert law.texts[-1].until is None


def test_a_broken_law_file_is_refused_with_all_faults(tmp_path: Path) -> None:
    text = LAW.read_text(encoding="utf-8")
    path = tmp_path / "charter_law.toml"
    path.write_text(
        text.replace('kind = "term"', 'kind = "tenure"', 1).replace('2025 = "36"', '2024 = "36"', 1), encoding="utf-8"
    )
    with pytest.raises(CharterBroken) as refused:
        load_charter_law(path)
    assert [fault.kind for fault in refused.value.faults][:2] == ["unknown_source", "unknown_word"]
