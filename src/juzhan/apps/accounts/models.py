"""A person who signs in; rights come from posts held, never from flags on the person."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from juzhan.domain.shared import Text


class PersonManager(BaseUserManager["Person"]):
    """Makes people with a hashed password, or with none that can be used."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> Person:
        """Make a person; without a password nobody can sign in as them."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who works with the product: staff, elected members, officers."""

    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    name_en = models.CharField(max_length=64, blank=True)
    is_active = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en or self.name)


class ApiToken(models.Model):
    """A key with which another program acts as a person; only its hash is kept.

    ``last_used_at`` is right to the hour, so that reading by the interface seldom writes.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label

    def is_valid(self, at: datetime) -> bool:
        """Whether the token opens anything at this moment."""
        return self.revoked_at is None and at < self.expires_at


class Attempt(models.Model):
    """Counts failed tries within a window, so that guessing is slowed (see ``services.throttle``)."""

    key = models.CharField(max_length=120)
    window = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "window"], name="one_count_per_window")]

    def __str__(self) -> str:
        return f"{self.key} × {self.count}"
