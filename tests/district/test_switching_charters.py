"""An administrator puts communities under another charter from a day on, after seeing what that does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.services import adopt_charter, appoint
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import Asked, submit_matter
from juzhan.apps.places.models import Place
from tests.openness.reading import queries, read, text_of
from tests.world import DISTRICT, JINLI, LAOMALU, STREET, XIMIANQIAO, World, at

SWITCH = "/desk/district/switch"


def preview(client: Client, *codes: str, charter: str = "before_reform", on: str = "2026-04-01", **more: str) -> object:
    return client.get(SWITCH, {"c": list(codes), "charter": charter, "valid_from": on, **more})


def do(client: Client, *codes: str, charter: str = "before_reform", on: str = "2026-04-01", **more: str) -> object:
    return client.post(SWITCH, {"c": list(codes), "charter": charter, "valid_from": on, **more})


def shown(answer: object) -> str:
    return text_of(answer.content.decode())  # type: ignore[attr-defined]


def charter_on(code: str, on: date) -> str:
    charter = selectors.charter_of(code, on)
    return charter.key if charter else ""


def test_the_preview_names_bodies_that_end_and_begin_and_counts_matters(desk: Client, world: World) -> None:
    world.matter()
    page = shown(preview(desk, JINLI, charter="shenyang"))
    assert "锦里社区工作站" in page
    assert "锦里社区管理委员会" in page
    assert "有 1 件正在办的事项，归属机构会撤销" in page


def test_the_preview_draws_the_figure_that_is_to_come(desk: Client) -> None:
    answer = preview(desk, JINLI, charter="shenyang")
    assert "社区管理委员会" in answer.content.decode().split('class="charter-figure"')[1]  # type: ignore[attr-defined]


def test_the_preview_holds_the_charter_against_the_law_of_its_day(desk: Client) -> None:
    assert "与法律不符" in shown(preview(desk, JINLI))


def test_the_preview_changes_nothing(desk: Client) -> None:
    preview(desk, JINLI)
    assert charter_on(JINLI, date(2026, 4, 2)) == "wuhou"


def test_confirmed_the_charter_changes_on_its_day(desk: Client) -> None:
    answer = do(desk, JINLI)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert charter_on(JINLI, date(2026, 3, 31)) == "wuhou"
    assert charter_on(JINLI, date(2026, 4, 1)) == "before_reform"
    assert "将改为" in shown(desk.get("/desk/district/communities"))


def test_a_change_from_today_moves_the_open_matters_at_once(desk: Client, world: World) -> None:
    matter = world.matter()
    do(desk, JINLI, on="2026-03-02")
    assert Matter.objects.get(pk=matter.pk).owner == world.body("residents_committee")


def test_several_communities_switch_together_and_share_a_station(desk: Client, world: World) -> None:
    page = shown(preview(desk, JINLI, XIMIANQIAO, charter="shenzhen", seat=XIMIANQIAO))
    assert "工作站设在洗面桥社区" in page
    do(desk, JINLI, XIMIANQIAO, charter="shenzhen", seat=XIMIANQIAO)
    station = selectors.body_for(JINLI, "workstation", date(2026, 4, 1))
    assert station is not None
    assert station.place_id == XIMIANQIAO


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"charter": "utopia"}, "没有这个章程"),
        ({"charter": ""}, "请选择：改用哪个章程"),
        ({"charter": "wuhou"}, "已按“武侯居站分离”运行"),
        ({"on": "2024-12-31"}, "必须晚于现行章程的起始日 2025-01-01"),
        ({"on": "2025-01-01"}, "必须晚于现行章程的起始日 2025-01-01"),
        ({"on": "2026-02-30"}, "日期"),
        ({"on": "3000-01-01"}, "日期须在"),
        ({"on": ""}, "请填写：从哪天起"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk: Client, given: dict[str, str], said: str) -> None:
    for ask in (preview, do):
        answer = ask(desk, JINLI, **given)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert said in shown(answer)
    assert charter_on(JINLI, date(2026, 4, 2)) == "wuhou"


def test_a_station_that_serves_others_is_not_taken_from_them(desk: Client) -> None:
    do(desk, JINLI, XIMIANQIAO, charter="shenzhen", seat=JINLI)
    answer = do(desk, JINLI, on="2026-06-01")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "锦里社区的工作站还服务洗面桥社区" in shown(answer)


def test_a_community_without_bodies_gets_its_first_charter(desk: Client, world: World) -> None:
    Place.objects.create(code="510107001097", kind="community", name="新社区", parent_id=STREET)
    do(desk, "510107001097", charter="wuhou", on="2026-03-02")
    matter = submit_matter(
        Place.objects.get(pk="510107001097"),
        world.item("test.lamp"),
        submission=uuid4(),
        asked=Asked(),
        at=at(2026, 3, 2, 11),
    )
    assert isinstance(matter, Matter), matter


def test_with_nothing_ticked_the_list_comes_back_and_says_so(desk: Client) -> None:
    answer = desk.get(SWITCH, follow=True)
    assert "请先勾选社区" in shown(answer)


def test_a_day_that_is_past_is_pointed_out(desk: Client) -> None:
    assert "这一天已经过去" in shown(preview(desk, JINLI, on="2026-02-02"))
    assert "这一天已经过去" not in shown(preview(desk, JINLI, on="2026-03-02"))


@pytest.mark.parametrize("codes", [["999999999999"], [STREET], [DISTRICT], [JINLI, "x"], ["%00"], [JINLI + "\x00"]])
def test_only_communities_can_switch(desk: Client, codes: list[str]) -> None:
    assert preview(desk, *codes).status_code == 404  # type: ignore[attr-defined]
    assert do(desk, *codes).status_code == 404  # type: ignore[attr-defined]


def test_the_list_can_be_narrowed_to_those_without_a_charter(desk: Client) -> None:
    Place.objects.create(code="510107001097", kind="community", name="新社区", parent_id=STREET)
    page = read(desk, "/desk/district/communities?charter=-")
    assert "新社区" in page
    assert "锦里社区" not in page
    assert "锦里社区" in read(desk, "/desk/district/communities?charter=wuhou&q=锦里")


def test_the_list_takes_the_same_queries_whatever_its_length(desk: Client) -> None:
    few = queries(desk, "/desk/district/communities")
    Place.objects.bulk_create(
        Place(code=f"510107001{number:03}", kind="community", name=f"丁{number}社区", parent_id=STREET)
        for number in range(200, 260)
    )
    assert queries(desk, "/desk/district/communities") == few


def test_a_community_joins_the_station_of_another(desk: Client) -> None:
    for code in (JINLI, LAOMALU):
        do(desk, code, charter="shenzhen", on="2026-03-02")
    answer = desk.post(f"/desk/district/places/{LAOMALU}/station", {"served_by": JINLI, "valid_from": "2026-03-05"})
    assert answer.status_code == 302
    assert selectors.body_for(LAOMALU, "workstation", date(2026, 3, 5)).place_id == JINLI  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"served_by": XIMIANQIAO}, "请从列表中选择社区"),
        ({"served_by": JINLI, "valid_from": "2026-03-01"}, "须按同一个允许一站多居的章程运行"),
        ({"served_by": "x"}, "请从列表中选择社区"),
    ],
)
def test_a_station_that_cannot_serve_is_refused(desk: Client, given: dict[str, str], said: str) -> None:
    for code in (JINLI, LAOMALU):
        do(desk, code, charter="shenzhen", on="2026-03-02")
    answer = desk.post(f"/desk/district/places/{LAOMALU}/station", {"valid_from": "2026-03-05", **given})
    assert answer.status_code == 422
    assert said in shown(answer)


def test_an_administrator_leaves_another_districts_places_alone(
    signed_in: Callable[..., Client], world: World, clock: time_machine.Coordinates
) -> None:
    Place.objects.create(code="440308", kind="district", name="盐田区", name_en="Yantian District")
    Place.objects.create(code="440308001", kind="street", name="梅沙街道", parent_id="440308")
    Place.objects.create(code="440308001001", kind="community", name="大梅沙社区", parent_id="440308001")
    there = Place.objects.get(pk="440308001001")
    desk = signed_in("administrator")
    assert desk.get("/desk/district/places/440308001001").status_code == 200
    adopt_charter(there, "wuhou", date(2026, 1, 1), by=None, at=at(2026, 1, 1))
    officer = Post.objects.get(body__place_id="440308", body__key="district_government", key="officer")
    assert isinstance(appoint(world.person("outsider"), officer, date(2026, 1, 1), by=None, at=at(2026, 1, 1)), Holding)
    for path in ("places/440308001001", "switch?c=440308001001"):
        answer = desk.get(f"/desk/district/{path}")
        assert answer.status_code == 403
        assert "盐田区的管理员" in shown(answer)
    assert do(desk, "440308001001").status_code == 403  # type: ignore[attr-defined]


def test_others_have_no_way_in(signed_in: Callable[..., Client], world: World) -> None:
    for who in ("clerk", "secretary", "street_director", "bureau_officer", "outsider"):
        for path in ("", "/communities", f"/switch?c={JINLI}", f"/places/{JINLI}", f"/places/{JINLI}/station"):
            assert signed_in(who).get(f"/desk/district{path}").status_code == 403
        assert do(signed_in(who), JINLI).status_code == 403  # type: ignore[attr-defined]
    assert charter_on(JINLI, date(2026, 4, 2)) == "wuhou"
