"""What ``juzhan load`` does, in order; each stage remembers the files it was made from and rests until they change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from attrs import frozen
from django.conf import settings
from django.db import connection

from juzhan.cli import stage_acts as acts
from juzhan.cli.stage_acts import Report
from juzhan.config.env import ROOT
from juzhan.domain.shared import Text

SOURCE = ROOT / "src" / "juzhan"

SCHEMA = Text("建立或更新数据库结构……", "Making or updating the tables of the database …")
STATIC = Text("收集页面文件……", "Collecting the files of the pages …")
RULES = Text("检查法规、工作日历和章程……", "Checking the rules, the calendar and the charters …")
CATALOGUE = Text("发布服务事项……", "Publishing the service items …")
PLACES = Text("导入区划……", "Taking in the places …")
CHARTERS = Text("让社区按章程运行……", "Putting the communities under their charter …")
CAST = Text("安排演示人物任职……", "Appointing the synthetic people …")
MATTERS = Text("演示几个月的办事过程……", "Playing some months of matters …")
HALLS = Text("演示几周的大厅接待……", "Playing some weeks in the halls …")


class Memory(Protocol):
    """Where a stage's fingerprint is kept: beside what the stage makes, so that both are lost together."""

    def recall(self, key: str) -> str:
        """The fingerprint kept for this stage, or the empty string."""

    def keep(self, key: str, fingerprint: str) -> None:
        """Keep the fingerprint."""


@frozen
class Stage:
    """One step: its name for people, the files it depends on, and what it does."""

    key: str
    title: Text
    sources: tuple[tuple[Path, str], ...]
    act: Callable[[Report], None]
    memory: Memory

    def is_done(self) -> bool:
        """Whether the step was done with the files as they are now."""
        return self.memory.recall(self.key) == self.fingerprint()

    def do(self, report: Report) -> None:
        """Do the step and remember it; an exception leaves it undone."""
        fingerprint = self.fingerprint()
        self.act(report)
        self.memory.keep(self.key, fingerprint)

    def fingerprint(self) -> str:
        """One value for the names and contents of all files, and for the packages that bring tables of their own."""
        found = hashlib.sha256("".join(version(name) for name in ("django", "procrastinate")).encode())
        for path in _files(self.sources):
            found.update(f"{path.relative_to(ROOT)}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
        return found.hexdigest()


class DatabaseMemory:
    """Fingerprints in a small table of the database itself."""

    def recall(self, key: str) -> str:
        """Empty when the table is not there yet."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('juzhan_loaded')")
            if cursor.fetchone() == (None,):
                return ""
            cursor.execute("SELECT fingerprint FROM juzhan_loaded WHERE stage = %s", [key])
            row = cursor.fetchone()
        return str(row[0]) if row else ""

    def keep(self, key: str, fingerprint: str) -> None:
        """Make the table at the first need."""
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS juzhan_loaded (stage text PRIMARY KEY, fingerprint text NOT NULL)"
            )
            cursor.execute(
                "INSERT INTO juzhan_loaded VALUES (%s, %s)"
                " ON CONFLICT (stage) DO UPDATE SET fingerprint = excluded.fingerprint",
                [key, fingerprint],
            )


@frozen
class FileMemory:
    """Fingerprints in a file of the folder that the stage fills."""

    path: Path

    def recall(self, key: str) -> str:
        """Empty when the file is not there yet."""
        return str(json.loads(self.path.read_text()).get(key, "")) if self.path.exists() else ""

    def keep(self, key: str, fingerprint: str) -> None:
        """Replace what the file says."""
        self.path.write_text(json.dumps({key: fingerprint}))


def stages(*, demo: bool) -> Iterator[Stage]:
    """All steps in the order in which they must be done."""
    database = DatabaseMemory()
    pages = FileMemory(Path(settings.STATIC_ROOT).with_suffix(".json"))
    yield Stage("schema", SCHEMA, ((SOURCE / "apps", "*/migrations/*.py"),), acts.migrate, database)
    yield Stage("static", STATIC, ((SOURCE, "**/static/**/*"),), acts.collect_static, pages)
    yield Stage(
        "rules", RULES, ((settings.RULES, "**/*.toml"), (settings.CHARTERS, "*.toml")), acts.read_rules, database
    )
    yield Stage("catalogue", CATALOGUE, ((settings.DATA / "catalogue", "*.toml"),), acts.publish_catalogue, database)
    yield Stage("places", PLACES, ((settings.DATA / "places", "*"),), acts.load_places, database)
    yield Stage("charters", CHARTERS, ((settings.DATA / "places", "*.csv"),), acts.adopt_charters, database)
    if demo:
        yield Stage("cast", CAST, ((SOURCE / "apps" / "demo", "*.py"),), acts.load_cast, database)
        yield Stage("matters", MATTERS, ((SOURCE / "apps" / "demo", "*.py"),), acts.load_matters, database)
        yield Stage("halls", HALLS, ((SOURCE / "apps" / "demo", "*.py"),), acts.load_halls, database)


def _files(sources: Iterable[tuple[Path, str]]) -> list[Path]:
    found = (path for folder, pattern in sources for path in folder.glob(pattern))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)
