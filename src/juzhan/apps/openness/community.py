"""Everything that a community's page shows, gathered in a fixed number of queries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_

from attrs import frozen
from django.db.models import Prefetch, Q, QuerySet

from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.bodies.models import CharterTerm, Holding, Post
from juzhan.apps.bodies.reading import Staffed, staffed
from juzhan.apps.openness.acts import say_act
from juzhan.apps.places.models import Place
from juzhan.apps.record.models import Entry
from juzhan.domain.charter import Charter
from juzhan.domain.charter.vocabulary import BodyKind
from juzhan.domain.shared import Text

NEWEST = 8
"""Entries of the record that the page shows."""
RESIDENT = Text("居民", "a resident")
PROGRAM = Text("系统", "the program")


def communities(query: str = "") -> QuerySet[Place]:
    """Communities with their streets, by code; those whose own, street's or English name holds the words."""
    found = Place.objects.filter(kind=Place.Kind.COMMUNITY).select_related("parent__parent").order_by("code")
    for word in query.split():
        fields = ("name", "name_en", "parent__name", "parent__name_en", "code")
        found = found.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
    return found


@frozen
class Terms:
    """The charter by which a community is run, since when, and the one that is to follow."""

    charter: Charter | None
    since: date | None
    following: CharterTerm | None

    @property
    def following_title(self) -> Text | None:
        """The title of the charter that is to follow."""
        return bodies.charters()[self.following.charter].title if self.following else None


def terms_of(community: Place, on: date) -> Terms:
    """The present and the next charter in one query."""
    rows = list(CharterTerm.objects.filter(community=community).order_by("valid_from"))
    now = next(
        (row for row in rows if row.valid_from <= on and (row.valid_until is None or row.valid_until > on)), None
    )
    following = next((row for row in rows if row.valid_from > on), None)
    charter = bodies.running_charter(now.charter, on) if now else None
    return Terms(charter, now.valid_from if now else None, following)


def bodies_with_posts(community: Place, charter: Charter | None, on: date) -> list[Staffed]:
    """The bodies that stand in the community or serve it, each with its posts and who holds them today; three queries."""
    held = Holding.objects.filter(bodies.in_force(on)).select_related("person").order_by("valid_from", "id")
    posts = Post.objects.order_by("id").prefetch_related(Prefetch("holdings", held))
    here = bodies.bodies_of_community(community.pk, on).prefetch_related(Prefetch("posts", posts))
    return staffed(here, charter)


_STATIONS = (BodyKind.WORKSTATION, BodyKind.DEPARTMENT_STATION)


def has_hall(community: Place, bodies_here: Sequence[Staffed]) -> bool:
    """Whether the community is served in a hall: its own, or that of a station that stands elsewhere and serves it too."""
    seats = {each.body.place_id for each in bodies_here if each.body.kind in _STATIONS}
    return Place.objects.filter(pk__in={community.pk, *seats}, hall__isnull=False).exists()


@frozen
class Line:
    """One entry of the record for people: what was done, when, and in which post; never by whom."""

    index: int
    at: datetime
    act: Text
    post: Text


def newest_lines(place: str) -> list[Line]:
    """The newest entries of a community's record in two queries, signed or not yet."""
    entries = list(Entry.objects.filter(log__place=place).order_by("-index")[:NEWEST])
    return lines_of(entries)


def lines_of(entries: Sequence[Entry]) -> list[Line]:
    """Entries in words; one query for all posts."""
    actors = [json.loads(bytes(entry.canonical))["actor"] for entry in entries]
    numbers = {int(actor["post"].removeprefix("post:")) for actor in actors if actor["post"].startswith("post:")}
    posts = {post.pk: post for post in Post.objects.filter(pk__in=numbers).select_related("body")}
    return [
        Line(entry.index, entry.at, say_act(entry.act), _post_text(actor, posts))
        for entry, actor in zip(entries, actors, strict=True)
    ]


def _post_text(actor: dict[str, str], posts: dict[int, Post]) -> Text:
    number = actor["post"].removeprefix("post:")
    post = posts.get(int(number)) if number else None
    if post is not None:
        return Text(f"{post.body.text.zh} {post.text.zh}", f"{post.text.en}, {post.body.text.en}")
    return RESIDENT if actor["person"].startswith("resident:") else PROGRAM
