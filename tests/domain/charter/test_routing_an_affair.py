"""Every affair reaches exactly one body, with reasons; where the source is silent the answer says so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from juzhan.domain.charter import Affair, AffairClass, Charter, Domain, Routing, load_charter, route
from juzhan.domain.shared import Refusal
from tests.domain.charter.patching import cases, changed

ROUTES = cases("routing")
FALLBACK = """[[affairs]]
class = "professional"
owner = "station"
fallback = true
reason = { zh = "最接近。", en = "It comes nearest." }
"""


def affair_of(given: dict[str, str]) -> Affair:
    return Affair(AffairClass(given["class"]), Domain(given["domain"]) if "domain" in given else None)


@pytest.mark.parametrize("case", ROUTES, ids=[" ".join(case["given"].values()) for case in ROUTES])
def test_an_affair_belongs_to_this_body(case: dict[str, Any], charters: Mapping[str, Charter]) -> None:
    routing = route(charters[case["given"]["charter"]], affair_of(case["given"]))
    assert isinstance(routing, Routing)
    assert {"owner": routing.owner, "fallback": routing.is_fallback} == case["then"]


def test_every_affair_reaches_a_body_in_which_somebody_can_work_on_it(charters: Mapping[str, Charter]) -> None:
    for charter in charters.values():
        for klass in AffairClass:
            for domain in (None, *Domain):
                routing = route(charter, Affair(klass, domain))
                assert isinstance(routing, Routing)
                assert any(post.role == "handler" for post in charter.posts_of(routing.owner))


def test_the_reasons_name_the_charter_and_quote_the_source(charters: Mapping[str, Charter]) -> None:
    routing = route(charters["wuhou"], Affair(AffairClass.ADMINISTRATIVE, Domain.CIVIL_AFFAIRS))
    assert isinstance(routing, Routing)
    assert routing.reasons[0].zh == "按“武侯居站分离”章程，行政事务归社区工作站"
    assert "民政事务" in routing.reasons[-1].zh


def test_a_fallback_says_first_what_the_source_does_not_say(charters: Mapping[str, Charter]) -> None:
    routing = route(charters["wuhou"], Affair(AffairClass.PROFESSIONAL))
    assert isinstance(routing, Routing)
    assert "没有说" in routing.reasons[0].zh
    assert "does not say" in routing.reasons[0].en


def test_without_owner_and_fallback_the_answer_is_a_refusal_that_names_the_gap(tmp_path: Path) -> None:
    charter = load_charter(changed(tmp_path, [[FALLBACK, ""]]))
    refusal = route(charter, Affair(AffairClass.PROFESSIONAL))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "charter.owner_unknown"
    assert "来源没有说" in refusal.text.zh


def test_a_rule_for_one_domain_goes_before_the_rule_for_the_class(tmp_path: Path) -> None:
    rule = '\n[[affairs]]\nclass = "administrative"\ndomain = "disability"\nowner = "street"\n'
    charter = load_charter(changed(tmp_path, [["", rule]]))
    exact = route(charter, Affair(AffairClass.ADMINISTRATIVE, Domain.DISABILITY))
    general = route(charter, Affair(AffairClass.ADMINISTRATIVE, Domain.CIVIL_AFFAIRS))
    assert isinstance(exact, Routing)
    assert isinstance(general, Routing)
    assert (exact.owner, general.owner) == ("street", "station")
