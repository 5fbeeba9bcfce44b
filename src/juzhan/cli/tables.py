"""A table given to a command is read whole; every bad line is told with its number and reason, and nothing is imported."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from juzhan.cli.speaking import stop, tell
from juzhan.domain.shared import Text
from juzhan.domain.shared.rows import RowFault, Sheet
from juzhan.tables import read_table

NOTHING_IMPORTED = Text(
    "{file} 有 {n} 处错误，什么都没有导入。请改正后重试。",
    "{file} has faults: {n}. Nothing was imported; mend them and try again.",
)


def sheet_of(path: Path) -> Sheet:
    """Read a CSV or XLSX file, or end the command with its faults."""
    table = read_table(path)
    refuse(path, table.faults)
    return table.sheet


def refuse(path: Path, faults: Sequence[RowFault]) -> None:
    """Tell every fault and end the command with exit code 1; do nothing when there are none."""
    for fault in faults:
        tell(fault.text)
    if faults:
        stop(NOTHING_IMPORTED.format(file=path.name, n=len(faults)))


@contextmanager
def progress(title: Text, length: int, language: str) -> Iterator[Callable[[int], None]]:
    """Show on standard error how far an import has come."""
    with click.progressbar(length=length, label=title.within(language), file=sys.stderr) as bar:
        yield bar.update
