"""What was done to a matter, line by line, in the words of the desk: the act, who in which post, what it changed, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import title_of
from juzhan.apps.matters.models import Attachment, Step
from juzhan.domain.matters import MatterAct, Outcome, Rating
from juzhan.domain.shared import Text
from juzhan.ui.words import say

RESIDENT = Text("居民", "The resident")
SYSTEM = Text("系统", "The system")
REGISTERED = Text("登记", "Registered")
SUBMITTED = Text("提交", "Submitted")
SETTLED = Text("放假安排已载入，期限日期已确定", "The holidays are loaded, and the last day is known")
REROUTED = Text("机构变动，改由他机构办理", "Moved to another body, since a body has ended")
_BY_ITSELF = {"reroute": REROUTED, "settle": SETTLED}
"""What the program does by itself."""
CHANGED = Text("有变动", "Changed")
_TONES = {
    MatterAct.DECLINE: "late",
    MatterAct.CONTEST: "due",
    MatterAct.REQUEST_PAPERS: "due",
    MatterAct.SUSPEND: "due",
    MatterAct.ASK_REOPENING: "due",
    MatterAct.DECIDE: "ok",
    MatterAct.CLOSE: "ok",
}
_FACTS: dict[str, Text] = {
    "due_on": Text("到期日 {value}", "Due on {value}"),
    "accept_by": Text("最迟受理 {value}", "To be accepted by {value}"),
    "awaits_year": Text("到期日待定，等 {value} 年放假安排", "Last day open until the holidays of {value} are loaded"),
    "rule_by": Text("{value} 前裁定", "To be ruled on by {value}"),
    "claimed": Text("认为属于{value}", "Said to be for the {value}"),
    "arbiter": Text("由{value}裁定", "The {value} rules"),
    "owner": Text("归{value}办理", "For the {value}"),
    "holder": Text("交到{value}", "Now with the {value}"),
    "handler": Text("承办人：{value}", "Handled by {value}"),
    "outcome": Text("结果：{value}", "Outcome: {value}"),
    "rating": Text("评价：{value}", "Rating: {value}"),
}
_BODIES = ("owner", "claimed", "arbiter", "holder")
_PLAIN: dict[tuple[str, object], Text] = {
    ("consent", True): Text(
        "已同意为办这件事使用材料里的敏感个人信息",
        "Has agreed that sensitive data in the papers are used for this matter",
    ),
    ("takes", True): Text("接过来办理", "Takes it"),
    ("takes", False): Text("认为也不属于本单位", "Says that it is not theirs either"),
    ("on_time", True): Text("在期限内", "In time"),
    ("on_time", False): Text("超过期限", "Late"),
}


@frozen
class Line:
    """One line of the timeline. ``facts`` are what changed; ``is_internal`` lines are not shown to the resident."""

    number: int
    act: str
    at: datetime
    title: Text
    by: str
    facts: tuple[str, ...]
    note: str
    papers: Sequence[Attachment]
    tone: str
    is_internal: bool


def told(steps: Iterable[Step]) -> list[Line]:
    """Tell the steps; names that the steps only number are looked up in two queries at most."""
    listed = list(steps)
    names = _Names.of(listed)
    return [_line(step, names) for step in listed]


def _line(step: Step, names: _Names) -> Line:
    return Line(
        step.pk,
        step.act,
        step.at,
        _title(step),
        _by(step),
        tuple(say(fact) for fact in _facts(step, names)),
        step.note,
        list(step.attachments.all()),
        _TONES.get(step.act, "plain"),  # type: ignore[call-overload]
        not step.is_public,
    )


def _title(step: Step) -> Text:
    if step.act == "submit":
        return REGISTERED if step.person else SUBMITTED
    if step.act in _BY_ITSELF:
        return _BY_ITSELF[step.act]
    return MatterAct(step.act).text if step.act in set(MatterAct) else CHANGED


def _by(step: Step) -> str:
    if step.person is None:
        return say(SYSTEM if step.act in _BY_ITSELF else RESIDENT)
    parts = (say(step.person.text), say(step.body.text) if step.body else "", say(title_of(step.post)))
    return " · ".join(part for part in parts if part)


def _facts(step: Step, names: _Names) -> Iterator[Text]:
    for name, value in step.data.items():
        if plain := _PLAIN.get((name, value) if isinstance(value, bool) else ("", "")):
            yield plain
        elif name in _FACTS and value is not None and (step.act, name) != ("contest", "owner"):
            yield _FACTS[name].format(value=names.of_fact(name, value))
        elif name == "because" and value:
            yield Text(*value)


@frozen
class _Names:
    """The names behind the numbers in the steps' facts."""

    bodies: Mapping[int, Text]
    people: Mapping[int, Text]

    @classmethod
    def of(cls, steps: Sequence[Step]) -> _Names:
        known_bodies = {step.body_id: step.body.text for step in steps if step.body_id and step.body}
        known_people = {step.person_id: step.person.text for step in steps if step.person_id and step.person}
        bodies = _numbers(steps, *_BODIES) - set(known_bodies)
        people = _numbers(steps, "handler") - set(known_people)
        return cls(
            known_bodies | {body.pk: body.text for body in Body.objects.filter(pk__in=bodies)},
            known_people | {person.pk: person.text for person in Person.objects.filter(pk__in=people)},
        )

    def of_fact(self, name: str, value: Any) -> Text | str:
        """A value of a fact as people read it."""
        if name in _BODIES:
            return self.bodies.get(_new(value) or 0, CHANGED)
        if name == "handler":
            return self.people.get(value, CHANGED)
        if name == "outcome":
            return Outcome(value).text
        if name == "rating":
            return Rating(value).text
        return _said(str(value))


def _numbers(steps: Sequence[Step], *names: str) -> set[int]:
    found = (_new(step.data.get(name)) for step in steps for name in names)
    return {number for number in found if number is not None}


def _new(value: Any) -> int | None:
    """The number of a body: a change may be written as old and new."""
    return value.get("new") if isinstance(value, dict) else value


def _said(value: str) -> Text | str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return Text(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {day:%B} {day.year}")
