"""A new site gets its first people and posts from the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner, Result

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.selectors import actor_of
from juzhan.cli import main
from tests.world import DISTRICT, JINLI, World

Run = Callable[..., Result]
PASSWORD = "bamboo under the eaves"


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``juzhan person`` in this process, in English, on the small world."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, ["person", *arguments])


@pytest.fixture
def added(run: Run) -> Person:
    """Somebody new."""
    result = run("add", "lin.qing", "--name", "林清", "--name-en", "Lin Qing", "--password", PASSWORD)
    assert result.exit_code == 0, result.output
    return Person.objects.get(username="lin.qing")


def test_the_first_administrator_is_added_and_appointed(run: Run, added: Person) -> None:
    result = run("appoint", "lin.qing", DISTRICT, "district_government.officer", "--on", "2026-03-02")
    assert result.exit_code == 0, result.output
    assert [post.key for post in actor_of(added, date(2026, 3, 2)).posts] == ["district_government"]
    assert actor_of(added, date(2026, 3, 1)).posts == ()


def test_a_post_that_is_not_there_is_told_with_those_that_are(run: Run, added: Person) -> None:
    result = run("appoint", "lin.qing", JINLI, "workstation.mayor")
    assert result.exit_code == 1
    assert "workstation.clerk" in result.stderr


def test_what_the_charter_forbids_is_refused_here_too(run: Run, added: Person) -> None:
    result = run("appoint", "lin.qing", JINLI, "workstation.station_head", "--on", "2026-03-02")
    assert result.exit_code == 1
    assert not added.holdings.exists()


def test_a_weak_password_is_refused(run: Run) -> None:
    assert "at least 12 characters" in run("add", "lin.qing", "--name", "林清", "--password", "short").stderr


def test_a_token_is_shown_once_and_a_blocked_person_has_none(run: Run, added: Person) -> None:
    shown = run("token", "lin.qing", "--label", "报表")
    assert len(shown.stdout.splitlines()[-1]) > 30
    assert run("block", "lin.qing").exit_code == 0
    assert not added.tokens.filter(revoked_at=None).exists()


def test_nobody_of_that_name_is_told(run: Run) -> None:
    assert "nobody with the user name x.y" in run("block", "x.y").stderr
