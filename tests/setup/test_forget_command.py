"""Who asks for it is forgotten before the time, by the operator's command and on the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Applicant, Matter
from juzhan.cli import main
from tests.world import World, at

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in English, on the small world."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments, **given: CliRunner().invoke(main, ["forget", *arguments], **given)


@pytest.fixture
def withdrawn(world: World) -> Matter:
    """A matter that its resident has taken back."""
    matter = world.matter()
    services.withdraw_matter(matter, at=at(2026, 3, 2, 11))
    return matter


def test_the_person_of_an_ended_matter_is_forgotten(run: Run, withdrawn: Matter) -> None:
    result = run(withdrawn.code, "--yes")
    assert result.exit_code == 0, result.output
    assert not Applicant.objects.filter(matter=withdrawn).exists()


def test_nothing_happens_without_a_yes(run: Run, withdrawn: Matter) -> None:
    assert run(withdrawn.code, input="n\n").exit_code == 1
    assert Applicant.objects.filter(matter=withdrawn).exists()


def test_an_open_matter_keeps_what_it_needs(run: Run, world: World) -> None:
    matter = world.matter()
    result = run(matter.code, "--yes")
    assert result.exit_code == 1
    assert "still needs the data" in result.stderr
    assert Applicant.objects.filter(matter=matter).exists()


def test_a_code_that_is_none_is_told(run: Run) -> None:
    assert "no matter with the code nonsense" in run("nonsense", "--yes").stderr
