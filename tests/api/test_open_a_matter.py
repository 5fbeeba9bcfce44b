"""Opening a matter by the interface."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Entry
from tests.api.calls import asked, get, post, submit
from tests.world import CERTIFICATE, JINLI, LAMP, World

KEY = "a-key-of-the-caller"


def subject_of(receipt: dict[str, Any]) -> str:
    return Matter.objects.get(code=receipt["code"]).record_subject


def test_a_matter_is_routed_and_recorded(client: Client, world: World) -> None:
    receipt = submit(client)
    assert receipt["owner"]["key"] == "workstation"
    assert receipt["reasons"][0]["zh"].startswith("按“武侯居站分离”章程")
    assert Entry.objects.filter(subject=subject_of(receipt)).values_list("act", flat=True).get() == "matter.submitted"


def test_the_record_holds_no_name_and_no_phone(client: Client, world: World) -> None:
    receipt = submit(client, summary="家里老人生病")
    entry = Entry.objects.get(subject=subject_of(receipt))
    text = bytes(entry.canonical).decode()
    assert receipt["code"] not in text, "whoever reads the public record must not be able to open the resident's page"
    assert "测试居民" not in text
    assert "13800000001" not in text
    assert "家里老人生病" not in text


def test_the_same_key_gives_the_same_receipt(client: Client, world: World) -> None:
    first, second = post(client, "/matters", asked(), key=KEY), post(client, "/matters", asked(), key=KEY)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert Matter.objects.count() == 1


def test_a_report_that_needs_no_name_takes_none(client: Client, world: World) -> None:
    receipt = submit(client, item=LAMP, asked={})
    assert get(client, f"/matters/{receipt['code']}").status_code == 200


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"asked": {}}, 422, "applicant.name_needed"),
        ({"item": CERTIFICATE}, 422, "item.not_offered"),
        ({"item": "no.such.item"}, 404, "404"),
        ({"community": "510107001999"}, 404, "404"),
        ({"community": "51010700100"}, 422, "request.invalid"),
        ({"summary": "字" * 2001}, 422, "request.invalid"),
        ({"summary": "灯\u0000坏"}, 422, "request.invalid"),
        ({"summary": "灯\u202e坏"}, 422, "request.invalid"),
        ({"summary": 5}, 422, "request.invalid"),
        ({"asked": {"name": "甲", "phone": "打电话"}}, 422, "request.invalid"),
        ({"asked": ["甲"]}, 422, "request.invalid"),
    ],
)
def test_what_does_not_fit_is_told_as_a_problem(
    given: dict[str, object], status: int, code: str, client: Client, world: World
) -> None:
    answer = post(client, "/matters", asked(**given), key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert Matter.objects.count() == 0


@pytest.mark.parametrize("body", ["{", "", "[]", '"x"', "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_what_cannot_be_read_is_a_problem_and_never_an_error_of_ours(body: str, client: Client, world: World) -> None:
    answer = post(client, "/matters", body or " ", key=KEY)
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


def test_without_a_key_nothing_is_opened(client: Client, world: World) -> None:
    answer = post(client, "/matters", asked())
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "header.Idempotency-Key"


def test_an_item_of_a_community_without_bodies_is_refused(client: Client, world: World) -> None:
    from juzhan.apps.places.models import Place

    Place.objects.create(code="510107001099", kind="community", name="新社区", parent_id=JINLI[:9])
    answer = post(client, "/matters", asked(community="510107001099"), key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "community.without_bodies")


def test_problems_speak_the_language_of_the_caller(client: Client, world: World) -> None:
    zh = client.get("/api/v1/matters/0000000000", headers={"accept-language": "zh-hans"}).json()
    en = client.get("/api/v1/matters/0000000000", headers={"accept-language": "en"}).json()
    assert (zh["title"], en["title"]) == ("没有找到", "Not found")
    assert (zh["detail_en"], en["detail_zh"]) == (en["detail"], zh["detail"])
