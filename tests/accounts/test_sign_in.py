"""Staff sign in with name and password; guessing is slowed, and nothing tells whether a name exists."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.test import Client

from juzhan.apps.accounts.throttle import MOST_FAILURES
from tests.world import World

PASSWORD = "correct horse battery"


@pytest.fixture
def clerk_with_password(world: World) -> str:
    person = world.person("clerk")
    person.set_password(PASSWORD)
    person.save()
    return person.username


def sign_in(client: Client, username: str, password: str, following: str = "", language: str = "zh-hans"):
    fields = {"username": username, "password": password, "next": following}
    return client.post("/login", fields, headers={"accept-language": language})


def test_the_right_password_leads_to_the_desk(client: Client, clerk_with_password: str) -> None:
    answer = sign_in(client, clerk_with_password, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/desk")
    assert get_user(client).username == "clerk"  # type: ignore[arg-type]


def test_one_returns_to_the_page_one_wanted_and_never_to_another_site(client: Client, clerk_with_password: str) -> None:
    assert sign_in(client, clerk_with_password, PASSWORD, "/desk/team")["Location"] == "/desk/team"
    assert sign_in(client, clerk_with_password, PASSWORD, "https://evil.example/")["Location"] == "/desk"
    assert sign_in(client, clerk_with_password, PASSWORD, "//evil.example/")["Location"] == "/desk"


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "用户名或密码不对"), ("en", "user name or the password is wrong")]
)
def test_a_wrong_name_and_a_wrong_password_read_alike(
    language: str, words: str, client: Client, clerk_with_password: str
) -> None:
    wrong_password = sign_in(client, clerk_with_password, "wrong", language=language)
    wrong_name = sign_in(client, "nobody", "wrong", language=language)
    assert wrong_password.status_code == wrong_name.status_code == 422
    assert words in wrong_password.content.decode()
    assert words in wrong_name.content.decode()


def test_guessing_a_password_is_slowed_even_with_the_right_one_at_last(
    client: Client, clerk_with_password: str
) -> None:
    for _ in range(MOST_FAILURES):
        sign_in(client, clerk_with_password, "wrong")
    answer = sign_in(client, clerk_with_password, PASSWORD)
    assert answer.status_code == 422
    assert "尝试次数过多" in answer.content.decode()
    assert not get_user(client).is_authenticated  # type: ignore[arg-type]


def test_someone_who_left_cannot_sign_in(client: Client, clerk_with_password: str, world: World) -> None:
    person = world.person("clerk")
    person.is_active = False
    person.save()
    assert sign_in(client, clerk_with_password, PASSWORD).status_code == 422


def test_signing_out_takes_a_button_and_not_a_link(client: Client, clerk_with_password: str) -> None:
    sign_in(client, clerk_with_password, PASSWORD)
    assert client.get("/logout").status_code == 405
    assert client.post("/logout").status_code == 302
    assert not get_user(client).is_authenticated  # type: ignore[arg-type]


@pytest.mark.parametrize("username", ["\x00", "a" * 5000, "甲\u202e乙", "' or 1=1 --"])
def test_strange_names_are_only_wrong(username: str, client: Client, world: World) -> None:
    assert sign_in(client, username, "x").status_code == 422
