"""The head sees who has how much, what will be late before it is, and gives out several matters at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters import services
from tests.matters.desk.reading import html, words
from tests.matters.doing import MONDAY, accepted, done, recorded
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_the_load_of_each_person_is_shown(signed_in: Enter, world: World) -> None:
    accepted(world), accepted(world), world.matter()
    page = words(signed_in("secretary").get("/desk/team"))
    assert "尚无承办人 1 0 0" in page
    assert "站员甲 2 0 0" in page
    assert "站员乙 0 0 0" in page


def test_it_says_who_has_fewest_and_that_it_decides_nothing(signed_in: Enter, world: World) -> None:
    for _ in range(3):
        accepted(world)
    page = words(signed_in("secretary").get("/desk/team"))
    assert "站员乙在办 0 件，最少" in page
    assert "站员甲在办 3 件，比最少的多 3 件" in page
    assert "系统不会自己分派" in page


def test_each_matter_stands_under_the_first_reason_that_fits(
    signed_in: Enter, world: World, monday: time_machine.Coordinates
) -> None:
    waiting = world.matter(moment=at(2026, 3, 24))
    late = accepted(world)
    standing = done(services.suspend_matter(accepted(world), reason="等", by=world.actor("clerk"), at=MONDAY))
    calm = accepted(world, moment=at(2026, 3, 24))
    monday.move_to(at(2026, 3, 25))
    page = html(signed_in("secretary").get("/desk/team"))
    order = [
        page.index(text) for text in ("尚无承办人</h2>".replace("</h2>", ""), waiting.code, late.code, standing.code)
    ]
    assert order == sorted(order)
    assert ("中止已久" in page, calm.code in page) == (True, False)


def test_what_is_due_soon_is_there_before_it_is_late(
    signed_in: Enter, world: World, monday: time_machine.Coordinates
) -> None:
    matter = accepted(world)
    monday.move_to(at(2026, 3, 18))
    assert matter.code not in html(signed_in("secretary").get("/desk/team"))
    monday.move_to(at(2026, 3, 19))
    page = signed_in("secretary").get("/desk/team")
    assert ("快到期" in words(page), matter.code in html(page)) == (True, True)


def test_papers_awaited_beyond_their_day_want_the_head_and_not_before(
    signed_in: Enter, world: World, monday: time_machine.Coordinates
) -> None:
    matter = world.matter()
    services.assign_matter(matter, handler=world.person("clerk"), by=world.actor("secretary"), at=MONDAY)
    services.request_papers(matter, missing=["身份证"], by=world.actor("clerk"), at=MONDAY)
    monday.move_to(at(2026, 3, 23))
    assert "等材料已久" not in words(signed_in("secretary").get("/desk/team"))
    monday.move_to(at(2026, 3, 24))
    page = signed_in("secretary").get("/desk/team")
    assert ("等材料已久" in words(page), matter.code in html(page)) == (True, True)


def test_several_are_given_out_at_once_each_with_its_own_entry(signed_in: Enter, world: World) -> None:
    matters = [world.matter() for _ in range(3)]
    client, colleague = signed_in("secretary"), world.person("colleague")
    response = client.post("/desk/team", {"matter": [m.code for m in matters[:2]], "handler": colleague.pk})
    assert response.status_code == 302
    assert "已把 2 件事项交给站员乙" in words(client.get(response.headers["location"]))
    for matter in matters:
        matter.refresh_from_db()
    assert [matter.handler for matter in matters] == [colleague, colleague, None]
    assert [recorded(matter)[1:] for matter in matters] == [["matter.assigned"], ["matter.assigned"], []]


def test_a_refusal_of_one_stops_none_of_the_others(signed_in: Enter, world: World) -> None:
    good, closed = world.matter(), world.matter()
    services.decline_matter(closed, reason="重复", by=world.actor("clerk"), at=MONDAY)
    client = signed_in("secretary")
    response = client.post("/desk/team", {"matter": [closed.code, good.code], "handler": world.person("clerk").pk})
    page = words(client.get(response.headers["location"]))
    assert "已把 1 件事项交给站员甲" in page
    assert f"{closed.code}: 此事项现为“不予受理”，不能分派" in page


def test_nobody_from_another_body_can_be_given_them(signed_in: Enter, world: World) -> None:
    matter, client = world.matter(), signed_in("secretary")
    response = client.post("/desk/team", {"matter": matter.code, "handler": world.person("chair").pk})
    assert "居主任现在不在办理机构任职" in words(client.get(response.headers["location"]))


@pytest.mark.parametrize("answers", [{}, {"matter": "x"}, {"handler": "1"}, {"matter": "x", "handler": "9" * 30}])
def test_what_is_not_ticked_or_chosen_is_asked_for(answers: dict[str, str], signed_in: Enter, world: World) -> None:
    response = signed_in("secretary").post("/desk/team", answers)
    assert (response.status_code, "请勾选事项，并选择交给谁" in words(response)) == (422, True)


def test_ticks_are_kept_when_the_person_is_missing(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    response = signed_in("secretary").post("/desk/team", {"matter": matter.code})
    assert f'value="{matter.code}" checked' in html(response)


def test_matters_of_other_bodies_cannot_be_slipped_in(signed_in: Enter, world: World) -> None:
    foreign, own = world.matter(LAMP), world.matter()
    client = signed_in("secretary")
    client.post("/desk/team", {"matter": [foreign.code, own.code], "handler": world.person("clerk").pk})
    foreign.refresh_from_db(), own.refresh_from_db()
    assert (foreign.handler, own.handler) == (None, world.person("clerk"))


def test_one_who_heads_two_bodies_chooses(signed_in: Enter, world: World) -> None:
    world.matter()
    page = html(signed_in("secretary").get("/desk/team"))
    assert f'?body={world.body("workstation").pk}" aria-current="page"' in page
    other = signed_in("secretary").get("/desk/team", {"body": world.body("party_branch").pk})
    assert "没有需要过问的事项" in words(other)
    assert signed_in("secretary").get("/desk/team?body=x").status_code == 200


def test_the_chair_has_a_team_too(signed_in: Enter, world: World) -> None:
    accepted(world, LAMP, "committee_member")
    assert "居委员 1 0 0" in words(signed_in("chair").get("/desk/team"))


@pytest.mark.parametrize("who", ["clerk", "committee_member", "street_officer", "representative"])
def test_those_who_head_nothing_are_told_so(who: str, signed_in: Enter, world: World) -> None:
    for response in (signed_in(who).get("/desk/team"), signed_in(who).post("/desk/team", {"matter": "x"})):
        assert (response.status_code, "由机构负责人做" in words(response)) == (403, True)


def test_a_head_until_yesterday_gives_nothing_out(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    world.person("secretary").holdings.update(valid_until=date(2026, 3, 2))
    answers = {"matter": matter.code, "handler": world.person("clerk").pk}
    assert signed_in("secretary").post("/desk/team", answers).status_code == 403
