"""The same rule in policy engines: the relations as data, the table of grants as policies."""

from __future__ import annotations

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from juzhan.domain.charter import GRANTS, OWN, Act, Graph, Permissions, RelationKind, Role

if TYPE_CHECKING:
    from bench.permissions import Request

Engine = tuple[str, Callable[["Request"], bool]]
LINES = """
[request_definition]
r = sub, obj, act
[policy_definition]
p = sub, obj, act
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.sub == p.sub && r.obj == p.obj && r.act == p.act
"""


def engines(permissions: Permissions, requests: Sequence[Request]) -> Iterator[Engine]:
    """Each engine that is installed, ready to be asked."""
    try:
        yield _cedar(permissions.graph)
    except ImportError:
        print("  cedarpy is not installed: left out", flush=True)
    try:
        yield _casbin(permissions, requests)
    except ImportError:
        print("  pycasbin is not installed: left out", flush=True)


def _cedar(graph: Graph) -> Engine:
    import cedarpy

    policies = cedarpy.PolicySet.from_str("\n".join(_policies()))
    entities = cedarpy.Entities.from_json_str(json.dumps(list(_entities(graph))))

    def decide(it: Request) -> bool:
        return any(
            cedarpy.is_authorized(
                {
                    "principal": {"type": "Post", "id": f"{held.body_id}/{held.role.value}"},
                    "action": {"type": "Action", "id": it.act.value},
                    "resource": {"type": "Body", "id": str(it.body)},
                },
                policies,
                entities,
            ).allowed
            for held in it.holdings
        )

    return f"cedarpy {version('cedarpy')}, policies and entities parsed once", decide


def _policies() -> Iterator[str]:
    for role in Role:
        yield _permit(OWN[role], role, "principal.body == resource")
        for kind in RelationKind:
            if GRANTS[kind][role]:
                yield _permit(GRANTS[kind][role], role, f"resource.{kind.value}.contains(principal.body)")


def _permit(acts: frozenset[Act], role: Role, condition: str) -> str:
    actions = ", ".join(f'Action::"{act.value}"' for act in sorted(acts))
    return f'permit (principal, action in [{actions}], resource) when {{ principal.role == "{role.value}" && {condition} }};'


def _entities(graph: Graph) -> Iterator[dict[str, Any]]:
    """Every body with those that stand to it in each relation (chains of leadership worked out), and every post."""
    standing: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for scope in graph.scopes.values():
        for from_id, to_id, tie in scope.pairs():
            standing[to_id][tie.kind.value].add(from_id)
    for body in graph.nodes:
        attributes = {kind.value: [_body(each) for each in sorted(standing[body][kind.value])] for kind in RelationKind}
        yield {"uid": {"type": "Body", "id": str(body)}, "attrs": attributes, "parents": []}
        for role in Role:
            attrs = {"body": _body(body), "role": role.value}
            yield {"uid": {"type": "Post", "id": f"{body}/{role.value}"}, "attrs": attrs, "parents": []}


def _body(number: int) -> dict[str, dict[str, str]]:
    return {"__entity": {"type": "Body", "id": str(number)}}


def _casbin(permissions: Permissions, requests: Sequence[Request]) -> Engine:
    """Its fast enforcer over the rows of all posts that are asked about; rows are found by post and act."""
    import casbin

    logging.getLogger("casbin").setLevel(logging.ERROR)
    by_post_and_act = [0, 2]
    model = casbin.FastModel(by_post_and_act)
    model.load_model_from_text(LINES)
    enforcer = casbin.FastEnforcer(model, cache_key_order=by_post_and_act)
    posts = {held for it in requests for held in it.holdings}
    rows = [
        [f"{held.body_id}/{held.role.value}", str(body), act.value]
        for held in posts
        for act in Act
        for body in permissions.bodies([held], act)
    ]
    enforcer.add_policies(rows)

    def decide(it: Request) -> bool:
        return any(enforcer.enforce(f"{h.body_id}/{h.role.value}", str(it.body), it.act.value) for h in it.holdings)

    return f"pycasbin {version('pycasbin')}, FastEnforcer, {len(rows):,} rows", decide
