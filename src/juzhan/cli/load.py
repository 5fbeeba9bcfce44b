"""``juzhan load``: bring database and files up to what this version of the program ships; doing it again is quick."""

from __future__ import annotations

import sys
import time

import click

from juzhan.cli.setup import enter_demo, start_django
from juzhan.cli.speaking import BROKEN, in_language, stop, tell
from juzhan.domain.charter import CharterBroken
from juzhan.domain.shared import Text
from juzhan.domain.shared.loading import BrokenFilesError

UP_TO_DATE = Text("数据已是最新。", "Everything is up to date.")
BEHIND = Text(
    "数据库结构不是本版本的，还差 {n} 步。请先运行 juzhan load。",
    "The database lacks {n} migrations of this version. Run juzhan load first.",
)
STAGE_DONE = Text("  完成，用时 {seconds} 秒", "  done in {seconds} s")


@click.command()
@click.option("--demo", is_flag=True, help="连同演示人物与事项 / with the synthetic people and matters")
@click.option("--check", is_flag=True, help="只检查，不改动 / only tell whether it is needed (exit 1)")
@click.option("--quiet", is_flag=True, help="没有要做的就不说话 / say nothing when there is nothing to do")
@in_language
def load(demo: bool, check: bool, quiet: bool) -> None:
    """更新数据库、页面文件和基础数据 / Bring database, static files and reference data up to date."""
    if demo:
        enter_demo()
    start_django()
    if check:
        _refuse_behind()
        return
    from juzhan.cli.stages import stages

    done = 0
    for stage in stages(demo=demo):
        if stage.is_done():
            continue
        done += 1
        tell(stage.title)
        began = time.monotonic()
        try:
            stage.do(_report)
        except (BrokenFilesError, CharterBroken) as broken:
            stop("\n".join(str(fault) for fault in broken.faults), BROKEN)
        tell(STAGE_DONE.format(seconds=round(time.monotonic() - began, 1)))
    if not (done or quiet):
        tell(UP_TO_DATE)


def _report(now: int, whole: int) -> None:
    """One line that counts up on a terminal; quarters otherwise."""
    step = max(1, whole // (100 if sys.stderr.isatty() else 4))
    if now % step and now != whole:
        return
    end = "\r" if sys.stderr.isatty() and now != whole else "\n"
    click.echo(f"  {now:>6} / {whole}{end}", err=True, nl=False)


def _refuse_behind() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    lacking = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if lacking:
        stop(BEHIND.format(n=len(lacking)))
