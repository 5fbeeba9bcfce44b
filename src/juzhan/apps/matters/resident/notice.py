"""What people are told about their data before they send them (个人信息保护法 art. 17), from the rulebook and the route."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from juzhan.apps.bodies.models import Body
from juzhan.apps.matters.services import rules
from juzhan.domain.shared import Citation, Text

_LAW = "个人信息保护法(2021)"
_LAW_EN = "Personal Information Protection Law (2021)"
TELLING = Citation(_LAW, "17", _LAW_EN)
SENSITIVE = Citation(_LAW, "29", _LAW_EN)


@frozen
class Notice:
    """Who keeps the data and for how long after the matter is closed; the reasons stand in the page."""

    keeper: Text
    kept: Text
    telling: Citation = TELLING
    sensitive: Citation = SENSITIVE


def notice_of(body: Body, on: date) -> Notice:
    """The notice for a matter of this body; the time kept is a setting of the district, never told as law."""
    return Notice(body.text, rules(on).settings.personal_data_kept_days.text)
