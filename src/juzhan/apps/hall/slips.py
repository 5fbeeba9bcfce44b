"""What stands on the slip of a number, as lines in both languages: for printers that are no browser's (hall/_slip.html)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen
from django.utils import timezone

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.own_standing import standing_of
from juzhan.apps.hall.papers import Paper
from juzhan.domain.catalogue import Material
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.visit import NEAR, ComesAs
from juzhan.domain.shared import Text


class Look(StrEnum):
    """How a line stands on the paper."""

    TITLE = "title"
    PLAIN = "plain"
    HEAD = "head"
    ENTRY = "entry"
    SMALL = "small"


@frozen
class Line:
    """One line of a slip."""

    look: Look
    text: Text


SCAN = Text(
    "扫码看还有几位；还剩 {n} 位时会提醒您。", "Scan to see how many are ahead; it tells you when only {n} are left."
)
BRING = Text("您要带的", "What you must have with you")
NOTHING = Text("什么都不用带。", "Nothing at all.")
IDENTITY = Text(
    "请带身份证件；还缺什么，窗口会一次说全。", "Your identity card; the counter names everything else at once."
)
LACKING = Text(
    "没带的先补上；今天不一定办得成，可能要再来一趟。",
    "Fetch what is lacking; it may not be settled today, and you may have to come again.",
)
MISSING = Text("少了一样？先问工作人员，别白等。", "Something missing? Ask the staff first; do not wait in vain.")


def above_the_code(ticket: Ticket) -> list[Line]:
    """The lines under the number, above the QR code."""
    lines = [Line(Look.TITLE, ticket.item.text if ticket.item else ticket.group.text)]
    stands, lane = standing_of(ticket), Lane(ticket.lane)
    if stands.range is not None:
        ahead = Text("前面还有 {n} 位 · {range}", "Ahead of you: {n} · {range}")
        lines.append(Line(Look.PLAIN, ahead.format(n=stands.ahead, range=stands.range.text)))
    if lane is not Lane.WALK_IN:
        lines.append(Line(Look.PLAIN, lane.text))
    if ticket.visitor is not ComesAs.SELF:
        lines.append(Line(Look.PLAIN, ticket.visitor.text))
    when = f"{timezone.localtime(ticket.joined_at):%Y-%m-%d %H:%M}"
    return [*lines, Line(Look.PLAIN, Text(when, when))]


def below_the_code(ticket: Ticket) -> list[Line]:
    """The lines under the QR code: what it is for, and what to have with you."""
    return [
        Line(Look.SMALL, SCAN.format(n=NEAR)),
        Line(Look.HEAD, BRING),
        *_to_bring(ticket),
        Line(Look.SMALL, LACKING if ticket.lacks else MISSING),
    ]


def _to_bring(ticket: Ticket) -> Iterator[Line]:
    yield from (Line(Look.ENTRY, _paper(paper)) for paper in ticket.papers)
    listed = ticket.item.value.materials if ticket.item else None
    if listed is None:
        yield Line(Look.PLAIN, IDENTITY)
    elif not ticket.papers:
        yield Line(Look.PLAIN, NOTHING)


def _paper(paper: Paper) -> Text:
    text = _material(paper.material, paper.for_visitor)
    return Text("没带 · {text}", "lacking · {text}").format(text=text) if paper.is_missing else text


def _material(material: Material, name: Text) -> Text:
    text = Text("{name}：{form}", "{name}: {form}").format(name=name, form=material.form.text)
    if material.count > 1:
        text = Text("{text}，{n} 份", "{text}, {n} copies").format(text=text, n=material.count)
    if material.when:
        text = Text("{text}。{when}", "{text}. {when}").format(text=text, when=material.when)
    if not material.required:
        text = Text("{text}（没有也能办）", "{text} (helpful, not required)").format(text=text)
    return text
