"""What happens to synthetic matters: stories as generators that do the next act when its time has come.

A story yields the moment of its next act and is resumed at that moment; a story whose next moment lies in the future stays
where it is, and so matters are found in every state.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import cache
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from attrs import frozen
from django.conf import settings

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.demo.people import synthetic_name
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.places.models import Place
from juzhan.domain.matters import Outcome, Rating
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.calendar import WorkCalendar

CITY = ZoneInfo("Asia/Shanghai")
Story = Iterator[datetime]


@frozen
class Stage:
    """One community with its bodies and people, and the dice that decide what happens there."""

    community: Place
    bodies: dict[str, Body]
    people: dict[str, tuple[Person, ...]]
    items: dict[str, ItemVersion]
    calendar: WorkCalendar
    random: Random

    def moment(self, after: datetime, least: int, most: int) -> datetime:
        """A moment in office hours, some working days later; on the same day it is later in the day."""
        days = self.random.randint(least, most)
        if days == 0 and after.hour < 16:
            return after + timedelta(minutes=self.random.randint(5, 55))
        day = self.calendar.add_working_days(after.astimezone(CITY).date(), max(days, 1))
        return datetime.combine(day, time(9, 0), CITY) + timedelta(minutes=self.random.randint(0, 465))

    def actor(self, body: Body, at: datetime, *, head: bool = False) -> Actor:
        """Somebody of a body, on the day of the moment."""
        people = self.people[f"{body.key}:head" if head else body.key]
        return bodies.actor_of(self.random.choice(people), at.astimezone(CITY).date())


@frozen
class Telling:
    """An item with what residents say when they ask for it."""

    item: str
    weight: int
    says: tuple[str, ...]
    spots: tuple[str, ...] = ()


@cache
def tellings() -> tuple[Telling, ...]:
    """What residents ask for, from ``data/demo/tellings.toml``."""
    rows = tomllib.loads((settings.DATA / "demo" / "tellings.toml").read_text())["telling"]
    return tuple(Telling(row["item"], row["weight"], tuple(row["says"]), tuple(row.get("spots", ()))) for row in rows)


def tell(stage: Stage, telling: Telling, item: ItemVersion, begins: datetime) -> Story:
    """One matter's whole story."""
    yield begins
    matter = _submit(stage, telling, item, begins)
    if matter is None:
        return
    yield from _plot(stage.random)(stage, matter, begins)


def _submit(stage: Stage, telling: Telling, item: ItemVersion, at: datetime) -> Matter | None:
    random = stage.random
    anonymous = item.anonymous_allowed and random.random() < 0.3
    name, _ = synthetic_name(random)
    asked = services.Asked() if anonymous else services.Asked(name, f"1390000{random.randrange(10_000):04d}")
    counter = random.random() < 0.45
    routed = services.route(stage.community, item, at.astimezone(CITY).date())
    by = None
    if counter and not isinstance(routed, Refusal):
        by = stage.actor(routed.body, at)
    result = services.submit_matter(
        stage.community,
        item,
        submission=UUID(int=random.getrandbits(128), version=4),
        asked=asked,
        at=at,
        summary=random.choice(telling.says),
        spot=random.choice(telling.spots) if telling.spots else "",
        by=by,
        channel=Channel.COUNTER if by else Channel.ONLINE,
        is_synthetic=True,
    )
    return None if isinstance(result, Refusal) else result


Plot = Callable[[Stage, Matter, datetime], Story]


def _plot(random: Random) -> Plot:
    plots: list[tuple[Plot, int]] = [
        (_plain, 52), (_with_papers, 12), (_paused, 7), (_extended, 4), (_handed_up, 7), (_contested, 6), (_declined, 3),
        (_withdrawn, 3), (_forgotten, 3), (_reopened, 5),
    ]  # fmt: skip
    return random.choices([plot for plot, _ in plots], [weight for _, weight in plots])[0]


def _plain(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 3)
    yield at
    by = stage.actor(matter.owner, at)
    services.accept_matter(matter, by=by, at=at)
    yield from _finish(stage, matter, at, by)


