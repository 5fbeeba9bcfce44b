"""The one who rules sees both sides' words, what the charter says, until when, and what was ruled before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from tests.matters.desk.conftest import Do
from tests.matters.desk.reading import html, words
from tests.matters.doing import contested, disputed
from tests.world import World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_a_dispute_waits_with_both_sides_words_and_its_deadline(signed_in: Enter, world: World) -> None:
    matter = disputed(world)
    page = signed_in("secretary").get("/desk/rulings")
    for said in ("这是自治事务", "这是政务", "行政事务归社区工作站", "最近机构", "还剩 3 个工作日"):
        assert said in words(page)
    assert f'href="/desk/matters/{matter.code}/rule"' in html(page)


def test_while_the_other_body_may_answer_there_is_nothing_to_rule(signed_in: Enter, world: World) -> None:
    matter = contested(world)
    page = signed_in("secretary").get("/desk/rulings")
    assert "等对方机构答复" in words(page)
    assert f"/desk/matters/{matter.code}/rule" not in html(page)


def test_silence_makes_it_ripe(signed_in: Enter, world: World, monday: time_machine.Coordinates) -> None:
    matter = contested(world)
    monday.move_to(at(2026, 3, 5))
    page = signed_in("secretary").get("/desk/rulings")
    assert "在期限内没有答复" in words(page)
    assert f"/desk/matters/{matter.code}/rule" in html(page)


def test_past_rulings_stay_to_be_read(signed_in: Enter, do: Do, world: World) -> None:
    do("secretary", disputed(world), "rule", owner=world.body("workstation").pk, reason="低保属于政务")
    page = words(signed_in("secretary").get("/desk/rulings"))
    assert "锦里社区工作站 低保属于政务" in page
    assert "没有等您裁定的争议" in page


def test_the_form_of_the_ruling_shows_what_it_is_about(signed_in: Enter, world: World) -> None:
    page = words(signed_in("secretary").get(f"/desk/matters/{disputed(world).code}/rule"))
    for said in ("这是自治事务", "这是政务", "章程怎么说", "收到这件事的机构", "被指应当办理的机构"):
        assert said in page


def test_disputes_of_the_neighbors_are_not_there(signed_in: Enter, world: World) -> None:
    matter = disputed(world)
    assert matter.code not in html(signed_in("neighbor_secretary").get("/desk/rulings"))


@pytest.mark.parametrize("who", ["clerk", "chair", "representative", "street_officer"])
def test_those_who_lead_nobody_are_told_who_rules(who: str, signed_in: Enter, world: World) -> None:
    response = signed_in(who).get("/desk/rulings")
    assert (response.status_code, "由同时领导双方的机构的负责人裁定" in words(response)) == (403, True)
