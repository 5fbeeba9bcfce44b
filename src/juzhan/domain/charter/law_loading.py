"""The law file becomes a :class:`CharterLaw`, or is refused with every fault in it, like a charter file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from juzhan.domain.charter.faults import FaultKind
from juzhan.domain.charter.findings import Severity
from juzhan.domain.charter.law import (
    BodyRequired,
    CharterLaw,
    Completion,
    Condition,
    Kinds,
    LawRule,
    LawText,
    MembersBetween,
    OnlyFrom,
    OwnerAllowed,
    OwnerForbidden,
    OwnerLedBy,
    PostsIncompatible,
    RelationForbidden,
    RelationPaired,
    RelationRequired,
    Term,
    TraitForbidden,
)
from juzhan.domain.charter.loading import PRODUCT
from juzhan.domain.charter.model import Body, Evidence, Post
from juzhan.domain.charter.sheet import Table, open_sheet
from juzhan.domain.charter.vocabulary import AffairClass, BodyKind, Level, RelationKind, Role, TraitKind

OPEN = "open"
# The evidence of a body that the law gives is filled in when a charter is completed on a day.
LATER = Evidence(PRODUCT)


def load_charter_law(path: Path) -> CharterLaw:
    """Read the law file.

    :raises CharterBroken: with all faults.
    """
    sheet = open_sheet(path)
    top = sheet.top()
    texts = tuple(_text(table) for table in top.tables("texts", required=True))
    known = {text.key for text in texts}
    rules = tuple(_rule(table, known) for table in top.tables("rules", required=True))
    top.close()
    sheet.finish()
    return CharterLaw(texts, rules)


def _text(table: Table) -> LawText:
    since, until = table.day("from", instead=""), table.day("until", instead=OPEN)
    if since and until and until <= since:
        table.note(FaultKind.BAD_DATES, "until", since=since, until=until)
    text = LawText(table.string("key"), table.needed_text("title"), since or date.min, until)
    table.close()
    return text


def _rule(table: Table, known: set[str]) -> LawRule:
    kind = table.string("kind")
    if kind and kind not in READERS:
        table.note(FaultKind.UNKNOWN_WORD, "kind", name="kind", value=kind, known=", ".join(READERS))
    rule = LawRule(
        code=table.string("code"),
        severity=table.word("severity", Severity) or Severity.NOTE,
        articles=_articles(table, known),
        text=table.needed_text("text"),
        mend=table.needed_text("mend"),
        condition=READERS[kind](table) if kind in READERS else BodyRequired(frozenset()),
        completes=table.flag("completes"),
        completion=_completion(table.table("completion")) if "completion" in table.data else None,
    )
    table.close()
    return rule


def _articles(table: Table, known: set[str]) -> Mapping[str, str]:
    articles = table.table("articles").data
    for name, article in articles.items():
        if name not in known:
            table.note(FaultKind.UNKNOWN_SOURCE, f"articles.{name}", value=name)
        if not isinstance(article, str):
            table.note(FaultKind.MISSING, f"articles.{name}", name=name)
    return {name: str(article) for name, article in articles.items()}


def _completion(table: Table) -> Completion:
    key = table.string("key")
    body = Body(
        key=key,
        kind=table.word("kind", BodyKind) or BodyKind.RESIDENTS_MEETING,
        level=Level.COMMUNITY,
        name=table.needed_text("name"),
        evidence=LATER,
        term_years=table.number("term_years"),
    )
    posts = tuple(_post(inner, key) for inner in table.tables("posts"))
    relations = tuple(_relation(inner) for inner in table.tables("relations"))
    table.close()
    return Completion(body, posts, relations)


def _post(table: Table, body: str) -> Post:
    post = Post(
        body=body,
        key=table.string("key"),
        title=table.needed_text("title"),
        role=table.word("role", Role) or Role.MEMBER,
        evidence=LATER,
        may_not_also_hold=table.strings("may_not_also_hold"),
    )
    table.close()
    return post


def _relation(table: Table) -> tuple[RelationKind, BodyKind]:
    kind, to = table.word("kind", RelationKind), table.word("to_kind", BodyKind)
    table.close()
    return kind or RelationKind.COOPERATES, to or BodyKind.RESIDENTS_COMMITTEE


def _kinds(table: Table, name: str) -> Kinds:
    return frozenset(table.words(name, BodyKind))


def _relations(table: Table) -> frozenset[RelationKind]:
    return frozenset(table.words("relations", RelationKind))


def _one(table: Table, name: str) -> RelationKind:
    return table.word(name, RelationKind) or RelationKind.COOPERATES


def _klass(table: Table) -> AffairClass:
    return table.word("class", AffairClass) or AffairClass.ADMINISTRATIVE


READERS: Mapping[str, Callable[[Table], Condition]] = {
    "body_required": lambda t: BodyRequired(_kinds(t, "any_of")),
    "relation_forbidden": lambda t: RelationForbidden(_relations(t), _kinds(t, "from_kinds"), _kinds(t, "to_kinds")),
    "relation_required": lambda t: RelationRequired(_relations(t), _kinds(t, "from_kinds"), _kinds(t, "to_kinds")),
    "only_from": lambda t: OnlyFrom(_one(t, "relation"), _kinds(t, "to_kinds"), _kinds(t, "from_kinds")),
    "relation_paired": lambda t: RelationPaired(_one(t, "relation"), _one(t, "needs"), _kinds(t, "to_kinds")),
    "owner_forbidden": lambda t: OwnerForbidden(_klass(t), _kinds(t, "kinds")),
    "owner_allowed": lambda t: OwnerAllowed(_klass(t), _kinds(t, "kinds")),
    "owner_led_by": lambda t: OwnerLedBy(_klass(t), _kinds(t, "leaders")),
    "members_between": lambda t: MembersBetween(
        _kinds(t, "kinds"), t.number("at_least") or 1, t.number("at_most") or 1
    ),
    "term": lambda t: Term(_kinds(t, "kinds"), t.number("years") or 1),
    "posts_incompatible": lambda t: PostsIncompatible(_kinds(t, "first"), _kinds(t, "second")),
    "trait_forbidden": lambda t: TraitForbidden(
        t.word("trait", TraitKind) or TraitKind.SHARED_PURSE, _kinds(t, "kinds")
    ),
}
