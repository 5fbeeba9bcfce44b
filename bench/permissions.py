"""May: decisions in a second on the district's graph, beside the same rule in other engines; the newest fifty by one query."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

from attrs import frozen

from bench import peers_of_permissions
from bench.site import LARGE, fresh
from juzhan.domain.charter import Act, Graph, Holding, Permissions, reference_may

REQUESTS = 1_000_000
TIMED = 200_000
PEER_SECONDS = 8.0
TARGET, FIFTY_TARGET = 100_000, 1.0
"""Decisions in a second; milliseconds for the newest fifty."""


@frozen
class Request:
    """One question: may somebody who holds these posts do this act to a matter of this body."""

    holdings: tuple[Holding, ...]
    act: Act
    body: int


Decide = Callable[[Request], bool]


def run(address: str, seconds: float) -> str:
    """Measure and give the tables."""
    return "\n".join([_decisions(), _newest_fifty(address)])


def _decisions() -> str:
    from django.utils import timezone

    from juzhan.apps.bodies.selectors import district_graph

    built = time.perf_counter()
    district = district_graph(timezone.localdate())
    built = time.perf_counter() - built
    requests = _requests(district.permissions, _people(), REQUESTS)
    wrong, reference_time = _compare(district.graph, district.permissions, requests)
    ours = _speed(lambda it: district.permissions.may(it.holdings, it.act, it.body), requests[:TIMED])
    allowed = sum(district.permissions.may(it.holdings, it.act, it.body) for it in requests) / len(requests)
    graph = district.graph
    lines = [
        f"### May: {len(graph.nodes)} bodies of {len(graph.scopes)} communities, {len(requests):,} random requests of "
        f"real holders ({allowed:.0%} allowed)",
        "",
        "| engine | decisions per second | µs each | times slower than ours | different from ours |",
        "|---|---|---|---|---|",
        _row("ours, compiled (target: 100,000)", ours, ours, wrong),
        _row("ours, reference definition", len(requests) / reference_time, ours, wrong),
    ]
    for name, decide in peers_of_permissions.engines(district.permissions, requests):
        rate, different = _beside(decide, requests, district.permissions)
        lines.append(_row(name, rate, ours, different))
        print(lines[-1], flush=True)
    lines += ["", f"Graph and permissions are built in {built:.2f} s when charters or bodies change.", ""]
    return "\n".join(lines)


def _row(name: str, rate: float, ours: float, different: int) -> str:
    return f"| {name} | {rate:,.0f} | {1e6 / rate:,.1f} | {ours / rate:,.1f} | {different} |"


def _people() -> list[tuple[Holding, ...]]:
    """The posts of everybody who holds one today."""
    from django.utils import timezone

    from juzhan.apps.bodies.models import Holding as Row
    from juzhan.apps.bodies.selectors import in_force
    from juzhan.domain.charter.vocabulary import Role

    posts: dict[int, list[Holding]] = {}
    rows = Row.objects.filter(in_force(timezone.localdate())).values_list("person", "post__body", "post__role")
    for person, body, role in rows.order_by("id"):
        posts.setdefault(person, []).append(Holding(body, Role(role)))
    return [tuple(held) for held in posts.values()]


def _requests(permissions: Permissions, people: Sequence[tuple[Holding, ...]], count: int) -> list[Request]:
    """Half of the requests are about a body whose matters the person may read, half about any body."""
    random, acts, bodies = Random(11), list(Act), sorted(permissions.graph.nodes)
    near = {held: sorted(permissions.bodies(held, Act.READ)) for held in set(people)}
    found = []
    for _ in range(count):
        held = random.choice(people)
        body = random.choice(near[held] if near[held] and random.random() < 0.5 else bodies)
        found.append(Request(held, random.choice(acts), body))
    return found


def _compare(graph: Graph, permissions: Permissions, requests: Sequence[Request]) -> tuple[int, float]:
    """How many answers differ from the slow definition, and how long that took for all requests."""
    wrong, begun = 0, time.perf_counter()
    for it in requests:
        wrong += reference_may(graph, it.holdings, it.act, it.body) != permissions.may(it.holdings, it.act, it.body)
    return wrong, time.perf_counter() - begun


def _speed(decide: Decide, requests: Sequence[Request]) -> float:
    """The best of three passes, in decisions a second."""
    best = 0.0
    for _ in range(3):
        begun = time.perf_counter()
        for it in requests:
            decide(it)
        best = max(best, len(requests) / (time.perf_counter() - begun))
    return best


def _beside(decide: Decide, requests: Sequence[Request], permissions: Permissions) -> tuple[float, int]:
    """What a peer does in some seconds, and how many of its answers differ."""
    answers = []
    begun = time.perf_counter()
    for it in requests:
        answers.append(decide(it))
        if time.perf_counter() - begun > PEER_SECONDS:
            break
    rate = len(answers) / (time.perf_counter() - begun)
    asked = zip(requests, answers, strict=False)
    return rate, sum(permissions.may(it.holdings, it.act, it.body) != answer for it, answer in asked)


def _newest_fifty(address: str) -> str:
    """One query for the newest fifty matters that a person may see, for the person in the middle and for the largest."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from juzhan.apps.matters.selectors import View, worklist_lines

    connection.close()
    connection.settings_dict["NAME"] = fresh(address, LARGE).rpartition("?")[0].rpartition("/")[2]
    lines = [
        f"### The newest fifty matters a person may see, of {LARGE:,} (target: {FIFTY_TARGET:.0f} ms)",
        "",
        "| person | may see | queries | ms, PostgreSQL | ms, with Python |",
        "|---|---|---|---|---|",
    ]
    for name, person, count in _middle_and_largest():
        actor = _actor(person)
        with CaptureQueriesContext(connection) as asked:
            worklist_lines(actor, View.ALL, actor.on, size=50)
        times = []
        for _ in range(200):
            begun = time.perf_counter()
            worklist_lines(actor, View.ALL, actor.on, size=50)
            times.append((time.perf_counter() - begun) * 1000)
        lines.append(f"| {name} | {count:,} | {len(asked)} | {_executed(asked[0]['sql']):.2f} | {median(times):.2f} |")
    connection.close()
    connection.settings_dict["NAME"] = "juzhan"
    return "\n".join([*lines, ""])


def _executed(sql: str) -> float:
    """How long PostgreSQL says that it took to plan and to answer, the median of several times."""
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for _ in range(21):
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, SUMMARY, FORMAT JSON) {sql}".replace("%", "%%"), [])
            plan = cursor.fetchone()[0]
            said = json.loads(plan)[0] if isinstance(plan, str) else plan[0]
            found.append(said["Planning Time"] + said["Execution Time"])
    return median(found)


def _middle_and_largest() -> list[tuple[str, int, int]]:
    from juzhan.apps.bodies.models import Holding as Row
    from juzhan.apps.matters.access import visible_to

    people = sorted(set(Row.objects.filter(valid_until=None).values_list("person", flat=True)))
    sample = Random(5).sample(people, 60)
    overseer = _overseer()
    counted = sorted((visible_to(_actor(person)).count(), person) for person in [*sample, overseer])
    middle, largest = counted[len(counted) // 2], counted[-1]
    return [("in the middle of a sample", middle[1], middle[0]), ("the largest", largest[1], largest[0])]


def _overseer() -> int:
    from bench.site import OVERSEER
    from juzhan.apps.accounts.models import Person

    return Person.objects.get(username=OVERSEER).pk


def _actor(person: int):  # type: ignore[no-untyped-def]
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.bodies.selectors import actor_of

    return actor_of(Person.objects.get(pk=person), timezone.localdate())
