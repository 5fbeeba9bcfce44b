"""The small world of the tests: one district, two streets, three communities, a named cast.

Built by the product's own services.

锦里 (Jinli) and 洗面桥 (Ximianqiao) lie in 浆洗街 street, 老马路 (Laomalu) in 望江路 street; all are run by ``wuhou``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from uuid import uuid4
from zoneinfo import ZoneInfo

from attrs import define

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body, Holding, Post
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.bodies.services import adopt_charter, appoint
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import Asked, submit_matter
from juzhan.apps.places.models import Place
from juzhan.apps.places.services import load_places
from juzhan.domain import catalogue, places
from juzhan.domain.places import DivisionKind, Level
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.calendar_limits import DayUnit, Limit

CITY = ZoneInfo("Asia/Shanghai")
BEGINNING = date(2025, 1, 1)

DISTRICT = "510107"
STREET, OTHER_STREET = "510107001", "510107004"
JINLI, XIMIANQIAO, LAOMALU = "510107001006", "510107001004", "510107004001"

ALLOWANCE = "test.allowance"
"""An administrative item of civil affairs: 15 working days, may be suspended, may be extended by 10."""
LAMP = "test.lamp"
"""A self-governance report that needs no name: 5 working days."""
HOME_CARE = "test.home_care"
"""A professional service."""
CERTIFICATE = "test.certificate"
"""A historical item."""

# who: (name, English name, place, body key, post key); the first word is the name tests call them by
CAST: dict[str, tuple[str, str, str, str, str]] = {
    "administrator": ("区管员", "Adi Administrator", DISTRICT, "district_government", "officer"),
    "bureau_officer": ("局办", "Bao Bureau", DISTRICT, "district_bureau", "officer"),
    "street_director": ("街主任", "Sun Street", STREET, "street_office", "director"),
    "street_officer": ("街办员", "Shen Officer", STREET, "street_office", "officer"),
    "section_officer": ("科员", "Ke Section", STREET, "street_section", "officer"),
    "other_street_officer": ("外街员", "Wai Officer", OTHER_STREET, "street_office", "officer"),
    "secretary": ("书记", "Shu Secretary", JINLI, "party_branch", "secretary"),
    "clerk": ("站员甲", "Clerk One", JINLI, "workstation", "clerk"),
    "colleague": ("站员乙", "Clerk Two", JINLI, "workstation", "clerk"),
    "chair": ("居主任", "Ju Chair", JINLI, "residents_committee", "chair"),
    "committee_member": ("居委员", "Ju Member", JINLI, "residents_committee", "member"),
    "representative": ("代表", "Dai Representative", JINLI, "residents_assembly", "representative"),
    "council_member": ("议事员", "Yi Council", JINLI, "deliberation_council", "member"),
    "neighbor_clerk": ("邻站员", "Neighbor Clerk", XIMIANQIAO, "workstation", "clerk"),
    "neighbor_secretary": ("邻书记", "Neighbor Secretary", XIMIANQIAO, "party_branch", "secretary"),
    "far_clerk": ("远站员", "Far Clerk", LAOMALU, "workstation", "clerk"),
}
HEADS = {"secretary": JINLI, "neighbor_secretary": XIMIANQIAO}
"""Secretaries who also head the station, as Wuhou's charter wants."""
OUTSIDER = "outsider"
"""Signs in and holds no post."""


