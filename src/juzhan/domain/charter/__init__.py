"""A governance model as data, and the few things computed from it and from nothing else.

Load a charter (:func:`load_charter`), say which body owns an affair (:func:`route`), join a district's bodies into a
graph (:func:`build_graph`), ask who may do what (:func:`compile_permissions`, ``permissions.explain``), find the body
that settles a dispute (:func:`find_common_leader`), and say where it departs from the law (:func:`check`); set two side
by side (:func:`compare`) and show one as a figure (:func:`draw`). A community is run under its charter as
:func:`completed_by_law` on the day. Source: design.md section 2; algorithms in docs/algorithms/charter.md and
docs/algorithms/permissions.md.
"""

from juzhan.domain.charter.checking import check
from juzhan.domain.charter.comparing import Comparison, Row, State, Topic, compare
from juzhan.domain.charter.completing import completed_by_law
from juzhan.domain.charter.drawing import Drawing, draw
from juzhan.domain.charter.explaining import Permit
from juzhan.domain.charter.faults import CharterBroken, Fault, FaultKind
from juzhan.domain.charter.findings import Finding, Severity, departures
from juzhan.domain.charter.grants import GRANTS, OWN, Act, relations_giving
from juzhan.domain.charter.graph import BodyNode, Edge, Graph, Scope, Tie, build_graph
from juzhan.domain.charter.holding import Holding
from juzhan.domain.charter.holdings import PostHeld, check_holdings
from juzhan.domain.charter.law import CharterLaw
from juzhan.domain.charter.law_loading import load_charter_law
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
    "CharterLaw",
    "CommonLeader",
    "Comparison",
    "Contradiction",
    "Domain",
    "Drawing",
    "Edge",
    "Evidence",
    "Fault",
    "FaultKind",
    "Finding",
    "Graph",
    "Holding",
    "Level",
    "Permissions",
    "Permit",
    "Post",
    "PostHeld",
    "Range",
    "Relation",
    "RelationKind",
    "Role",
    "Routing",
    "Row",
    "Scope",
    "Severity",
    "Source",
    "SourceKind",
    "State",
    "Stroke",
    "Tie",
    "Topic",
    "Trait",
    "TraitKind",
    "Unknown",
    "build_graph",
    "check",
    "check_holdings",
    "compare",
    "compile_permissions",
    "completed_by_law",
    "departures",
    "draw",
    "find_common_leader",
    "load_charter",
    "load_charter_law",
    "load_charters",
    "nearest_common_leader",
    "reference_may",
    "relations_giving",
    "route",
]
