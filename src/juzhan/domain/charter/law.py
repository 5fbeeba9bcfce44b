"""The structural rules of the organic law are data: dated texts, and rules of a few general kinds with their articles.

A rule is in force on a day when the text in force on that day is among those it cites. The rules know only the closed
vocabulary, never a charter. File: ``rules/cn/charter_law.toml``; texts of 1989, 2018 and 2025 in ``reference/law``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product

from attrs import frozen

from juzhan.domain.charter.findings import Severity
from juzhan.domain.charter.model import Body, Charter, Post, Relation
from juzhan.domain.charter.soundness import forbids
from juzhan.domain.charter.vocabulary import AffairClass, BodyKind, RelationKind, TraitKind
from juzhan.domain.shared import Citation, Text

Kinds = frozenset[BodyKind]
Found = tuple[str, Mapping[str, Text]]


@frozen
class LawText:
    """One version of the law, in force from ``since`` up to, not including, ``until`` (``None``: still in force)."""

    key: str
    title: Text
    since: date
    until: date | None

    def in_force(self, on: date) -> bool:
        """Whether this version applies on the day."""
        return self.since <= on and (self.until is None or on < self.until)


class Condition(ABC):
    """What a rule looks for in a charter; gives each place where it is not met, with the names for the message."""

    @abstractmethod
    def broken_in(self, charter: Charter) -> Iterator[Found]:
        """Each place in the charter that is against the rule."""


@frozen
class Completion:
    """What the law itself gives to every community: a body with its posts and its relations to other kinds of body."""

    body: Body
    posts: tuple[Post, ...]
    relations: tuple[tuple[RelationKind, BodyKind], ...]


@frozen
class LawRule:
    """A rule with its code, its weight, the articles by version of the law, and its message in both languages.

    ``completion`` is a body, and ``completes`` says that the required relation, is added to a charter run under this law.
    """

    code: str
    severity: Severity
    articles: Mapping[str, str]
    text: Text
    mend: Text
    condition: Condition
    completion: Completion | None = None
    completes: bool = False


@frozen
class CharterLaw:
    """All versions of the law and all rules."""

    texts: tuple[LawText, ...]
    rules: tuple[LawRule, ...]

    def text_on(self, on: date) -> LawText | None:
        """The version in force on a day, ``None`` before the first."""
        return next((text for text in self.texts if text.in_force(on)), None)

    def rules_on(self, on: date) -> Iterator[tuple[LawRule, Citation]]:
        """The rules in force on a day, each with the article it rests on."""
        text = self.text_on(on)
        for rule in self.rules:
            if text is not None and text.key in rule.articles:
                yield rule, Citation(text.title.zh, rule.articles[text.key], text.title.en)


@frozen
class BodyRequired(Condition):
    """At least one body of these kinds must exist."""

    any_of: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        if not charter.bodies_of(*self.any_of):
            yield "bodies", {}


@frozen
class RelationForbidden(Condition):
    """None of these relations may run from these kinds to those kinds."""

    relations: frozenset[RelationKind]
    from_kinds: Kinds
    to_kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for relation in charter.relations:
            if relation.kind in self.relations and _joins(charter, relation, self.from_kinds, self.to_kinds):
                yield _where(relation), _names(charter, relation)


@frozen
class OnlyFrom(Condition):
    """This relation to these kinds may only come from those kinds."""

    relation: RelationKind
    to_kinds: Kinds
    allowed: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for relation in charter.relations:
            to_kind, from_kind = charter.bodies[relation.to_body].kind, charter.bodies[relation.from_body].kind
            if relation.kind is self.relation and to_kind in self.to_kinds and from_kind not in self.allowed:
                yield _where(relation), _names(charter, relation)


@frozen
class RelationRequired(Condition):
    """Each body of the second kinds needs one of these relations from the first kinds, where both exist."""

    relations: frozenset[RelationKind]
    from_kinds: Kinds
    to_kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        givers = charter.bodies_of(*self.from_kinds)
        for body in charter.bodies_of(*self.to_kinds) if givers else ():
            kinds = {r.kind for giver in givers for r in charter.relations_between(giver.key, body.key)}
            if not kinds & self.relations:
                yield f"bodies.{body.key}", {"from_body": givers[0].name, "to_body": body.name}


@frozen
class RelationPaired(Condition):
    """Whoever has the first relation to these kinds must have the second one too."""

    relation: RelationKind
    needs: RelationKind
    to_kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for relation in charter.relations:
            if relation.kind is not self.relation or charter.bodies[relation.to_body].kind not in self.to_kinds:
                continue
            beside = charter.relations_between(relation.from_body, relation.to_body)
            if all(other.kind is not self.needs for other in beside):
                yield _where(relation), _names(charter, relation)


@frozen
class OwnerForbidden(Condition):
    """These kinds of body may not own this class of affair."""

    klass: AffairClass
    kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        yield from (found for owner, found in _owners(charter, self.klass) if owner.kind in self.kinds)


@frozen
class OwnerAllowed(Condition):
    """Only these kinds of body may own this class of affair."""

    klass: AffairClass
    kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        yield from (found for owner, found in _owners(charter, self.klass) if owner.kind not in self.kinds)


@frozen
class OwnerLedBy(Condition):
    """A body that owns this class of affair may not be led by these kinds."""

    klass: AffairClass
    leaders: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for owner, found in _owners(charter, self.klass):
            for leader in charter.bodies_of(*self.leaders):
                if any(r.kind is RelationKind.LEADS for r in charter.relations_between(leader.key, owner.key)):
                    yield found[0], {**found[1], "leader": leader.name}


@frozen
class MembersBetween(Condition):
    """A body of these kinds, where its size is stated, has from ``at_least`` to ``at_most`` members, both included."""

    kinds: Kinds
    at_least: int
    at_most: int

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for body in charter.bodies_of(*self.kinds):
            low, high = body.members.at_least, body.members.at_most
            if (low is not None and low < self.at_least) or (high is not None and high > self.at_most):
                yield f"bodies.{body.key}.members", {"body": body.name, "members": body.members.text}


@frozen
class Term(Condition):
    """A body of these kinds, where its term is stated, has a term of this many years."""

    kinds: Kinds
    years: int

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for body in charter.bodies_of(*self.kinds):
            if body.term_years is not None and body.term_years != self.years:
                years = Text(f"{body.term_years}年", f"{body.term_years} years")
                yield f"bodies.{body.key}.term_years", {"body": body.name, "years": years}


@frozen
class PostsIncompatible(Condition):
    """Nobody may hold a post in a body of the first kinds and one in a body of the second kinds at the same time.

    A charter breaks this when it demands such a holding, or when it does not exclude it.
    """

    first: Kinds
    second: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for one, other in self.pairs(charter):
            pairs = product(charter.posts_of(one.key), charter.posts_of(other.key))
            if not all(forbids(a, b) or forbids(b, a) for a, b in pairs):
                yield f"bodies.{one.key}.posts", {"body": one.name, "other": other.name}

    def pairs(self, charter: Charter) -> Iterator[tuple[Body, Body]]:
        """The bodies of the first kinds with those of the second."""
        for one in charter.bodies_of(*self.first):
            for other in charter.bodies_of(*self.second):
                yield one, other


@frozen
class TraitForbidden(Condition):
    """This statement about money may not be made about bodies of these kinds."""

    trait: TraitKind
    kinds: Kinds

    def broken_in(self, charter: Charter) -> Iterator[Found]:
        for trait in charter.traits:
            bodies = [charter.bodies[key] for key in trait.bodies]
            if trait.kind is self.trait and any(body.kind in self.kinds for body in bodies):
                names = Text("、".join(b.name.zh for b in bodies), " and ".join(b.name.en for b in bodies))
                yield f"traits.{trait.kind}", {"bodies": names}


def _joins(charter: Charter, relation: Relation, from_kinds: Kinds, to_kinds: Kinds) -> bool:
    ends = charter.bodies[relation.from_body].kind, charter.bodies[relation.to_body].kind
    return ends[0] in from_kinds and ends[1] in to_kinds


def _where(relation: Relation) -> str:
    return f"relations.{relation.from_body}.{relation.kind}.{relation.to_body}"


def _names(charter: Charter, relation: Relation) -> Mapping[str, Text]:
    return {
        "from_body": charter.bodies[relation.from_body].name,
        "to_body": charter.bodies[relation.to_body].name,
        "relation": relation.kind.text,
    }


def _owners(charter: Charter, klass: AffairClass) -> Iterator[tuple[Body, Found]]:
    """The owners of a class, each once, fallbacks included."""
    seen: set[str] = set()
    for rule in charter.affairs:
        if rule.klass is klass and rule.owner is not None and rule.owner not in seen:
            seen.add(rule.owner)
            owner = charter.bodies[rule.owner]
            yield owner, (f"affairs.{klass}.{owner.key}", {"owner": owner.name, "affair": klass.text})
