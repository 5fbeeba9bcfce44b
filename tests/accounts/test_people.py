"""People are added, blocked and given tokens; a weak password or a taken name is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client

from juzhan.apps.accounts import services
from juzhan.apps.accounts.models import ApiToken, Person
from juzhan.domain.shared import Refusal
from tests.world import World, at

pytestmark = pytest.mark.django_db
GOOD = "bamboo under the eaves"
NOW = at(2026, 3, 2)


def test_who_is_added_can_sign_in() -> None:
    added = services.add_person("chen.xiaohe", name="陈小禾", name_en="Chen Xiaohe", password=GOOD)
    assert isinstance(added, Person)
    assert authenticate(username="chen.xiaohe", password=GOOD) == added


@pytest.mark.parametrize("username", ["", "a", "Chen", "陈", "a b", "x" * 65, "-chen"])
def test_a_user_name_that_is_none_is_refused(username: str) -> None:
    refused = services.add_person(username, name="陈小禾", password=GOOD)
    assert isinstance(refused, Refusal)
    assert refused.code == "person.bad_username"


def test_a_name_is_given_once(world: World) -> None:
    refused = services.add_person("clerk", name="又一人", password=GOOD)
    assert isinstance(refused, Refusal)
    assert refused.code == "person.username_taken"


@pytest.mark.parametrize("password", ["short", "password1234", "chen.xiaohe1"])
def test_a_weak_password_is_refused(password: str) -> None:
    refused = services.add_person("chen.xiaohe", name="陈小禾", password=password)
    assert isinstance(refused, Refusal)
    assert refused.code == "person.weak_password"
    assert not Person.objects.filter(username="chen.xiaohe").exists()


def test_a_changed_password_ends_the_old_one(world: World) -> None:
    services.change_password(world.person("clerk"), GOOD)
    services.change_password(world.person("clerk"), GOOD + " again")
    assert authenticate(username="clerk", password=GOOD) is None
    assert authenticate(username="clerk", password=GOOD + " again") is not None


def test_who_is_blocked_can_neither_sign_in_nor_use_a_token(world: World) -> None:
    person = world.person("clerk")
    services.change_password(person, GOOD)
    token = services.give_token(person, label="报表", days=30, at=NOW)
    services.block_person(person, at=NOW)
    assert authenticate(username="clerk", password=GOOD) is None
    assert Client().get("/api/v1/desk/matters", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_a_token_is_kept_as_its_hash_and_ends(world: World) -> None:
    token = services.give_token(world.person("clerk"), label="报表", days=30, at=NOW)
    kept = ApiToken.objects.get(label="报表")
    assert token not in kept.digest
    assert kept.expires_at == NOW + timedelta(days=30)
