"""An item goes into JSON and comes back the same; data of another shape is refused with the path to the place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from juzhan.domain.catalogue import ItemVersion, WrongShapeError, from_plain, to_plain
from tests.domain.catalogue.builders import make_item
from tests.domain.catalogue.strategies import items

LEAST = {
    "code": "test.item",
    "version": 1,
    "valid_from": "2026-01-01",
    "name": {"zh": "试验事项", "en": "Test item"},
    "affair_class": "administrative",
    "kind": "application",
}


def test_the_least_an_item_must_say() -> None:
    assert from_plain(LEAST) == make_item()


@given(items())
def test_every_item_comes_back_from_json_the_same(item: ItemVersion) -> None:
    assert from_plain(json.loads(json.dumps(to_plain(item)))) == item


def test_unknown_and_none_stay_apart() -> None:
    assert "materials" not in to_plain(make_item())
    assert to_plain(make_item(materials=()))["materials"] == []
    assert from_plain(to_plain(make_item(materials=()))).materials == ()


def test_limits_and_legal_bases_are_flat() -> None:
    basis = {"law": "示例法(2026)", "article": "9"}
    plain = LEAST | {"time_limit": {"amount": 15, "unit": "calendar_day", "basis": basis}, "legal_basis": [basis]}
    item = from_plain(plain)
    assert item.time_limit is not None
    assert (item.time_limit.limit.amount, item.time_limit.is_law) == (15, True)
    assert item.legal_basis[0].citation.article == "9"
    assert to_plain(item) == plain


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"code": 1}, "code: must be a text"),
        ({"version": "1"}, "version: must be a whole number"),
        ({"version": True}, "version: must be a whole number"),
        ({"valid_from": "yesterday"}, "valid_from: must be a date such as 2026-01-01"),
        ({"valid_from": 20260101}, "valid_from: must be a date such as 2026-01-01"),
        ({"name": "事项"}, "name: must be a table with named values"),
        ({"name": {"zh": "事项"}}, "name.en: is missing"),
        ({"name": {"zh": "", "en": "x"}}, "name: "),
        ({"affair_class": "other"}, "affair_class: must be one of administrative, professional, self_governance"),
        ({"materials": {"code": "x"}}, "materials: must be a list"),
        ({"materials": [{"code": "x"}]}, "materials[1].name: is missing"),
        ({"fee": {"fen": 1.5}}, "fee.fen: must be a whole number"),
        ({"fee": {"fen": -1}}, "fee: "),
        ({"promised_limit": {"amount": 5}}, "promised_limit.unit: is missing"),
        ({"promised_limit": {"amount": 5, "unit": "week"}}, "promised_limit.unit: must be one of"),
        ({"promised_limit": {"amount": 5, "unit": "working_day", "unti": 1}}, "promised_limit.unti: no such key"),
        ({"legal_basis": [{"article": "9"}]}, "legal_basis[1].law: is missing"),
        ({"prise": 5}, "prise: no such key"),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(change: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongShapeError) as caught:
        from_plain(LEAST | change)
    assert str(caught.value).startswith(message)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(WrongShapeError, match="kind: is missing"):
        from_plain({key: value for key, value in LEAST.items() if key != "kind"})
