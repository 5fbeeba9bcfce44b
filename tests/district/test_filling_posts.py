"""An administrator puts people into posts and ends their holdings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from juzhan.apps.bodies.models import Holding, Post
from tests.openness.reading import queries, read, text_of
from tests.world import DISTRICT, JINLI, STREET, World


def post(world: World, path: str = "workstation.clerk", place: str = JINLI) -> Post:
    body, key = path.split(".")
    return Post.objects.get(body=world.body(body, place), key=key)


def appoint(client: Client, seat: Post, username: str = "outsider", **given: str) -> object:
    data = {"username": username, "valid_from": "2026-03-02", "valid_until": "", **given}
    return client.post(f"/desk/district/posts/{seat.pk}/appoint", data)


def shown(answer: object) -> str:
    return text_of(answer.content.decode())  # type: ignore[attr-defined]


def test_a_place_shows_its_bodies_posts_and_people(desk: Client) -> None:
    page = read(desk, f"/desk/district/places/{JINLI}")
    assert "锦里社区工作站" in page
    assert "站员甲 2025-01-01" in page
    assert "暂缺" in page


@pytest.mark.parametrize("code", [STREET, DISTRICT])
def test_street_and_district_have_pages_too(desk: Client, code: str) -> None:
    assert "任命" in read(desk, f"/desk/district/places/{code}")


@pytest.mark.parametrize("code", ["999999", "锦里", "x y", "510107001006'"])
def test_a_place_that_does_not_exist_is_not_found(desk: Client, code: str) -> None:
    assert desk.get(f"/desk/district/places/{code}").status_code == 404


def test_a_person_is_appointed_and_may_work_from_that_day(
    desk: Client, world: World, signed_in: Callable[..., Client]
) -> None:
    assert signed_in("outsider").get("/desk/inquiries").status_code == 403
    assert appoint(desk, post(world)).status_code == 302  # type: ignore[attr-defined]
    assert signed_in("outsider").get("/desk/inquiries").status_code == 200


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"username": "nobody"}, "没有这个用户名的人"),
        ({"username": ""}, "请填写"),
        ({"username": "clerk"}, "站员甲在这段时间已担任"),
        ({"valid_from": "2024-01-01"}, "不存续"),
        ({"valid_from": "31/12/2026"}, "日期"),
        ({"valid_until": "2026-03-02"}, "卸任日期必须晚于任职日期"),
        ({"username": "a" * 65}, "64"),
        ({"username": "a\x07b"}, "控制字符"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(desk: Client, world: World, given: dict[str, str], said: str) -> None:
    answer = appoint(desk, post(world), **given)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert said in shown(answer)


def test_a_full_post_says_so(desk: Client, world: World) -> None:
    assert "定额 1 人" in shown(appoint(desk, post(world, "party_branch.secretary")))


def test_what_the_charter_forbids_is_refused_with_its_words(desk: Client, world: World) -> None:
    head = Holding.objects.get(person=world.person("secretary"), post__key="station_head")
    assert desk.post(f"/desk/district/holdings/{head.pk}/end", {"valid_until": "2026-03-02"}).status_code == 302
    answer = appoint(desk, post(world, "workstation.station_head"))
    assert "须由担任“社区党组织书记”的人担任" in shown(answer)


def test_a_holding_ends_on_the_day_given(desk: Client, world: World, signed_in: Callable[..., Client]) -> None:
    holding = Holding.objects.get(person=world.person("clerk"))
    desk.post(f"/desk/district/holdings/{holding.pk}/end", {"valid_until": "2026-03-02"})
    holding.refresh_from_db()
    assert holding.valid_until == date(2026, 3, 2)
    assert signed_in("clerk").get("/desk/inquiries").status_code == 403


def test_a_holding_that_ended_yesterday_is_not_ended_again(desk: Client, world: World) -> None:
    holding = Holding.objects.get(person=world.person("clerk"))
    desk.post(f"/desk/district/holdings/{holding.pk}/end", {"valid_until": "2026-03-01"})
    answer = desk.post(f"/desk/district/holdings/{holding.pk}/end", {"valid_until": "2026-03-02"})
    assert answer.status_code == 422
    assert "已于 2026-03-01 结束" in shown(answer)


def test_what_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get("/desk/district/posts/999999/appoint").status_code == 404
    assert desk.get("/desk/district/holdings/999999/end").status_code == 404


def test_others_appoint_nobody(signed_in: Callable[..., Client], world: World) -> None:
    for who in ("clerk", "secretary", "street_director", "outsider"):
        assert appoint(signed_in(who), post(world)).status_code == 403  # type: ignore[attr-defined]
    assert not Holding.objects.filter(person=world.person("outsider")).exists()


def test_a_place_takes_the_same_queries_however_many_people_it_has(desk: Client, world: World) -> None:
    few = queries(desk, f"/desk/district/places/{JINLI}")
    for who in ("outsider", "neighbor_clerk", "far_clerk", "bureau_officer"):
        appoint(desk, post(world), who)
    assert queries(desk, f"/desk/district/places/{JINLI}") == few
