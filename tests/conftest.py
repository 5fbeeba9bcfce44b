"""Fixtures for everyone: the small world, and clients signed in as one of its cast.

The world is built once for the test database; each test sees it whole and its own changes are rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.next_year import load_2027  # noqa: F401

if TYPE_CHECKING:
    from tests.world import World

# No test is judged by the clock: a busy machine must not fail a property.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """Make the test database and fill it with the small world, once.

    The plugin's own fixture makes it only where some test of the run bears the mark ``django_db``, and tests that several
    connections see bear none: run alone, they would write to the database that the tests' one is named after.
    """
    with django_db_blocker.unblock():
        keeps = django_db_keepdb and not django_db_createdb
        made = setup_databases(verbosity=0, interactive=False, keepdb=keeps, aliases=["default"])
        _fill()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


def _fill() -> None:
    from juzhan.apps.accounts.models import Person
    from tests.world import build_world

    if not Person.objects.filter(username="clerk").exists():
        build_world()


@pytest.fixture
def world(db: None) -> World:
    """One district, two streets, three communities and a cast; see :mod:`tests.world`."""
    from juzhan.apps.accounts.models import Person
    from tests.world import World

    return World({person.username: person for person in Person.objects.all()})


@pytest.fixture
def signed_in(world: World) -> Callable[..., Client]:
    """A client signed in as one of the cast, in Chinese unless told otherwise."""

    def enter(who: str, language: str = "zh-hans") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(world.person(who))
        return client

    return enter


@pytest.fixture
def anyone(world: World) -> Client:
    """A reader without an account, in Chinese."""
    return Client(headers={"accept-language": "zh-hans"})


@pytest.fixture
def foreigner(world: World) -> Client:
    """A reader without an account, in English."""
    return Client(headers={"accept-language": "en"})
