"""Lists and pages of matters; every one obeys the row rule of :mod:`juzhan.apps.matters.access`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from attrs import frozen
from django.db.models import Count, Q, QuerySet

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor, holders
from juzhan.apps.matters.access import visible_to
from juzhan.apps.matters.models import Matter, Step
from juzhan.apps.matters.services.core import body_over
from juzhan.domain.charter import Act
from juzhan.domain.matters import OPEN_STATES, TABLE, MatterAct, State
from juzhan.domain.shared import Text

PAGE = 50
_OPEN = Q(state__in=sorted(OPEN_STATES))


class View(StrEnum):
    """The worklists of a desk."""

    MINE = "mine"
    OURS = "ours"
    UNASSIGNED = "unassigned"
    LATE = "late"
    HANDED_UP = "handed_up"
    CONTESTED = "contested"
    ALL = "all"

    @property
    def text(self) -> Text:
        """The list's name in both languages."""
        return _VIEWS[self]


_VIEWS = {
    View.MINE: Text("我承办的", "Mine"),
    View.OURS: Text("本单位在办", "Our body's"),
    View.UNASSIGNED: Text("尚无承办人", "Without a handler"),
    View.LATE: Text("已超期", "Late"),
    View.HANDED_UP: Text("移交到本单位", "Handed up to us"),
    View.CONTESTED: Text("归属争议", "Ownership contested"),
    View.ALL: Text("全部（含已结）", "All, closed included"),
}


@frozen
class Page:
    """Some rows and the keys of the pages beside them (empty: there is none)."""

    rows: Sequence[Matter]
    older: str = ""


def worklist(actor: Actor, view: View, on: date, after: str = "", size: int = PAGE) -> Page:
    """One page of a worklist in one query, open matters by the day their clock ends; ``after`` is the key of a page."""
    found = _of_view(actor, view, on).select_related("item", "handler", "owner", "community")
    if view is View.ALL:
        return _newest(found, after, size)
    if place := _key(after):
        found = found.filter(Q(next_on__gt=place[0]) | Q(next_on=place[0], id__gt=place[1]))
    rows = list(found.order_by("next_on", "id")[: size + 1])
    older = f"{rows[size - 1].next_on.isoformat()}_{rows[size - 1].pk}" if len(rows) > size else ""
    return Page(rows[:size], older)


