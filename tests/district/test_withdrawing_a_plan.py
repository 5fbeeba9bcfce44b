"""An administrator withdraws a planned change of charter at the desk, alone or for all that share a station."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.services import adopt_charter, adopt_together
from tests.openness.reading import text_of
from tests.world import JINLI, LAOMALU, XIMIANQIAO, World, at

Enter = Callable[..., Client]
CHANGE = date(2026, 4, 1)


def page(code: str = JINLI) -> str:
    return f"/desk/district/places/{code}/withdraw"


def shown(answer: Any) -> str:
    return text_of(answer.content.decode())


def charter_then(code: str = JINLI) -> str:
    charter = selectors.charter_of(code, date(2026, 5, 1))
    return charter.key if charter else ""


@pytest.fixture
def planned(world: World) -> None:
    """锦里 is to be run by shenyang from 1 April."""
    adopt_charter(world.place(JINLI), "shenyang", CHANGE, by=None, at=at(2026, 3, 1))


@pytest.fixture
def shared(world: World) -> None:
    """锦里 and 洗面桥 are to share a station from 1 April."""
    adopt_together([world.place(code) for code in (JINLI, XIMIANQIAO)], "shenzhen", CHANGE, by=None, at=at(2026, 3, 1))


@pytest.mark.usefixtures("planned")
def test_the_communitys_page_offers_it_while_it_is_planned(signed_in: Enter, clock: time_machine.Coordinates) -> None:
    desk = signed_in("administrator")
    assert page() in desk.get(f"/desk/district/places/{JINLI}").content.decode()
    assert page(LAOMALU) not in desk.get(f"/desk/district/places/{LAOMALU}").content.decode()
    clock.move_to(at(2026, 4, 1))
    place = signed_in("administrator").get(f"/desk/district/places/{JINLI}")
    assert (place.status_code, page() in place.content.decode()) == (200, False)


@pytest.mark.usefixtures("planned")
def test_the_page_says_what_is_withdrawn_and_what_that_means(desk: Client) -> None:
    said = shown(desk.get(page()))
    assert "原定 2026年4月1日 星期三 起改用" in said
    assert "原定撤销的机构和卸任的人，照旧" in said
    assert charter_then() == "shenyang"


@pytest.mark.usefixtures("planned")
def test_confirmed_the_former_charter_goes_on(desk: Client) -> None:
    answer: Any = desk.post(page())
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/district/places/{JINLI}")
    assert "已撤回" in shown(desk.get(answer["Location"]))
    assert charter_then() == "wuhou"


@pytest.mark.usefixtures("shared")
def test_those_that_are_to_share_a_station_are_offered_and_needed(desk: Client) -> None:
    assert "洗面桥社区" in shown(desk.get(page()))
    answer = desk.post(page())
    assert answer.status_code == 422
    assert "请一并撤回" in shown(answer)
    assert desk.post(page(), {"together": [XIMIANQIAO]}).status_code == 302
    assert {charter_then(JINLI), charter_then(XIMIANQIAO)} == {"wuhou"}


@pytest.mark.usefixtures("planned")
def test_a_community_that_was_not_planned_with_it_cannot_be_ticked(desk: Client) -> None:
    assert desk.post(page(), {"together": [LAOMALU]}).status_code == 302
    assert charter_then(LAOMALU) == "wuhou"


@pytest.mark.usefixtures("shared")
def test_a_code_that_is_not_offered_is_refused(desk: Client) -> None:
    assert desk.post(page(), {"together": [LAOMALU]}).status_code == 422
    assert charter_then() == "shenzhen"


@pytest.mark.usefixtures("planned")
def test_on_its_day_it_is_too_late(signed_in: Enter, clock: time_machine.Coordinates) -> None:
    clock.move_to(at(2026, 4, 1))
    answer = signed_in("administrator").post(page())
    assert answer.status_code == 409
    assert "已经生效的不能撤回" in shown(answer)


@pytest.mark.usefixtures("planned")
def test_the_public_record_tells_it_in_words(desk: Client) -> None:
    desk.post(page())
    assert "撤回改换章程的计划" in shown(desk.get(f"/c/{JINLI}"))
