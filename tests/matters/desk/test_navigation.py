"""The desk's navigation says where one is: on its page, or on a page that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.matters.desk.reading import html, words
from tests.world import JINLI, World

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def marked(client: Client, path: str) -> list[tuple[str, str]]:
    """The entries of the navigation that are marked: address and mark."""
    page = html(client.get(path))
    nav = page[page.index('id="desk-nav"') : page.index("<main")]
    return re.findall(r'href="([^"]*)" aria-current="(\w+)"', nav)


@pytest.mark.parametrize("path", ["/desk", "/desk/team", "/desk/register"])
def test_the_page_itself_is_marked_as_the_page(path: str, signed_in: Enter, world: World) -> None:
    assert marked(signed_in("secretary"), path) == [(path, "page")]


def test_a_matter_belongs_to_the_worklist(signed_in: Enter, world: World) -> None:
    code = world.matter().code
    assert marked(signed_in("clerk"), f"/desk/matters/{code}") == [("/desk", "true")]
    assert marked(signed_in("clerk"), f"/desk/matters/{code}/accept") == [("/desk", "true")]


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/desk/district/communities", "/desk/district"),
        (f"/desk/district/places/{JINLI}", "/desk/district"),
        ("/desk/find", "/desk"),
    ],
)
def test_a_page_below_another_is_marked_by_its_nearest_section(
    path: str, section: str, signed_in: Enter, world: World
) -> None:
    assert marked(signed_in("administrator"), path) == [(section, "true")]


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "切换"), ("en", "switch")])
def test_who_may_not_is_not_sent_to_a_switch_of_posts_that_does_not_exist(
    language: str, word: str, signed_in: Enter, world: World
) -> None:
    answer = signed_in("clerk", language).get("/desk/district")
    main = html(answer)[html(answer).index("<main") :]
    assert answer.status_code == 403
    assert word not in main[: main.index("</main>")].lower()
    assert {"zh-hans": "都已经算在内", "en": "all of them count"}[language] in words(answer)
