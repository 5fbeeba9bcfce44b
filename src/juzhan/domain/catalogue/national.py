"""The plain national table of service items gives names and codes only; everything else stays unknown, never invented.

Columns: ``department, main_item, name, item_code, task_type`` (real sample: 广安区 511602, 1,135 items). An item's own code is
``national.`` and the government's code, so that importing again finds the same item.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from juzhan.domain.catalogue.kinds import ItemKind
from juzhan.domain.catalogue.values import ItemVersion
from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.shared import Text

NATIONAL_COLUMNS = ("department", "main_item", "name", "item_code", "task_type")
CODE_PREFIX = "national."

_UNSORTED = "未分类"
_DOMAIN_OF_DEPARTMENT: tuple[tuple[str, Domain], ...] = (
    ("公安", Domain.PUBLIC_SECURITY),
    ("司法", Domain.PUBLIC_SECURITY),
    ("卫健", Domain.HEALTH_FAMILY),
    ("卫生健康", Domain.HEALTH_FAMILY),
    ("民政", Domain.CIVIL_AFFAIRS),
    ("退役军人", Domain.CIVIL_AFFAIRS),
    ("人社", Domain.LABOR_SECURITY),
    ("人力资源", Domain.LABOR_SECURITY),
    ("医疗保障", Domain.LABOR_SECURITY),
    ("医保", Domain.LABOR_SECURITY),
    ("教科体", Domain.CULTURE_EDUCATION_SPORTS),
    ("教育", Domain.CULTURE_EDUCATION_SPORTS),
    ("文广旅", Domain.CULTURE_EDUCATION_SPORTS),
    ("文化", Domain.CULTURE_EDUCATION_SPORTS),
    ("体育", Domain.CULTURE_EDUCATION_SPORTS),
    ("残联", Domain.DISABILITY),
    ("残疾人联合会", Domain.DISABILITY),
)


def domain_of_department(department: str) -> Domain | None:
    """Place a department's items in one of the six domains of the station by its name; ``None`` outside them."""
    return next((domain for part, domain in _DOMAIN_OF_DEPARTMENT if part in department), None)


def national_item(record: Mapping[str, str], valid_from: date) -> ItemVersion:
    """Make version 1 of an item from one row; the guide stays unknown, the name untranslated."""
    name, department, main_item = record["name"], record["department"], record["main_item"]
    return ItemVersion(
        code=CODE_PREFIX + record["item_code"],
        version=1,
        valid_from=valid_from,
        name=Text(name, name),
        affair_class=AffairClass.ADMINISTRATIVE,
        kind=ItemKind.APPLICATION,
        domain=domain_of_department(department),
        department=Text(department, department),
        main_item="" if main_item == _UNSORTED else main_item,
        external_code=record["item_code"],
        task_type=record["task_type"],
    )
