"""A program of the district takes tables in, switches charters and fills posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.places.models import Place
from juzhan.apps.record.models import Entry
from tests.api.calls import get, post
from tests.district.tables import ITEMS, YANTIAN, csv_of
from tests.world import JINLI, STREET, XIMIANQIAO, World, at

PLACES, ITEM_TABLE = "/district/places", "/district/items"


@pytest.fixture(autouse=True)
def clock() -> Any:
    """The clock of the day stands still."""
    with time_machine.travel(at(2026, 3, 2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def district(signed_in: Callable[..., Client]) -> Client:
    """The administrator's program."""
    return signed_in("administrator")


def send(client: Client, path: str, content: bytes, **given: str) -> Any:
    return client.post(f"/api/v1{path}", {"file": SimpleUploadedFile("table.csv", content), **given})


def seat(world: World, path: str = "workstation.clerk") -> Post:
    body, key = path.split(".")
    return Post.objects.get(body=world.body(body), key=key)


def test_a_districts_places_are_taken_in_whole(district: Client) -> None:
    answer = send(district, PLACES, csv_of(YANTIAN), charter="shenzhen", valid_from="2026-04-01")
    assert answer.status_code == 200, answer.content
    assert answer.json() == {"added": 6, "changed": 0, "unchanged": 0, "adopted": 3}
    assert selectors.charter_of("440308002001", date(2026, 4, 1)) is not None
    assert Entry.objects.filter(act="places.imported").count() == 1


def test_a_check_says_what_would_change_and_changes_nothing(district: Client) -> None:
    answer = send(district, f"{PLACES}?check=true", csv_of(YANTIAN))
    assert answer.json()["added"] == 6
    assert not Place.objects.filter(pk="440308").exists()


def test_a_damaged_table_is_a_problem_that_names_each_fault(district: Client) -> None:
    bad = [*YANTIAN, ["440308001", "梅沙街道", "44030800100X", "坏社区"]]
    answer = send(district, PLACES, csv_of(bad))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "import.faults"
    assert [(fault["line"], fault["column"]) for fault in problem["faults"]] == [(5, "village_code")]
    assert not Place.objects.filter(pk="440308").exists()


def test_items_are_taken_in_too_and_again_change_nothing(district: Client) -> None:
    first, second = (send(district, ITEM_TABLE, csv_of(ITEMS), valid_from="2026-04-01").json() for _ in range(2))
    assert (first["added"], second["added"], second["unchanged"]) == (2, 0, 2)


@pytest.mark.parametrize(
    ("given", "status"),
    [({}, 422), ({"valid_from": "2026-02-30"}, 422), ({"valid_from": "0001-01-01"}, 422)],
)
def test_what_is_missing_or_odd_is_a_problem(district: Client, given: dict[str, str], status: int) -> None:
    assert send(district, ITEM_TABLE, csv_of(ITEMS), **given).status_code == status


def test_a_charter_that_does_not_exist_is_a_problem_and_takes_nothing_in(district: Client) -> None:
    answer = send(district, PLACES, csv_of(YANTIAN), charter="utopia", valid_from="2026-04-01")
    assert (answer.status_code, answer.json()["code"]) == (422, "charter.unknown")
    assert not Place.objects.filter(pk="440308").exists()


def test_a_switch_can_be_previewed(district: Client, world: World) -> None:
    world.matter()
    answer = get(district, f"/district/communities/{JINLI}/charter/preview?charter=before_reform&valid_from=2026-04-01")
    preview = answer.json()
    assert preview["matters"] == 1
    assert "锦里社区工作站" in {body["zh"] for body in preview["changes"][0]["ends"]}
    assert selectors.charter_of(JINLI, date(2026, 4, 1)).key == "wuhou"  # type: ignore[union-attr]


def test_a_community_is_put_under_another_charter(district: Client) -> None:
    answer = post(
        district, f"/district/communities/{JINLI}/charter", {"charter": "before_reform", "valid_from": "2026-04-01"}
    )
    assert answer.status_code == 200, answer.content
    assert answer.json() == [
        {"community": JINLI, "charter": "before_reform", "valid_from": "2026-04-01", "valid_until": None}
    ]


