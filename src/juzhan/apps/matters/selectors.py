"""Lists and pages of matters; every one obeys the row rule of :mod:`juzhan.apps.matters.access`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from attrs import frozen
from django.db.models import Count, Prefetch, Q, QuerySet

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor, holders
from juzhan.apps.compiled import Compiled
from juzhan.apps.matters import entitlement
from juzhan.apps.matters.access import first_asked_of, visible_to
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.models import GUIDES, IS_OPEN, Attachment, Matter, Step
from juzhan.domain.charter import Act
from juzhan.domain.matters import TABLE, MatterAct, State
from juzhan.domain.shared import Text

PAGE = 50
MOST = 2**63 - 1
"""The largest number of a row; what is typed as a key of a page is no larger."""
MOST_WORDS = 5


class View(StrEnum):
    """The worklists of a desk."""

    MINE = "mine"
    OURS = "ours"
    UNASSIGNED = "unassigned"
    LATE = "late"
    HANDED_UP = "handed_up"
    FIRST_ASKED = "first_asked"
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
    View.FIRST_ASKED: Text("首问待落实", "First asked of us"),
    View.CONTESTED: Text("归属争议", "Ownership contested"),
    View.ALL: Text("全部（含已结）", "All, closed included"),
}


Row = TypeVar("Row")


@frozen
class Page(Generic[Row]):
    """Some rows and the keys of the pages beside them (empty: there is none)."""

    rows: Sequence[Row]
    older: str = ""


LINE = (
    "id", "code", "item__item__code", "item__name", "item__name_en", "state", "community_id", "owner_id",
    "handler__name", "due_on", "next_on", "submitted_at",
)  # fmt: skip
"""What a program is told of each matter in a list."""


def worklist(actor: Actor, view: View, on: date, after: str = "", size: int = PAGE, words: str = "") -> Page[Matter]:
    """One page of a worklist in one query, open matters by the day their clock ends; ``after`` is the key of a page.

    ``words`` keeps the rows that fit a receipt code or its beginning, an item's name or code, or what was written.
    """
    found = _of_view(actor, view, on).select_related("item__item", "handler", "owner", "community")
    found = _behind(fitting(actor, found, words).defer(*GUIDES, "reasons"), view, after)
    return _page(list(found[: size + 1]), view, size)


def worklist_lines(actor: Actor, view: View, on: date, after: str = "", size: int = PAGE) -> Page[Any]:
    """The same page for programs: each row only the values :data:`LINE`, which costs a third."""
    found = _behind(_of_view(actor, view, on), view, after)
    return _page(list(found.values_list(*LINE, named=True)[: size + 1]), view, size)


def _behind(found: QuerySet[Matter], view: View, after: str) -> QuerySet[Matter]:
    """The rows behind the key of a page, in the order of the list."""
    if view is View.ALL:
        return (found.filter(id__lt=min(int(after), MOST)) if after.isdecimal() else found).order_by("-id")
    if place := _key(after):
        found = found.filter(Q(next_on__gt=place[0]) | Q(next_on=place[0], id__gt=place[1]))
    return found.order_by("next_on", "id")


def _page(rows: list[Any], view: View, size: int) -> Page[Any]:
    if len(rows) <= size:
        return Page(rows)
    last = rows[size - 1]
    return Page(rows[:size], str(last.id) if view is View.ALL else f"{last.next_on.isoformat()}_{last.id}")


def _key(after: str) -> tuple[date, int] | None:
    day, _, number = after.partition("_")
    try:
        return (date.fromisoformat(day), min(int(number), MOST)) if number else None
    except ValueError:
        return None


def fitting(actor: Actor, found: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """The rows that fit all words; what a resident wrote is looked through only where the person may see who it was."""
    if code := clean_code(words):
        return found.filter(code=code)
    told = Q(owner__any_of=rights.bodies_for(actor, Act.READ_PERSON))
    for word in words.split()[:MOST_WORDS]:
        named = Q(item__name__icontains=word) | Q(item__name_en__icontains=word) | Q(item__item__code=word)
        written = Q(summary__icontains=word) | Q(spot__icontains=word)
        found = found.filter(named | Q(code__startswith=word.upper().replace("-", "")) | (told & written))
    return found


def _of_view(actor: Actor, view: View, on: date) -> QuerySet[Matter]:
    if view is View.ALL:
        return visible_to(actor)
    if view is View.LATE:
        return visible_to(actor).filter(IS_OPEN, next_on__lt=on)
    return Matter.objects.filter(IS_OPEN).filter(_belonging(actor, view))


def _belonging(actor: Actor, view: View) -> Q:
    """What makes an open matter stand in this list of a person's."""
    own = rights.bodies_for(actor, Act.ACCEPT)
    seats = [post.body_id for post in actor.posts]
    ours = Q(owner__any_of=own)
    match view:
        case View.MINE:
            return ours & Q(handler=actor.person_id)
        case View.UNASSIGNED:
            return ours & Q(handler=None)
        case View.HANDED_UP:
            return Q(holder__any_of=own) & ~ours
        case View.FIRST_ASKED:
            return first_asked_of(rights.bodies_for(actor, Act.REGISTER)) & ~ours
        case View.CONTESTED:
            concerned = Q(owner__any_of=seats) | Q(claimed__any_of=seats) | Q(arbiter__any_of=seats)
            return concerned & Q(state=State.CONTESTED.value)
    return ours


