"""``juzhan record``: export a community's record, and verify an exported one with the file that outsiders use."""

from __future__ import annotations

from pathlib import Path

import click

from juzhan.cli.setup import start_django
from juzhan.cli.speaking import granted, in_language, say, stop
from juzhan.domain.shared import Text

WHICH = Text("请写社区的 12 位代码，或写 --any。", "Give the 12-digit code of a community, or --any.")
NO_RECORD = Text("还没有任何社区的存证。", "No community has a record yet.")
EXPORTED = Text("{place} 的存证：{n} 条，已写入 {file}。", "The record of {place}: {n} entries written to {file}.")


@click.group()
def record() -> None:
    """存证：导出与核验 / Export and verify the append-only record."""


@record.command()
@click.argument("community", required=False)
@click.option("--any", "anywhere", is_flag=True, help="条目最多的一个社区 / the one with the most entries")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪里 / file")
@in_language
def export(community: str | None, anywhere: bool, output: Path) -> None:
    """导出一个社区的全部存证 / Write the whole record of COMMUNITY (or --any) to a file that anyone can verify."""
    if bool(community) == anywhere:
        stop(WHICH, 2)
    start_django()
    place = community or _fullest()
    from django.utils import timezone

    from juzhan.apps.record.selectors import export_bundle
    from juzhan.apps.record.services import sign_checkpoints

    sign_checkpoints(timezone.localtime(), place)
    draft = output.with_name(output.name + ".part")
    try:
        with draft.open("wb") as file:
            count = granted(export_bundle(place, file))
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)
    say(EXPORTED.format(place=place, n=count, file=output))


@record.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", metavar="FILE [--key KEY] [--known FILE]", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """核验导出的存证或收据 / Verify an exported record or a receipt: exit 0 when sound, 1 when not.

    It runs one stand-alone file of plain Python, which outsiders can read and run without this program.
    """
    from juzhan.verify_record import main

    raise SystemExit(main(list(arguments)))


def _fullest() -> str:
    from juzhan.apps.record.models import Log

    place = Log.objects.filter(size__gt=0).order_by("-size", "place").values_list("place", flat=True).first()
    return place or stop(NO_RECORD)
