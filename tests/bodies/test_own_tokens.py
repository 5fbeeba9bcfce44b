"""A member of staff makes, sees and ends the tokens with which programs act as them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from juzhan.apps.accounts.models import ApiToken
from juzhan.apps.accounts.services import MOST_TOKENS, give_token
from tests.matters.desk.reading import html, words
from tests.world import World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
PAGE = "/account/tokens"
NOW = at(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the day stands still; a test may move it."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def make(client: Client, label: str = "月报表", days: str = "90") -> str:
    """Make a token at the page and read its secret off the answer."""
    answer = client.post(PAGE, {"label": label, "days": days})
    assert answer.status_code == 200, words(answer)
    found = re.search(r'<code translate="no">([\w-]{40,})</code>', html(answer))
    assert found
    return found[1]


def asks(token: str) -> int:
    """What a program with this token is answered."""
    return Client().get("/api/v1/desk/matters", headers={"authorization": f"Bearer {token}"}).status_code


def test_a_token_that_was_made_opens_the_interface_as_its_person(signed_in: Enter, world: World) -> None:
    secret = make(signed_in("clerk"))
    assert asks(secret) == 200
    kept = ApiToken.objects.get()
    assert (kept.person, kept.label, kept.expires_at) == (world.person("clerk"), "月报表", NOW + timedelta(days=90))


def test_the_secret_is_shown_once_and_kept_by_no_cache(signed_in: Enter) -> None:
    client = signed_in("clerk")
    secret = make(client)
    page = client.get(PAGE)
    assert "月报表" in words(page)
    assert secret not in html(page)
    assert page["Cache-Control"] == "private, no-store"


def test_sending_the_form_again_makes_no_second_token(signed_in: Enter) -> None:
    client = signed_in("clerk")
    make(client)
    again = client.post(PAGE, {"label": "月报表", "days": "90"})
    assert again.status_code == 422
    assert "您已有一个名为“月报表”的有效令牌" in words(again)
    assert ApiToken.objects.count() == 1


def test_a_revoked_token_opens_nothing_and_is_listed_as_ended(signed_in: Enter) -> None:
    client = signed_in("clerk")
    secret = make(client)
    answer = client.post(f"{PAGE}/{ApiToken.objects.get().pk}/revoke", follow=True)
    assert "“月报表”已撤销" in words(answer)
    assert "已失效的令牌" in words(answer)
    assert asks(secret) == 401


def test_revoking_again_keeps_the_first_moment(signed_in: Enter, clock: time_machine.Coordinates) -> None:
    client = signed_in("clerk")
    make(client)
    address = f"{PAGE}/{ApiToken.objects.get().pk}/revoke"
    client.post(address)
    clock.move_to(NOW + timedelta(hours=1))
    assert client.post(address).status_code == 302
    assert ApiToken.objects.get().revoked_at == NOW


def test_the_token_of_somebody_else_is_neither_seen_nor_ended(signed_in: Enter, world: World) -> None:
    give_token(world.person("colleague"), label="别人的", days=30, at=NOW)
    client = signed_in("clerk")
    assert "别人的" not in words(client.get(PAGE))
    assert client.post(f"{PAGE}/{ApiToken.objects.get().pk}/revoke").status_code == 404
    assert client.post(f"{PAGE}/{10**30}/revoke").status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_the_last_use_is_shown_and_noted_at_most_once_an_hour(
    signed_in: Enter, clock: time_machine.Coordinates
) -> None:
    client = signed_in("clerk")
    secret = make(client)
    assert "还没有用过" in words(client.get(PAGE))
    for minutes, noted in ((0, 0), (59, 0), (60, 60), (119, 60)):
        clock.move_to(NOW + timedelta(minutes=minutes))
        assert asks(secret) == 200
        assert ApiToken.objects.get().last_used_at == NOW + timedelta(minutes=noted)
    assert "还没有用过" not in words(client.get(PAGE))


def test_an_expired_token_is_listed_as_ended_and_its_name_is_free_again(
    signed_in: Enter, clock: time_machine.Coordinates
) -> None:
    make(signed_in("clerk"), days="30")
    clock.move_to(NOW + timedelta(days=30))
    client = signed_in("clerk")
    assert "到期" in words(client.get(PAGE))
    make(client)
    assert ApiToken.objects.count() == 2


def test_there_is_an_end_to_valid_tokens(signed_in: Enter, world: World) -> None:
    for number in range(MOST_TOKENS):
        give_token(world.person("clerk"), label=str(number), days=30, at=NOW)
    answer = signed_in("clerk").post(PAGE, {"label": "又一个", "days": "30"})
    assert (answer.status_code, ApiToken.objects.count()) == (422, MOST_TOKENS)
    assert "最多同时有 10 个有效令牌" in words(answer)


@pytest.mark.parametrize(
    "given",
    [{}, {"label": " ", "days": "30"}, {"label": "x" * 81, "days": "30"}, {"label": "a\x07b", "days": "30"},
     {"label": "好", "days": "99999"}, {"label": "好"}],
)  # fmt: skip
def test_what_does_not_fit_makes_no_token(given: dict[str, str], signed_in: Enter) -> None:
    assert signed_in("clerk").post(PAGE, given).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_has_the_rights_of_its_person_and_no_more(signed_in: Enter, world: World) -> None:
    secret = make(signed_in("committee_member"))
    code = world.matter().code
    answer = Client().get(f"/api/v1/desk/matters/{code}", headers={"authorization": f"Bearer {secret}"})
    assert answer.status_code == 404


def test_the_page_is_one_click_from_every_page_of_the_desk(signed_in: Enter) -> None:
    assert f'href="{PAGE}"' in html(signed_in("clerk").get("/desk"))
    assert f'href="{PAGE}" aria-current="page"' in html(signed_in("clerk").get(PAGE))


def test_in_english_it_reads_as_well(signed_in: Enter) -> None:
    page = words(signed_in("clerk", "en").get(PAGE))
    assert "A token lets a program act as you" in page