@frozen
class Counts:
    """How many open matters wait in each list; of our own how many are late, end today (and of those mine) and soon."""

    views: Mapping[View, int]
    late: int
    today: int
    today_mine: int
    soon: int

    @property
    def late_elsewhere(self) -> int:
        """The late matters of other bodies that the person watches."""
        return self.views[View.LATE] - self.late


def desk_counts(actor: Actor, on: date, soon: date) -> Counts:
    """Count everything that a desk shows, in one query; ``soon`` is the last day that counts as near."""
    ours = Q(owner__any_of=rights.bodies_for(actor, Act.ACCEPT))
    listed: dict[View, Q] = {view: _belonging(actor, view) for view in View if view not in {View.ALL, View.LATE}}
    listed[View.LATE] = Q(next_on__lt=on)
    found = (
        visible_to(actor)
        .filter(IS_OPEN)
        .aggregate(
            **{view.value: Count("pk", filter=which) for view, which in listed.items()},
            late_ours=Count("pk", filter=ours & Q(next_on__lt=on)),
            today=Count("pk", filter=ours & Q(next_on=on)),
            today_mine=Count("pk", filter=ours & Q(next_on=on, handler=actor.person_id)),
            soon=Count("pk", filter=ours & Q(next_on__gt=on, next_on__lte=soon)),
        )
    )
    views = {view: found.pop(view.value) for view in listed}
    return Counts(views, found.pop("late_ours"), **found)


def timeline(matter: Matter, *, public: bool) -> QuerySet[Step]:
    """What was done to a matter, oldest first; the resident sees the public lines."""
    steps = (
        Step.objects.filter(matter=matter)
        .select_related("person", "body")
        .prefetch_related(Prefetch("attachments", Attachment.objects.defer("content")))
    )
    return steps.filter(is_public=True) if public else steps


_lines = Compiled(lambda matter: Step.objects.filter(matter=matter).select_related("body").order_by("id"))


def timeline_lines(matter: Matter, *, public: bool) -> list[Step]:
    """The same lines for programs, without the papers."""
    return [step for step in _lines.all(matter=matter.pk) if step.is_public or not public]


def acts_open_to(actor: Actor, matter: Matter) -> list[MatterAct]:
    """The acts that this person may do to the matter as it stands, in the order of the table."""
    return [act for act, row in TABLE.items() if matter.stands in row.sources and _may(actor, act, matter)]


def _may(actor: Actor, act: MatterAct, matter: Matter) -> bool:
    if not TABLE[act].right and act is not MatterAct.ADD_PAPERS:
        return False
    return entitlement.post_for(matter, act, actor) is not None


@frozen
class Load:
    """How much one person of a body has in hand."""

    person: Person | None
    open: int
    late: int
    due_soon: int


def loads(body: Body, on: date, soon: date) -> list[Load]:
    """The open matters of a body by handler, the unassigned first, in three queries at most."""
    rows = (
        Matter.objects.filter(IS_OPEN, owner=body)
        .values("handler")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(next_on__lt=on)),
            due_soon=Count("pk", filter=Q(next_on__gte=on, next_on__lte=soon)),
        )
        .values_list("handler", "open", "late", "due_soon")
    )
    counts: dict[int | None, tuple[int, int, int]] = {row[0]: (row[1], row[2], row[3]) for row in rows}
    everyone: dict[int | None, Person | None] = {None: None}
    everyone |= {holding.person_id: holding.person for holding in holders([body.pk], on)}
    everyone |= Person.objects.in_bulk([person for person in counts if person not in everyone])
    return [
        Load(person, *counts.get(key, (0, 0, 0)))
        for key, person in everyone.items()
        if person is not None or key in counts
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
        Matter.objects.filter(IS_OPEN, owner__any_of=readable)
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