def _finish(stage: Stage, matter: Matter, at: datetime, by: Actor) -> Story:
    """Most matters end within their limit, about one in ten after it."""
    limit = matter.item.limit_amount or 10
    slow = stage.random.random() < 0.1
    if limit >= 4 and stage.random.random() < 0.4:
        at = stage.moment(at, 1, max(1, limit // 4))
        yield at
        services.note_progress(matter, note=stage.random.choice(_NOTES), by=_today(by, at), at=at)
    at = stage.moment(at, limit + 1 if slow else 0, limit + 6 if slow else max(0, limit // 2))
    yield at
    outcome = _outcome(stage.random, matter)
    reason = stage.random.choice(_WHY_NOT) if outcome in {Outcome.REFUSED, Outcome.NOT_SETTLED} else ""
    services.decide_matter(matter, outcome=outcome, reason=reason, by=_today(by, at), at=at)
    at = stage.moment(at, 0, limit // 6)
    yield at
    services.close_matter(matter, by=_today(by, at), at=at)
    if stage.random.random() < 0.6:
        at = stage.moment(at, 0, 4)
        yield at
        grade = stage.random.choices(["5", "4", "3", "2", "1"], [52, 30, 11, 5, 2])[0]
        services.rate_matter(matter, rating=Rating(grade), at=at)


def _with_papers(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 3)
    yield at
    by = stage.actor(matter.owner, at)
    services.request_papers(matter, missing=["户口簿复印件", "近三个月收入证明"], by=by, at=at)
    at = stage.moment(at, 1, 9)
    yield at
    services.add_papers(matter, papers=[], note="材料已带到窗口。", at=at)
    at = stage.moment(at, 0, 2)
    yield at
    services.accept_matter(matter, by=_today(by, at), at=at)
    yield from _finish(stage, matter, at, by)


def _paused(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 2)
    yield at
    by = stage.actor(matter.owner, at)
    services.accept_matter(matter, by=by, at=at)
    at = stage.moment(at, 1, 3)
    yield at
    services.suspend_matter(matter, reason="需等待家庭经济状况核对结果。", by=_today(by, at), at=at)
    at = stage.moment(at, 3, 12)
    yield at
    services.resume_matter(matter, by=_today(by, at), at=at, note="核对结果已到。")
    yield from _finish(stage, matter, at, by)


def _extended(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 2)
    yield at
    by = stage.actor(matter.owner, at)
    services.accept_matter(matter, by=by, at=at)
    at = stage.moment(at, 4, 8)
    yield at
    services.extend_matter(matter, reason="情况复杂，需入户核实。", by=_today(by, at), at=at)
    yield from _finish(stage, matter, at, by)


def _handed_up(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 2)
    yield at
    by = stage.actor(matter.owner, at)
    services.accept_matter(matter, by=by, at=at)
    upper = stage.bodies["street_section" if matter.owner.key == "workstation" else "street_office"]
    at = stage.moment(at, 1, 3)
    yield at
    services.hand_up_matter(matter, body=upper, reason="需街道审核。", by=_today(by, at), at=at)
    at = stage.moment(at, 2, 9)
    yield at
    services.return_matter_down(matter, answer="已审核，请按规定办理。", by=stage.actor(upper, at), at=at)
    yield from _finish(stage, matter, at, by)


def _contested(stage: Stage, matter: Matter, at: datetime) -> Story:
    other = stage.bodies["residents_committee" if matter.owner.key == "workstation" else "workstation"]
    at = stage.moment(at, 0, 2)
    yield at
    by = stage.actor(matter.owner, at)
    services.contest_ownership(matter, claimed=other, reason="内容不属于本单位职责。", by=by, at=at)
    at = stage.moment(at, 1, 4)
    yield at
    takes = stage.random.random() < 0.4
    services.answer_contest(
        matter, takes=takes, reason="" if takes else "按章程应由对方办理。", by=stage.actor(other, at), at=at
    )
    if not takes:
        at = stage.moment(at, 1, 5)
        yield at
        arbiter = stage.actor(stage.bodies["party_branch"], at, head=True)
        services.rule_ownership(
            matter, owner=matter.owner, reason="按事项分类，归首先收到的一方办理。", by=arbiter, at=at
        )
    owner = other if takes else matter.owner
    at = stage.moment(at, 0, 2)
    yield at
    by = stage.actor(owner, at)
    services.accept_matter(matter, by=by, at=at)
    yield from _finish(stage, matter, at, by)


def _declined(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 2)
    yield at
    services.decline_matter(
        matter, reason="不符合受理条件：申请人户籍和居住地都不在本社区。", by=stage.actor(matter.owner, at), at=at
    )


def _withdrawn(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 3)
    yield at
    services.withdraw_matter(matter, at=at, note="自己已经解决了。")


def _forgotten(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 3, 7)
    yield at
    services.accept_matter(matter, by=stage.actor(matter.owner, at), at=at)


def _reopened(stage: Stage, matter: Matter, at: datetime) -> Story:
    at = stage.moment(at, 0, 1)
    yield at
    by = stage.actor(matter.owner, at)
    services.accept_matter(matter, by=by, at=at)
    at = stage.moment(at, 1, 3)
    yield at
    services.decide_matter(matter, outcome=_good(matter), reason="", by=_today(by, at), at=at)
    services.close_matter(matter, by=_today(by, at), at=at)
    at = stage.moment(at, 1, 6)
    yield at
    services.ask_reopening(matter, reason="没过两天又坏了，请再来看看。", at=at)
    at = stage.moment(at, 0, 3)
    yield at
    services.reopen_matter(matter, by=_today(by, at), at=at, note="已安排重新办理。")
    yield from _finish(stage, matter, at, by)


def _today(by: Actor, at: datetime) -> Actor:
    return bodies.actor_of(Person(pk=by.person_id, name=by.name.zh, name_en=by.name.en), at.astimezone(CITY).date())


def _good(matter: Matter) -> Outcome:
    return Outcome.SETTLED if matter.item.kind == "report" or matter.owner.key != "workstation" else Outcome.GRANTED


def _outcome(random: Random, matter: Matter) -> Outcome:
    good = _good(matter)
    bad = Outcome.NOT_SETTLED if good is Outcome.SETTLED else Outcome.REFUSED
    return good if random.random() < 0.9 else bad


_NOTES = ("已电话联系，约定上门时间。", "已上门查看。", "材料已报送审核。", "已联系物业一同处理。")
_WHY_NOT = ("经核对，家庭收入超过标准。", "多方协调后仍未达成一致，已告知其他途径。", "不符合办理条件，已当面说明。")
