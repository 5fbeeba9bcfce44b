"""The page of a head: the load of a body, and giving out several matters at once, each with its own line in the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access, services
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.desk.loading import MOST, team_of
from juzhan.apps.matters.models import GUIDES
from juzhan.domain.charter import Act
from juzhan.domain.matters import OPEN_STATES
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.typed import whole_number
from juzhan.ui.pages import render_page
from juzhan.ui.words import say, t

HEADS_NOTHING = RefusalKind(
    "team.heads_nothing",
    Text("分派事项由机构负责人做。", "Giving matters to people is for the head of a body."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def team(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the load of a body that the person heads, or give out what was ticked."""
    bodies = headed_by(actor)
    if not bodies:
        raise PermissionDenied(HEADS_NOTHING())
    body = next((body for body in bodies if str(body.pk) == request.GET.get("body")), bodies[0])
    if request.method != "POST":
        return _page(request, actor, bodies, body)
    return _give_out(request, actor, bodies, body)


def headed_by(actor: Actor) -> list[Body]:
    """The bodies whose matters the person gives out, the one with most in hand first."""
    open_ones = Count("matters", filter=Q(matters__state__in=sorted(OPEN_STATES)))
    headed = Body.objects.filter(pk__in=rights.bodies_for(actor, Act.ASSIGN))
    return list(headed.annotate(open_matters=open_ones).order_by("-open_matters", "pk"))


def _give_out(request: HttpRequest, actor: Actor, bodies: Sequence[Body], body: Body) -> HttpResponse:
    ticked = [code for code in map(clean_code, request.POST.getlist("matter")[:MOST]) if code]
    handler = _person(request.POST.get("handler", ""))
    if not ticked or handler is None:
        wrong = t("请勾选事项，并选择交给谁。", "Tick at least one matter, and choose who is to handle it.")
        return _page(request, actor, bodies, body, status=422, wrong=wrong, ticked=ticked)
    given, refused = 0, dict[str, list[str]]()
    for matter in access.visible_to(actor).filter(owner=body, code__in=ticked).defer(*GUIDES).order_by("pk"):
        result = services.assign_matter(matter, handler=handler, by=actor, at=timezone.now())
        if isinstance(result, Refusal):
            refused.setdefault(say(result), []).append(matter.code)
        else:
            given += 1
    _tell(request, handler, given, refused)
    return HttpResponseRedirect(f"{reverse('team')}?body={body.pk}")


def _tell(request: HttpRequest, handler: Person, given: int, refused: Mapping[str, Sequence[str]]) -> None:
    """What was done, and what was not with the codes of the matters; one refusal stops none of the others."""
    if given:
        zh, en = "已把 {n} 件事项交给{name}。", "{n} matter given to {name}.|{n} matters given to {name}."
        messages.success(request, t(zh, en, n=given, name=handler.text))
    for reason, codes in refused.items():
        messages.error(request, f"{' '.join(codes)}: {reason}")


def _person(typed: str) -> Person | None:
    number = whole_number(typed)
    return None if number is None else Person.objects.filter(pk=number, is_active=True).first()


def _page(
    request: HttpRequest, actor: Actor, bodies: Sequence[Body], body: Body, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = desk_context(request, actor, bodies=bodies, body=body, team=team_of(body, actor), **more)
    return render_page(request, "matters/desk/team.html", context, status)
