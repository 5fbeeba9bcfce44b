"""Fills the demonstration: people, some months of matters, inquiries; the same seed and the same day give the same world."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body, Holding
from juzhan.apps.bodies.selectors import actor_of, bodies_of_community, path_of
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.demo.cast import COMMUNITY
from juzhan.apps.demo.people import load_people
from juzhan.apps.demo.sharing import share_station
from juzhan.apps.demo.stories import CITY, Stage, Story, tell, tellings
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import calendar
from juzhan.apps.openness.services import answer_inquiry, open_inquiry
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.calendar import CalendarYearMissing

MONTHS_BACK = 150
MATTERS_PER_COMMUNITY = 24
MATTERS_OF_THE_CAST = 90
"""The community where the cast lives is a busier one, so that its desks are full."""
Report = Callable[[int, int], None]


def load_cast(report: Report) -> None:
    """Appoint the synthetic people, in office since the year began; before that some communities share a station."""
    share_station()
    today = timezone.localdate()
    since = date(today.year, 1, 1)
    load_people(since, datetime.combine(since, time(9, 0), CITY), report)


def load_matters(report: Report, each: int = MATTERS_PER_COMMUNITY, of_the_cast: int = MATTERS_OF_THE_CAST) -> None:
    """Play the stories of every community up to now, one community in one transaction; those played before are left alone."""
    now = timezone.now()
    communities = list(
        Place.objects.filter(kind=Place.Kind.COMMUNITY, charter_terms__isnull=False).distinct().order_by("code")
    )
    for number, community in enumerate(communities, start=1):
        if not Matter.objects.filter(community=community, is_synthetic=True).exists():
            with transaction.atomic():
                _play(_stage(community, now), of_the_cast if community.pk == COMMUNITY else each, now)
        report(number, len(communities))


def _stage(community: Place, now: datetime) -> Stage:
    on = timezone.localdate(now)
    path = path_of(community.pk)
    own = {body.key: body for body in Body.objects.filter(place_id__in=path, valid_until=None).order_by("place_id")}
    own |= {body.key: body for body in bodies_of_community(community.pk, on)}
    return Stage(
        community=community,
        bodies=own,
        people=_people(own),
        items={version.item.code: version for version in items_on(on)},
        calendar=calendar(),
        random=Random(f"matters of {community.pk}"),
    )


def _people(bodies: dict[str, Body]) -> dict[str, tuple[Person, ...]]:
    """Those who handle matters of each body, under its key; its heads under ``key:head``."""
    found: dict[str, list[Person]] = {}
    keys = {body.pk: key for key, body in bodies.items()}
    for holding in Holding.objects.filter(post__body__in=keys, valid_until=None).select_related("person", "post"):
        key = keys[holding.post.body_id]
        if holding.post.role in {"handler", "member"}:
            found.setdefault(key, []).append(holding.person)
        if holding.post.role == "head":
            found.setdefault(f"{key}:head", []).append(holding.person)
    return {key: tuple(people) for key, people in found.items()}


def _play(stage: Stage, count: int, now: datetime) -> None:
    """Let the stories of a community act in the order of time, until now."""
    waiting: list[tuple[datetime, int, Story]] = []
    for number, story in enumerate(_stories(stage, count, now)):
        waiting.append((next(story), number, story))
    heapq.heapify(waiting)
    while waiting and waiting[0][0] <= now:
        _, number, story = heapq.heappop(waiting)
        following = _next(story)
        if following is not None:
            heapq.heappush(waiting, (following, number, story))
    _inquire(stage, now)


def _next(story: Story) -> datetime | None:
    """When the story goes on; what would lie in a year without holiday data has not happened yet."""
    try:
        return next(story, None)
    except CalendarYearMissing:
        return None


def _stories(stage: Stage, count: int, now: datetime) -> Iterator[Story]:
    offered = [telling for telling in tellings() if telling.item in stage.items]
    weights = [telling.weight for telling in offered]
    for _ in range(count):
        telling = stage.random.choices(offered, weights)[0]
        yield tell(stage, telling, stage.items[telling.item], _beginning(stage, now))


def _beginning(stage: Stage, now: datetime) -> datetime:
    """More matters lie in the last weeks than long ago, as on a real desk."""
    days = int(MONTHS_BACK * stage.random.random() ** 1.6) + 1
    day = stage.calendar.next_working_day(now.astimezone(CITY).date() - timedelta(days=days))
    return datetime.combine(day, time(8, 30), CITY) + timedelta(minutes=stage.random.randint(0, 510))


_QUESTIONS = (
    "上季度楼道灯报修平均用了几天？超期的原因是什么？",
    "居务公开栏为什么没有按时更新？",
    "窗口中午无人值守，能否安排轮班？",
)
_ANSWERS = ("已核实，超期两件，原因是备件缺货，现已补齐。", "已更新公开栏，今后每月五日前更新。")


def _inquire(stage: Stage, now: datetime) -> None:
    """One community in three has an inquiry: answered, open, or overdue."""
    random = stage.random
    askers = stage.people.get("residents_assembly", ())
    if not askers or random.random() > 0.34:
        return
    day = stage.calendar.next_working_day(now.astimezone(CITY).date() - timedelta(days=random.randint(3, 40)))
    at = datetime.combine(day, time(14, 0), CITY)
    if at > now:
        return
    asked_of = stage.bodies[random.choice(["workstation", "residents_committee"])]
    inquiry = open_inquiry(
        stage.community, asked_of, question=random.choice(_QUESTIONS), submission=UUID(int=random.getrandbits(128), version=4),
        by=actor_of(random.choice(askers), day), at=at, is_synthetic=True,
    )  # fmt: skip
    answered = stage.moment(at, 1, 6)
    heads = stage.people.get(f"{asked_of.key}:head", ())
    if isinstance(inquiry, Refusal) or not heads or answered > now or random.random() < 0.35:
        return
    by = actor_of(heads[0], answered.astimezone(CITY).date())
    answer_inquiry(inquiry, answer=random.choice(_ANSWERS), by=by, at=answered)
