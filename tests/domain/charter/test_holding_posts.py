"""Who may hold which posts together: the charter's rules, and from 2026 the law's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from juzhan.domain.charter import Charter, CharterLaw, PostHeld, check_holdings, completed_by_law

JANUARY, JUNE, DECEMBER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 12, 1)
HEAD = "station.station_head"
SECRETARY = "party.secretary"


def codes(charter: Charter, *rows: PostHeld, on: date = JUNE, law: CharterLaw | None = None) -> list[str]:
    return [finding.code for finding in check_holdings(charter, rows, on, law)]


def test_the_secretary_may_head_the_station(sound: Charter) -> None:
    assert codes(sound, PostHeld("李", SECRETARY, JANUARY), PostHeld("李", HEAD, JUNE)) == []


def test_somebody_else_may_not_head_the_station(sound: Charter) -> None:
    rows = (PostHeld("李", SECRETARY, JANUARY), PostHeld("王", HEAD, JUNE))
    assert codes(sound, *rows) == ["posts.not_held_by_required"]


def test_the_station_is_to_be_given_up_with_the_secretaryship(sound: Charter) -> None:
    rows = (PostHeld("李", SECRETARY, JANUARY, DECEMBER), PostHeld("李", HEAD, JUNE))
    assert codes(sound, *rows) == ["posts.not_held_by_required"]
    rows = (PostHeld("李", SECRETARY, JANUARY, DECEMBER), PostHeld("李", HEAD, JUNE, DECEMBER))
    assert codes(sound, *rows) == []


def test_two_terms_as_secretary_end_to_end_are_enough_and_a_gap_between_them_is_not(sound: Charter) -> None:
    second = PostHeld("李", SECRETARY, DECEMBER)
    head = PostHeld("李", HEAD, JUNE)
    assert codes(sound, PostHeld("李", SECRETARY, JANUARY, DECEMBER), second, head) == []
    gap = PostHeld("李", SECRETARY, JANUARY, date(2026, 11, 30))
    assert codes(sound, gap, second, head) == ["posts.not_held_by_required"]


def test_a_member_of_the_committee_may_not_sit_in_the_supervision_committee(sound: Charter) -> None:
    rows = (PostHeld("赵", "committee.member", JANUARY), PostHeld("赵", "watch.watcher", JUNE))
    assert codes(sound, *rows) == ["posts.held_together"]


def test_one_after_the_other_is_no_double_office(sound: Charter) -> None:
    rows = (PostHeld("赵", "committee.member", JANUARY, JUNE), PostHeld("赵", "watch.watcher", JUNE))
    assert codes(sound, *rows, on=JANUARY) == []


def test_two_people_in_the_two_bodies_are_no_double_office(sound: Charter) -> None:
    rows = (PostHeld("赵", "committee.member", JANUARY), PostHeld("钱", "watch.watcher", JANUARY))
    assert codes(sound, *rows) == []


def test_more_holders_than_seats_at_one_time_are_too_many(sound: Charter) -> None:
    clerks = [PostHeld(name, "station.clerk", JANUARY) for name in "甲乙丙"]
    assert codes(sound, *clerks) == []
    assert codes(sound, *clerks, PostHeld("丁", "station.clerk", DECEMBER)) == ["posts.too_many_holders"]


def test_successors_do_not_count_together(sound: Charter) -> None:
    rows = (PostHeld("李", SECRETARY, JANUARY, JUNE), PostHeld("王", SECRETARY, JUNE))
    assert codes(sound, *rows, on=JANUARY) == []


def test_what_is_over_is_not_held_against_anybody(sound: Charter) -> None:
    rows = (PostHeld("赵", "committee.member", JANUARY, JUNE), PostHeld("赵", "watch.watcher", JANUARY, JUNE))
    assert codes(sound, *rows, on=JANUARY) == ["posts.held_together"]
    assert codes(sound, *rows, on=JUNE) == []


def test_in_the_separate_pattern_a_committee_member_may_not_work_in_the_station(
    charters: Mapping[str, Charter],
) -> None:
    rows = (PostHeld("赵", "residents_committee.member", JANUARY), PostHeld("赵", "workstation.clerk", JANUARY))
    (finding,) = check_holdings(charters["separate"], rows, JUNE)
    assert finding.code == "posts.held_together"
    assert finding.where == "posts.workstation.clerk"


def test_the_law_bars_a_double_office_that_the_charter_allows(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    charter = completed_by_law(charters["wuhou"], JANUARY, law)
    rows = (
        PostHeld("赵", "residents_committee.chair", JANUARY),
        PostHeld("赵", "supervision_committee.member", JANUARY),
    )
    (finding,) = check_holdings(charter, rows, JUNE, law)
    assert (finding.code, finding.citation.article) == ("posts.held_together", "36")


def test_posts_that_the_charter_does_not_know_are_left_out(sound: Charter) -> None:
    assert codes(sound, PostHeld("赵", "guild.master", JANUARY)) == []
