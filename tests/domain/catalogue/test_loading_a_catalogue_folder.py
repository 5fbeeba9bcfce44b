"""A folder of items is read whole or not at all; every fault is told with file, line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.catalogue import ItemVersion, load_catalogue
from juzhan.domain.shared.loading import BrokenFilesError

LAWS = """
[[law]]
key = "example"
title = "示例法(2026)"
title_en = "Example Law (2026)"
from = 2026-01-01
"""
MATERIALS = """
[[material]]
code = "id_card"
name = { zh = "身份证", en = "Identity card" }
"""
ENDED = 'ended = { reason = {zh="a",en="a"}, instead = {zh="a",en="a"}, replaced_by = ["no.one"] }\n'
ITEM = """
[[item]]
code = "test.item"
version = 1
valid_from = 2026-01-01
name = { zh = "试验事项", en = "Test item" }
affair_class = "administrative"
kind = "application"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "laws.toml").write_text(LAWS, encoding="utf-8")
    (tmp_path / "materials.toml").write_text(MATERIALS, encoding="utf-8")
    return tmp_path


def load(folder: Path, text: str) -> tuple[ItemVersion, ...]:
    """Load a folder with these items."""
    (folder / "items.toml").write_text(text, encoding="utf-8")
    return load_catalogue(folder)


def faults_of(folder: Path, text: str) -> list[tuple[str, int, str]]:
    """File, line and key of every fault of these items."""
    with pytest.raises(BrokenFilesError) as caught:
        load(folder, text)
    return [(fault.file, fault.line, fault.key) for fault in caught.value.faults]


def test_laws_and_papers_are_named_once_and_referred_to_by_key(folder: Path) -> None:
    (item,) = load(folder, ITEM + 'materials = ["id_card"]\nlegal_basis = [{ law = "example", article = "9" }]\n')
    assert item.materials is not None
    assert item.materials[0].name.zh == "身份证"
    assert item.legal_basis[0].citation.text.zh == "《示例法(2026)》第九条"


def test_an_item_may_say_something_of_its_own_about_a_common_paper(folder: Path) -> None:
    (item,) = load(folder, ITEM + 'materials = [{ code = "id_card", count = 2 }]\n')
    assert item.materials is not None
    assert (item.materials[0].name.en, item.materials[0].count) == ("Identity card", 2)


def test_what_items_of_a_file_have_in_common_stands_there_once(folder: Path) -> None:
    text = ITEM.replace('kind = "application"\n', "")
    (item,) = load(folder, '[defaults]\nkind = "report"\nfee = { fen = 0 }\n' + text)
    assert item.kind.value == "report"
    assert item.fee is not None


def test_a_later_version_states_what_differs_and_ends_the_earlier_one(folder: Path) -> None:
    later = '[[item]]\ncode = "test.item"\nversion = 2\nvalid_from = 2026-07-01\nchanges = 1\nfee = { fen = 500 }\n'
    first, second = load(folder, ITEM + later)
    assert (first.valid_until, second.valid_until) == (date(2026, 7, 1), None)
    assert second.name == first.name
    assert second.fee is not None
    assert first.fee is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (ITEM + 'colour = "red"\n', ("items.toml", 9, "colour")),
        (ITEM + "fee = { fen = -1 }\n", ("items.toml", 9, "fee")),
        (ITEM + 'steps = ["not a text"]\n', ("items.toml", 9, "steps")),
        (ITEM + 'materials = ["no_such_paper"]\n', ("items.toml", 9, "materials")),
        (ITEM + 'legal_basis = [{ law = "no_such_law" }]\n', ("items.toml", 2, "law")),
        (ITEM.replace("administrative", "other"), ("items.toml", 7, "affair_class")),
        (ITEM.replace("test.item", "nodot"), ("items.toml", 3, "code")),
        (ITEM.replace('kind = "application"', ""), ("items.toml", 2, "kind")),
        (ITEM + ITEM, ("items.toml", 12, "version")),
        (ITEM + ITEM.replace("version = 1", "version = 2"), ("items.toml", 13, "valid_from")),
        (ITEM + '[[item]]\ncode = "test.item"\nversion = 3\nchanges = 2\n', ("items.toml", 12, "changes")),
        (
            ITEM + 'ended = { reason = {zh="a",en="a"}, instead = {zh="a",en="a"}, replaced_by = ["no.one"] }\n',
            ("items.toml", 9, "ended"),
        ),
        (ITEM + "fee = = 1", ("items.toml", 9, "")),
    ],
)
def test_a_fault_is_told_with_file_line_and_key(folder: Path, text: str, fault: tuple[str, int, str]) -> None:
    assert faults_of(folder, text) == [fault]


def test_all_faults_are_told_at_once(folder: Path) -> None:
    other = ITEM.replace("test.item", "test.other").replace("application", "wish")
    assert len(faults_of(folder, ITEM + 'colour = "red"\n' + other)) == 2


def test_a_law_entered_twice_is_told(folder: Path) -> None:
    (folder / "laws.toml").write_text(LAWS + LAWS, encoding="utf-8")
    assert faults_of(folder, ITEM) == [("laws.toml", 9, "key")]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrokenFilesError):
        load_catalogue(tmp_path)