def _newest(found: QuerySet[Matter], after: str, size: int) -> Page:
    if after.isdecimal():
        found = found.filter(id__lt=int(after))
    rows = list(found.order_by("-id")[: size + 1])
    return Page(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


def _key(after: str) -> tuple[date, int] | None:
    day, _, number = after.partition("_")
    try:
        return (date.fromisoformat(day), int(number)) if number else None
    except ValueError:
        return None


def _of_view(actor: Actor, view: View, on: date) -> QuerySet[Matter]:
    if view is View.ALL:
        return visible_to(actor)
    if view is View.LATE:
        return visible_to(actor).filter(_OPEN, next_on__lt=on)
    own = rights.bodies_for(actor, Act.ACCEPT)
    seats = [post.body_id for post in actor.posts]
    ours = Q(owner__in=own)
    concerned = Q(owner__in=seats) | Q(claimed__in=seats) | Q(arbiter__in=seats)
    wanted = {
        View.MINE: ours & Q(handler=actor.person_id),
        View.OURS: ours,
        View.UNASSIGNED: ours & Q(handler=None),
        View.HANDED_UP: Q(holder__in=own) & ~ours,
        View.CONTESTED: concerned & Q(state=State.CONTESTED.value),
    }
    return Matter.objects.filter(_OPEN).filter(wanted[view])


def view_counts(actor: Actor, on: date) -> dict[View, int]:
    """How many matters wait in each list of open matters, in one query."""
    own = rights.bodies_for(actor, Act.ACCEPT)
    seats = [post.body_id for post in actor.posts]
    ours = Q(owner__in=own)
    concerned = ours | Q(claimed__in=seats) | Q(arbiter__in=seats)
    counts = (
        Matter.objects.filter(_OPEN)
        .filter(ours | Q(holder__in=own) | Q(claimed__in=seats) | Q(arbiter__in=seats))
        .aggregate(
            mine=Count("pk", filter=ours & Q(handler=actor.person_id)),
            ours=Count("pk", filter=ours),
            unassigned=Count("pk", filter=ours & Q(handler=None)),
            late=Count("pk", filter=ours & Q(next_on__lt=on)),
            handed_up=Count("pk", filter=Q(holder__in=own) & ~ours),
            contested=Count("pk", filter=concerned & Q(state=State.CONTESTED.value)),
        )
    )
    return {View(name): count for name, count in counts.items()}


def timeline(matter: Matter, *, public: bool) -> QuerySet[Step]:
    """What was done to a matter, oldest first; the resident sees the public lines."""
    steps = Step.objects.filter(matter=matter).select_related("person", "body").prefetch_related("attachments")
    return steps.filter(is_public=True) if public else steps


def acts_open_to(actor: Actor, matter: Matter) -> list[MatterAct]:
    """The acts that this person may do to the matter as it stands, in the order of the table."""
    return [act for act, row in TABLE.items() if matter.stands in row.sources and _may(actor, act, matter)]


def _may(actor: Actor, act: MatterAct, matter: Matter) -> bool:
    row = TABLE[act]
    if act is MatterAct.ADD_PAPERS:
        return rights.may(actor, Act.REGISTER, matter.owner_id)
    if not row.right:
        return False
    if row.over == "arbiter":
        return matter.arbiter_id in {
            post.body_id for post in actor.posts if rights.may(actor, Act.RULE, matter.owner_id)
        }
    body = body_over(matter, act)
    return body is not None and rights.may(actor, Act(row.right), body)


@frozen
class Load:
    """How much one person of a body has in hand."""

    person: Person | None
    open: int
    late: int
    due_soon: int


def loads(body: Body, on: date, soon: date) -> list[Load]:
    """The open matters of a body by handler, the unassigned first, in two queries."""
    rows = (
        Matter.objects.filter(_OPEN, owner=body)
        .values("handler")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(next_on__lt=on)),
            due_soon=Count("pk", filter=Q(next_on__gte=on, next_on__lte=soon)),
        )
    )
    counts = {row["handler"]: row for row in rows}
    people = {holding.person_id: holding.person for holding in holders([body.pk], on)}
    gone = Person.objects.in_bulk([person for person in counts if person and person not in people])
    everyone: dict[int | None, Person | None] = {None: None, **people, **gone}
    nothing = {"open": 0, "late": 0, "due_soon": 0}
    return [
        Load(person, row["open"], row["late"], row["due_soon"])
        for key, person in everyone.items()
        for row in [counts.get(key, nothing)]
        if person is not None or row["open"]
    ]


@frozen
class BodyLoad:
    """How much a body of an area has in hand, and how late it is."""

    body: Body
    open: int
    late: int
    handed_up: int


def area_loads(actor: Actor, on: date) -> list[BodyLoad]:
    """The bodies whose matters this person may read, by what is late with them; in two queries."""
    readable = rights.bodies_for(actor, Act.READ)
    rows = (
        Matter.objects.filter(_OPEN, owner__in=readable)
        .values("owner")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(next_on__lt=on)),
            handed_up=Count("pk", filter=Q(state=State.HANDED_UP.value)),
        )
    )
    counts = {row["owner"]: row for row in rows}
    bodies = Body.objects.filter(pk__in=counts).select_related("place")
    found = [
        BodyLoad(body, counts[body.pk]["open"], counts[body.pk]["late"], counts[body.pk]["handed_up"])
        for body in bodies
    ]
    return sorted(found, key=lambda load: (-load.late, -load.open, load.body.pk))
