"""Language, large type and theme are chosen with plain forms and kept on the reader's device."""

from __future__ import annotations

import pytest
from django.test import Client

GUIDE = "/styleguide"


@pytest.fixture
def reader() -> Client:
    return Client()


def test_large_type_is_chosen_and_left_again(reader: Client) -> None:
    response = reader.post("/display", {"display": "elder", "next": GUIDE})
    assert response.headers["Location"] == GUIDE
    assert 'data-display="elder"' in reader.get(GUIDE).content.decode()
    reader.post("/display", {"display": "standard", "next": GUIDE})
    assert 'data-display="standard"' in reader.get(GUIDE).content.decode()


@pytest.mark.parametrize(("theme", "sheet"), [("auto", "prefers-color-scheme: dark"), ("dark", 'media="screen"')])
def test_dark_colours_come_as_the_reader_wishes(reader: Client, theme: str, sheet: str) -> None:
    reader.post("/display", {"theme": theme})
    page = reader.get(GUIDE).content.decode()
    assert "ui/dark" in page
    assert sheet in page


def test_who_wants_light_never_loads_dark(reader: Client) -> None:
    reader.post("/display", {"theme": "light"})
    assert "ui/dark" not in reader.get(GUIDE).content.decode()


@pytest.mark.parametrize("fields", [{"display": "huge"}, {"theme": "red"}, {"font": "big"}, {}])
def test_what_the_site_does_not_know_changes_nothing(reader: Client, fields: dict[str, str]) -> None:
    response = reader.post("/display", fields)
    assert response.status_code == 302
    assert not response.cookies.keys() & {"display", "theme", "font"}


@pytest.mark.parametrize(
    "target", ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///x", "\\\\x"]
)
def test_nobody_is_sent_to_another_site(reader: Client, target: str) -> None:
    assert reader.post("/display", {"display": "elder", "next": target}).headers["Location"] == "/"


def test_looking_at_the_switch_does_not_turn_it(reader: Client) -> None:
    assert reader.get("/display").status_code == 405


def test_the_switch_needs_the_sites_own_form() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/display", {"display": "elder"}).status_code == 403


def test_the_language_changes_and_stays(reader: Client) -> None:
    reader.post("/language", {"language": "en", "next": GUIDE})
    assert '<html lang="en"' in reader.get(GUIDE).content.decode()
    reader.post("/language", {"language": "zh-hans", "next": GUIDE})
    assert '<html lang="zh-Hans"' in reader.get(GUIDE).content.decode()
