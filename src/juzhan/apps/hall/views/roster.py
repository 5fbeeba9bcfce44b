"""The roster of a week: who sits at which counter, who stands in, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_head
from juzhan.apps.hall.models import Counter, Hall
from juzhan.apps.hall.rostering import DAYS, Week, monday_of, week_of
from juzhan.apps.hall.services.rostering import Seated, fill_week, seat_week
from juzhan.domain.queueing.roster import Day, Seat
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.typed import whole_number
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

_FIRST, _LAST = date(2020, 1, 1), date(2100, 1, 1)


@frozen
class Cell:
    """A counter on a day: who is chosen, and who may be."""

    counter: Counter
    day: Day
    seat: Seat
    staff: Sequence[Person]
    people: Mapping[int, Person]

    @property
    def key(self) -> str:
        """What its two fields are named by."""
        return f"{self.counter.number}-{self.day.on.isoformat()}"

    @property
    def options(self) -> list[Person]:
        """Those who may be chosen, and those who are though they may not be any more."""
        chosen = [person for person in (self.person, self.stand_in) if person is not None]
        return [*self.staff, *(person for person in dict.fromkeys(chosen) if person not in self.staff)]

    @property
    def person(self) -> Person | None:
        """Who sits there, for the print."""
        return self.people.get(self.seat.person or 0)

    @property
    def stand_in(self) -> Person | None:
        """Who stands in, for the print."""
        return self.people.get(self.seat.stand_in or 0)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hall_roster(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show a week (``?week=`` any of its days), save its seats, or copy the week before into what is empty."""
    hall = hall_for_head(actor, place)
    monday = _monday(request)
    if request.method != "POST":
        return _page(request, actor, week_of(hall, monday))
    if request.POST.get("act") == "copy":
        return _copy(request, actor, hall, monday)
    return _save(request, actor, hall, monday)


def _monday(request: HttpRequest) -> date:
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = timezone.localdate()
    return monday_of(min(max(day, _FIRST), _LAST))


def _save(request: HttpRequest, actor: Actor, hall: Hall, monday: date) -> HttpResponse:
    week = week_of(hall, monday)
    seats = _sent(request.POST, week)
    result = seat_week(hall, monday, seats, by=actor, at=timezone.now())
    if isinstance(result, Week):
        messages.success(request, t("排班已保存。", "The roster is saved."))
        return _back(hall, monday)
    return _page(request, actor, week, result, _wanted(seats))


def _copy(request: HttpRequest, actor: Actor, hall: Hall, monday: date) -> HttpResponse:
    week = week_of(hall, monday)
    seats = _sent(request.POST, week)
    result = fill_week(hall, monday, seats, by=actor, at=timezone.now())
    if not isinstance(result, int):
        return _page(request, actor, week, result, _wanted(seats))
    messages.success(
        request,
        t(
            "已保存您选的，并照上一周填了 {n} 个空位。",
            "What you chose is saved, and {n} empty seat is filled as in the week before."
            "|What you chose is saved, and {n} empty seats are filled as in the week before.",
            n=result,
        ),
    )
    return _back(hall, monday)


def _wanted(seats: Sequence[Seated]) -> dict[tuple[date, int], Seat]:
    return {(seated.on, seated.seat.counter): seated.seat for seated in seats}


def _back(hall: Hall, monday: date) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('hall_roster', args=[hall.place_id])}?week={monday.isoformat()}")


def _sent(given: Mapping[str, str], week: Week) -> list[Seated]:
    """The seats that the form names; numbers of people who are unknown here are kept, so that the service refuses them."""
    found = []
    for day in week.days:
        for counter in week.counters:
            key = f"{counter.number}-{day.on.isoformat()}"
            if f"person-{key}" in given or f"stand-in-{key}" in given:
                seat = Seat(counter.pk, _number(given.get(f"person-{key}")), _number(given.get(f"stand-in-{key}")))
                found.append(Seated(day.on, seat))
    return found


def _number(given: str | None) -> int | None:
    """The number of a person; what is no number is nobody's, which the service refuses."""
    if not given:
        return None
    number = whole_number(given, 9)
    return -1 if number is None else number


def _page(
    request: HttpRequest,
    actor: Actor,
    week: Week,
    refusals: Sequence[Refusal] = (),
    wanted: Mapping[tuple[date, int], Seat] | None = None,
) -> HttpResponse:
    rows = [(counter, [_cell(week, counter, day, wanted or {}) for day in week.days]) for counter in week.counters]
    context = desk_context(
        request, actor, hall=week.hall, is_head=True, page="roster", week=week, rows=rows, refusals=refusals,
        before=week.monday - timedelta(days=DAYS), after=week.monday + timedelta(days=DAYS),
        last=week.monday + timedelta(days=DAYS - 1),
    )  # fmt: skip
    return render_page(request, "hall/desk/roster.html", context, 422 if refusals else 200)


def _cell(week: Week, counter: Counter, day: Day, wanted: Mapping[tuple[date, int], Seat]) -> Cell:
    seat = wanted.get((day.on, counter.pk)) or week.seat(counter.pk, day.on)
    return Cell(counter, day, seat, week.staff_of(day), week.people)
