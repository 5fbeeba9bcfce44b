"""Compare sets two charters side by side: bodies, relations, who owns what, and findings against the law on a day.

Bodies are matched by key, relations by their two ends, affairs by class and domain, findings by code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from juzhan.domain.charter.checking import check
from juzhan.domain.charter.law import CharterLaw
from juzhan.domain.charter.model import Affair, Body, Charter
from juzhan.domain.charter.routing import affairs_told_apart, route
from juzhan.domain.shared import Refusal, Text


class Topic(StrEnum):
    """The four parts of a comparison."""

    BODIES = "bodies"
    RELATIONS = "relations"
    OWNERS = "owners"
    FINDINGS = "findings"

    @property
    def text(self) -> Text:
        """The heading of this part."""
        return TOPIC_LABELS[self]


TOPIC_LABELS = {
    Topic.BODIES: Text("机构", "Bodies"),
    Topic.RELATIONS: Text("关系", "Relations"),
    Topic.OWNERS: Text("事务归属", "Who owns what"),
    Topic.FINDINGS: Text("与法律不符之处", "Findings against the law"),
}


class State(StrEnum):
    """How the two sides of a row stand to each other."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"

    @property
    def text(self) -> Text:
        """The label of this state."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.SAME: Text("相同", "same"),
    State.DIFFERS: Text("不同", "differs"),
    State.ONLY_LEFT: Text("仅左", "left only"),
    State.ONLY_RIGHT: Text("仅右", "right only"),
}


@frozen
class Row:
    """One line of a comparison; a side that has nothing there is ``None``."""

    topic: Topic
    key: str
    label: Text
    left: Text | None
    right: Text | None

    @property
    def state(self) -> State:
        """Whether the sides say the same."""
        if self.left is None:
            return State.ONLY_RIGHT
        if self.right is None:
            return State.ONLY_LEFT
        return State.SAME if self.left == self.right else State.DIFFERS


@frozen
class Comparison:
    """Two charters side by side on one day."""

    left: Charter
    right: Charter
    on: date
    rows: tuple[Row, ...]

    def of(self, topic: Topic) -> tuple[Row, ...]:
        """The rows of one part."""
        return tuple(row for row in self.rows if row.topic is topic)


Side = Mapping[str, tuple[Text, Text]]


def compare(a: Charter, b: Charter, on: date, law: CharterLaw) -> Comparison:
    """Set two charters side by side; ``on`` is the day whose law both are held against."""
    sides: Mapping[Topic, Callable[[Charter], Side]] = {
        Topic.BODIES: _bodies,
        Topic.RELATIONS: _relations,
        Topic.OWNERS: lambda charter: _owners(charter, affairs_told_apart(a, b)),
        Topic.FINDINGS: lambda charter: _findings(charter, on, law),
    }
    rows = tuple(row for topic, side in sides.items() for row in _rows(topic, side(a), side(b)))
    return Comparison(a, b, on, rows)


def _rows(topic: Topic, left: Side, right: Side) -> Iterable[Row]:
    for key in dict.fromkeys([*left, *right]):
        label = (left.get(key) or right[key])[0]
        yield Row(topic, key, label, _said(left, key), _said(right, key))


def _said(side: Side, key: str) -> Text | None:
    return side[key][1] if key in side else None


def _bodies(charter: Charter) -> Side:
    ordered = sorted(charter.bodies.values(), key=lambda body: body.level.rank)
    return {body.key: (body.name, describe_body(body)) for body in ordered}


def describe_body(body: Body) -> Text:
    """A body in one line: name, level, what it is in law, how many members, where the source says so."""
    parts = [body.level.text]
    if body.serves_several:
        parts.append(Text("服务几个社区", "serves several communities"))
    if body.legal_form is not None:
        parts.append(body.legal_form)
    if body.members.known:
        parts.append(body.members.text)
    if body.term_years is not None:
        parts.append(Text(f"任期{body.term_years}年", f"term {body.term_years} years"))
    return Text(
        f"{body.name.zh}（{'，'.join(p.zh for p in parts)}）", f"{body.name.en} ({', '.join(p.en for p in parts)})"
    )


def _relations(charter: Charter) -> Side:
    kinds: dict[tuple[str, str], list[Text]] = {}
    for relation in charter.relations:
        kinds.setdefault((relation.from_body, relation.to_body), []).append(relation.kind.text)
    found = {}
    for (from_key, to_key), verbs in kinds.items():
        ends = charter.bodies[from_key].name, charter.bodies[to_key].name
        label = Text(f"{ends[0].zh} → {ends[1].zh}", f"{ends[0].en} → {ends[1].en}")
        ordered = sorted(verbs, key=lambda verb: verb.en)
        said = Text("、".join(verb.zh for verb in ordered), ", ".join(verb.en for verb in ordered))
        found[f"{from_key}.{to_key}"] = (label, said)
    return found


def _owners(charter: Charter, affairs: Iterable[tuple[Affair, Text]]) -> Side:
    found = {}
    for affair, label in affairs:
        routing = route(charter, affair)
        key = f"{affair.klass}.{affair.domain or 'any'}"
        if isinstance(routing, Refusal):
            said = Text("来源没有说", "not said")
        elif routing.is_fallback:
            said = Text("来源没有说；暂归{owner}", "not said; for now {owner}").format(
                owner=charter.bodies[routing.owner].name
            )
        else:
            said = charter.bodies[routing.owner].name
        found[key] = (label, said)
    return found


def _findings(charter: Charter, on: date, law: CharterLaw) -> Side:
    texts: dict[str, list[Text]] = {}
    labels = {}
    for finding in check(charter, on, law):
        labels[finding.code] = finding.citation.text
        texts.setdefault(finding.code, []).append(finding.text)
    return {
        code: (labels[code], Text("".join(t.zh for t in said), " ".join(t.en for t in said)))
        for code, said in texts.items()
    }
