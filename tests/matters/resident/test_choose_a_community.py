"""A resident finds her community by name or by street; a name is no key."""

from __future__ import annotations

import pytest

from juzhan.apps.places.models import Place
from tests.matters.resident.asking import Resident
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, LAOMALU, OTHER_STREET, STREET, World

PAGE = f"/items/{ALLOWANCE}/community"


def test_streets_stand_first_each_leading_to_its_communities(resident: Resident) -> None:
    page = resident.read(PAGE)
    assert "浆洗街街道" in page
    assert f"street={OTHER_STREET}" in page
    inside = resident.read(PAGE, street=STREET)
    assert "锦里社区" in inside
    assert "老马路社区" not in inside


def test_a_community_leads_straight_to_the_form(resident: Resident) -> None:
    assert f'href="/c/{JINLI}/apply/{ALLOWANCE}"' in resident.read(PAGE, q="锦里")


def test_two_communities_of_one_name_are_told_apart_by_their_street(world: World, resident: Resident) -> None:
    Place.objects.create(code="510107004099", kind="community", name="锦里社区", parent_id=OTHER_STREET)
    page = resident.read(PAGE, q="锦里")
    assert page.count(">锦里社区<") == 2
    assert "浆洗街街道，武侯区" in page
    assert "望江路街道，武侯区" in page


def test_an_english_name_is_understood(reader: Resident) -> None:
    assert f"/c/{LAOMALU}/apply/{ALLOWANCE}" in reader.read(PAGE, q="laoma")


def test_a_name_that_nobody_has_is_told_kindly(resident: Resident) -> None:
    page = resident.read(PAGE, q="月球社区")
    assert "没有找到这个社区" in page
    assert "按街道找" in page


def test_it_can_lead_back_to_the_guide_instead(resident: Resident) -> None:
    page = resident.read(PAGE, q="锦里", next="guide")
    assert f'href="/items/{ALLOWANCE}?community={JINLI}"' in page


def test_for_an_item_without_a_form_it_leads_to_the_guide(resident: Resident) -> None:
    assert "/apply/" not in resident.read(f"/items/{CERTIFICATE}/community", q="锦里")


@pytest.mark.parametrize(
    "query", [{"q": "\x00"}, {"street": "\x00\x00"}, {"q": "%"}, {"q": "字" * 5000}, {"street": "'--"}]
)
def test_spoilt_questions_are_answered_like_any_other(query: dict[str, str], resident: Resident) -> None:
    resident.read(PAGE, **query)


@pytest.mark.parametrize("many", [1, 60])
def test_the_number_of_queries_is_fixed(many: int, world: World, resident: Resident, django_assert_num_queries) -> None:
    for n in range(many):
        Place.objects.create(code=f"51010700{n + 200:04d}"[:12], kind="community", name=f"甲{n}社区", parent_id=STREET)
    with django_assert_num_queries(2):
        resident.read(PAGE, q="甲")
