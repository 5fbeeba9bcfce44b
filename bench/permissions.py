"""May: decisions per second on the district's graph, the slow reference beside it, and the same rights in two Python engines.

The engines are given what our compiled table holds (post, act, owner) for one street, since neither loads a whole district
in reasonable time; so they are measured on an easier task than ours.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from random import Random

from attrs import frozen

from juzhan.domain.charter import Act, Holding, reference_may
from juzhan.domain.charter.permissions import Permissions

DECISIONS = 1_000_000
COMPARED = 20_000
ASKED_OF_PEERS = 2_000
PEER_ACTS = (Act.READ, Act.ACCEPT, Act.DIRECT, Act.INQUIRE)

Request = tuple[tuple[Holding, ...], Act, int]


@frozen
class Row:
    """One line of the table."""

    what: str
    per_second: float
    remark: str = ""


def run(address: str, seconds: float) -> str:
    """Measure and give the table; ``address`` and ``seconds`` are those of the whole run."""
    from django.utils import timezone

    from juzhan.apps.bodies.selectors import district_graph

    found = district_graph(timezone.localdate())
    people = _people()
    requests = _requests(people, list(found.graph.nodes), DECISIONS)
    ours = Row("`may`, one process", _speed(found.permissions.may, requests), f"{len(found.graph.nodes):,} bodies")
    sample = requests[:COMPARED]
    begun = time.perf_counter()
    differing = sum(found.permissions.may(*request) is not reference_may(found.graph, *request) for request in sample)
    slow = Row("reference function", COMPARED / (time.perf_counter() - begun), f"{differing} of {COMPARED:,} differ")
    rows = [ours, slow, *_peers(found.permissions)]
    lines = ["### Permissions", "", "| what | decisions per second | ours is faster by | remark |", "|---|---|---|---|"]
    lines += [
        f"| {r.what} | {r.per_second:,.0f} | {ours.per_second / r.per_second:,.0f} × | {r.remark} |" for r in rows
    ]
    return "\n".join(lines) + "\n\n" + _newest_fifty() + "\n"


def _people() -> list[tuple[Holding, ...]]:
    from juzhan.apps.bodies.models import Holding as Seat
    from juzhan.domain.charter.vocabulary import Role

    by_person: dict[int, list[Holding]] = {}
    for person, body, role in Seat.objects.values_list("person_id", "post__body_id", "post__role"):
        by_person.setdefault(person, []).append(Holding(body, Role(role)))
    return [tuple(holdings) for holdings in by_person.values()]


def _requests(people: Sequence[tuple[Holding, ...]], bodies: Sequence[int], count: int) -> list[Request]:
    random, acts = Random(7), list(Act)
    return [(random.choice(people), random.choice(acts), random.choice(bodies)) for _ in range(count)]


def _speed(may: Callable[..., object], requests: Sequence[Request]) -> float:
    begun = time.perf_counter()
    for holdings, act, owner in requests:
        may(holdings, act, owner)
    return len(requests) / (time.perf_counter() - begun)


def _street(permissions: Permissions) -> list[tuple[int, Act, int]]:
    """(post, act, owner) of the bodies of one street and its communities."""
    nodes = {n.id for n in permissions.graph.nodes.values() if n.place.startswith("510107001")}
    return [
        (code, act, owner)
        for act in PEER_ACTS
        for code, owners in permissions.rows[act].items()
        for owner in owners
        if owner in nodes and code // 4 in nodes
    ]


def _peers(permissions: Permissions) -> list[Row]:
    rows = _street(permissions)
    random = Random(11)
    posts, owners = sorted({row[0] for row in rows}), sorted({row[2] for row in rows})
    asked = [(random.choice(posts), random.choice(PEER_ACTS), random.choice(owners)) for _ in range(ASKED_OF_PEERS)]
    allowed = set(rows)
    return [_casbin(rows, asked, allowed), _cedar(rows, asked, allowed)]


Asked = Sequence[tuple[int, Act, int]]
Allowed = set[tuple[int, Act, int]]

_CASBIN_MODEL = """
[request_definition]
r = post, act, owner
[policy_definition]
p = post, act, owner
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.post == p.post && r.act == p.act && r.owner == p.owner
"""


def _casbin(rows: Asked, asked: Asked, allowed: Allowed) -> Row:
    import casbin
    from casbin.model import FastModel

    model = FastModel([0, 1, 2])
    model.load_model_from_text(_CASBIN_MODEL)
    engine = casbin.FastEnforcer(model, None, cache_key_order=[0, 1, 2])
    engine.add_policies([[str(post), act.value, str(owner)] for post, act, owner in rows])
    begun = time.perf_counter()
    wrong = sum(
        engine.enforce(str(post), act.value, str(owner)) is not ((post, act, owner) in allowed)
        for post, act, owner in asked
    )
    return Row(
        "pycasbin FastEnforcer", len(asked) / (time.perf_counter() - begun), f"{len(rows):,} rows, {wrong} wrong"
    )


def _cedar(rows: Asked, asked: Asked, allowed: Allowed) -> Row:
    import cedarpy

    policies = "\n".join(
        f'permit(principal, action == Action::"{act.value}", resource) when {{ principal.{act.value}.contains(resource) }};'
        for act in PEER_ACTS
    )
    over: dict[int, dict[str, list[dict[str, object]]]] = {}
    for post, act, owner in rows:
        body = {"__entity": {"type": "Body", "id": str(owner)}}
        over.setdefault(post, {a.value: [] for a in PEER_ACTS})[act.value].append(body)
    entities = [{"uid": {"type": "Post", "id": str(p)}, "attrs": attrs, "parents": []} for p, attrs in over.items()]
    requests = [
        {
            "principal": f'Post::"{post}"',
            "action": f'Action::"{act.value}"',
            "resource": f'Body::"{owner}"',
            "context": {},
        }
        for post, act, owner in asked
    ]
    begun = time.perf_counter()
    answers = cedarpy.is_authorized_batch(requests, policies, entities)
    speed = len(asked) / (time.perf_counter() - begun)
    wrong = sum(a.allowed is not (request in allowed) for a, request in zip(answers, asked, strict=True))
    return Row("cedarpy, one batch", speed, f"{len(entities):,} entities, {wrong} wrong")


def _newest_fifty() -> str:
    """The newest fifty matters a person may see, in one query, for the person who sees the median and the most bodies."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.bodies.rights import bodies_for
    from juzhan.apps.bodies.selectors import actor_of
    from juzhan.apps.matters.access import visible_to
    from juzhan.apps.matters.models import Matter

    on = timezone.localdate()
    actors = [actor_of(person, on) for person in Person.objects.filter(holdings__isnull=False).distinct()]
    actors.sort(key=lambda actor: len(bodies_for(actor, Act.READ)))
    lines = [f"The newest fifty matters a person may see, of {Matter.objects.count():,}:", ""]
    lines += ["| who | bodies readable | queries | ms (best of 20) |", "|---|---|---|---|"]
    for name, actor in (("median person", actors[len(actors) // 2]), ("person who may read most", actors[-1])):
        best, count = float("inf"), 0
        for _ in range(20):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as seen:
                list(visible_to(actor).order_by("-id").values_list("pk", "code", "state", "next_on")[:50])
            best, count = min(best, time.perf_counter() - begun), len(seen)
        lines.append(f"| {name} | {len(bodies_for(actor, Act.READ)):,} | {count} | {best * 1000:.2f} |")
    return "\n".join(lines) + "\n"
