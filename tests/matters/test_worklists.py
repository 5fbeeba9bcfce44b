"""Each list of the desk holds what its name says, in the order of the clocks, page by page, for those who may see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from juzhan.apps.matters import selectors, services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.selectors import View
from tests.matters.doing import MONDAY, accepted, contested, disputed, done, handed_up
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def codes(world: World, who: str, view: View, on: date = ON, **given: str) -> list[str]:
    return [row.code for row in selectors.worklist(world.actor(who, on), view, on, **given).rows]  # type: ignore[arg-type]


def test_open_matters_stand_by_the_day_their_clock_ends(world: World) -> None:
    late, soon = world.matter(moment=at(2026, 2, 24)), world.matter(moment=at(2026, 2, 26))
    running = accepted(world)
    assert codes(world, "clerk", View.OURS) == [late.code, soon.code, running.code]


def test_mine_are_those_given_to_me(world: World) -> None:
    mine = accepted(world)
    world.matter()
    assert codes(world, "clerk", View.MINE) == [mine.code]
    assert codes(world, "colleague", View.MINE) == []


def test_without_a_handler_are_those_nobody_has(world: World) -> None:
    accepted(world)
    waiting = world.matter()
    assert codes(world, "clerk", View.UNASSIGNED) == [waiting.code]


def test_late_holds_what_should_be_done_already_of_all_that_one_watches(world: World) -> None:
    world.matter()
    late = world.matter(moment=at(2026, 2, 24))
    for who in ("clerk", "street_officer", "representative"):
        assert codes(world, who, View.LATE) == [late.code]
    assert codes(world, "neighbor_clerk", View.LATE) == []


def test_the_last_day_is_not_late(world: World) -> None:
    matter = world.matter(moment=at(2026, 2, 26))
    assert matter.accept_by == date(2026, 3, 2)
    assert codes(world, "clerk", View.LATE) == []
    assert codes(world, "clerk", View.LATE, on=date(2026, 3, 3)) == [matter.code]


def test_handed_up_is_what_others_put_into_our_hands(world: World) -> None:
    matter = handed_up(world)
    assert codes(world, "section_officer", View.HANDED_UP) == [matter.code]
    assert codes(world, "clerk", View.HANDED_UP) == []
    assert codes(world, "clerk", View.OURS) == [matter.code]


def test_first_asked_is_what_waits_elsewhere_for_acceptance(world: World) -> None:
    matter = world.matter(LAMP, by=world.actor("clerk"))
    assert codes(world, "clerk", View.FIRST_ASKED) == [matter.code]
    assert codes(world, "chair", View.FIRST_ASKED) == []
    services.accept_matter(matter, by=world.actor("chair"), at=MONDAY)
    assert codes(world, "clerk", View.FIRST_ASKED) == []


def test_a_dispute_stands_before_both_sides_and_the_one_who_rules(world: World) -> None:
    one, two = contested(world), disputed(world)
    for who in ("clerk", "chair"):
        assert set(codes(world, who, View.CONTESTED)) == {one.code, two.code}
    assert codes(world, "representative", View.CONTESTED) == []
    assert two.code in codes(world, "secretary", View.CONTESTED)


def test_all_has_the_closed_too_newest_first(world: World) -> None:
    gone = done(services.decline_matter(world.matter(), reason="重复", by=world.actor("clerk"), at=MONDAY))
    newest = world.matter()
    assert codes(world, "clerk", View.ALL) == [newest.code, gone.code]
    assert codes(world, "clerk", View.OURS) == [newest.code]


@pytest.mark.parametrize("view", [View.OURS, View.ALL])
def test_pages_follow_one_another_without_gap_or_repeat(view: View, world: World) -> None:
    expected = {world.matter().code for _ in range(7)}
    seen, after = [], ""
    for _ in range(4):
        page = selectors.worklist(world.actor("clerk"), view, ON, after, size=2)
        seen += [row.code for row in page.rows]
        after = page.older
    assert (len(seen), set(seen), after) == (7, expected, "")


@pytest.mark.parametrize(
    "after",
    ["x", "2026-03-02", "2026-03-02_", "2026-03-02_x", "2026-13-45_3", "_", "-1", "9" * 40, "2026-03-02_" + "9" * 40],
)
def test_a_broken_key_of_a_page_is_the_first_page_or_an_empty_one(after: str, world: World) -> None:
    world.matter()
    for view in (View.OURS, View.ALL):
        assert len(selectors.worklist(world.actor("clerk"), view, ON, after).rows) in {0, 1}


@pytest.fixture
def three(world: World) -> dict[str, Matter]:
    """A matter about a lamp, one about heating, one of the committee."""
    return {
        "heating": world.matter(summary="三单元暖气不热"),
        "poor": world.matter(summary="家里困难"),
        "lamp": world.matter(LAMP, summary="楼道灯坏了", spot="3栋2单元"),
    }


@pytest.mark.parametrize(
    ("who", "typed", "expected"),
    [
        ("clerk", lambda three: three["poor"].code, ["poor"]),
        ("clerk", lambda three: three["poor"].code[:5].lower(), ["poor"]),
        ("clerk", lambda _: "暖气", ["heating"]),
        ("clerk", lambda _: "测试低保 困难", ["poor"]),
        ("clerk", lambda _: "allowance", ["heating", "poor"]),
        ("clerk", lambda _: "test.allowance", ["heating", "poor"]),
        ("clerk", lambda _: "没有这样的", []),
        ("chair", lambda _: "2单元", ["lamp"]),
        ("clerk", lambda three: three["lamp"].code, []),
    ],
)
def test_words_codes_and_items_narrow_a_list(
    who: str, typed: Callable[[dict[str, Matter]], str], expected: list[str], three: dict[str, Matter], world: World
) -> None:
    found = codes(world, who, View.ALL, words=typed(three))
    assert sorted(found) == sorted(three[name].code for name in expected)


def test_who_may_not_see_the_person_cannot_feel_for_words_that_were_written(
    three: dict[str, Matter], world: World
) -> None:
    assert codes(world, "street_officer", View.ALL, words="暖气") == []
    assert len(codes(world, "street_officer", View.ALL, words="测试低保")) == 2


@pytest.mark.parametrize("who", ["clerk", "secretary", "chair", "street_officer", "representative"])
def test_counts_are_those_of_the_lists(who: str, world: World) -> None:
    world.matter(moment=at(2026, 2, 24)), accepted(world), disputed(world)
    world.matter(LAMP, by=world.actor("clerk"))
    counts = selectors.desk_counts(world.actor(who), ON, ON).views
    assert counts == {view: len(codes(world, who, view)) for view in View if view is not View.ALL}


def test_a_list_takes_one_query_and_so_do_the_counts(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for _ in range(3):
        accepted(world)
    actor = world.actor("clerk")
    selectors.worklist(actor, View.OURS, ON)
    for view in View:
        with django_assert_num_queries(1):
            for row in selectors.worklist(actor, view, ON).rows:
                assert all(
                    (row.item.item.code, row.owner.name, row.community.name, row.handler is None or row.handler.name)
                )
    with django_assert_num_queries(1):
        selectors.desk_counts(actor, ON, ON)
