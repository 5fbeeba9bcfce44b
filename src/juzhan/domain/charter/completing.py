"""The law in force wins: a charter run today is completed by the bodies and relations that the law itself gives.

A charter file stays as its source describes it and keeps its findings. A community that lives under it on a day gets
the charter *completed by law*: for instance the supervision committee from 2026-01-01 (organic law 2025 art. 36). What
was added is marked by its evidence (a law) and listed in ``Charter.completed_by``. Nothing is ever taken away.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from juzhan.domain.charter.law import CharterLaw, Completion, LawRule, RelationRequired
from juzhan.domain.charter.model import Charter, Evidence, Relation, Source
from juzhan.domain.charter.vocabulary import RelationKind, SourceKind
from juzhan.domain.shared import Citation, Text


def completed_by_law(charter: Charter, on: date, law: CharterLaw) -> Charter:
    """The charter with the bodies, posts and relations that the law in force on the day adds; the same if none."""
    for rule, citation in law.rules_on(on):
        if any(rule.condition.broken_in(charter)):
            charter = _completed(charter, rule, citation)
    return charter


def _completed(charter: Charter, rule: LawRule, citation: Citation) -> Charter:
    evidence = _evidence(citation)
    if rule.completion is not None and rule.completion.body.key not in charter.bodies:
        charter = _with_body(charter, rule.completion, evidence)
    elif rule.completes and isinstance(rule.condition, RelationRequired):
        added = tuple(_lacking(charter, rule.condition, evidence))
        charter = evolve(charter, relations=charter.relations + added)
    else:
        return charter
    return evolve(charter, completed_by=(*charter.completed_by, citation))


def _with_body(charter: Charter, completion: Completion, evidence: Evidence) -> Charter:
    key = completion.body.key
    bodies = {**charter.bodies, key: evolve(completion.body, evidence=evidence)}
    posts = {
        post.path: evolve(
            post, evidence=evidence, may_not_also_hold=tuple(o for o in post.may_not_also_hold if o in bodies)
        )
        for post in completion.posts
    }
    relations = tuple(
        Relation(kind, key, other.key, evidence)
        for kind, to_kind in completion.relations
        for other in charter.bodies_of(to_kind)
    )
    return evolve(
        charter,
        bodies=bodies,
        posts={**charter.posts, **posts},
        relations=charter.relations + relations,
        added_bodies=(*charter.added_bodies, key),
    )


def _lacking(charter: Charter, required: RelationRequired, evidence: Evidence) -> Iterator[Relation]:
    """The required relation, from each body that should have it to each that lacks it."""
    kind = min(required.relations, key=tuple(RelationKind).index)
    for giver in charter.bodies_of(*required.from_kinds):
        for body in charter.bodies_of(*required.to_kinds):
            if not any(r.kind in required.relations for r in charter.relations_between(giver.key, body.key)):
                yield Relation(kind, giver.key, body.key, evidence)


def _evidence(citation: Citation) -> Evidence:
    title = Text(citation.law, citation.law_en or citation.law)
    return Evidence(Source("organic_law", SourceKind.LAW, citation.law, title), "", citation.article)
