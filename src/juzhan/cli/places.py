"""``juzhan places``: take a district's division table in, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from juzhan.cli.days import on_day
from juzhan.cli.setup import start_django
from juzhan.cli.speaking import granted, in_language, language, say
from juzhan.cli.tables import progress, refuse, sheet_of
from juzhan.domain import places as domain
from juzhan.domain.shared import Text
from juzhan.tables import read_table

TAKING_IN = Text("导入区划", "Importing places")
TAKEN_IN = Text(
    "{file}：新增 {added} 处，改名 {changed} 处，未变 {unchanged} 处。",
    "{file}: {added} places added, {changed} renamed, {unchanged} unchanged.",
)
ADOPTED = Text(
    "{n} 个社区自 {day} 起按“{charter}”章程运行。",
    "Communities run under the charter “{charter}” from {day}: {n}.",
)
a_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def places() -> None:
    """区划：导入区、街道、社区 / Districts, streets and communities."""


@places.command("import")
@click.argument("file", type=a_file)
@click.option("--labels", type=a_file, help="英文名与说明表 / table of English names and notes (code, name_en)")
@click.option("--name", nargs=2, metavar="中文名 ENGLISH", help="新区县的名称 / names of a district not yet known")
@click.option(
    "--charter", metavar="NAME", help="让其中还没有章程的社区按此章程运行 / charter for communities that have none"
)
@on_day("该章程的生效日 / first day of that charter")
@in_language
def import_places(file: Path, labels: Path | None, name: tuple[str, str] | None, charter: str | None, on: date) -> None:
    """导入统计用区划代码表（CSV 或 XLSX）/ Import a division table; all of it, or nothing when a line is bad."""
    from juzhan.apps.places.importing import read_places

    named = Text(*name) if name else None
    parsed = read_places(read_table(file), name=named, labels=_labels(labels) if labels else None)
    refuse(file, parsed.faults)
    start_django()
    from django.db import transaction

    from juzhan.apps.places.services import load_places

    with transaction.atomic():
        with progress(TAKING_IN, len(parsed.places), language()) as advance:
            loaded = load_places(parsed.places, advance)
        adopted = _adopt(charter, on, [place.code for place in parsed.places]) if charter else 0
    counts = {"added": len(loaded.added), "changed": len(loaded.changed), "unchanged": loaded.unchanged}
    say(TAKEN_IN.format(file=file.name, **counts))
    if charter:
        say(ADOPTED.format(n=adopted, charter=charter, day=on))


def _adopt(charter: str, on: date, codes: list[str]) -> int:
    """Put the communities among the places under a charter, where they have none; a refusal undoes the import too."""
    from django.utils import timezone

    from juzhan.apps.bodies.services import adopt_where_missing

    return len(granted(adopt_where_missing(charter, on, by=None, at=timezone.localtime(), communities=codes)))


def _labels(path: Path) -> dict[str, domain.Label]:
    parsed = domain.parse_labels(sheet_of(path))
    refuse(path, parsed.faults)
    return parsed.labels
