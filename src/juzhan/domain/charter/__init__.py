"""A governance model as data, and the few things computed from it and from nothing else.

Load a charter (:func:`load_charter`), say which body owns an affair (:func:`route`), join a district's bodies into a
graph (:func:`build_graph`), ask who may do what (:func:`compile_permissions`, ``permissions.explain``), and find the
body that settles a dispute (:func:`find_common_leader`). Source: issue "One matter, end to end", section Charters; design.md
section 2; algorithms in docs/algorithms/charter.md and docs/algorithms/permissions.md.
"""

from juzhan.domain.charter.explaining import Permit
from juzhan.domain.charter.faults import CharterBroken, Fault, FaultKind
from juzhan.domain.charter.grants import GRANTS, OWN, Act, relations_giving
from juzhan.domain.charter.graph import BodyNode, Edge, Graph, Scope, Tie, build_graph
from juzhan.domain.charter.holding import Holding
from juzhan.domain.charter.leaders import CommonLeader, find_common_leader, nearest_common_leader
from juzhan.domain.charter.loading import load_charter, load_charters
from juzhan.domain.charter.model import (
    Affair,
    AffairRule,
    Body,
    Charter,
    Contradiction,
    Evidence,
    Post,
    Range,
    Relation,
    Source,
    Trait,
    Unknown,
)
from juzhan.domain.charter.permissions import Permissions, compile_permissions, reference_may
from juzhan.domain.charter.routing import Routing, route
from juzhan.domain.charter.vocabulary import (
    AffairClass,
    BodyKind,
    Domain,
    Level,
    RelationKind,
    Role,
    SourceKind,
    Stroke,
    TraitKind,
)

__all__ = [
    "GRANTS",
    "OWN",
    "Act",
    "Affair",
    "AffairClass",
    "AffairRule",
    "Body",
    "BodyKind",
    "BodyNode",
    "Charter",
    "CharterBroken",
    "CommonLeader",
    "Contradiction",
    "Domain",
    "Edge",
    "Evidence",
    "Fault",
    "FaultKind",
    "Graph",
    "Holding",
    "Level",
    "Permissions",
    "Permit",
    "Post",
    "Range",
    "Relation",
    "RelationKind",
    "Role",
    "Routing",
    "Scope",
    "Source",
    "SourceKind",
    "Stroke",
    "Tie",
    "Trait",
    "TraitKind",
    "Unknown",
    "build_graph",
    "compile_permissions",
    "find_common_leader",
    "load_charter",
    "load_charters",
    "nearest_common_leader",
    "reference_may",
    "relations_giving",
    "route",
]
