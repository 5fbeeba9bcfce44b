"""Anyone reads the charters, holds them against the law of a day, and sets two side by side."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from juzhan.apps.bodies import selectors
from tests.openness.reading import queries, read
from tests.world import at

NAMES = sorted(selectors.charters())


def test_all_ten_charters_are_listed_the_one_in_use_first(anyone: Client) -> None:
    page = read(anyone, "/charters")
    titles = [charter.title.zh for charter in selectors.charters().values()]
    assert len(titles) == 10
    assert all(title in page for title in titles)
    assert "3 个社区在用" in page


@pytest.mark.parametrize("name", NAMES)
def test_each_charter_has_a_page_in_both_languages(anyone: Client, foreigner: Client, name: str) -> None:
    charter = selectors.charters()[name]
    assert charter.title.zh in read(anyone, f"/charters/{name}")
    page = read(foreigner, f"/charters/{name}")
    assert charter.title.en in page
    for body in charter.bodies.values():
        assert body.name.en in page


def test_a_relation_is_shown_with_the_words_of_its_source(anyone: Client) -> None:
    answer = anyone.get("/charters/wuhou").content.decode()
    relation = next(each for each in selectors.charters()["wuhou"].relations if each.evidence.quote)
    assert relation.evidence.quote in answer


def test_what_the_source_does_not_say_is_said_not_to_be_said(anyone: Client) -> None:
    page = read(anyone, "/charters/wuhou")
    for unknown in selectors.charters()["wuhou"].unknowns:
        assert unknown.text.zh in page


def test_how_contradictions_were_decided_is_shown(anyone: Client) -> None:
    page = read(anyone, "/charters/wuhou")
    for contradiction in selectors.charters()["wuhou"].contradictions:
        assert contradiction.decided.zh in page


def test_findings_change_with_the_law_of_the_day(anyone: Client) -> None:
    assert "没有居务监督委员会" in read(anyone, "/charters/wuhou?on=2026-01-01")
    before = read(anyone, "/charters/wuhou?on=2025-12-31")
    assert "没有居务监督委员会" not in before
    assert "2018" in before


def test_without_a_day_the_law_of_today_counts(anyone: Client) -> None:
    with time_machine.travel(at(2026, 3, 2), tick=False):
        assert "2026年3月2日 有效的是" in read(anyone, "/charters/wuhou")


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "0001-01-01", "99999-01-01", "2100-01-01", "%00"])
def test_a_day_that_cannot_be_is_refused_beside_its_field(anyone: Client, day: str) -> None:
    answer = anyone.get(f"/charters/wuhou?on={day}")
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_charter_that_does_not_exist_is_not_found(anyone: Client) -> None:
    assert anyone.get("/charters/utopia").status_code == 404


def test_two_charters_stand_side_by_side_with_both_figures(anyone: Client) -> None:
    answer = anyone.get("/charters/compare?a=wuhou&b=shenzhen&on=2026-03-01").content.decode()
    assert answer.count('class="charter-figure"') == 2
    page = read(anyone, "/charters/compare?a=wuhou&b=shenzhen&on=2026-03-01")
    assert "社区协商议事会 社区协商议事会（社区） 无 仅左" in page


@pytest.mark.parametrize("left", NAMES)
def test_every_pair_can_be_compared(anyone: Client, left: str) -> None:
    for right in NAMES:
        if right != left:
            assert anyone.get(f"/charters/compare?a={left}&b={right}").status_code == 200


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=wuhou&b=wuhou", "请选择两个不同的章程"),
        ("a=wuhou&b=utopia", "没有这个章程"),
        ("a=wuhou", "请选择：右边的章程"),
        ("a=wuhou&b=shenzhen&on=31.12.2026", "日期"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(anyone: Client, query: str, said: str) -> None:
    assert said in read(anyone, f"/charters/compare?{query}", 422)


def test_reading_charters_takes_few_queries(anyone: Client) -> None:
    assert queries(anyone, "/charters") == 1
    assert queries(anyone, "/charters/wuhou") == 1
    assert queries(anyone, "/charters/compare?a=wuhou&b=shenzhen") == 0


def test_what_the_law_adds_is_told_apart_from_the_source(anyone: Client) -> None:
    page = read(anyone, "/charters/wuhou?on=2026-03-01")
    assert "法律另外要求设立：居务监督委员会、居民会议" in page
    assert (
        selectors.running_charter("wuhou", date(2025, 6, 1)).bodies.keys()
        <= selectors.running_charter("wuhou", date(2026, 3, 1)).bodies.keys()
    )
