"""The page at which a clerk works: call, serve, hold, pass on, finish; each act is one POST, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import counter_in, group_in, hall_for_desk, heads, ticket_in
from juzhan.apps.hall.counters import SHOWN, desktop
from juzhan.apps.hall.models import Hall, Shift, Ticket
from juzhan.apps.hall.seating import queues_ticked
from juzhan.apps.hall.services import calling, serving, sitting
from juzhan.apps.hall.services.reaching import knows_contact
from juzhan.apps.hall.views.desk_halls import halls_page
from juzhan.apps.matters import access as matters
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.selectors import acts_open_to
from juzhan.domain.matters import MatterAct
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

NO_SUCH_MATTER = RefusalKind(
    "visit.no_such_matter",
    Text(
        "没有找到这个查询码的事项。请核对回执上的十位码。",
        "No matter with this code was found. Check the ten characters on the receipt.",
    ),
    about="code",
)
NOT_NOW = frozenset(
    {
        "ticket.wrong_state", "ticket.elsewhere", "ticket.not_served_now", "counter.busy", "counter.taken",
        "counter.at_another", "queue.empty",
    }
)  # fmt: skip
"""Refusals that mean: the hall stands otherwise than the page showed."""


@frozen
class Doing:
    """One act as it was asked for; ``shift`` is the person's own."""

    request: HttpRequest
    actor: Actor
    hall: Hall
    shift: Shift
    at: datetime

    @property
    def given(self) -> Any:
        """What the form sent."""
        return self.request.POST

    @property
    def ticket(self) -> Ticket:
        """The ticket that the act is about; 404 when the hall has none such."""
        return ticket_in(self.hall, self.given.get("ticket", ""))

    @property
    def who(self) -> dict[str, Any]:
        """By whom and when, for the service."""
        return {"by": self.actor, "at": self.at}


@require_safe
@staff
def desk_counter(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the counter at which the person sits; ``?part=live`` gives only what changes by itself.

    A page that was opened at another counter (``?counter=``) is led to where the head has seated the person since.
    """
    hall = hall_for_desk(actor, place)
    shift = sitting.shift_in(hall, actor)
    if shift is None:
        return HttpResponseRedirect(reverse("desk_hall"))
    if request.GET.get("part") != "live":
        return _page(request, actor, hall, shift)
    number = str(shift.counter.number)
    if request.GET.get("counter", number) != number:
        return HttpResponseRedirect(reverse("desk_counter", args=[hall.place_id]))
    return _page(request, actor, hall, shift, template="hall/desk/_counter.html")


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_ticket_act(request: HttpRequest, actor: Actor, place: str, act: str) -> HttpResponse:
    """Do one act at the counter, or show why it is not done; a look at the address leads back to the counter."""
    hall = hall_for_desk(actor, place)
    if act not in ACTS and act != "open":
        raise Http404("act")
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk_hall"))
    if act == "open":
        return _open(request, actor, hall)
    shift = sitting.shift_in(hall, actor)
    if shift is None:
        return halls_page(request, actor, sitting.shift_of(actor), calling.NOT_AT_A_COUNTER(), 409)
    result = ACTS[act](Doing(request, actor, hall, shift, timezone.now()))
    if isinstance(result, Refusal):
        status = 409 if result.code in NOT_NOW else 422
        return _page(
            request, actor, hall, shift, refusal=result, status=status, typed=request.POST.get("code", "")[:40]
        )
    return HttpResponseRedirect(reverse("desk_counter", args=[hall.place_id]))


def _open(request: HttpRequest, actor: Actor, hall: Hall) -> HttpResponse:
    counter = counter_in(hall, request.POST.get("counter", ""))
    groups = queues_ticked(hall, request.POST.getlist("groups")) if "chosen" in request.POST else None
    shift = sitting.open_counter(counter, by=actor, at=timezone.now(), groups=groups)
    if isinstance(shift, Refusal):
        return halls_page(request, actor, sitting.shift_of(actor), shift, 409)
    return HttpResponseRedirect(reverse("desk_counter", args=[hall.place_id]))


def _close(doing: Doing) -> object:
    result = sitting.close_counter(doing.shift, **doing.who)
    if not isinstance(result, Refusal):
        messages.success(doing.request, t("窗口已经关闭。", "The counter is closed."))
    return result


def _next(doing: Doing) -> object:
    return calling.call_next(doing.shift, **doing.who)


def _transfer(doing: Doing) -> object:
    group = group_in(doing.hall, doing.given.get("group", ""))
    return calling.transfer(doing.shift, doing.ticket, group, **doing.who)


def _call(doing: Doing) -> object:
    return calling.call_ticket(doing.shift, doing.ticket, reason=doing.given.get("reason", ""), **doing.who)


def _link(doing: Doing) -> object:
    code = clean_code(doing.given.get("code", "")[:40]) or ""
    matter = matters.visible_to(doing.actor).filter(code=code).first()
    return serving.link_matter(doing.shift, doing.ticket, matter, **doing.who) if matter else NO_SUCH_MATTER()


def _finish(doing: Doing) -> object:
    close = doing.given.get("close") == "yes"
    return serving.finish_visit(doing.shift, doing.ticket, close=close, **doing.who)


def _plain(service: Callable[..., Ticket | Refusal]) -> Callable[[Doing], object]:
    return lambda doing: service(doing.shift, doing.ticket, **doing.who)


ACTS: dict[str, Callable[[Doing], object]] = {
    "close": _close,
    "next": _next,
    "call": _call,
    "call_again": _plain(calling.call_again),
    "begin": _plain(calling.begin),
    "hold": _plain(calling.hold),
    "go_on": _plain(calling.go_on),
    "put_back": _plain(calling.put_back),
    "miss": _plain(calling.miss),
    "transfer": _transfer,
    "bring_back": _plain(calling.bring_back),
    "link": _link,
    "finish": _finish,
}
"""Every act of the page, besides ``open``, which needs no counter yet; each gives what its service gave."""


def _page(
    request: HttpRequest,
    actor: Actor,
    hall: Hall,
    shift: Shift,
    *,
    template: str = "hall/desk/counter.html",
    refusal: Refusal | None = None,
    status: int = 200,
    typed: str = "",
) -> HttpResponse:
    every = "all" in request.GET
    table = desktop(hall, shift, timezone.now(), every=every)
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="counter",
        is_head=heads(actor, hall),
        shift=shift,
        table=table,
        every=every,
        shown=SHOWN,
        here=table.here,
        refusal=refusal,
        typed=typed,
        **_about(actor, table.here),
    )
    return render_page(request, template, context, status)


def _about(actor: Actor, here: Ticket | None) -> dict[str, Any]:
    """What the clerk can do with the visit's matter, and whether somebody booked for it."""
    matter = here.matter if here else None
    may = acts_open_to(actor, matter) if matter else []
    return {
        "matter": matter,
        "may_read": matter is not None and matters.may_read(actor, matter),
        "may_close": MatterAct.CLOSE in may,
        "may_ask": MatterAct.REQUEST_PAPERS in may and matter is not None and not matter.told_missing,
        "may_print": matter is not None and matter.told_missing,
        "is_booked": here is not None and knows_contact(here),
    }
