"""Which post of a person gives an act over a matter, and which body rules on a dispute about whose it is.

Services ask it before they act, pages ask it to know which buttons to show: one answer for both. Dispute rules:
docs/algorithms/matters.md; the relations that give rights: docs/algorithms/permissions.md.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve, frozen
from django.utils import timezone

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor, HeldPost, district_graph
from juzhan.apps.matters.law import last_day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.domain import charter as charters
from juzhan.domain.charter import Act
from juzhan.domain.charter.explaining import spoken
from juzhan.domain.charter.grants import HANDLING
from juzhan.domain.charter.vocabulary import BodyKind, Role
from juzhan.domain.matters import TABLE, MatterAct, State
from juzhan.domain.shared import Refusal, RefusalKind, Text

NO_ARBITER = RefusalKind(
    "contest.no_arbiter",
    Text(
        "没有同时领导双方的机构，区里也没有登记区人民政府，争议无处裁定。请区管理员补登。",
        "No body leads both sides and the district's government is not registered, so nobody can rule. Ask the district"
        " administrator to register it.",
    ),
)
NOT_YET = RefusalKind(
    "ruling.not_yet",
    Text(
        "被指的机构还可以答复到 {day}，在那以前不能裁定。",
        "The body that was named may answer until {day}; nobody rules before that.",
    ),
)
NOT_YET_KNOWN = RefusalKind(
    "ruling.not_yet",
    Text(
        "被指的机构还没有答复。答复的最后一天要等下一年的放假安排载入后才能确定，在那以前不能裁定。",
        "The body that was named has not answered. By when it must, is known once next year's holidays are loaded; "
        "nobody rules before that.",
    ),
)
NOT_THE_ARBITER = RefusalKind(
    "right.missing",
    Text("这件争议由{body}的负责人裁定。", "It is for the head of the {body} to rule on this dispute."),
)
FOR_THE_HEAD = RefusalKind(
    "right.missing",
    Text(
        "差评由负责人本人核实和回访，其他人不能经办。",
        "The head alone follows a bad rating up; nobody else works on it.",
    ),
)
LAST_RESORT = Text(
    "{reason}。为了不让居民等下去，最后由{body}裁定",
    "{reason}. So that no resident is left waiting, the {body} rules as a last resort",
)


@frozen
class Arbiter:
    """The body that rules on a dispute, and why that one; ``is_last_resort`` where the charter has nobody who leads both."""

    body: int
    reason: Text
    is_last_resort: bool


def arbiter_between(owner: int, claimed: int, on: date, version: int | None = None) -> Arbiter | Refusal:
    """The nearest body that leads both; else the side that leads the other; else the government of the district.

    So no dispute is left without somebody who answers for it, whatever the charter says or leaves open.
    """
    graph = district_graph(on, version).graph
    if owner not in graph.nodes or claimed not in graph.nodes:
        return NO_ARBITER()
    found = charters.find_common_leader(graph, owner, claimed)
    if found.leader is not None:
        return Arbiter(found.leader, found.reason, is_last_resort=False)
    if found.last_resort is not None and found.last_resort in {owner, claimed}:
        return Arbiter(found.last_resort, found.reason, is_last_resort=True)
    government = _government(graph, graph.nodes[owner].place)
    if government is None:
        return NO_ARBITER()
    name = spoken(graph, government)
    return Arbiter(government, LAST_RESORT.format(reason=found.reason, body=name), is_last_resort=True)


def _government(graph: charters.Graph, place: str) -> int | None:
    governments = (node.id for node in graph.nodes.values() if node.kind is BodyKind.DISTRICT_GOVERNMENT)
    return min((body for body in governments if place.startswith(graph.nodes[body].place)), default=None)


def body_over(matter: Matter, act: MatterAct) -> int | None:
    """The body over which the act needs a right: owner, holder, the one claimed to own it, or the arbiter."""
    return {
        "owner": matter.owner_id,
        "holder": matter.holder_id,
        "claimed": matter.claimed_id,
        "arbiter": matter.arbiter_id,
        "": None,
    }[TABLE[act].over]


def post_for(matter: Matter, act: MatterAct, by: Actor) -> HeldPost | None:
    """The post in which the person may do the act, whatever the state of the matter; None when no post gives it."""
    row = TABLE[act]
    if row.over == "arbiter":
        return ruling_post(matter, by)
    if not row.right:
        return _desk_post(matter, by)
    body = body_over(matter, act)
    return rights.acting_post(by, _right(matter, act), body) if body is not None else None


def _right(matter: Matter, act: MatterAct) -> Act:
    """The right that an act needs: to work on what is the head's alone, that of giving the body its work."""
    right = Act(TABLE[act].right or Act.REGISTER)
    return Act.ASSIGN if matter.for_head and right in HANDLING else right