def at(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on the city's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=CITY)


def some_places() -> Iterator[places.Place]:
    """The places of the small world, parents first."""
    yield places.Place(DISTRICT, Level.DISTRICT, DivisionKind.DISTRICT, "武侯区", "武侯区", "", "Wuhou District")
    for code, name, name_en in ((STREET, "浆洗街街道", "Jiangxijie"), (OTHER_STREET, "望江路街道", "Wangjianglu")):
        yield places.Place(code, Level.STREET, DivisionKind.STREET, name, name, DISTRICT, f"{name_en} Street")
    for code, name, name_en in (
        (JINLI, "锦里社区", "Jinli"),
        (XIMIANQIAO, "洗面桥社区", "Ximianqiao"),
        (LAOMALU, "老马路社区", "Laomalu"),
    ):
        kind = DivisionKind.RESIDENTS_COMMITTEE
        yield places.Place(code, Level.COMMUNITY, kind, name, name + "居委会", code[:9], f"{name_en} Community")


def some_items() -> list[catalogue.ItemVersion]:
    """The four items of the small world."""

    def days(amount: int) -> catalogue.TimeLimit:
        return catalogue.TimeLimit(Limit(amount, DayUnit.WORKING_DAY))

    return [
        catalogue.ItemVersion(
            ALLOWANCE, 1, BEGINNING, Text("测试低保申请", "Test allowance"), catalogue.AffairClass.ADMINISTRATIVE,
            catalogue.ItemKind.APPLICATION, catalogue.Domain.CIVIL_AFFAIRS, time_limit=days(15), may_suspend=True,
            may_extend=True, extension=days(10), synonyms=("低保",),
            materials=(catalogue.Material("identity", Text("身份证", "Identity card")),),
        ),
        catalogue.ItemVersion(
            LAMP, 1, BEGINNING, Text("测试楼道灯报修", "Test lamp repair"), catalogue.AffairClass.SELF_GOVERNANCE,
            catalogue.ItemKind.REPORT, time_limit=days(5), anonymous_allowed=True, synonyms=("楼道灯坏了",),
        ),
        catalogue.ItemVersion(
            HOME_CARE, 1, BEGINNING, Text("测试居家服务", "Test home care"), catalogue.AffairClass.PROFESSIONAL,
            catalogue.ItemKind.APPLICATION, time_limit=days(10),
        ),
        catalogue.ItemVersion(
            CERTIFICATE, 1, BEGINNING, Text("测试旧证明", "Test old certificate"), catalogue.AffairClass.ADMINISTRATIVE,
            catalogue.ItemKind.APPLICATION, catalogue.Domain.CIVIL_AFFAIRS,
            ended=catalogue.Ended(Text("已取消", "Ended"), Text("无需再开", "Not needed any more")),
        ),
    ]  # fmt: skip


@define
class World:
    """What a test asks for by name."""

    people: dict[str, Person]

    def person(self, who: str) -> Person:
        """One of the cast."""
        return self.people[who]

    def actor(self, who: str, on: date = date(2026, 3, 2)) -> Actor:
        """One of the cast with the posts held on a day."""
        return actor_of(self.people[who], on)

    def place(self, code: str = JINLI) -> Place:
        """A place by its code."""
        return Place.objects.get(pk=code)

    def body(self, key: str, place: str = JINLI) -> Body:
        """A body in force by its key and place."""
        return Body.objects.get(key=key, place_id=place, valid_until=None)

    def item(self, code: str = ALLOWANCE) -> ItemVersion:
        """The newest version of an item."""
        return ItemVersion.objects.filter(item__code=code).select_related("item").latest("number")

    def matter(
        self, code: str = ALLOWANCE, community: str = JINLI, moment: datetime | None = None, **given: object
    ) -> Matter:
        """A matter just submitted by a resident with the phone 13800000001 (its last four: 0001)."""
        asked = Asked("测试居民", "13800000001")
        result = submit_matter(
            self.place(community),
            self.item(code),
            submission=uuid4(),
            asked=asked,
            at=moment or at(2026, 3, 2),
            **given,  # type: ignore[arg-type]
        )
        assert isinstance(result, Matter), result
        return result

    @cached_property
    def everyone(self) -> list[str]:
        """The names of the whole cast."""
        return list(self.people)


def build_world() -> World:
    """Load places and items, adopt the charter, appoint the cast; two charters of the three communities are alike."""
    load_places(list(some_places()))
    published = publish_items(some_items())
    assert not isinstance(published, Refusal)
    moment = at(2025, 1, 1, 9)
    for code in (JINLI, XIMIANQIAO, LAOMALU):
        adopted = adopt_charter(Place.objects.get(pk=code), "wuhou", BEGINNING, by=None, at=moment)
        assert not isinstance(adopted, Refusal), adopted
    people = {}
    for who, (name, name_en, place, body, post) in CAST.items():
        people[who] = Person.objects.create_user(who, name=name, name_en=name_en, is_synthetic=True)
        _put(people[who], place, body, post, moment)
    for who, place in HEADS.items():
        _put(people[who], place, "workstation", "station_head", moment)
    people[OUTSIDER] = Person.objects.create_user(OUTSIDER, name="外人", name_en="Outsider", is_synthetic=True)
    return World(people)


def _put(person: Person, place: str, body: str, post: str, moment: datetime) -> Holding:
    seat = Post.objects.get(body__place_id=place, body__key=body, body__valid_until=None, key=post)
    holding = appoint(person, seat, BEGINNING, by=None, at=moment)
    assert not isinstance(holding, Refusal), holding
    return holding
