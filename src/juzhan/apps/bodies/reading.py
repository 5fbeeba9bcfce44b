"""What a page shows of a charter: who owns what and why, its relations by kind, and how many communities live under it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen
from django.db.models import Count

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, CharterTerm, Post
from juzhan.domain import charter as domain
from juzhan.domain.charter import Affair, AffairClass, Charter, RelationKind, SourceKind
from juzhan.domain.charter.routing import describe_affair
from juzhan.domain.shared import Citation, Refusal, Text


@frozen
class Owned:
    """One class of affair (in one domain, or in all): who owns it and the reasons; ``owner`` None: nobody is named."""

    affair: Text
    owner: Text | None
    is_fallback: bool
    reasons: tuple[Text, ...]


@frozen
class Shown:
    """Evidence as a page shows it: the words, then the number of the source in the page's list and the place in it.

    ``number`` is None for what this product has set, since the source is silent.
    """

    quote: str
    number: int | None
    article: Text | None
    note: Text | None


@frozen
class Tie:
    """One relation, with the names of its two ends."""

    from_body: Text
    to_body: Text
    evidence: Shown


@frozen
class Part:
    """A body with its evidence."""

    body: domain.Body
    evidence: Shown


@frozen
class Tied:
    """All relations of one kind."""

    kind: RelationKind
    ties: tuple[Tie, ...]


@frozen
class Seat:
    """A post with the names of its body, of the post whose holder must hold it, and of what its holder may not hold."""

    post: domain.Post
    body: Text
    goes_with: Text | None
    not_with: Text | None
    evidence: Shown


def owners_of(charter: Charter) -> list[Owned]:
    """Who owns each class of affair, and each domain for which the charter has a rule of its own."""
    exact = {(rule.klass, rule.domain) for rule in charter.affairs if rule.domain}
    affairs = [
        affair
        for klass in AffairClass
        for affair in (
            Affair(klass),
            *(Affair(klass, field) for each, field in sorted(exact, key=str) if each is klass),
        )
    ]
    return [_owned(charter, affair) for affair in affairs]


def _owned(charter: Charter, affair: Affair) -> Owned:
    routing = domain.route(charter, affair)
    if isinstance(routing, Refusal):
        return Owned(describe_affair(affair), None, False, (routing.text,))
    return Owned(describe_affair(affair), charter.bodies[routing.owner].name, routing.is_fallback, routing.reasons)


def ties_of(charter: Charter) -> list[Tied]:
    """The relations of a charter by kind, strongest first; kinds that do not occur are left out."""
    found = (
        (kind, tuple(_tie(charter, tie) for tie in charter.relations if tie.kind is kind)) for kind in RelationKind
    )
    return [Tied(kind, ties) for kind, ties in found if ties]


def _tie(charter: Charter, relation: domain.Relation) -> Tie:
    ends = charter.bodies[relation.from_body].name, charter.bodies[relation.to_body].name
    return Tie(*ends, shown(charter, relation.evidence))


def seats_of(charter: Charter) -> list[Seat]:
    """The posts of a charter in the order of its file."""
    return [
        Seat(
            post,
            charter.bodies[post.body].name,
            _post_name(charter, post.must_be_held_by) if post.must_be_held_by else None,
            listed(_post_name(charter, path) for path in post.may_not_also_hold),
            shown(charter, post.evidence),
        )
        for post in charter.posts.values()
    ]


def _post_name(charter: Charter, path: str) -> Text:
    """The name of a post (``body.post``) with its body, or of a whole body (``body``)."""
    body = charter.bodies[path.partition(".")[0]].name
    post = charter.posts.get(path)
    return Text(f"{body.zh}{post.title.zh}", f"{post.title.en} ({body.en})") if post else body


def parts_of(charter: Charter) -> list[Part]:
    """The bodies of a charter in the order of its file."""
    return [Part(body, shown(charter, body.evidence)) for body in charter.bodies.values()]


def money_of(charter: Charter) -> list[tuple[Text, Shown]]:
    """What the charter states about money."""
    return [(trait.kind.text, shown(charter, trait.evidence)) for trait in charter.traits]


def shown(charter: Charter, evidence: domain.Evidence) -> Shown:
    """Evidence with the number that its source has in :func:`sources_of`."""
    keys = [source.key for source in sources_of(charter)]
    number = keys.index(evidence.source.key) + 1 if evidence.source.key in keys else None
    article = Citation("", evidence.article).text if evidence.article else None
    place = article and Text(article.zh.removeprefix("《》"), article.en.removeprefix(", "))
    return Shown(evidence.quote, number, place, evidence.note)


def sources_of(charter: Charter) -> list[domain.Source]:
    """The texts a charter rests on, without the product's own settings."""
    return [source for source in charter.sources.values() if source.kind is not SourceKind.PRODUCT]


@frozen
class Staffed:
    """A body with the posts that its page shows: those of the charter, and others that somebody still holds."""

    body: Body
    posts: tuple[Post, ...]


def staffed(bodies: Iterable[Body], charter: Charter | None) -> list[Staffed]:
    """Bodies with their posts, which have been fetched with them, and with who holds these."""
    return [Staffed(body, tuple(post for post in body.posts.all() if _shows(body, post, charter))) for body in bodies]


def _shows(body: Body, post: Post, charter: Charter | None) -> bool:
    in_charter = charter is None or body.key not in charter.bodies or f"{body.key}.{post.key}" in charter.posts
    return in_charter or bool(post.holdings.all())


def findings_of(charter: Charter, on: date) -> tuple[domain.Finding, ...]:
    """Where the charter, as its source describes it, departs from the law in force on a day."""
    return domain.check(selectors.charters()[charter.key], on, selectors.charter_law())


def added_by_law(name: str, on: date) -> Text | None:
    """The bodies that the law in force adds when a community is run by the charter on a day; None if it adds none."""
    written, run = selectors.charters()[name], selectors.running_charter(name, on)
    return listed(body.name for key, body in run.bodies.items() if key not in written.bodies)


def communities_under(on: date) -> Mapping[str, int]:
    """How many communities are run by each charter on a day, in one query."""
    terms = CharterTerm.objects.filter(selectors.in_force(on)).values_list("charter")
    return dict(terms.annotate(Count("pk")).values_list("charter", "pk__count"))


def listed(names: Iterable[Text]) -> Text | None:
    """Names one after the other; None where there is none."""
    parts = list(names)
    return Text("、".join(name.zh for name in parts), ", ".join(name.en for name in parts)) if parts else None
