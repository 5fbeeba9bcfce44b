"""Fills a database with many matters: those of the demonstration again and again, under new codes."""

from __future__ import annotations

from random import Random
from uuid import UUID

import psycopg

_COLUMNS = "select column_name from information_schema.columns where table_name = %s order by ordinal_position"
_FIRST_NEW = 10_000_000


def fill(address: str, size: int) -> None:
    """Repeat the demonstration's matters, with their people and timelines, until there are so many; the same each time."""
    random = Random(size)
    with psycopg.connect(address) as link:
        link.execute("delete from matters_attachment")
        have = [int(row[0]) for row in link.execute("select id from matters_matter order by id").fetchall()]
        _list_copies(link, have, max(0, size - len(have)), random)
        _repeat(link, "matters_matter", "id", fresh=("id", "code", "submission"))
        for child in ("matters_applicant", "matters_step"):
            _repeat(link, child, "matter_id", fresh=("id",))
        link.execute(
            "select setval(pg_get_serial_sequence('matters_matter', 'id'), (select max(id) from matters_matter))"
        )
        link.commit()
        link.autocommit = True
        link.execute("vacuum analyze")


def _list_copies(link: psycopg.Connection[tuple[object, ...]], have: list[int], more: int, random: Random) -> None:
    from juzhan.apps.matters.codes import new_code

    link.execute("create temp table copies (source bigint, id bigint, code text, submission uuid)")
    with link.cursor().copy("copy copies (source, id, code, submission) from stdin") as copy:
        for number in range(more):
            copy.write_row((random.choice(have), _FIRST_NEW + number, new_code(), UUID(int=random.getrandbits(128))))


def _repeat(link: psycopg.Connection[tuple[object, ...]], table: str, key: str, fresh: tuple[str, ...]) -> None:
    """Copy the rows of a table that belong to the sources; ``fresh`` columns are new, or given by the database."""
    columns = [str(row[0]) for row in link.execute(_COLUMNS, [table]).fetchall() if row[0] not in {*fresh, key}]
    kept = ", ".join(f'"{name}"' for name in columns)
    sourced = ", ".join(f'r."{name}"' for name in columns)
    given = [name for name in ("code", "submission") if name in fresh]
    into = ", ".join([key, *given])
    new = ", ".join(["c.id", *(f"c.{name}" for name in given)])
    link.execute(
        f"insert into {table} ({into}, {kept}) overriding system value"
        f" select {new}, {sourced} from copies c join {table} r on r.{key} = c.source order by c.id"
    )
