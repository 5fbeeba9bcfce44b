"""A charter file becomes a charter, or is refused with every fault in it.

The format is described in docs/algorithms/charter.md; the only file opened is the one named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from juzhan.domain.charter.faults import CharterBroken, Fault, FaultKind
from juzhan.domain.charter.model import (
    AffairRule,
    Body,
    Charter,
    Contradiction,
    Evidence,
    Post,
    Range,
    Relation,
    Source,
    Trait,
    Unknown,
)
from juzhan.domain.charter.sheet import Table, open_sheet
from juzhan.domain.charter.soundness import note_unsound
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
from juzhan.domain.shared import Text

PRODUCT = Source(
    "product",
    SourceKind.PRODUCT,
    "juzhan",
    Text("本系统的设定（来源未说）", "Set by this product (the sources are silent)"),
)
NAME = re.compile(r"^[a-z][a-z0-9_]*$")
UNKNOWN = "unknown"


def load_charter(path: Path) -> Charter:
    """Read one charter file.

    :raises CharterBroken: with all faults: of syntax, of words, and between the parts.
    """
    sheet = open_sheet(path)
    charter = _charter(sheet.top(), path.stem)
    note_unsound(charter, sheet)
    sheet.finish()
    return charter


def load_charters(folder: Path) -> Mapping[str, Charter]:
    """Read every ``*.toml`` file of a folder, by charter key in the order of names.

    :raises CharterBroken: with the faults of all files together.
    """
    charters: dict[str, Charter] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            charters[path.stem] = load_charter(path)
        except CharterBroken as broken:
            faults.extend(broken.faults)
    if faults:
        raise CharterBroken(tuple(faults))
    return charters


def _charter(top: Table, stem: str) -> Charter:
    head = top.table("charter")
    sources = _sources(top)
    bodies, posts = _bodies(top, sources)
    charter = Charter(
        key=_key(head, stem),
        title=head.needed_text("title"),
        summary=head.needed_text("summary"),
        since=head.day("from", instead=UNKNOWN),
        until=head.day("until", instead=UNKNOWN),
        sources=sources,
        bodies=bodies,
        relations=_relations(top, sources),
        posts=posts,
        affairs=_affairs(top, sources),
        traits=_traits(top, sources),
        unknowns=_unknowns(top),
        contradictions=_contradictions(top),
    )
    head.close()
    top.close()
    _note_bad_dates(charter, head)
    return charter


def _key(head: Table, stem: str) -> str:
    key = head.string("key")
    if key and (key != stem or not NAME.match(key)):
        head.note(FaultKind.BAD_NAME, "key", value=key, wanted=stem)
    return key or stem


def _note_bad_dates(charter: Charter, head: Table) -> None:
    if charter.since and charter.until and charter.until <= charter.since:
        head.note(FaultKind.BAD_DATES, "until", since=charter.since, until=charter.until)


def _sources(top: Table) -> dict[str, Source]:
    sources = {PRODUCT.key: PRODUCT}
    for table in top.tables("sources", required=True):
        key, kind = table.string("key"), table.word("kind", SourceKind)
        source = Source(key, kind or SourceKind.SECONDARY, table.string("name"), table.needed_text("title"))
        _once(table, key, sources)
        sources[key] = source
        table.close()
    return sources


def _bodies(top: Table, sources: Mapping[str, Source]) -> tuple[dict[str, Body], dict[str, Post]]:
    bodies: dict[str, Body] = {}
    posts: dict[str, Post] = {}
    for table in top.tables("bodies", required=True):
        body = _body(table, sources)
        _once(table, body.key, bodies)
        bodies.setdefault(body.key, body)
        for inner in table.tables("posts"):
            post = _post(inner, body.key, sources)
            _once(inner, post.path, posts)
            posts.setdefault(post.path, post)
        table.close()
    return bodies, posts


def _body(table: Table, sources: Mapping[str, Source]) -> Body:
    several = _word_or(table, "serves", ("one", "several"), "one") == "several"
    level = table.word("level", Level) or Level.COMMUNITY
    if several != (level is Level.CLUSTER):
        table.note(FaultKind.CLUSTER_MISMATCH, "serves")
    return Body(
        key=table.string("key"),
        kind=table.word("kind", BodyKind) or BodyKind.SOCIAL_ORGANIZATION,
        level=level,
        name=table.needed_text("name"),
        evidence=_evidence(table, sources),
        members=_range(table, "members"),
        serves_several=several,
        term_years=table.number("term_years"),
        legal_form=table.text("legal_form", required=False),
    )


def _word_or(table: Table, name: str, words: tuple[str, ...], default: str) -> str:
    value = table.take(name)
    if value is None or value in words:
        return value or default
    table.note(FaultKind.UNKNOWN_WORD, name, name=name, value=value, known=", ".join(words))
    return default


def _post(table: Table, body: str, sources: Mapping[str, Source]) -> Post:
    post = Post(
        body=body,
        key=table.string("key"),
        title=table.needed_text("title"),
        role=table.word("role", Role) or Role.MEMBER,
        evidence=_evidence(table, sources, default=PRODUCT.key),
        seats=_range(table, "seats"),
        must_be_held_by=table.string("must_be_held_by", required=False) or None,
        may_not_also_hold=table.strings("may_not_also_hold"),
    )
    table.close()
    return post


def _relations(top: Table, sources: Mapping[str, Source]) -> tuple[Relation, ...]:
    relations = []
    for table in top.tables("relations", required=True):
        kind = table.word("kind", RelationKind) or RelationKind.COOPERATES
        relations.append(Relation(kind, table.string("from"), table.string("to"), _evidence(table, sources)))
        table.close()
    return tuple(relations)


def _affairs(top: Table, sources: Mapping[str, Source]) -> tuple[AffairRule, ...]:
    rules = []
    for table in top.tables("affairs", required=True):
        klass, owner = table.word("class", AffairClass), table.string("owner")
        rule = AffairRule(
            klass=klass or AffairClass.ADMINISTRATIVE,
            domain=table.word("domain", Domain, required=False),
            owner=None if owner == UNKNOWN else owner,
            evidence=_evidence(table, sources, default=PRODUCT.key),
            fallback=table.flag("fallback"),
            reason=table.text("reason", required=owner == UNKNOWN or "fallback" in table.data),
        )
        rules.append(rule)
        table.close()
    return tuple(rules)


def _traits(top: Table, sources: Mapping[str, Source]) -> tuple[Trait, ...]:
    traits = []
    for table in top.tables("traits"):
        kind = table.word("kind", TraitKind)
        trait = Trait(kind or TraitKind.SHARED_PURSE, table.strings("bodies", required=True), _evidence(table, sources))
        traits.append(trait)
        table.close()
    return tuple(traits)


def _unknowns(top: Table) -> tuple[Unknown, ...]:
    unknowns = []
    for table in top.tables("unknowns"):
        unknowns.append(Unknown(table.needed_text("about"), table.needed_text("text")))
        table.close()
    return tuple(unknowns)


def _contradictions(top: Table) -> tuple[Contradiction, ...]:
    found = []
    for table in top.tables("contradictions"):
        quotes = table.strings("quotes")
        found.append(Contradiction(table.needed_text("text"), table.needed_text("decided"), quotes))
        table.close()
    return tuple(found)


def _evidence(table: Table, sources: Mapping[str, Source], default: str = "") -> Evidence:
    key = table.string("source", required=not default) or default
    quote, article = table.string("quote", required=False), table.string("article", required=False)
    source = sources.get(key)
    if key and source is None:
        table.note(FaultKind.UNKNOWN_SOURCE, "source", value=key)
    if source and source.kind in (SourceKind.SEED, SourceKind.LAW) and not (quote or article):
        table.note(FaultKind.NO_EVIDENCE, "source", value=key)
    return Evidence(source or PRODUCT, quote, article, table.text("note", required=False))


def _range(table: Table, name: str) -> Range:
    """Seats and members are written ``3``, ``{ from = 5, to = 9 }`` or ``"unknown"``."""
    value: Any = table.take(name)
    if value is None or value == UNKNOWN:
        return Range()
    low, high = (value.get("from"), value.get("to")) if isinstance(value, dict) else (value, value)
    if not _is_range(low, high) or (isinstance(value, dict) and not set(value) <= {"from", "to"}):
        table.note(FaultKind.BAD_RANGE, name, value=value)
        return Range()
    return Range(low, high)


def _is_range(low: Any, high: Any) -> bool:
    numbers = [each for each in (low, high) if each is not None]
    whole = all(type(each) is int and each > 0 for each in numbers)
    return bool(numbers) and whole and numbers == sorted(numbers)


def _once(table: Table, key: str, known: Mapping[str, object]) -> None:
    if key and key in known:
        table.note(FaultKind.DECLARED_TWICE, "key", value=key)
