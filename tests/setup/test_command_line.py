"""The command ``juzhan``: exit codes that scripts rely on, faults told in place, results on standard output."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from juzhan.cli import main
from tests.environment import ROOT

NAMES = sorted(path.stem for path in (ROOT / "charters").glob("*.toml"))
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in English unless it is told otherwise."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Wuhou's charter with a relation to a body that it does not have."""
    copy = tmp_path / "wuhou.toml"
    shutil.copy(ROOT / "charters" / "wuhou.toml", copy)
    with copy.open("a") as file:
        file.write('\n[[relations]]\nkind = "leads"\nfrom = "party_branch"\nto = "nobody"\nsource = "product"\n')
    return copy


def test_ten_charters_are_there() -> None:
    assert len(NAMES) == 10


@pytest.mark.parametrize("name", NAMES)
def test_a_charter_is_checked_against_the_law_of_a_day(run: Run, name: str) -> None:
    result = run("charter", "check", ROOT / "charters" / f"{name}.toml", "--on", "2026-03-02")
    assert result.exit_code in {0, 1}
    assert ("[departure]" in result.stdout) == (result.exit_code == 1)


def test_wuhou_departs_from_the_law_of_2025_and_names_the_article(run: Run) -> None:
    result = run("charter", "check", ROOT / "charters" / "wuhou.toml", "--on", "2026-03-02")
    assert result.exit_code == 1
    assert "Organic Law of Urban Residents' Committees (2025), art. 36" in result.stdout


def test_a_broken_charter_is_refused_with_file_line_key_and_reason(run: Run, broken: Path) -> None:
    result = run("charter", "check", broken)
    assert result.exit_code == 2
    lines = broken.read_text().count("\n")
    assert f"{broken}:{lines - 1} [relations[" in result.stderr
    assert "the charter has no body “nobody”" in result.stderr


def test_a_charter_that_is_not_there_is_broken_too(run: Run, tmp_path: Path) -> None:
    assert run("charter", "check", tmp_path / "none.toml").exit_code == 2
    unknown = run("charter", "draw", "nowhere")
    assert unknown.exit_code == 2
    assert "shenzhen" in unknown.stderr


def test_the_law_before_1990_is_not_known_and_that_is_no_departure(run: Run) -> None:
    result = run("charter", "check", ROOT / "charters" / "before_reform.toml", "--on", "1985-01-01")
    assert result.exit_code == 0
    assert "No recorded text of the law" in result.stdout


def test_two_charters_stand_side_by_side(run: Run) -> None:
    result = run("charter", "compare", "wuhou", "shenzhen", "--on", "2026-03-02")
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("# ")] == [
        "# Bodies",
        "# Relations",
        "# Who owns what",
        "# Findings against the law",
    ]
    assert {"[same]", "[differs]", "[left only]", "[right only]"} <= {
        line[: line.index("]") + 1] for line in result.stdout.splitlines() if line.startswith("[")
    }


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_charter_is_drawn_as_a_figure_on_standard_output(run: Run, name: str, language: str) -> None:
    result = run("charter", "draw", name, "--lang", language)
    assert result.exit_code == 0
    figure = ElementTree.fromstring(result.stdout)
    assert figure.tag == "{http://www.w3.org/2000/svg}svg"
    assert figure.get("lang") == language


@pytest.mark.parametrize("name", NAMES)
def test_an_item_is_routed_under_every_charter(run: Run, name: str) -> None:
    result = run("charter", "route", name, "--item", "self_governance.facility_repair", "--on", "2026-03-02")
    assert result.exit_code in {0, 1}
    assert ("Owner: " in result.stdout and "Because: " in result.stdout) == (result.exit_code == 0)
    assert bool(result.stderr) == (result.exit_code == 1)


def test_wuhou_gives_public_matters_to_the_station_and_self_governance_to_the_committee(run: Run) -> None:
    station = run("charter", "route", "wuhou", "--item", "civil_affairs.temporary_relief")
    committee = run("charter", "route", "wuhou", "--item", "self_governance.facility_repair")
    assert "(workstation)" in station.stdout
    assert "(residents_committee)" in committee.stdout


def test_an_unknown_item_is_told_with_those_near_to_it(run: Run) -> None:
    result = run("charter", "route", "wuhou", "--item", "civil_affairs.relief")
    assert result.exit_code == 2
    assert "civil_affairs.temporary_relief" in result.stderr


def test_a_day_that_is_none_is_refused(run: Run) -> None:
    result = run("charter", "check", ROOT / "charters" / "wuhou.toml", "--on", "2026-02-30")
    assert result.exit_code == 2
    assert "2026-01-01" in result.stderr


@pytest.mark.parametrize(("terminal", "said"), [("zh_CN.UTF-8", "不符"), ("en_GB.UTF-8", "departure"), ("C", "不符")])
def test_it_speaks_the_language_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, terminal: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", terminal)
    assert f"[{said}]" in run("charter", "check", ROOT / "charters" / "wuhou.toml", "--on", "2026-03-02").stdout


def test_help_names_every_group(run: Run) -> None:
    said = run("--help").stdout
    assert all(name in said for name in ("serve", "load", "charter", "places", "catalogue", "record"))
