"""``juzhan catalogue``: take a table of service items in, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from juzhan.cli.days import on_day
from juzhan.cli.setup import start_django
from juzhan.cli.speaking import granted, in_language, language, say
from juzhan.cli.tables import progress, refuse
from juzhan.domain.shared import Text
from juzhan.tables import read_table

TAKING_IN = Text("导入事项", "Importing items")
TAKEN_IN = Text(
    "{file}：新增 {added} 项，更新版本 {renewed} 项，未变 {unchanged} 项。",
    "{file}: {added} items added, {renewed} renewed, {unchanged} unchanged.",
)


@click.group()
def catalogue() -> None:
    """事项目录：导入服务事项 / The catalogue of service items."""


@catalogue.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@on_day("表中未写启用日期的事项从哪天起用 / first day of items whose table gives none")
@in_language
def import_items(file: Path, on: date) -> None:
    """导入事项表（CSV 或 XLSX）/ Import service items; all of them, or nothing when a line is bad."""
    from juzhan.apps.catalogue.importing import read_items

    parsed = read_items(read_table(file), valid_from=on)
    refuse(file, parsed.faults)
    start_django()
    from juzhan.apps.catalogue.services import publish_items

    with progress(TAKING_IN, len(parsed.items), language()) as advance:
        published = granted(publish_items(parsed.items, advance))
    counts = {"added": len(published.added), "renewed": len(published.renewed), "unchanged": published.unchanged}
    say(TAKEN_IN.format(file=file.name, **counts))
