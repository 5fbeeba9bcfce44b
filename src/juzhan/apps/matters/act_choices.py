"""What the forms of acts offer to choose from: colleagues, bodies and papers of one matter, each with why it is offered."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import (
    bodies_of_community,
    body_for,
    charter_of,
    district_graph,
    holders,
    in_force,
    upper_bodies,
)
from juzhan.apps.matters.law import soon_after
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.proxies import PROXY_PAPERS
from juzhan.apps.matters.selectors import Load, loads
from juzhan.domain.charter import OWN, Act, Affair, BodyKind, Charter, Role
from juzhan.domain.charter.routing import describe_affair
from juzhan.domain.shared import Text

OWNS = Text("按章程办理：{affairs}", "By the charter it owns {affairs}")
OWNS_NOTHING = Text("章程没有把哪类事务交给它", "The charter gives it no class of affairs")
NOBODY = Text("现在没有人任职", "Nobody holds a post in it now")
LOADED = Text("在办 {open} 件，其中超期 {late} 件", "{open} in hand, {late} of them late")
FREE = Text("手上没有在办事项", "Nothing in hand")
CONTESTED_BY = Text("收到这件事的机构，认为不归自己", "It was given the matter and says it is not its own")
NAMED = Text("被指应当办理的机构", "It was named as the one whose it is")


@frozen
class Choice:
    """One answer to choose: its label, why it is offered, and the row it stands for."""

    label: Text
    hint: Text | None = None
    row: Any = None


def colleagues(matter: Matter, on: date) -> Mapping[str, Choice]:
    """Those who may handle matters of the owner today, but not the present handler; who has least in hand comes first."""
    able = able_to_handle(matter.owner_id, on)
    found = [
        load
        for load in loads(matter.owner, on, soon_after(on))
        if load.person is not None and load.person.pk in able and load.person.pk != matter.handler_id
    ]
    found.sort(key=lambda load: (load.open, load.late))
    return {str(load.person.pk): Choice(load.person.text, told(load), load.person) for load in found if load.person}


def able_to_handle(body: int, on: date) -> set[int]:
    """The people who may handle matters of a body by a post they hold in it on a day."""
    return {holding.person_id for holding in holders([body], on) if Act.DECIDE in OWN[Role(holding.post.role)]}


def told(load: Load) -> Text:
    """How much somebody has in hand, in words."""
    return LOADED.format(open=load.open, late=load.late) if load.open else FREE


def other_owners(matter: Matter, on: date) -> Mapping[str, Choice]:
    """The bodies that could own the matter instead, those first that own affairs by the charter in force."""
    charter = charter_of(matter.community_id, on)
    if charter is None:
        return {}
    near = {body.key: body for body in bodies_of_community(matter.community_id, on)}
    owners = {rule.owner for rule in charter.affairs if rule.owner}
    far = (body_for(matter.community_id, key, on) for key in sorted(owners - set(near)))
    bodies = [body for body in (*near.values(), *filter(None, far)) if body.key in charter.bodies]
    bodies = [body for body in bodies if _can_answer(charter, body.key)]
    bodies.sort(key=lambda body: body.key not in owners)
    return {str(b.pk): Choice(b.text, affairs_of(charter, b.key), b) for b in bodies if b.pk != matter.owner_id}


_OVERSEEING = {
    BodyKind.RESIDENTS,
    BodyKind.RESIDENTS_MEETING,
    BodyKind.RESIDENTS_ASSEMBLY,
    BodyKind.DELIBERATION_COUNCIL,
    BodyKind.SUPERVISION_COMMITTEE,
}
"""Bodies that decide for others or watch them, and handle no matters of residents themselves."""


def _can_answer(charter: Charter, key: str) -> bool:
    if charter.bodies[key].kind in _OVERSEEING:
        return False
    return any(Act.ANSWER_CONTEST in OWN[post.role] for post in charter.posts_of(key))


def affairs_of(charter: Charter, key: str) -> Text:
    """What the charter gives a body to own, in words."""
    owned = [describe_affair(Affair(rule.klass, rule.domain)) for rule in charter.affairs if rule.owner == key]
    return OWNS.format(affairs=_listed(owned)) if owned else OWNS_NOTHING


def sides(matter: Matter, _: date) -> Mapping[str, Choice]:
    """The two bodies in a dispute."""
    offered = {str(matter.owner_id): Choice(matter.owner.text, CONTESTED_BY, matter.owner)}
    if matter.claimed is not None:
        offered[str(matter.claimed_id)] = Choice(matter.claimed.text, NAMED, matter.claimed)
    return offered


def uppers(matter: Matter, on: date) -> Mapping[str, Choice]:
    """The bodies above the owner, nearest first, each with its relation to it."""
    above = Body.objects.filter(in_force(on), pk__in=upper_bodies(matter.owner_id, on))
    found = sorted(above, key=lambda body: (-len(body.place_id), body.pk))
    return {str(b.pk): Choice(b.text, relations_between(b.pk, matter.owner_id, on), b) for b in found}


def relations_between(upper: int, lower: int, on: date) -> Text | None:
    """How one body stands to another by the charters that both share: "领导、派出"."""
    scopes = district_graph(on).graph.shared_scopes(upper, lower)
    kinds = {
        tie.kind: tie.kind.text
        for scope in scopes[:1]
        for from_id, to_id, tie in scope.pairs()
        if from_id == upper and to_id == lower
    }
    return _listed(kinds.values()) if kinds else None


def papers_of(matter: Matter) -> Mapping[str, Choice]:
    """The papers that the guide asks for, in the version under which the matter began."""
    materials = matter.item.value.materials or ()
    return {each.code: Choice(each.name, each.when or each.form.text, each) for each in materials}


def proxy_papers(known: Container[str]) -> Mapping[str, Choice]:
    """What one who acts for another must show, besides the papers that the guide asks for already."""
    return {each.code: Choice(each.name, each.form.text, each) for each in PROXY_PAPERS if each.code not in known}


def _listed(texts: Iterable[Text]) -> Text:
    found = list(texts)
    return Text("、".join(text.zh for text in found), ", ".join(text.en for text in found))
