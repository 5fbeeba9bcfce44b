"""The place of work of a signed-in person: who acts, in which posts, and where these posts lead."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from attrs import frozen
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.domain.charter import Act
from juzhan.domain.charter.vocabulary import BodyKind, Role
from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui.shell import Desk, NavItem, is_below
from juzhan.ui.words import say

P = ParamSpec("P")

NO_POST = RefusalKind(
    "desk.no_post",
    Text(
        "您目前没有任职，不能进入工作台。如有疑问请联系区管理员。",
        "You hold no post at present, so there is no desk for you. Ask the district administrator if this is wrong.",
    ),
)
NOT_DISTRICT = RefusalKind(
    "desk.not_district",
    Text("此页面只对区级管理员开放。", "This page is for the district's administrators."),
)

TOKENS = Text("接口令牌", "API tokens")


def staff(
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view run for a signed-in person who holds a post today; the view is given the :class:`Actor`."""

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of_request(request)
        if not actor.posts:
            raise PermissionDenied(NO_POST())
        return view(request, actor, *args, **kwargs)

    return inner


def district(
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a view run only for those who administer the district."""

    @staff
    @wraps(view)
    def inner(request: HttpRequest, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not administers(actor):
            raise PermissionDenied(NOT_DISTRICT())
        return view(request, actor, *args, **kwargs)

    return inner


def actor_of_request(request: HttpRequest) -> Actor:
    """The signed-in person with the posts held today."""
    person = request.user
    assert isinstance(person, Person)
    return actor_of(person, timezone.localdate())


def administers(actor: Actor) -> bool:
    """Whether the person holds a post in the district's government: who loads places, catalogue and charters."""
    return any(post.kind is BodyKind.DISTRICT_GOVERNMENT for post in actor.posts)


def heads_a_body(actor: Actor) -> bool:
    """Whether the person may give matters of some body to its people."""
    return any(post.role in {Role.HEAD, Role.DEPUTY} for post in actor.posts) and bool(
        rights.bodies_for(actor, Act.ASSIGN)
    )


@frozen
class _Door:
    """One entry of the navigation: its label, the name of its page, and who sees it."""

    label: Text
    page: str
    open_to: Callable[[Actor], bool]


def _handles(actor: Actor) -> bool:
    return bool(rights.bodies_for(actor, Act.ACCEPT))


def _oversees(actor: Actor) -> bool:
    return any(len(post.place) < 12 for post in actor.posts)


def _rules(actor: Actor) -> bool:
    return bool(rights.bodies_for(actor, Act.RULE))


def _inquires(actor: Actor) -> bool:
    return bool(rights.bodies_for(actor, Act.INQUIRE) or rights.bodies_for(actor, Act.ANSWER_INQUIRY))


_HALL_KINDS = frozenset(
    {
        BodyKind.WORKSTATION,
        BodyKind.DEPARTMENT_STATION,
        BodyKind.STREET_SERVICE_CENTER,
        BodyKind.COMMITTEE_OFFICE,
        BodyKind.RESIDENTS_COMMITTEE,
    }
)
"""Bodies whose people work in a hall."""


def _receives(actor: Actor) -> bool:
    desks = (post.body_id for post in actor.posts if post.kind in _HALL_KINDS)
    return any(rights.may(actor, Act.REGISTER, body) for body in desks)


_DOORS = (
    _Door(Text("待办事项", "Worklist"), "desk", lambda _: True),
    _Door(Text("登记新事项", "Register a matter"), "register", _handles),
    _Door(Text("大厅叫号", "Hall and counter"), "desk_hall", _receives),
    _Door(Text("团队与负荷", "Team and load"), "team", heads_a_body),
    _Door(Text("辖区情况", "My area"), "area", _oversees),
    _Door(Text("归属裁定", "Rulings"), "rulings", _rules),
    _Door(Text("质询", "Inquiries"), "desk_inquiries", _inquires),
    _Door(Text("区级管理", "District"), "district", administers),
)


Late = Callable[[Actor], Mapping[str, int]]
_LATE: list[Late] = []


def count_late(find: Late) -> None:
    """Let an app above say what is late, by the names of pages; it stands beside their doors on every page of the desk."""
    _LATE.append(find)


def desk_of(request: HttpRequest, actor: Actor, **counts: int) -> Desk:
    """The desk for the staff layout; ``counts`` are shown beside the page of that name (``desk=3``)."""
    pages = {door.page: reverse(door.page) for door in _DOORS}
    section = _section(request.path, pages.values())
    late = {page: count for find in _LATE for page, count in find(actor).items() if count}
    counts = {**counts, **late}
    nav = [
        NavItem(
            door.label, url, counts.get(door.page), url == request.path, late=door.page in late, within=url == section
        )
        for door in _DOORS
        if (url := pages[door.page]) and door.open_to(actor)
    ]
    first = actor.posts[0]
    post = Text(f"{first.body.zh} {first.title.zh}", f"{first.title.en}, {first.body.en}")
    tokens = reverse("tokens")
    account = [NavItem(TOKENS, tokens, current=tokens == request.path)]
    return Desk(name=say(actor.name), post=post, nav=nav, leave_url=reverse("logout"), account=account)


def _section(path: str, urls: Collection[str]) -> str:
    """The navigation's page that lies nearest above this one: the worklist for a matter; empty where none does."""
    if path in urls:
        return ""
    return max((url for url in urls if is_below(path, url)), key=len, default="")


def desk_context(request: HttpRequest, actor: Actor, **context: Any) -> dict[str, Any]:
    """A page's context with the desk in it."""
    return {"desk": desk_of(request, actor), "actor": actor, **context}
