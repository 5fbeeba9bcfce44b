"""The large ways into the catalogue, in residents' words: the six fields of the station, self-governance, services."""

from __future__ import annotations

from urllib.parse import urlencode

from attrs import frozen
from django.urls import reverse

from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.shared import Text


@frozen
class Way:
    """One way in: ``field`` or ``klass`` is what its page is limited to; the hint names what is found there."""

    title: Text
    hint: Text
    icon: str
    field: Domain | None = None
    klass: AffairClass | None = None

    @property
    def limit(self) -> str:
        """The part of an address that limits the list to it."""
        return urlencode(
            {"field": self.field.value} if self.field else {"class": self.klass.value if self.klass else ""}
        )

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{reverse('item_list')}?{self.limit}"


def _field(field: Domain, icon: str, zh: str, en: str, hint: tuple[str, str]) -> Way:
    return Way(Text(zh, en), Text(*hint), icon, field=field)


NEIGHBORHOOD = Way(
    Text("小区里的事", "In the neighborhood"),
    Text("报修、邻里纠纷、建议、心愿", "Repairs, quarrels, proposals, wishes"),
    "speech",
    klass=AffairClass.SELF_GOVERNANCE,
)
SERVICES = Way(
    Text("生活服务", "Services for daily life"),
    Text("上门照料、志愿帮助、活动", "Care at home, volunteers, activities"),
    "home",
    klass=AffairClass.PROFESSIONAL,
)
WAYS: tuple[Way, ...] = (
    _field(
        Domain.CIVIL_AFFAIRS,
        "people",
        "困难、养老、优抚",
        "Relief, old age, veterans",
        ("低保、临时救助、老年人补贴", "Living allowance, sudden need, benefits for elders"),
    ),
    _field(
        Domain.LABOR_SECURITY,
        "document",
        "工作和社保",
        "Work and social insurance",
        ("找工作、养老保险、医保", "Finding work, pension, health insurance"),
    ),
    _field(
        Domain.HEALTH_FAMILY,
        "plus",
        "生育和健康",
        "Birth and health",
        ("生育登记、疫苗、看病", "Registering a birth, vaccination, seeing a doctor"),
    ),
    _field(
        Domain.DISABILITY,
        "person",
        "残疾人服务",
        "Disability",
        ("残疾人证、补贴、辅具", "Disability card, allowances, aids"),
    ),
    _field(
        Domain.PUBLIC_SECURITY,
        "shield",
        "平安、户籍、法律",
        "Safety, registration, law",
        ("居住证、消防隐患、法律援助", "Residence permit, fire hazards, legal aid"),
    ),
    _field(
        Domain.CULTURE_EDUCATION_SPORTS,
        "star",
        "文化、教育、体育",
        "Culture, education, sports",
        ("入学、活动、场地", "School places, activities, rooms"),
    ),
    NEIGHBORHOOD,
    SERVICES,
)


def way_to(field: str, klass: str) -> Way | None:
    """The way that leads to this field or class; None for anything unknown."""
    return next(
        (way for way in WAYS if (field and way.field == field) or (klass and not field and way.klass == klass)), None
    )
