"""An explanation names the relation and the charter that allow an act, or the relation that would have been needed.

It walks the same scopes as the compiled permissions and is meant for pages and records, not for the hot path.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from juzhan.domain.charter.grants import GRANTS, OWN, Act, relations_giving
from juzhan.domain.charter.graph import Graph, Tie
from juzhan.domain.charter.holding import Holding
from juzhan.domain.charter.model import Charter
from juzhan.domain.charter.routing import lowered
from juzhan.domain.charter.vocabulary import RelationKind, Role
from juzhan.domain.shared import Text

OWN_YES = Text("{actor}的{role}可以对本机构的事项{act}", "As {role} of the {actor} one may {act} in one's own body")
OWN_NO = Text("{actor}的{role}在本机构不能{act}", "As {role} of the {actor} one may not {act} in one's own body")
TIE_YES = Text(
    "按“{charter}”章程，{way}，{actor}的{role}因此可以{act}",
    "Under the charter “{charter}” {way}; so as {role} of the {actor} one may {act}",
)
TIE_NO = Text(
    "{actor}对{owner}是{relations}关系，不能{act}",
    "The {actor} {relations} the {owner}: that gives no right to {act}",
)
ROLE_NO = Text(
    "{actor}对{owner}是{relations}关系，但只有{roles}可以{act}，{role}不能",
    "The {actor} {relations} the {owner}, but only its {roles} may {act}, not its {role}",
)
NO_TIE = Text(
    "{actor}与{owner}之间没有章程规定的关系，不能{act}",
    "No charter relates the {actor} to the {owner}, so one may not {act}",
)
NEEDED = Text("需要{relations}关系", "It would take one of these relations: {relations}")
OWN_ONLY = Text("只有{owner}自己的人可以{act}", "Only people of the {owner} itself may {act}")
NO_POST = Text("您现在没有任何职位，不能{act}", "You hold no post at present, so you may not {act}")


@frozen
class Permit:
    """The answer with its reasons; the reasons of a yes name relation and charter, those of a no what is lacking."""

    allowed: bool
    reasons: tuple[Text, ...]


def explain_decision(graph: Graph, held: Sequence[Holding], act: Act, owner: int, allowed: bool) -> Permit:
    """Give the reasons of a decision that has been made."""
    if not allowed:
        return Permit(False, _why_not(graph, held, act, owner))
    return Permit(True, tuple(dict.fromkeys(_why(graph, held, act, owner))))


def _why(graph: Graph, held: Sequence[Holding], act: Act, owner: int) -> Iterator[Text]:
    for holding in held:
        if holding.body_id == owner and act in OWN[holding.role]:
            yield _fill(OWN_YES, graph, holding, act, owner)
        for charter, tie in _ties(graph, holding.body_id, owner):
            if act in GRANTS[tie.kind][holding.role]:
                way = _way(charter, tie, graph, holding.body_id, owner)
                yield _fill(TIE_YES, graph, holding, act, owner, charter=charter.title, way=way)


def _why_not(graph: Graph, held: Sequence[Holding], act: Act, owner: int) -> tuple[Text, ...]:
    if not held:
        return (NO_POST.format(act=act.text),)
    reasons = [_lacking(graph, holding, act, owner) for holding in held]
    kinds = relations_giving(act)
    if kinds:
        reasons.append(NEEDED.format(relations=_listed(kinds, " or ")))
    elif all(holding.body_id != owner for holding in held):
        reasons.append(OWN_ONLY.format(owner=spoken(graph, owner), act=act.text))
    return tuple(dict.fromkeys(reasons))


def _lacking(graph: Graph, holding: Holding, act: Act, owner: int) -> Text:
    if holding.body_id == owner:
        return _fill(OWN_NO, graph, holding, act, owner)
    kinds = tuple(dict.fromkeys(tie.kind for _, tie in _ties(graph, holding.body_id, owner)))
    if not kinds:
        return _fill(NO_TIE, graph, holding, act, owner)
    giving = tuple(kind for kind in kinds if any(act in acts for acts in GRANTS[kind].values()))
    if giving:
        roles = _roles_with(act, giving)
        return _fill(ROLE_NO, graph, holding, act, owner, relations=_listed(giving), roles=roles)
    telling = tuple(kind for kind in kinds if any(GRANTS[kind].values())) or kinds
    return _fill(TIE_NO, graph, holding, act, owner, relations=_listed(telling))


def _roles_with(act: Act, kinds: Sequence[RelationKind]) -> Text:
    roles = [role.text for role in Role if any(act in GRANTS[kind][role] for kind in kinds)]
    return Text("、".join(role.zh for role in roles), " or ".join(role.en for role in roles))


def _ties(graph: Graph, actor: int, owner: int) -> Iterator[tuple[Charter, Tie]]:
    """The ties from one body to another, each charter speaking once."""
    seen: set[str] = set()
    for scope in graph.shared_scopes(actor, owner):
        if scope.charter.key in seen:
            continue
        seen.add(scope.charter.key)
        for from_id, to_id, tie in scope.pairs():
            if from_id == actor and to_id == owner:
                yield scope.charter, tie


def _way(charter: Charter, tie: Tie, graph: Graph, actor: int, owner: int) -> Text:
    """The steps of a tie in words; the two ends by their own names."""
    names = {key: lowered(charter.bodies[key].name) for step in tie.path for key in (step.from_body, step.to_body)}
    names |= {tie.from_key: spoken(graph, actor), tie.to_key: spoken(graph, owner)}
    steps = [s.kind.sentence(names[s.from_body], names[s.to_body]) for s in tie.path]
    return Text("，".join(step.zh for step in steps), ", ".join(step.en for step in steps))


def _listed(kinds: Sequence[RelationKind], joint: str = " and ") -> Text:
    return Text("、".join(kind.text.zh for kind in kinds), joint.join(kind.text.en for kind in kinds))


def spoken(graph: Graph, body_id: int) -> Text:
    """A body's name inside an English sentence; a name of its own keeps its capitals."""
    name = graph.name_of(body_id)
    return name if graph.nodes[body_id].name is not None else lowered(name)


def _fill(text: Text, graph: Graph, holding: Holding, act: Act, owner: int, **more: Text) -> Text:
    return text.format(
        actor=spoken(graph, holding.body_id),
        owner=spoken(graph, owner),
        role=holding.role.text,
        act=act.text,
        **more,
    )
