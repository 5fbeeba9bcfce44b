"""People who sign in are added, blocked and given tokens by an operator; what they may do comes from their posts alone."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from juzhan.apps.accounts.models import ApiToken, Person
from juzhan.domain.shared import Refusal, RefusalKind, Text

BAD_USERNAME = RefusalKind(
    "person.bad_username",
    Text(
        "用户名用 2 到 64 个小写字母、数字和 . _ -，如 chen.xiaohe。",
        "A user name has 2 to 64 small letters, digits and . _ - such as chen.xiaohe.",
    ),
    about="username",
)
USERNAME_TAKEN = RefusalKind(
    "person.username_taken",
    Text("用户名“{username}”已有人用。", "The user name “{username}” is taken."),
    about="username",
)
WEAK_PASSWORD = RefusalKind(
    "person.weak_password",
    Text(
        "密码至少 12 个字符，不能是常见密码，也不能与姓名、用户名相近。",
        "A password has at least 12 characters, is no common one, and is unlike the name.",
    ),
    about="password",
)
LABEL_TAKEN = RefusalKind(
    "token.label_taken",
    Text(
        "您已有一个名为“{label}”的有效令牌。请换个名称，或者先撤销原来的。",
        "You have a valid token named “{label}” already. Choose another name, or revoke that one first.",
    ),
    about="label",
)
TOO_MANY_TOKENS = RefusalKind(
    "token.too_many",
    Text(
        "最多同时有 {most} 个有效令牌，请先撤销不用的。",
        "At most {most} tokens are valid at once; revoke one you do not use.",
    ),
)
MOST_TOKENS = 10
"""Tokens that a person may make for themselves and have valid at once."""
NOTED_EVERY = timedelta(hours=1)
"""How exactly the last use of a token is known."""
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")


def add_person(username: str, *, name: str, name_en: str = "", password: str) -> Person | Refusal:
    """Add somebody who can sign in and, without a post, do nothing."""
    if not _USERNAME.fullmatch(username):
        return BAD_USERNAME()
    person = Person(username=username, name=name.strip(), name_en=name_en.strip())
    if refusal := _weak(person, password):
        return refusal
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        return USERNAME_TAKEN(username=username)
    return person


def change_password(person: Person, password: str) -> Person | Refusal:
    """Give a new password; every sign-in with the old one ends."""
    if refusal := _weak(person, password):
        return refusal
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def block_person(person: Person, *, at: datetime) -> Person:
    """Let somebody sign in no more, and end their tokens; their posts and what they did stay as they are."""
    person.is_active = False
    person.save(update_fields=["is_active"])
    person.tokens.filter(revoked_at=None).update(revoked_at=at)
    return person


def give_token(person: Person, *, label: str, days: int, at: datetime) -> str:
    """Let a program act as a person for some days; the token is told once, only its hash is kept."""
    token = secrets.token_urlsafe(32)
    digest = hashlib.sha256(token.encode()).hexdigest()
    ApiToken.objects.create(
        person=person, digest=digest, label=label, created_at=at, expires_at=at + timedelta(days=days)
    )
    return token


def make_own_token(person: Person, *, label: str, days: int, at: datetime) -> str | Refusal:
    """Make a token for oneself, told once; each label once, so that sending the form again makes no second one."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        valid = ApiToken.objects.filter(person=person, revoked_at=None, expires_at__gt=at)
        if valid.filter(label=label).exists():
            return LABEL_TAKEN(label=label)
        if valid.count() >= MOST_TOKENS:
            return TOO_MANY_TOKENS(most=MOST_TOKENS)
        return give_token(person, label=label, days=days, at=at)


def revoke_token(token: ApiToken, *, at: datetime) -> ApiToken:
    """End a token at once and for good; one that has ended stays as it ended."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)
    token.refresh_from_db()
    return token


def note_use(token: ApiToken, *, at: datetime) -> None:
    """Note when a token was used last, at most once an hour."""
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def _weak(person: Person, password: str) -> Refusal | None:
    try:
        validate_password(password, person)
    except ValidationError:
        return WEAK_PASSWORD()
    return None
