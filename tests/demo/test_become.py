"""In demo mode one can become any of the cast, and nobody else; outside demo mode the page does not exist."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from pytest_django import Settings

from juzhan.apps.accounts.models import Person
from juzhan.apps.demo.cast import CAST
from juzhan.apps.hall.models import VisitRating
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.hall.services.rating import Said, rate_visit
from juzhan.config.env import ROOT
from juzhan.domain.matters import Rating
from juzhan.domain.shared import Refusal
from tests.hall.rating import publish_follow_up
from tests.hall.visiting import Visiting
from tests.world import JINLI, World


@pytest.fixture
def cast(world: World) -> None:
    for character in CAST:
        Person.objects.create_user(character.username, name=character.name, is_synthetic=True)


def test_the_page_names_the_whole_cast_in_both_languages(client: Client, cast: None) -> None:
    zh = client.get("/demo", headers={"accept-language": "zh-hans"}).content.decode()
    en = client.get("/demo", headers={"accept-language": "en"}).content.decode()
    for character in CAST:
        assert escape(character.title.zh) in zh
        assert escape(character.title.en) in en


def test_becoming_one_signs_in_and_leads_to_the_desk(client: Client, cast: None) -> None:
    answer = client.post("/demo/become", {"username": "demo-clerk"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk")
    assert get_user(client).username == "demo-clerk"  # type: ignore[arg-type]


def test_it_leads_to_the_screen_that_was_asked_for_and_to_no_other_site(client: Client, cast: None) -> None:
    for asked, reached in (
        ("/desk/hall", "/desk/hall"),
        ("https://elsewhere.example/", "/desk"),
        ("//x.example", "/desk"),
    ):
        answer = client.post("/demo/become", {"username": "demo-clerk", "next": asked})
        assert answer["Location"] == reached


def test_the_five_screens_of_the_hall_can_be_opened(client: Client, cast: None, world: World) -> None:
    assert "hall-screens" not in client.get("/demo").content.decode()
    set_up_hall(world.place())
    page = client.get("/demo").content.decode()
    hall = f"/hall/{JINLI}"
    for screen in (
        f'href="{hall}/kiosk"',
        f'href="{hall}"',
        f'href="{hall}/board"',
        'value="/desk/hall"',
        f'value="/desk{hall}/head"',
    ):
        assert screen in page


def test_todays_bad_ratings_are_followed_up_without_waiting_for_the_night(
    client: Client, cast: None, world: World
) -> None:
    publish_follow_up()
    visiting, now = Visiting(world, set_up_hall(world.place())), timezone.localtime()
    visiting.takes(now, by=world.actor("clerk", now.date()))
    ticket = visiting.serves(visiting.opens(at=now), now, now)
    assert not isinstance(rate_visit(ticket, Said(Rating.DISSATISFIED), at=now), Refusal)
    assert client.post("/demo/night").status_code == 302
    assert VisitRating.objects.get().follow_up is not None


@pytest.mark.parametrize("username", ["clerk", "administrator", "nobody", ""])
def test_nobody_outside_the_cast_can_be_become(username: str, client: Client, cast: None) -> None:
    assert client.post("/demo/become", {"username": username}).status_code == 404


def test_a_real_person_who_took_a_cast_name_cannot_be_become(client: Client, cast: None) -> None:
    Person.objects.filter(username="demo-clerk").update(is_synthetic=False)
    assert client.post("/demo/become", {"username": "demo-clerk"}).status_code == 404


def test_the_views_refuse_outside_demo_mode(client: Client, cast: None, settings: Settings) -> None:
    settings.DEMO = False
    assert client.get("/demo").status_code == 404
    assert client.post("/demo/become", {"username": "demo-clerk"}).status_code == 404


def test_outside_demo_mode_the_addresses_do_not_exist() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("JUZHAN_")} | {
        "JUZHAN_SECRET_KEY": "k3J9x!Qw7Zp+" * 5,
        "JUZHAN_RECORD_KEY": "0123456789abcdef" * 4,
        "DJANGO_SETTINGS_MODULE": "juzhan.config.settings",
    }
    code = (
        "import django; django.setup()\n"
        "from django.urls import NoReverseMatch, reverse\n"
        "from django.conf import settings\n"
        "assert 'juzhan.apps.demo' not in settings.INSTALLED_APPS\n"
        "try:\n    reverse('demo')\nexcept NoReverseMatch:\n    print('gone')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout.strip() == "gone", done.stderr
