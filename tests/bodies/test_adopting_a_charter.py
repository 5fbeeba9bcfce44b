"""A community is put under another charter from a day on."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, CharterTerm, Holding
from juzhan.apps.bodies.services import adopt_charter, adopt_together, adopt_where_missing, share_station
from juzhan.apps.places.models import Place
from juzhan.apps.record.models import Entry
from juzhan.domain.shared import Refusal
from tests.world import JINLI, LAOMALU, STREET, XIMIANQIAO, World, at

CHANGE = date(2026, 4, 1)
NOW = at(2026, 3, 20)


def adopt(world: World, name: str, on: date = CHANGE, code: str = JINLI) -> CharterTerm | Refusal:
    return adopt_charter(world.place(code), name, on, by=world.actor("administrator"), at=NOW)


def keys(on: date, code: str = JINLI) -> set[str]:
    return {body.key for body in selectors.bodies_of_community(code, on) if body.place_id == code}


def code_of(result: object) -> str:
    assert isinstance(result, Refusal), result
    return result.code


def together(world: World, *codes: str, name: str = "shenzhen", on: date = CHANGE) -> list[CharterTerm] | Refusal:
    places = [world.place(code) for code in codes]
    return adopt_together(places, name, on, by=world.actor("administrator"), at=NOW)


def test_bodies_that_the_charter_lacks_end_and_new_ones_begin(world: World) -> None:
    assert isinstance(adopt(world, "shenyang"), CharterTerm)
    before, after = keys(date(2026, 3, 31)), keys(CHANGE)
    assert {"workstation", "residents_committee"} <= before
    assert "management_committee" in after
    assert not {"workstation", "residents_committee"} & after


def test_bodies_that_both_charters_know_go_on_with_their_people(world: World) -> None:
    branch = world.body("party_branch")
    adopt(world, "shenyang")
    assert world.body("party_branch") == branch
    assert [post.key for post in world.actor("secretary", CHANGE).posts] == ["party_branch"]


def test_holdings_in_a_body_that_ends_end_with_it(world: World) -> None:
    adopt(world, "shenyang")
    holding = Holding.objects.get(person=world.person("clerk"))
    assert holding.valid_until == CHANGE


def test_a_body_that_the_law_adds_later_begins_on_the_day_of_the_law(world: World) -> None:
    committee = world.body("supervision_committee")
    assert committee.valid_from == date(2026, 1, 1)
    assert "supervision_committee" not in keys(date(2025, 12, 31))


def test_a_body_of_the_street_begins_with_the_first_community_that_needs_it(world: World) -> None:
    adopt(world, "jianghan", date(2026, 6, 1), XIMIANQIAO)
    assert world.body("street_service_center", STREET).valid_from == date(2026, 6, 1)
    adopt(world, "jianghan", CHANGE, JINLI)
    assert world.body("street_service_center", STREET).valid_from == CHANGE
    assert Body.objects.filter(key="street_service_center", place=STREET).count() == 1


def test_the_record_of_the_community_says_which_charter_and_from_when(world: World) -> None:
    adopt(world, "shenyang")
    entry = Entry.objects.filter(log__place=JINLI).latest("index")
    assert entry.act == "charter.adopted"
    assert b'"before":"wuhou","charter":"shenyang","from":"2026-04-01"' in bytes(entry.canonical)


def test_a_charter_that_does_not_exist_is_refused(world: World) -> None:
    assert code_of(adopt(world, "utopia")) == "charter.unknown"


def test_the_charter_in_force_cannot_be_adopted_again(world: World) -> None:
    assert code_of(adopt(world, "wuhou")) == "charter.already_in_force"


def test_a_day_before_the_last_change_is_refused_and_names_that_day(world: World) -> None:
    adopt(world, "shenyang")
    refused = adopt(world, "wuhou", date(2026, 3, 25))
    assert code_of(refused) == "charter.before_last_change"
    assert "2026-04-01" in refused.text.zh  # type: ignore[union-attr]


def test_going_back_to_the_former_charter_begins_new_bodies(world: World) -> None:
    old = world.body("workstation")
    adopt(world, "shenyang")
    assert isinstance(adopt(world, "wuhou", date(2026, 5, 1)), CharterTerm)
    new = world.body("workstation")
    assert new != old
    assert new.valid_from == date(2026, 5, 1)
    assert not world.actor("clerk", date(2026, 5, 2)).posts


def test_only_communities_without_a_charter_adopt_the_first_one(world: World) -> None:
    Place.objects.create(code="510107001099", kind="community", name="新社区", parent_id=STREET)
    adopted = adopt_where_missing("wuhou", CHANGE, by=None, at=NOW)
    assert adopted == ("510107001099",)
    assert "workstation" in keys(CHANGE, "510107001099")
    assert adopt_where_missing("wuhou", CHANGE, by=None, at=NOW) == ()


def test_one_station_serves_the_communities_that_switch_together(world: World) -> None:
    assert isinstance(together(world, JINLI, XIMIANQIAO), list)
    station = world.body("workstation", JINLI)
    assert selectors.body_for(XIMIANQIAO, "workstation", CHANGE) == station
    assert "workstation" not in keys(CHANGE, XIMIANQIAO)
    assert {service.community_id for service in station.services.all()} == {JINLI, XIMIANQIAO}


def test_a_shared_station_works_on_matters_of_each_of_its_communities(world: World) -> None:
    together(world, JINLI, XIMIANQIAO)
    graph = selectors.district_graph(CHANGE).graph
    station = world.body("workstation", JINLI).pk
    assert graph.communities_of(station) == {JINLI, XIMIANQIAO}


def test_communities_that_switch_together_switch_all_or_none(world: World) -> None:
    adopt(world, "shenzhen", CHANGE, XIMIANQIAO)
    assert code_of(together(world, JINLI, XIMIANQIAO, on=date(2026, 5, 1))) == "charter.already_in_force"
    assert selectors.charter_of(JINLI, date(2026, 5, 2)).key == "wuhou"  # type: ignore[union-attr]


def test_a_community_that_leaves_the_shared_station_gets_its_own(world: World) -> None:
    together(world, JINLI, XIMIANQIAO)
    later = date(2026, 6, 1)
    assert isinstance(adopt(world, "wuhou", later, XIMIANQIAO), CharterTerm)
    own = selectors.body_for(XIMIANQIAO, "workstation", later)
    assert own is not None
    assert own.place_id == XIMIANQIAO
    graph = selectors.district_graph(later).graph
    assert graph.scopes[XIMIANQIAO].instances["workstation"] == (own.pk,)
    assert graph.scopes[JINLI].instances["workstation"] == (world.body("workstation", JINLI).pk,)


def test_a_station_that_serves_others_cannot_end_under_them(world: World) -> None:
    together(world, JINLI, XIMIANQIAO)
    refused = adopt(world, "before_reform", date(2026, 6, 1), JINLI)
    assert code_of(refused) == "charter.station_still_serves"
    assert "洗面桥社区" in refused.text.zh  # type: ignore[union-attr]
    assert "workstation" in keys(date(2026, 6, 2), JINLI)
    assert isinstance(together(world, JINLI, XIMIANQIAO, name="before_reform", on=date(2026, 6, 1)), list)


def test_a_community_can_join_the_station_of_another_later(world: World) -> None:
    adopt(world, "shenzhen", CHANGE, JINLI)
    adopt(world, "shenzhen", CHANGE, LAOMALU)
    later = date(2026, 7, 1)
    shared = share_station(world.place(LAOMALU), world.place(JINLI), later, by=None, at=NOW)
    assert isinstance(shared, Place)
    assert selectors.body_for(LAOMALU, "workstation", date(2026, 6, 30)).place_id == LAOMALU  # type: ignore[union-attr]
    assert selectors.body_for(LAOMALU, "workstation", later).place_id == JINLI  # type: ignore[union-attr]


def test_a_community_can_have_its_own_station_again(world: World) -> None:
    together(world, JINLI, XIMIANQIAO)
    later = date(2026, 7, 1)
    own = share_station(world.place(XIMIANQIAO), world.place(XIMIANQIAO), later, by=None, at=NOW)
    assert isinstance(own, Place)
    assert selectors.body_for(XIMIANQIAO, "workstation", later).place_id == XIMIANQIAO  # type: ignore[union-attr]
    assert selectors.district_graph(later).graph.scopes[JINLI].instances["workstation"]


def test_stations_are_not_shared_under_a_charter_that_knows_none(world: World) -> None:
    refused = share_station(world.place(XIMIANQIAO), world.place(JINLI), CHANGE, by=None, at=NOW)
    assert code_of(refused) == "charter.station_not_shared"


def test_the_number_of_a_graph_that_was_taken_back_is_not_given_again(world: World) -> None:
    numbers = []
    for name in ("shenyang", "jianghan"):
        with transaction.atomic():
            adopt(world, name)
            numbers.append(selectors.graph_version())
            transaction.set_rollback(True)
    assert len(set(numbers)) == 2
