"""A change of charter that was planned for a later day can be withdrawn before that day; then all is as if never planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, Holding
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.services.arranging import rearrange
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain
from juzhan.domain.charter.vocabulary import Level
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOTHING_PLANNED = RefusalKind(
    "charter.nothing_planned",
    Text(
        "{community}没有尚未生效的章程改换。已经生效的不能撤回，只能从以后某天起再改换一次。",
        "No change of charter is planned for {community}. One that is in force cannot be withdrawn, only followed by another.",
    ),
)
NOTHING_BEFORE = RefusalKind(
    "charter.nothing_before",
    Text(
        "{community}以前没有章程，撤回以后就无法受理事项。请改为再登记一个章程。",
        "{community} has no charter before it, and without one no matter could be taken in. Let another charter follow.",
    ),
)
SHARES_A_STATION = RefusalKind(
    "charter.withdraw_together",
    Text(
        "{community}与{others}共用一个工作站，请一并撤回。",
        "{community} shares a station with {others}. Withdraw the change for all of them together.",
    ),
    about="together",
)
AGAINST_THE_CHARTER = "charter.withdrawal_against_posts"


@transaction.atomic
def withdraw_planned(
    communities: Sequence[Place], *, by: selectors.Actor | None, at: datetime
) -> list[CharterTerm] | Refusal:
    """Withdraw the planned charter of communities, all or none; give the terms that go on instead.

    Bodies and holdings that the plan would have ended go on as before, those that it would have begun go away with the
    people appointed to them in advance.
    """
    terms = []
    for place in sorted(communities, key=lambda place: place.pk):
        term = _withdraw(place, by, at)
        if isinstance(term, Refusal):
            transaction.set_rollback(True)
            return term
        terms.append(term)
    if refusal := _torn_apart(communities):
        transaction.set_rollback(True)
        return refusal
    return terms


def _withdraw(community: Place, by: selectors.Actor | None, at: datetime) -> CharterTerm | Refusal:
    place, today = Place.objects.select_for_update().get(pk=community.pk), timezone.localdate(at)
    terms = list(CharterTerm.objects.filter(community=place).order_by("-valid_from")[:2])
    if not terms or terms[0].valid_from <= today:
        return NOTHING_PLANNED(community=place.text)
    if len(terms) == 1:
        return NOTHING_BEFORE(community=place.text)
    planned, goes_on = terms
    before = _findings(place, goes_on.charter, today)
    _undo(place, planned, goes_on)
    fresh = [finding for finding in _findings(place, goes_on.charter, today) if finding not in before]
    if fresh:
        return Refusal(AGAINST_THE_CHARTER, fresh[0].text, {}, fresh[0].citation)
    facts = {"charter": planned.charter, "from": planned.valid_from.isoformat(), "goes_on": goes_on.charter}
    record_act(place.pk, "charter.withdrawn", f"community:{place.pk}", at, by, facts=facts, actor=SYSTEM)
    return goes_on


def _undo(place: Place, planned: CharterTerm, goes_on: CharterTerm) -> None:
    on = planned.valid_from
    seat = _seat(place, on)
    _let_go_on(place, planned)
    planned.delete()
    goes_on.valid_until = None
    goes_on.save(update_fields=["valid_until"])
    rearrange(place, goes_on.charter, on, seat)
    _drop_unneeded_above(place, planned.charter, on)


def _seat(place: Place, on: date) -> Place:
    """The community whose station serves this one until the day of the plan."""
    until_then = Q(valid_until=None) | Q(valid_until=on)
    served = BodyService.objects.filter(until_then, community=place, valid_from__lt=on).exclude(body__place=place)
    found = served.select_related("body__place").first()
    return found.body.place if found else place


def _let_go_on(place: Place, planned: CharterTerm) -> None:
    """Undo what the plan has set: ends of bodies and holdings, ends and beginnings of services."""
    on = planned.valid_from
    Body.objects.filter(place=place, valid_until=on).update(valid_until=None)
    BodyService.objects.filter(community=place, valid_from=on).delete()
    BodyService.objects.filter(community=place, valid_until=on).update(valid_until=None)
    for cut in planned.cut:
        since, until = date.fromisoformat(cut["from"]), date.fromisoformat(cut["until"]) if cut["until"] else None
        if since >= on:
            Holding.objects.create(person_id=cut["person"], post_id=cut["post"], valid_from=since, valid_until=until)
        else:
            Holding.objects.filter(pk=cut["id"], valid_until=on).update(valid_until=until)


def _drop_unneeded_above(place: Place, name: str, on: date) -> None:
    """Bodies of the street and the district that were to begin with the plan go, unless another community needs them."""
    later = Q(valid_until=None) | Q(valid_until__gt=on)
    for key, spec in selectors.running_charter(name, on).bodies.items():
        if spec.level in {Level.COMMUNITY, Level.CLUSTER}:
            continue
        home = place.pk[:9] if spec.level is Level.STREET else place.pk[:6]
        terms = CharterTerm.objects.filter(later, community__code__startswith=home)
        if not any(key in selectors.running_charter(term.charter, max(term.valid_from, on)).bodies for term in terms):
            fresh = Body.objects.filter(place_id=home, key=key, valid_from=on)
            Holding.objects.filter(post__body__in=fresh).delete()
            fresh.delete()


def _findings(place: Place, name: str, on: date) -> tuple[domain.Finding, ...]:
    held = Holding.objects.filter(post__body__place=place).select_related("post__body")
    rows = [
        domain.PostHeld(str(row.person_id), f"{row.post.body.key}.{row.post.key}", row.valid_from, row.valid_until)
        for row in held
    ]
    return domain.check_holdings(selectors.running_charter(name, on), rows, on)


def _torn_apart(communities: Sequence[Place]) -> Refusal | None:
    """Why the withdrawal is not whole: a station would serve a community that is run by another charter, or has ended."""
    shared = BodyService.objects.filter(valid_until=None).exclude(community=F("body__place"))
    touched = shared.filter(Q(community__in=communities) | Q(body__place__in=communities))
    for service in touched.select_related("community", "body__place"):
        one, other = service.community, service.body.place
        if service.body.valid_until or _last_charter(one) != _last_charter(other):
            here, there = (one, other) if one in communities else (other, one)
            return SHARES_A_STATION(community=here.text, others=there.text)
    return None


def _last_charter(place: Place) -> str:
    return CharterTerm.objects.filter(community=place).latest("valid_from").charter
