"""Tables come in through the command line whole or not at all, and coming again changes nothing."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from juzhan.apps.bodies.models import Body
from juzhan.apps.catalogue.models import Item
from juzhan.apps.places.models import Place
from juzhan.cli import main
from tests.environment import ROOT

pytestmark = pytest.mark.django_db

WUHOU = ROOT / "data" / "places" / "wuhou_510107.csv"
Run = Callable[..., Result]
ITEMS = [
    ["department", "main_item", "name", "item_code", "task_type"],
    ["区民政局", "未分类", "测试事项甲", "511X00000001-511602000000-000-11511602008000000A-1-00", "01"],
    ["区民政局", "未分类", "测试事项乙", "511X00000002-511602000000-000-11511602008000000A-1-00", "07"],
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in English."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def of_another_district(rows: list[list[str]]) -> list[list[str]]:
    """The same table as if it were another district's: every code begins otherwise."""
    return [rows[0], *([cell.replace("510107", "510199", 1) for cell in row] for row in rows[1:])]


def test_a_second_district_comes_in_and_coming_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "second.csv", of_another_district(rows_of(WUHOU)))
    first = run("places", "import", table, "--name", "新城区", "New Town")
    assert first.exit_code == 0, first.stderr
    assert "129 places added" in first.stdout
    assert Place.objects.filter(code__startswith="510199").count() == 129
    again = run("places", "import", table, "--name", "新城区", "New Town")
    assert "0 places added, 0 renamed, 129 unchanged" in again.stdout


def test_a_second_district_can_be_put_under_a_charter_at_once(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "second.csv", of_another_district(rows_of(WUHOU))[:6])
    given = ["places", "import", table, "--name", "新城区", "New Town", "--on", "2026-03-01", "--charter"]
    refused = run(*given, "nowhere")
    assert refused.exit_code == 1
    assert not Place.objects.filter(code__startswith="510199").exists()
    adopted = run(*given, "shenyang")
    assert "under the charter “shenyang” from 2026-03-01: 5" in adopted.stdout
    assert Body.objects.filter(place__code__startswith="510199", kind="management_committee").count() == 5


def test_an_unknown_district_must_be_named(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "second.csv", of_another_district(rows_of(WUHOU)))
    result = run("places", "import", table)
    assert result.exit_code == 1
    assert not Place.objects.filter(code__startswith="510199").exists()


def test_a_damaged_table_names_each_bad_line_and_nothing_comes_in(run: Run, tmp_path: Path) -> None:
    rows = of_another_district(rows_of(WUHOU))
    rows[4] = rows[4][:-1]
    rows[9] = ["51019900X", *rows[9][1:]] if rows[9][0].startswith("510199") else [*rows[9][:-1], ""]
    result = run("places", "import", write(tmp_path / "damaged.csv", rows), "--name", "新城区", "New Town")
    assert result.exit_code == 1
    assert "Line 5" in result.stderr
    assert "Line 10" in result.stderr
    assert "Nothing was imported" in result.stderr
    assert not Place.objects.filter(code__startswith="510199").exists()


def test_items_come_in_and_coming_again_changes_nothing(run: Run, tmp_path: Path) -> None:
    table = write(tmp_path / "items.csv", ITEMS)
    assert "2 items added" in run("catalogue", "import", table).stdout
    assert "0 items added, 0 renewed, 2 unchanged" in run("catalogue", "import", table).stdout


def test_an_item_twice_is_told_and_no_item_comes_in(run: Run, tmp_path: Path) -> None:
    before = Item.objects.count()
    result = run("catalogue", "import", write(tmp_path / "items.csv", [*ITEMS, ITEMS[1]]))
    assert result.exit_code == 1
    assert "Line 4" in result.stderr
    assert Item.objects.count() == before


def test_a_program_in_place_of_a_table_is_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    path.write_bytes(b"MZ\x90\x00" * 100)
    before = Item.objects.count()
    result = run("catalogue", "import", path)
    assert result.exit_code == 1
    assert "a program" in result.stderr
    assert Item.objects.count() == before
