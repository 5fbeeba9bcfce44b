"""Who calls: a program with a token, or a person signed in by the browser (whose writes carry the CSRF token)."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer, SessionAuth

from juzhan.api.problems import Refused
from juzhan.apps.accounts.models import ApiToken, Person
from juzhan.apps.accounts.services import note_use
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.compiled import Compiled
from juzhan.domain.shared import RefusalKind, Text

NO_POST = RefusalKind(
    "right.missing",
    Text("您目前没有任职。", "You hold no post at present."),
)


_valid = Compiled(
    lambda digest, now: ApiToken.objects.filter(
        digest=digest, revoked_at=None, expires_at__gt=now, person__is_active=True
    ).select_related("person")
)


class TokenAuth(HttpBearer):
    """``Authorization: Bearer …``; a token that has expired or was revoked is no token."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Give the person that the token stands for, with the posts held today."""
        now = timezone.now()
        found = _valid.first(digest=digest(token), now=now)
        if found is None:
            return None
        note_use(found, at=now)
        return _in_post(found.person)


class BrowserAuth(SessionAuth):
    """A person who is signed in by the browser."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Give the person with the posts held today."""
        return _in_post(request.user) if isinstance(request.user, Person) else None


def _in_post(person: Person) -> Actor:
    found = actor_of(person, timezone.localdate())
    if not found.posts:
        raise Refused(NO_POST())
    return found


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


STAFF = [TokenAuth(), BrowserAuth()]


def actor(request: HttpRequest) -> Actor:
    """The caller, who holds at least one post today; without a post the answer was 403 before."""
    found: Actor = request.auth  # type: ignore[attr-defined]
    return found
