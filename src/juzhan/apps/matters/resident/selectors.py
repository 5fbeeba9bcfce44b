"""Reads for residents' pages: guides with what has replaced them, communities by name, and what a matter lets one do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen
from django.db.models import Q, QuerySet

from juzhan.apps.bodies.models import Holding
from juzhan.apps.bodies.selectors import holders
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import item_on, items_on
from juzhan.apps.matters.law import calendar, last_day_to_reopen
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place
from juzhan.domain.matters import OPEN_STATES, TABLE, MatterAct, StateClock
from juzhan.domain.shared.calendar import CalendarYearMissing
from juzhan.domain.shared.typed import whole_number

MOST_COMMUNITIES = 60


def guide_of(code: str, number: str, on: date) -> ItemVersion | None:
    """The version of an item in force on a day, the one with a number, or at last the newest there is."""
    versions = ItemVersion.objects.filter(item__code=code).select_related("item")
    if (named := whole_number(number, 5)) is not None:
        return versions.filter(number=named).first()
    return item_on(code, on) or versions.order_by("-number").first()


def in_force(item: ItemVersion, on: date) -> bool:
    """Whether this row is what the catalogue says on a day; its columns know when a newer version has ended it."""
    return item.valid_from <= on and (item.valid_until is None or on < item.valid_until)


def replacements(item: ItemVersion, on: date) -> list[ItemVersion]:
    """The items that stand in the place of one that has ended, in the order its version names them."""
    ended = item.value.ended
    if ended is None or not ended.replaced_by:
        return []
    found = {each.item.code: each for each in items_on(on).filter(item__code__in=ended.replaced_by)}
    return [found[code] for code in ended.replaced_by if code in found]


def streets() -> QuerySet[Place]:
    """All streets with their district, in the order of their codes."""
    return Place.objects.filter(kind=Place.Kind.STREET).select_related("parent").order_by("code")


def communities_of(street: Place) -> QuerySet[Place]:
    """The communities of a street."""
    return _communities().filter(parent=street)


def communities_named(name: str) -> list[Place]:
    """Communities whose name or street holds these words, in either language; several may share one name."""
    fits = Q(name__icontains=name) | Q(official_name__icontains=name) | Q(name_en__icontains=name)
    fits |= Q(parent__name__icontains=name) | Q(parent__name_en__icontains=name)
    return list(_communities().filter(fits)[:MOST_COMMUNITIES])


def _communities() -> QuerySet[Place]:
    return Place.objects.filter(kind=Place.Kind.COMMUNITY).select_related("parent__parent").order_by("code")


def handlers_post(matter: Matter, on: date) -> Holding | None:
    """The post in which the handler works for the body that owns the matter; the first one if there are several."""
    if matter.handler_id is None:
        return None
    return holders([matter.owner_id, matter.holder_id], on).filter(person=matter.handler_id).first()


@frozen
class Doors:
    """What a resident can do to a matter as it stands; ``reopen_until`` is the last day for asking, where one is set."""

    acts: frozenset[MatterAct]
    reopen_until: date | None = None

    @property
    def papers(self) -> bool:
        """Whether papers can be added."""
        return MatterAct.ADD_PAPERS in self.acts

    @property
    def rating(self) -> bool:
        """Whether the result can be rated."""
        return MatterAct.RATE in self.acts

    @property
    def reopening(self) -> bool:
        """Whether reopening can be asked for."""
        return MatterAct.ASK_REOPENING in self.acts

    @property
    def withdrawal(self) -> bool:
        """Whether the matter can be taken back."""
        return MatterAct.WITHDRAW in self.acts


_OWN_ACTS = (MatterAct.ADD_PAPERS, MatterAct.RATE, MatterAct.ASK_REOPENING, MatterAct.WITHDRAW)


def doors_of(matter: Matter, on: date) -> Doors:
    """Which of the resident's acts are open, by the transition table and the window for reopening."""
    acts = {act for act in _OWN_ACTS if matter.stands in TABLE[act].sources}
    until = last_day_to_reopen(matter.closed_on, on) if matter.closed_on else None
    if matter.rating:
        acts.discard(MatterAct.RATE)
    if matter.asked_again or (until and on > until):
        acts.discard(MatterAct.ASK_REOPENING)
    return Doors(frozenset(acts), until)


@frozen
class Clock:
    """How the clock that runs now stands: its last day, and the working days left (negative: late; None: unknown)."""

    last_day: date | None = None
    days: int | None = None

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed."""
        return self.days is not None and self.days < 0


def clock_of(matter: Matter, on: date) -> Clock:
    """The clock a resident waits for: acceptance first, then the item's own limit."""
    if matter.stands not in OPEN_STATES:
        return Clock()
    last = matter.accept_by if matter.stands.clock is StateClock.ACCEPTANCE else matter.due_on
    if last is None:
        return Clock()
    try:
        return Clock(last, calendar().working_days_between(on, last))
    except CalendarYearMissing:
        return Clock(last, -1 if on > last else None)


def missing_of(notes: Iterable[str]) -> list[str]:
    """The papers that were asked for, one a line, from the newest note that names any."""
    for note in notes:
        if lines := [line.strip() for line in note.splitlines() if line.strip()]:
            return lines
    return []
