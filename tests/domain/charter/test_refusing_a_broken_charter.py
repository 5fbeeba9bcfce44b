"""A broken charter is refused with every fault in it, each with its file, line, key and reason in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from juzhan.domain.charter import CharterBroken, FaultKind, load_charter, load_charters
from tests.domain.charter.patching import cases, changed

BROKEN = cases("broken")


def faults_of(path: Path) -> CharterBroken:
    with pytest.raises(CharterBroken) as refused:
        load_charter(path)
    return refused.value


@pytest.mark.parametrize("case", BROKEN, ids=[case["name"] for case in BROKEN])
def test_a_fault_is_named_with_its_line_and_key(case: dict[str, Any], tmp_path: Path) -> None:
    path = changed(tmp_path, [*case.get("change", []), *([["", case["append"]]] if "append" in case else [])])
    first, *others = faults_of(path).faults
    assert (first.file, first.kind, first.key) == ("sound.toml", case["fault"], case["key"])
    assert case["line"] in path.read_text(encoding="utf-8").splitlines()[first.line - 1]
    assert first.reason.zh != first.reason.en
    assert [other.kind for other in others] == case.get("also", [])


def test_every_kind_of_fault_has_a_case() -> None:
    assert {case["fault"] for case in BROKEN} | {"unreadable"} == set(FaultKind)


def test_all_faults_are_reported_and_not_only_the_first(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        [
            ['kind = "funds"', 'kind = "owns"'],
            ['key = "sound"', 'key = "loud"'],
            ["seats = { from = 2, to = 3 }", "seats = 0"],
        ],
    )
    assert [fault.kind for fault in faults_of(path).faults] == ["bad_name", "bad_range", "unknown_word"]


def test_a_file_that_cannot_be_read_is_refused_kindly(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path / "nowhere.toml").faults
    assert fault.kind is FaultKind.UNREADABLE
    broken = tmp_path / "bytes.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    (fault,) = faults_of(broken).faults
    assert fault.kind is FaultKind.UNREADABLE


def test_a_folder_is_refused_with_the_faults_of_all_its_files(tmp_path: Path) -> None:
    changed(tmp_path, [['kind = "funds"', 'kind = "owns"']])
    (tmp_path / "other.toml").write_text("[charter", encoding="utf-8")
    with pytest.raises(CharterBroken) as refused:
        load_charters(tmp_path)
    assert {fault.file for fault in refused.value.faults} == {"sound.toml", "other.toml"}


def test_the_message_of_a_refusal_names_file_line_and_both_languages(tmp_path: Path) -> None:
    path = changed(tmp_path, [['kind = "funds"', 'kind = "owns"']])
    message = str(faults_of(path))
    assert message.startswith("sound.toml:")
    assert "不能是“owns”" in message
    assert "cannot be “owns”" in message
