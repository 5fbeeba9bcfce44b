"""Anyone finds a community by name; a name is no key."""

from __future__ import annotations

from django.test import Client

from juzhan.apps.places.models import Place
from tests.openness.reading import queries, read
from tests.world import JINLI, OTHER_STREET, STREET


def test_communities_stand_under_their_streets(anyone: Client) -> None:
    page = read(anyone, "/c")
    assert page.index("浆洗街街道") < page.index("锦里社区") < page.index("望江路街道") < page.index("老马路社区")


def test_part_of_a_name_is_enough(anyone: Client) -> None:
    page = read(anyone, "/c?q=锦里")
    assert "锦里社区" in page
    assert "洗面桥社区" not in page


def test_the_name_of_the_street_finds_its_communities(anyone: Client) -> None:
    page = read(anyone, "/c?q=浆洗街")
    assert "锦里社区" in page
    assert "老马路社区" not in page


def test_english_names_are_found_too(foreigner: Client) -> None:
    assert "Jinli Community" in read(foreigner, "/c?q=jinli")


def test_two_communities_of_one_name_are_told_apart_by_their_street(anyone: Client) -> None:
    Place.objects.create(code="510107004098", kind="community", name="锦里社区", parent_id=OTHER_STREET)
    answer = anyone.get("/c?q=锦里社区").content.decode()
    assert f"/c/{JINLI}" in answer
    assert "/c/510107004098" in answer
    assert answer.index("浆洗街街道") < answer.index(f"/c/{JINLI}") < answer.index("望江路街道")


def test_a_name_that_nobody_bears_leads_back_to_all(anyone: Client) -> None:
    page = read(anyone, "/c?q=不存在的社区")
    assert "没有找到这样的社区" in page
    assert "看全部社区" in page


def test_odd_searches_are_answered(anyone: Client) -> None:
    for odd in ("%00", "%25%25", "'; drop table", "_" * 5000, "&after=abc", "x&after=９９９"):
        assert anyone.get(f"/c?q={odd}").status_code == 200


def test_a_long_list_goes_on_over_the_page(anyone: Client) -> None:
    Place.objects.bulk_create(
        Place(code=f"5101070012{number:02}0"[:12], kind="community", name=f"甲{number}社区", parent_id=STREET)
        for number in range(100)
    )
    Place.objects.bulk_create(
        Place(code=f"51010700133{number:03}"[-12:], kind="community", name=f"乙{number}社区", parent_id=STREET)
        for number in range(120)
    )
    first = anyone.get("/c").content.decode()
    assert first.count('href="/c/') == 200
    assert 'rel="next"' in first
    key = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = anyone.get(f"/c{key}").content.decode()
    assert second.count('href="/c/') == 23


def test_the_list_takes_the_same_queries_whatever_its_length(anyone: Client) -> None:
    few = queries(anyone, "/c")
    Place.objects.bulk_create(
        Place(code=f"510107001{number:03}", kind="community", name=f"丙{number}社区", parent_id=STREET)
        for number in range(100, 160)
    )
    assert queries(anyone, "/c") == few


def test_what_is_no_community_is_not_found(anyone: Client) -> None:
    for code in (STREET, "510107", "999999999999", "锦里", "510107001006%00"):
        assert anyone.get(f"/c/{code}").status_code == 404