def acting_post(matter: Matter, act: MatterAct, by: Actor) -> HeldPost | Refusal:
    """The post in which the person does the act, or why none of their posts gives it."""
    if post := post_for(matter, act, by):
        return post
    if TABLE[act].over == "arbiter" and matter.stands is State.CONTESTED:
        return _why_not_ruling(matter, by)
    if matter.for_head and _right(matter, act) is Act.ASSIGN:
        return FOR_THE_HEAD()
    return rights.refusal_for(by, _right(matter, act), body_over(matter, act) or matter.owner_id)


def _why_not_ruling(matter: Matter, by: Actor) -> Refusal:
    arbiter = standing_arbiter(matter, by.on, by.graph_version)
    if arbiter is None:
        until = last_day_to_answer(matter)
        return NOT_YET(day=until.isoformat()) if until else NOT_YET_KNOWN()
    return NOT_THE_ARBITER(body=spoken(district_graph(by.on, by.graph_version).graph, arbiter.body))


def _desk_post(matter: Matter, by: Actor) -> HeldPost | None:
    """What a resident may do, a clerk does for them at the desk of the owner or, until it is accepted, of the first asked."""
    desks = [matter.owner_id] if matter.accepted_on else [matter.owner_id, matter.first_contact_id]
    return next(filter(None, (rights.acting_post(by, Act.REGISTER, body) for body in desks)), None)


def ruling_post(matter: Matter, by: Actor) -> HeldPost | None:
    """The post of one who heads the body that rules: before it the dispute stands, or stands since the other side kept silent."""
    arbiter = standing_arbiter(matter, by.on, by.graph_version)
    if arbiter is None or matter.claimed_id is None:
        return None
    for post in by.posts:
        if post.body_id == arbiter.body and _rules(evolve(by, posts=(post,)), matter, arbiter):
            return post
    return None


def _rules(sitting: Actor, matter: Matter, arbiter: Arbiter) -> bool:
    if arbiter.is_last_resort:
        return sitting.posts[0].role in {Role.HEAD, Role.DEPUTY}
    sides = (matter.owner_id, matter.claimed_id)
    return all(body is not None and rights.may(sitting, Act.RULE, body) for body in sides)


def standing_arbiter(matter: Matter, on: date, version: int | None = None) -> Arbiter | None:
    """Who rules on this matter now; None while there is no dispute or the other body may still answer.

    Worked out anew from the graph of the day, so that a change of charter leaves no dispute behind.
    """
    if matter.stands is not State.CONTESTED or matter.claimed_id is None:
        return None
    if matter.arbiter_id is None and not answer_is_late(matter, on):
        return None
    arbiter = arbiter_between(matter.owner_id, matter.claimed_id, on, version)
    return None if isinstance(arbiter, Refusal) else arbiter


def answer_is_late(matter: Matter, on: date) -> bool:
    """Whether the body that was named has let its time to answer pass; silence must not keep a resident waiting."""
    answer_by = last_day_to_answer(matter)
    return answer_by is not None and on > answer_by


def last_day_to_answer(matter: Matter) -> date | None:
    """By when the named body answers: setting ``dispute_answer_days`` after the contest; one query unless prefetched."""
    contests = [step for step in matter.steps.all() if step.act == MatterAct.CONTEST.value]
    if not contests:
        return None
    day = timezone.localdate(contests[-1].at)
    return last_day_of(day, rules(day).settings.dispute_answer_days).day
