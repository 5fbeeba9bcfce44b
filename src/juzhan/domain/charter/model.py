"""A charter is a governance model as data: bodies, typed relations, posts, and which body owns which class of affair.

Everything here is a frozen value; what a source does not say is ``None`` or an :class:`Unknown`, never a guess.
Source: design.md section 2; the ten charters are in ``charters/*.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from juzhan.domain.charter.vocabulary import (
    AffairClass,
    BodyKind,
    Domain,
    Level,
    RelationKind,
    Role,
    SourceKind,
    TraitKind,
)
from juzhan.domain.shared import Citation, Text


@frozen
class Source:
    """A text a charter rests on: a seed document, a law, a secondary work, or the product's own setting."""

    key: str
    kind: SourceKind
    name: str
    title: Text


@frozen
class Evidence:
    """Why a charter states something: the source, the exact words or the article, and a remark where one is due."""

    source: Source
    quote: str = ""
    article: str = ""
    note: Text | None = None

    @property
    def citation(self) -> Citation:
        """The source as a citation; a seed is cited by its title, a law by its article."""
        return Citation(self.source.title.zh, self.article, self.source.title.en)

    @property
    def text(self) -> Text:
        """The evidence as a reader sees it: the source, then its words."""
        cited = self.citation.text
        if not self.quote:
            return cited
        return Text(f"{cited.zh}：“{self.quote}”", f"{cited.en}: “{self.quote}”")


@frozen
class Range:
    """A number of people from ``at_least`` to ``at_most``, both included; ``None`` is unknown."""

    at_least: int | None = None
    at_most: int | None = None

    @property
    def known(self) -> bool:
        """Whether the source says anything."""
        return self.at_least is not None or self.at_most is not None

    @property
    def text(self) -> Text:
        """The range as people read it."""
        match (self.at_least, self.at_most):
            case (None, None):
                return Text("不详", "unknown")
            case (low, None):
                return Text(f"至少{low}人", f"at least {low}")
            case (None, high):
                return Text(f"至多{high}人", f"at most {high}")
            case (low, high) if low == high:
                return Text(f"{low}人", f"{low}")
            case (low, high):
                return Text(f"{low}至{high}人", f"{low} to {high}")


@frozen
class Body:
    """One body of a charter; ``key`` is the same in every charter for a body that several charters share.

    ``serves_several`` marks a station that serves the committees of several communities (level cluster).
    ``term_years`` and ``legal_form`` are ``None`` where the source says nothing.
    """

    key: str
    kind: BodyKind
    level: Level
    name: Text
    evidence: Evidence
    members: Range = Range()
    serves_several: bool = False
    term_years: int | None = None
    legal_form: Text | None = None


@frozen
class Relation:
    """One typed, directed relation inside a charter: ``from_body`` does ``kind`` to ``to_body``."""

    kind: RelationKind
    from_body: str
    to_body: str
    evidence: Evidence


@frozen
class Post:
    """A place in a body that people hold from a date to a date.

    ``must_be_held_by`` names the post (``body.post``) whose holder has to hold this one too; ``may_not_also_hold``
    names posts (``body.post``) or whole bodies (``body``) that a holder of this post may not hold at the same time.
    """

    body: str
    key: str
    title: Text
    role: Role
    evidence: Evidence
    seats: Range = Range()
    must_be_held_by: str | None = None
    may_not_also_hold: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The name of the post inside its charter: ``body.post``."""
        return f"{self.body}.{self.key}"


@frozen
class AffairRule:
    """Which body owns a class of affair, in all domains or in one.

    ``owner`` is ``None`` where the source does not say; a fallback rule is used only then, and says why in ``reason``.
    """

    klass: AffairClass
    domain: Domain | None
    owner: str | None
    evidence: Evidence
    fallback: bool = False
    reason: Text | None = None


@frozen
class Trait:
    """A statement about money between bodies, for example that two bodies share one purse."""

    kind: TraitKind
    bodies: tuple[str, ...]
    evidence: Evidence


@frozen
class Unknown:
    """Something the source does not say."""

    about: Text
    text: Text


@frozen
class Contradiction:
    """A contradiction in the source, and how the charter decided it."""

    text: Text
    decided: Text
    quotes: tuple[str, ...] = ()


@frozen
class Charter:
    """One governance model, whole.

    ``since`` and ``until`` are the days the model began and ended as the source gives them, ``None`` where unknown;
    from which day a community lives under a charter is the district's own decision and is kept with the community.
    ``completed_by`` and ``added_bodies`` are empty in a charter as its file has it (see ``completed_by_law``).
    """

    key: str
    title: Text
    summary: Text
    since: date | None
    until: date | None
    sources: Mapping[str, Source]
    bodies: Mapping[str, Body]
    relations: tuple[Relation, ...]
    posts: Mapping[str, Post]
    affairs: tuple[AffairRule, ...]
    traits: tuple[Trait, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    completed_by: tuple[Citation, ...] = ()
    added_bodies: tuple[str, ...] = ()

    def bodies_of(self, *kinds: BodyKind) -> tuple[Body, ...]:
        """All bodies of these kinds, in the order of the file."""
        return tuple(body for body in self.bodies.values() if body.kind in kinds)

    def posts_of(self, body: str) -> tuple[Post, ...]:
        """The posts of one body, in the order of the file."""
        return tuple(post for post in self.posts.values() if post.body == body)

    def relations_between(self, from_body: str, to_body: str) -> tuple[Relation, ...]:
        """All relations from one body to another."""
        return tuple(r for r in self.relations if r.from_body == from_body and r.to_body == to_body)


@frozen
class Affair:
    """What a matter is, as far as a charter looks at it."""

    klass: AffairClass
    domain: Domain | None = None
