"""What the documents tell people to type exists: commands of juzhan, their options, targets of make, modules."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from juzhan import verify_record
from juzhan.cli import main
from tests.docs.pages import PAGES, blocks, codes, named
from tests.environment import ROOT

SHELL = {"sh", "bash", "console", ""}
_CALL = re.compile(r"^\s*(?:[A-Z_]+=\S+ )*(?:\S*/)?juzhan ((?:[a-z]|-h).*)$")
_MADE = re.compile(r"^([a-z][a-z-]*):", re.M)


def called(line: str) -> list[str] | None:
    """The words after ``juzhan`` in a line of a shell, up to a pipe, a comment or a redirection."""
    found = _CALL.search(line)
    if found is None:
        return None
    call = re.split(r"\s(?:#|\||>|&&|2>)|`", found[1])[0]
    return shlex.split(call)


def calls() -> Iterator[tuple[str, list[str]]]:
    """Every call of ``juzhan`` in the code of all documents, in blocks and in sentences."""
    for page in PAGES:
        shell = (line for block in blocks(page) if block.language in SHELL for line in block.text.splitlines())
        for line in (*shell, *codes(page)):
            if words := called(line):
                yield f"{named(page)}: {line.strip()}", words


def fault(words: list[str]) -> str:
    """Why a call could not be typed; empty when it could."""
    command: click.Command = main
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        following = command.commands.get(rest.pop(0))
        if following is None:
            return "no such command"
        command = following
    known = {option for each in command.params for option in each.opts + each.secondary_opts} | {
        "-h",
        "--help",
        "--version",
    }
    if command.name == "verify":
        known |= set(re.findall(r"--[a-z]+", verify_record.__doc__ or ""))
    unknown = [word for word in rest if word.startswith("-") and word.partition("=")[0] not in known]
    return f"no such option: {unknown}" if unknown else ""


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """Every command that can be typed, as people type it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


def test_every_call_in_a_document_can_be_typed() -> None:
    assert [f"{where} ({why})" for where, words in calls() if (why := fault(words))] == []


def test_documents_do_call_it() -> None:
    assert len(list(calls())) > 20


def test_a_wrong_call_is_found() -> None:
    assert fault(["record", "prove", "x"]) == "no such command"
    assert "--colour" in fault(["charter", "draw", "wuhou", "--colour"])
    assert called("JUZHAN_VAR=x .venv/bin/juzhan load --check  # look") == ["load", "--check"]


@pytest.mark.parametrize("command", sorted(commands(main)))
def test_every_command_is_explained_where_operators_look(command: str) -> None:
    assert f"`{command}" in (ROOT / "docs" / "operations" / "running.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_target_of_make_exists(page: Path) -> None:
    targets = set(_MADE.findall((ROOT / "Makefile").read_text()))
    named_here = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(block.text for block in blocks(page))))
    assert named_here <= targets


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_module_that_is_run_exists(page: Path) -> None:
    ours = [
        name
        for name in re.findall(r"python -m ([\w.]+)", page.read_text())
        if name.startswith(("tests", "tools", "juzhan"))
    ]
    assert [name for name in ours if find_spec(name) is None] == []
