"""A world of real commits, for tests in which several connections act at once; its matters are cleared away afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.world import World


@pytest.fixture
def committed_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The small world outside a test's transaction."""
    from juzhan.apps.accounts.models import Person
    from juzhan.apps.matters.models import Matter

    with django_db_blocker.unblock():
        newest = max(Matter.objects.values_list("pk", flat=True), default=0)
        yield World({person.username: person for person in Person.objects.all()})
        Matter.objects.filter(pk__gt=newest).delete()
