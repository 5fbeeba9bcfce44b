"""A hall for measuring: open at any hour, twenty counters with a clerk each, and as many past tickets as are asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
from attrs import frozen

from bench.site import named

PLACE = "510107001006"
COUNTERS = 20
PER_DAY = 900
"""Past tickets of one day; numbers are written with three digits."""
_DATABASE = "juzhan_hall"
_EMPTY = "truncate hall_ticket, hall_shift, hall_booking, hall_slotcount, hall_daycount, hall_roster cascade"
_OPEN = """
update hall_hall set hours = '{"spans": [["00:00", "23:59"]], "weekdays": {}, "days_off": true}', midnight = 'keep' where id = %s
"""
_TICKETS = """
insert into hall_ticket (
  hall_id, group_id, community_id, day, count, number, code, submission, lane, state, counter_id, joined_at, turn_at, called_at,
  began_at, ended_at, changed_at, waited_for, served_for, calls, is_synthetic)
select %(hall)s, g.id, %(place)s, came.day, n %% %(each)s + 1, g.letter || to_char(n %% %(each)s + 1, 'FM000'),
  'P' || lpad(to_hex(n), 9, '0'), gen_random_uuid(), 'walk_in', 'served', c.id, came.at, came.at, came.at + interval '7 minutes',
  came.at + interval '8 minutes', came.at + interval '16 minutes', came.at + interval '16 minutes', interval '7 minutes',
  interval '9 minutes', 1, true
from generate_series(1, %(size)s) n
join hall_counter c on c.hall_id = %(hall)s and c.number = 1 + n %% %(counters)s
join hall_group g on g.hall_id = %(hall)s and g.letter = 'A'
cross join lateral (select current_date - 1 - n / %(each)s as day) d
cross join lateral (select d.day, d.day + interval '8 hours' + (n %% %(each)s) * interval '30 seconds' as at) came
"""
_STEPS = """
insert into hall_ticketstep (ticket_id, act, state, at, counter_id)
select t.id, s.act, s.state, t.joined_at + s.after, t.counter_id from hall_ticket t
cross join (values
  ('take', 'waiting', interval '0'), ('call', 'called', interval '7 minutes'),
  ('begin', 'serving', interval '8 minutes'), ('finish', 'served', interval '16 minutes')) s (act, state, after)
"""


@frozen
class Hall:
    """The measured hall's row, and the cookies of twenty browsers in which its clerks are signed in."""

    number: int
    cookies: tuple[str, ...]


def fill(address: str, past: int) -> Hall:
    """Make the database whose hall has so many past tickets and nothing of today; :func:`fresh` copies it."""
    database = f"{_DATABASE}_{past}"
    _copy(address, "juzhan", database)
    use(database)
    with psycopg.connect(named(address, database)) as link:
        hall = _furnish(link)
        cookies = tuple(_cookie(link, number) for number in range(1, COUNTERS + 1))
        if past:
            _fill(link, hall, past)
        link.commit()
        link.autocommit = True
        link.execute("vacuum analyze")
    return Hall(hall, cookies)


def fresh(address: str, past: int) -> str:
    """A copy of that database as it was filled; its address."""
    _copy(address, f"{_DATABASE}_{past}", f"{_DATABASE}_run")
    use(f"{_DATABASE}_run")
    return named(address, f"{_DATABASE}_run")


def drop(address: str, past: int) -> None:
    """Remove the databases again."""
    use("juzhan")
    with psycopg.connect(named(address, "postgres"), autocommit=True) as link:
        for database in (f"{_DATABASE}_{past}", f"{_DATABASE}_run"):
            link.execute(f"drop database if exists {database} with (force)")


def _copy(address: str, source: str, target: str) -> None:
    use("postgres")
    with psycopg.connect(named(address, "postgres"), autocommit=True) as link:
        link.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname like 'juzhan%'")
        link.execute(f"drop database if exists {target} with (force)")
        link.execute(f"create database {target} template {source} strategy file_copy")


def use(database: str) -> None:
    """Let Django speak to a database of the same server."""
    from django.db import connections

    connections.close_all()
    connections["default"].settings_dict["NAME"] = database


def _furnish(link: psycopg.Connection[Any]) -> int:
    found = link.execute("select id from hall_hall where place_id = %s", [PLACE]).fetchone()
    assert found is not None, "the demonstration has no hall"
    hall = int(found[0])
    link.execute(_EMPTY)
    link.execute(_OPEN, [hall])
    link.execute("delete from hall_counter_groups")
    link.execute(
        "insert into hall_counter (hall_id, number, is_low, is_in_use) select %s, n, false, true"
        " from generate_series(1, %s) n on conflict do nothing",
        [hall, COUNTERS],
    )
    link.commit()
    return hall


def _cookie(link: psycopg.Connection[Any], number: int) -> str:
    """A clerk of the hall's station, signed in as signing in would leave it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.bodies.models import Holding, Post

    person = Person.objects.create_user(f"bench-{number}", name=f"窗口{number}", is_synthetic=True)
    post = Post.objects.get(body__place=PLACE, body__key="workstation", body__valid_until=None, key="clerk")
    Holding.objects.create(person=person, post=post, valid_from=timezone.localdate() - timedelta(days=1))
    said = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    key = f"bench{number:027d}"
    link.execute(
        "insert into django_session (session_key, session_data, expire_date) values (%s, %s, now() + interval '1 day')",
        [key, SessionStore().encode(said)],
    )
    return f"sessionid={key}"


def _fill(link: psycopg.Connection[Any], hall: int, size: int) -> None:
    """Past tickets with their four steps each."""
    link.execute(_TICKETS, {"hall": hall, "place": PLACE, "each": PER_DAY, "size": size, "counters": COUNTERS})
    link.execute(_STEPS)
