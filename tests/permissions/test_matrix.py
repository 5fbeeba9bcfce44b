"""Who gets what at every address; a new address without a line here fails."""

from __future__ import annotations

import tomllib

import pytest

from juzhan.config.env import ROOT
from tests.permissions.probing import FILE, HEADER, KINDS, METHODS, addresses, answers, clients, placeholders, route_of
from tests.world import World

MATRIX: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text())


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(4))
def test_everyone_gets_what_the_matrix_says(part: int, world: World) -> None:
    values, everyone, wrong = placeholders(world), clients(world), []
    for line, by_status in list(MATRIX.items())[part::4]:
        expected = {status: who.split() for status, who in by_status.items()}
        found = answers(everyone, line, values)
        if found != expected:
            wrong.append(f"{line}\n  expected {expected}\n  found    {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_address_has_its_lines(world: World) -> None:
    values = placeholders(world)
    covered = {(line.partition(" ")[0], route_of(line, values)) for line in MATRIX}
    missing = [f"{method} {route}" for route in addresses() for method in METHODS if (method, route) not in covered]
    assert not missing, "add to tests/permissions/lines.txt and rewrite:\n" + "\n".join(missing)


def test_every_line_names_every_kind_of_user_once() -> None:
    for line, by_status in MATRIX.items():
        named = [who for names in by_status.values() for who in names.split()]
        assert sorted(named) == sorted(KINDS), line


def test_no_address_breaks() -> None:
    assert [line for line, by_status in MATRIX.items() if any(status >= "500" for status in by_status)] == []


def test_nobody_without_a_sign_in_or_a_post_gets_to_a_desk() -> None:
    for line, by_status in MATRIX.items():
        if line.partition(" ")[2].startswith(("/desk", "/api/v1/desk", "/api/v1/district")):
            reached = " ".join(
                who for status, who in by_status.items() if status in {"200", "201", "204", "409", "422"}
            )
            assert not {"anonymous", "outsider"} & set(reached.split()), line


def test_only_the_district_administers() -> None:
    for line, by_status in MATRIX.items():
        if line.partition(" ")[2].startswith(("/desk/district", "/api/v1/district")):
            reached = {
                who for status in ("200", "201", "302", "400", "422") for who in by_status.get(status, "").split()
            }
            assert reached <= {"administrator", "anonymous"}, line


def test_the_street_commands_no_committee() -> None:
    for who in ("street_director", "street_officer", "section_officer"):
        for line in (
            "POST /api/v1/desk/matters/{committee_matter}/direct",
            "POST /desk/matters/{committee_matter}/direct",
        ):
            assert who in f"{MATRIX[line].get('403', '')} {MATRIX[line].get('404', '')}".split()


def test_the_matrix_is_explained_at_its_head() -> None:
    assert FILE.read_text().startswith(HEADER)
    assert (ROOT / "tests" / "permissions" / "lines.txt").exists()
