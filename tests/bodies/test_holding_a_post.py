"""People take posts and leave them; the charter says who may hold what together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import reading, selectors
from juzhan.apps.bodies.models import CharterTerm, Holding, Post
from juzhan.apps.bodies.services import adopt_charter, appoint, leave_post
from juzhan.domain.shared import Refusal
from tests.world import JINLI, World, at

NOW = at(2026, 3, 2)
DAY = date(2026, 3, 2)


def post(world: World, path: str, place: str = JINLI) -> Post:
    body, key = path.split(".")
    return Post.objects.get(body=world.body(body, place), key=key)


def put(world: World, who: str, path: str, since: date = DAY, until: date | None = None) -> Holding | Refusal:
    return appoint(world.person(who), post(world, path), since, by=None, at=NOW, valid_until=until)


def holding(world: World, who: str, path: str) -> Holding:
    return Holding.objects.get(person=world.person(who), post=post(world, path))


def code_of(result: object) -> str:
    assert isinstance(result, Refusal), result
    return result.code


def test_a_person_has_the_rights_of_a_post_from_its_first_day(world: World) -> None:
    assert isinstance(put(world, "outsider", "workstation.clerk", date(2026, 3, 10)), Holding)
    assert not world.actor("outsider", date(2026, 3, 9)).posts
    assert world.actor("outsider", date(2026, 3, 10)).posts


def test_a_post_that_ended_yesterday_gives_nothing_today(world: World) -> None:
    assert isinstance(
        leave_post(holding(world, "clerk", "workstation.clerk"), date(2026, 3, 10), by=None, at=NOW), Holding
    )
    assert world.actor("clerk", date(2026, 3, 9)).posts
    assert not world.actor("clerk", date(2026, 3, 10)).posts


def test_nobody_holds_the_same_post_twice_at_one_time(world: World) -> None:
    assert code_of(put(world, "clerk", "workstation.clerk")) == "post.held_already"


def test_a_post_with_one_seat_takes_one_person(world: World) -> None:
    assert code_of(put(world, "outsider", "party_branch.secretary")) == "post.no_seat"


def test_a_station_head_who_is_not_the_secretary_is_refused_with_the_source(world: World) -> None:
    assert isinstance(
        leave_post(holding(world, "secretary", "workstation.station_head"), DAY, by=None, at=NOW), Holding
    )
    refused = put(world, "outsider", "workstation.station_head")
    assert code_of(refused) == "post.against_the_charter"
    assert refused.rule is not None  # type: ignore[union-attr]


def test_the_secretary_leaves_the_station_before_the_branch(world: World) -> None:
    branch = holding(world, "secretary", "party_branch.secretary")
    assert code_of(leave_post(branch, DAY, by=None, at=NOW)) == "post.against_the_charter"
    leave_post(holding(world, "secretary", "workstation.station_head"), DAY, by=None, at=NOW)
    assert isinstance(leave_post(branch, DAY, by=None, at=NOW), Holding)


def test_what_is_wrong_already_does_not_hinder_other_appointments(world: World) -> None:
    Holding.objects.filter(person=world.person("secretary"), post__key="secretary").update(valid_until=DAY)
    assert isinstance(put(world, "outsider", "workstation.clerk"), Holding)


def test_a_holding_ends_after_it_begins(world: World) -> None:
    assert code_of(put(world, "outsider", "workstation.clerk", DAY, DAY)) == "post.ends_before_it_begins"
    clerk = holding(world, "clerk", "workstation.clerk")
    assert code_of(leave_post(clerk, clerk.valid_from, by=None, at=NOW)) == "post.ends_before_it_begins"


def test_a_holding_that_has_ended_cannot_be_made_longer(world: World) -> None:
    clerk = holding(world, "clerk", "workstation.clerk")
    leave_post(clerk, date(2026, 3, 1), by=None, at=NOW)
    refused = leave_post(clerk, date(2026, 3, 5), by=None, at=NOW)
    assert code_of(refused) == "post.ended_already"
    assert "2026-03-01" in refused.text.zh  # type: ignore[union-attr]


def test_nobody_takes_a_post_in_a_body_that_does_not_stand_then(world: World) -> None:
    adopt_charter(world.place(), "before_reform", date(2026, 4, 1), by=None, at=NOW)
    ended = Post.objects.get(body__place=JINLI, body__key="workstation", key="clerk")
    person = Person.objects.create_user("late", name="迟到者", is_synthetic=True)
    assert code_of(appoint(person, ended, date(2026, 4, 2), by=None, at=NOW)) == "post.body_not_in_force"
    assert isinstance(appoint(person, ended, date(2026, 3, 30), by=None, at=NOW, valid_until=date(2026, 4, 1)), Holding)


@pytest.fixture
def without_clerks(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a charter that knows the workstation and no clerks in it."""
    charter = selectors.charters()["subordinate"]
    posts = {path: post for path, post in charter.posts.items() if path != "workstation.clerk"}
    monkeypatch.setitem(selectors.charters(), "subordinate", evolve(charter, posts=posts))  # type: ignore[arg-type]
    selectors._completed.cache_clear()
    yield "subordinate"
    selectors._completed.cache_clear()


def test_a_holding_ends_with_a_post_that_the_new_charter_lacks(world: World, without_clerks: str) -> None:
    assert isinstance(adopt_charter(world.place(), without_clerks, date(2026, 4, 1), by=None, at=NOW), CharterTerm)
    assert holding(world, "clerk", "workstation.clerk").valid_until == date(2026, 4, 1)
    assert holding(world, "secretary", "party_branch.secretary").valid_until is None


def test_nobody_takes_a_post_that_the_charter_of_the_day_lacks(world: World, without_clerks: str) -> None:
    adopt_charter(world.place(), without_clerks, date(2026, 4, 1), by=None, at=NOW)
    refused = put(world, "outsider", "workstation.clerk", date(2026, 4, 2))
    assert code_of(refused) == "post.not_in_the_charter"
    assert isinstance(put(world, "outsider", "workstation.clerk", DAY, date(2026, 4, 1)), Holding)


def test_a_page_leaves_out_vacant_posts_that_the_charter_lacks(world: World) -> None:
    body = world.body("workstation")
    odd = Post.objects.create(body=body, key="odd", role="member", title="旧职务")
    charter = selectors.charter_of(JINLI, DAY)
    assert odd not in reading.staffed([body], charter)[0].posts
    Holding.objects.create(person=world.person("outsider"), post=odd, valid_from=DAY)
    assert odd in reading.staffed([body], charter)[0].posts