def test_several_communities_switch_together(district: Client) -> None:
    body = {"charter": "shenzhen", "valid_from": "2026-04-01", "together": [XIMIANQIAO]}
    assert len(post(district, f"/district/communities/{JINLI}/charter", body).json()) == 2
    assert selectors.body_for(XIMIANQIAO, "workstation", date(2026, 4, 1)).place_id == JINLI  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"charter": "utopia", "valid_from": "2026-04-01"}, "charter.unknown"),
        ({"charter": "wuhou", "valid_from": "2026-04-01"}, "charter.already_in_force"),
        ({"charter": "shenyang", "valid_from": "2024-04-01"}, "charter.before_last_change"),
        ({"charter": "shenyang"}, "request.invalid"),
        ({"charter": "shenyang", "valid_from": "9999-12-31"}, "request.invalid"),
        ({"charter": "shen\u0007yang", "valid_from": "2026-04-01"}, "request.invalid"),
        ({"charter": "shenyang", "valid_from": "2026-04-01", "together": ["x"]}, "request.invalid"),
    ],
)
def test_a_switch_that_cannot_be_is_a_problem(district: Client, body: dict[str, object], code: str) -> None:
    answer = post(district, f"/district/communities/{JINLI}/charter", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)


@pytest.mark.parametrize("code", ["999999999999", STREET, "x"])
def test_only_communities_have_charters(district: Client, code: str) -> None:
    body = {"charter": "shenyang", "valid_from": "2026-04-01"}
    assert post(district, f"/district/communities/{code}/charter", body).status_code == 404


def test_a_person_takes_a_post_and_leaves_it(district: Client, world: World) -> None:
    taken = post(
        district, "/district/holdings", {"person": "outsider", "post": seat(world).pk, "valid_from": "2026-03-02"}
    )
    assert taken.status_code == 201, taken.content
    assert world.actor("outsider").posts
    left = district.delete(f"/api/v1/district/holdings/{taken.json()['id']}?on=2026-03-09")
    assert left.json()["valid_until"] == "2026-03-09"
    assert not world.actor("outsider", date(2026, 3, 9)).posts


def test_what_the_charter_forbids_is_a_problem_with_its_rule(district: Client, world: World) -> None:
    secretary = Holding.objects.get(person=world.person("secretary"), post__key="secretary")
    answer = district.delete(f"/api/v1/district/holdings/{secretary.pk}?on=2026-03-09")
    assert (answer.status_code, answer.json()["code"]) == (422, "post.against_the_charter")
    assert answer.json()["rule"]


def test_nobody_by_that_name_and_no_such_post_are_not_found(district: Client, world: World) -> None:
    body = {"person": "nobody", "post": seat(world).pk, "valid_from": "2026-03-02"}
    assert post(district, "/district/holdings", body).status_code == 404
    assert post(district, "/district/holdings", {**body, "person": "outsider", "post": 999999}).status_code == 404
    assert district.delete("/api/v1/district/holdings/999999?on=2026-03-02").status_code == 404


@pytest.mark.parametrize("who", ["clerk", "secretary", "street_director", "bureau_officer", "outsider"])
def test_others_are_told_no_before_anything_is_looked_at(
    signed_in: Callable[..., Client], world: World, who: str
) -> None:
    client = signed_in(who)
    assert send(client, PLACES, b"").status_code == 403
    assert post(client, f"/district/communities/{JINLI}/charter", "not json").status_code == 403
    assert post(client, "/district/holdings", {}).status_code == 403


def test_without_a_sign_in_there_is_nothing(world: World) -> None:
    assert post(Client(), f"/district/communities/{JINLI}/charter", {}).status_code == 401


def test_a_planned_charter_is_withdrawn_before_its_day(district: Client) -> None:
    planned = {"charter": "shenyang", "valid_from": "2026-04-01"}
    assert post(district, f"/district/communities/{JINLI}/charter", planned).status_code == 200
    answer = post(district, f"/district/communities/{JINLI}/charter/withdrawal")
    assert answer.status_code == 200
    assert [(term["charter"], term["valid_until"]) for term in answer.json()] == [("wuhou", None)]
    again = post(district, f"/district/communities/{JINLI}/charter/withdrawal")
    assert (again.status_code, again.json()["code"]) == (409, "charter.nothing_planned")
