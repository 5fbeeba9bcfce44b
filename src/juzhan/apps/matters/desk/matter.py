"""One matter on one page: what is asked, by whom, against which clock, why it came here, and what this person may do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor, district_graph
from juzhan.apps.matters import access, papers, selectors, services
from juzhan.apps.matters.acts import Offer, Weight, offers
from juzhan.apps.matters.asked_papers import in_one_language
from juzhan.apps.matters.desk import clock, telling
from juzhan.apps.matters.desk.disputes import Dispute, dispute_of
from juzhan.apps.matters.desk.ways import way_back, ways_beside
from juzhan.apps.matters.models import Applicant, Attachment, Matter
from juzhan.domain.charter import Act
from juzhan.domain.matters import State, StateClock
from juzhan.domain.shared import Refusal, Text
from juzhan.ui.pages import render_page, render_refusal

_COMMANDS = (Act.DIRECT, Act.TAKE_UP)


@require_safe
@staff
def desk_matter(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show a matter; phone and address stay covered until somebody asks to see them."""
    return _page(request, actor, access.matter_for(actor, code))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_person(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show the matter with phone and address this once, and record that they were shown; looking again covers them."""
    matter = access.matter_for(actor, code)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("desk_matter", args=[matter.code]))
    applicant = services.reveal_person(matter, by=actor, at=timezone.now())
    if not isinstance(applicant, Refusal):
        return _page(request, actor, matter, applicant)
    if applicant.code == "right.missing":
        raise PermissionDenied(applicant)
    return render_refusal(request, applicant, 404)


@require_safe
@staff
def desk_paper(request: HttpRequest, actor: Actor, code: str, paper: int) -> HttpResponse:
    """Hand out a paper to those who may see whose it is."""
    matter = access.matter_for(actor, code)
    if not access.sees_person(actor, matter):
        raise PermissionDenied(rights.refusal_for(actor, Act.READ_PERSON, matter.owner_id))
    return papers.download(get_object_or_404(Attachment, matter=matter, pk=paper))


@frozen
class Asker:
    """Who asked, as far as the person may see it now; ``is_whole`` after phone and address were asked for."""

    name: str
    phone: str
    address: str
    proxy_name: str
    is_whole: bool


def _asker(matter: Matter, shown: Applicant | None) -> Asker | None:
    applicant = shown or getattr(matter, "applicant", None)
    if applicant is None:
        return None
    phone = applicant.phone if shown else covered(applicant.phone)
    address = applicant.address if shown else "…" if applicant.address else ""
    return Asker(applicant.name, phone, address, applicant.proxy_name, is_whole=shown is not None)


def covered(phone: str) -> str:
    """A phone number of which the beginning and the last four digits are left to be seen.

    >>> covered("13800000001")
    '138****0001'
    """
    if len(phone) < 8:
        return "****" + phone[-4:] if phone else ""
    return f"{phone[:3]}****{phone[-4:]}"


@frozen
class Wall:
    """Something that the person cannot do to this matter, and why; ``instead`` is what they can do."""

    act: Text
    reasons: Sequence[Text]


def walls(actor: Actor, matter: Matter) -> Iterator[Wall]:
    """Commands that people from above might look for and do not have, with the charter's reasons."""
    from_above = any(len(post.place) < len(matter.owner.place_id) for post in actor.posts)
    if not from_above or not matter.stands.is_open:
        return
    if matter.owner_id not in district_graph(actor.on, actor.graph_version).graph.nodes:
        return
    if not any(rights.may(actor, act, matter.owner_id) for act in _COMMANDS):
        permit = rights.explain(actor, Act.DIRECT, matter.owner_id)
        yield Wall(Act.DIRECT.text, permit.reasons)


def _page(request: HttpRequest, actor: Actor, matter: Matter, shown: Applicant | None = None) -> HttpResponse:
    sees = access.sees_person(actor, matter)
    lines = _lines(matter)
    offered = offers(actor, matter)
    context = desk_context(
        request,
        actor,
        matter=matter,
        guide=matter.item.value,
        left=clock.left(actor.on, matter.next_on),
        paused=matter.stands.clock is StateClock.STANDING,
        clock=clock.explained(matter, actor.on),
        reasons=[Text(*reason) for reason in matter.reasons],
        sees=sees,
        asker=_asker(matter, shown) if sees else None,
        lines=lines,
        seen=lines[-1].number if lines else 0,
        papers=[(line, paper) for line in lines for paper in line.papers],
        missing=_missing(lines),
        dispute=_dispute(matter, actor),
        walls=list(walls(actor, matter)),
        way_back=way_back(actor),
        ways=ways_beside(actor, matter),
        **_sorted(offered),
    )
    return render_page(request, "matters/desk/matter.html", context)


def _sorted(offered: Sequence[Offer]) -> dict[str, list[Offer]]:
    free = [offer for offer in offered if offer.refusal is None]
    return {
        "main": [offer for offer in free if offer.how.weight is Weight.MAIN],
        "others": [offer for offer in free if offer.how.weight is not Weight.MAIN],
        "barred": [offer for offer in offered if offer.refusal is not None],
    }


def _lines(matter: Matter) -> list[telling.Line]:
    told = telling.told(selectors.timeline(matter, public=False))
    return [evolve(line, note=in_one_language(matter, line.act, line.note)) for line in told]


def _missing(lines: Sequence[telling.Line]) -> list[str]:
    asked = [line for line in lines if line.act == "request_papers"]
    return asked[-1].note.splitlines() if asked else []


def _dispute(matter: Matter, actor: Actor) -> Dispute | None:
    return dispute_of(matter, actor) if matter.stands is State.CONTESTED else None
