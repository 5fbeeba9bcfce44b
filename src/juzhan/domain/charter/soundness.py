"""The parts of a charter must fit together: known bodies, no circle of leadership, one owner for each affair.

These faults are independent of any law; what departs from the law is found by :mod:`juzhan.domain.charter.checking`.
"""

from __future__ import annotations

from collections import Counter

from juzhan.domain.charter.faults import FaultKind
from juzhan.domain.charter.model import AffairRule, Charter, Post
from juzhan.domain.charter.sheet import Sheet
from juzhan.domain.charter.vocabulary import AffairClass, BodyKind, RelationKind
from juzhan.domain.shared import Text

# Bodies made of all residents: nobody is appointed to them.
WITHOUT_POSTS = frozenset({BodyKind.RESIDENTS, BodyKind.RESIDENTS_MEETING})


def note_unsound(charter: Charter, sheet: Sheet) -> None:
    """Note every way in which the parts of a charter do not fit together."""
    _note_unknown_ends(charter, sheet)
    _note_repeated_relations(charter, sheet)
    _note_leadership_cycles(charter, sheet)
    _note_owners(charter, sheet)
    _note_posts(charter, sheet)


def _note_unknown_ends(charter: Charter, sheet: Sheet) -> None:
    for number, relation in enumerate(charter.relations, 1):
        for name, body in (("from", relation.from_body), ("to", relation.to_body)):
            _note_unknown_body(charter, sheet, f"relations[{number}].{name}", body)
        if relation.from_body and relation.from_body == relation.to_body:
            sheet.note(FaultKind.RELATION_TO_ITSELF, f"relations[{number}].to", value=relation.to_body)
    for number, trait in enumerate(charter.traits, 1):
        for body in trait.bodies:
            _note_unknown_body(charter, sheet, f"traits[{number}].bodies", body)
    for number, rule in enumerate(charter.affairs, 1):
        _note_unknown_body(charter, sheet, f"affairs[{number}].owner", rule.owner or "")


def _note_unknown_body(charter: Charter, sheet: Sheet, address: str, body: str) -> None:
    if body and body not in charter.bodies:
        sheet.note(FaultKind.UNKNOWN_BODY, address, value=body)


def _note_repeated_relations(charter: Charter, sheet: Sheet) -> None:
    seen: set[tuple[str, str, str]] = set()
    for number, relation in enumerate(charter.relations, 1):
        same = (relation.kind, relation.from_body, relation.to_body)
        if same in seen and all(same):
            sheet.note(FaultKind.DECLARED_TWICE, f"relations[{number}]", value=" ".join(same))
        seen.add(same)


def _note_leadership_cycles(charter: Charter, sheet: Sheet) -> None:
    """Note each circle once, at the relation that closes it in the order of the file."""
    led: dict[str, list[str]] = {}
    for number, relation in enumerate(charter.relations, 1):
        if relation.kind is not RelationKind.LEADS or relation.from_body == relation.to_body:
            continue
        path = _path(led, relation.to_body, relation.from_body)
        if path:
            circle = " → ".join([relation.from_body, *path])
            sheet.note(FaultKind.LEADERSHIP_CYCLE, f"relations[{number}]", value=circle)
        else:
            led.setdefault(relation.from_body, []).append(relation.to_body)


def _path(led: dict[str, list[str]], start: str, goal: str) -> list[str]:
    """The way from start to goal along leadership, both included; empty if there is none."""
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop(0)
        if way[-1] == goal:
            return way
        for following in led.get(way[-1], ()):
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _note_owners(charter: Charter, sheet: Sheet) -> None:
    owned: dict[tuple[object, ...], AffairRule] = {}
    for number, rule in enumerate(charter.affairs, 1):
        place = (rule.klass, rule.domain, rule.fallback)
        first = owned.setdefault(place, rule)
        if first is not rule:
            names = {"first": first.owner or "unknown", "second": rule.owner or "unknown"}
            sheet.note(FaultKind.TWO_OWNERS, f"affairs[{number}].owner", affair=describe(rule), **names)
    _note_missing_owners(charter, sheet)


def _note_missing_owners(charter: Charter, sheet: Sheet) -> None:
    """Each class needs a general rule, and a fallback needs a gap to stand in."""
    if any(each.key.startswith("affairs") for each in sheet.faults):
        return
    plain = [rule for rule in charter.affairs if not rule.fallback]
    for klass in AffairClass:
        if not any(rule.klass is klass and rule.domain is None for rule in plain):
            sheet.note(FaultKind.NO_OWNER, "affairs", affair=klass.text)
    for number, rule in enumerate(charter.affairs, 1):
        if rule.fallback and not any(p.klass is rule.klass and p.owner is None for p in plain):
            sheet.note(FaultKind.NEEDLESS_FALLBACK, f"affairs[{number}]", affair=describe(rule))


def describe(rule: AffairRule) -> Text:
    """A class of affair, with its domain where the rule names one."""
    if rule.domain is None:
        return rule.klass.text
    return Text(f"{rule.klass.text.zh}·{rule.domain.text.zh}", f"{rule.klass.text.en} ({rule.domain.text.en})")


def _note_posts(charter: Charter, sheet: Sheet) -> None:
    numbers = {key: number for number, key in enumerate(charter.bodies, 1)}
    counts: Counter[str] = Counter()
    for post in charter.posts.values():
        counts[post.body] += 1
        address = f"bodies[{numbers[post.body]}].posts[{counts[post.body]}]"
        _note_post_references(charter, sheet, post, address)
        _note_holding_contradiction(charter, sheet, post, address)
    for key, body in charter.bodies.items():
        if not counts[key] and body.kind not in WITHOUT_POSTS:
            sheet.note(FaultKind.NO_POST, f"bodies[{numbers[key]}].key", value=key)


def _note_post_references(charter: Charter, sheet: Sheet, post: Post, address: str) -> None:
    if post.must_be_held_by and post.must_be_held_by not in charter.posts:
        sheet.note(FaultKind.UNKNOWN_POST, f"{address}.must_be_held_by", value=post.must_be_held_by)
    for other in post.may_not_also_hold:
        if other not in charter.posts and other not in charter.bodies:
            sheet.note(FaultKind.UNKNOWN_POST, f"{address}.may_not_also_hold", value=other)


def _note_holding_contradiction(charter: Charter, sheet: Sheet, post: Post, address: str) -> None:
    chain = _required_chain(charter, post)
    if post.path in chain:
        sheet.note(FaultKind.HOLDING_CYCLE, f"{address}.must_be_held_by", value=" → ".join((post.path, *chain)))
        return
    for other in chain:
        if forbids(post, charter.posts[other]) or forbids(charter.posts[other], post):
            sheet.note(FaultKind.HOLDING_CONTRADICTION, f"{address}.may_not_also_hold", post=post.path, other=other)


def _required_chain(charter: Charter, post: Post) -> tuple[str, ...]:
    """The posts whose holder must hold this one, through all steps; ends where a circle closes."""
    chain: list[str] = []
    step = charter.posts.get(post.must_be_held_by or "")
    while step is not None and step.path not in chain:
        chain.append(step.path)
        step = charter.posts.get(step.must_be_held_by or "")
    return tuple(chain)


def forbids(post: Post, other: Post) -> bool:
    """Whether the rules of one post forbid holding the other at the same time."""
    return post.path != other.path and (other.path in post.may_not_also_hold or other.body in post.may_not_also_hold)
