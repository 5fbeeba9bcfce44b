"""A community's record leaves by the command line and can be verified there; one changed byte is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from juzhan.cli import main
from tests.world import JINLI, World

Run = Callable[..., Result]


@pytest.fixture
def run(world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in this process, in English, on the small world."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


@pytest.mark.parametrize("which", [JINLI, "--any"])
def test_an_exported_record_is_sound(run: Run, tmp_path: Path, which: str) -> None:
    bundle = tmp_path / "record.jsonl"
    exported = run("record", "export", which, "-o", bundle)
    assert exported.exit_code == 0, exported.stderr
    assert "entries written" in exported.stdout
    assert run("record", "verify", bundle).exit_code == 0


def test_a_changed_byte_is_found_and_the_entry_named(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "record.jsonl"
    run("record", "export", JINLI, "-o", bundle)
    text = bundle.read_bytes()
    assert text.count(b"charter.adopted") == 1
    bundle.write_bytes(text.replace(b"charter.adopted", b"charter.adoptee"))
    verified = run("record", "verify", bundle)
    assert verified.exit_code == 1
    assert "index 0" in verified.output


def test_a_community_without_a_record_leaves_no_file(run: Run, tmp_path: Path) -> None:
    bundle = tmp_path / "record.jsonl"
    assert run("record", "export", "999999999999", "-o", bundle).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_either_a_community_or_any_is_given(run: Run, tmp_path: Path) -> None:
    assert run("record", "export", "-o", tmp_path / "x").exit_code == 2
    assert run("record", "export", JINLI, "--any", "-o", tmp_path / "x").exit_code == 2
