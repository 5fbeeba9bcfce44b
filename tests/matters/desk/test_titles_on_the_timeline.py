"""The post in which something was done is named in the reader's language, also where the law added the post."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.bodies.selectors import charter_law, charters, title_of
from juzhan.apps.matters import services
from tests.matters.desk.reading import words
from tests.matters.doing import MONDAY
from tests.world import World

ADDED = [post.title for rule in charter_law().rules if rule.completion for post in rule.completion.posts]
GIVEN = [post.title for charter in charters().values() for post in charter.posts.values()]


def test_every_title_that_a_step_can_keep_is_known_in_english() -> None:
    assert ADDED
    assert [title.zh for title in (*ADDED, *GIVEN) if title_of(title.zh).en in {"", title.zh}] == []


def test_a_title_of_a_charter_that_is_gone_is_shown_as_it_was_kept() -> None:
    assert title_of("里长").en == "里长"


@pytest.mark.django_db
def test_an_english_reader_reads_the_post_in_english(signed_in: Callable[..., Client], world: World) -> None:
    matter = world.matter()
    services.accept_matter(matter, by=world.actor("clerk"), at=MONDAY)
    page = words(signed_in("clerk", "en").get(f"/desk/matters/{matter.code}"))
    story = page[page.index("Clerk One ·") :]
    assert "站" not in story[:80]
