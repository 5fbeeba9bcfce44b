"""A resident follows a matter with the code and the last four digits of the phone."""

from __future__ import annotations

from django.test import Client

from juzhan.apps.accounts.throttle import MOST_FAILURES
from juzhan.apps.matters import services
from juzhan.domain.matters import Outcome
from tests.api.calls import get, post, submit
from tests.world import World, at


def test_code_and_digits_open_it_and_wrong_digits_do_not(client: Client, world: World) -> None:
    code = submit(client)["code"]
    assert get(client, f"/matters/{code}?last_four=0001").json()["state"] == "submitted"
    assert get(client, f"/matters/{code}?last_four=0002").status_code == 404
    assert get(client, f"/matters/{code}").status_code == 404


def test_a_code_is_forgiven_spaces_case_and_lookalikes(client: Client, world: World) -> None:
    code = submit(client)["code"]
    typed = f" {code[:4]}-{code[4:7]} {code[7:]}".lower().replace("0", "o")
    assert get(client, f"/matters/{typed}?last_four=0001").status_code == 200


def test_guessing_is_slowed_for_the_visitor_and_for_the_code(client: Client, world: World) -> None:
    code = submit(client)["code"]
    for _ in range(MOST_FAILURES):
        assert get(client, f"/matters/{code}?last_four=9999").status_code == 404
    answer = get(client, f"/matters/{code}?last_four=0001")
    assert (answer.status_code, answer.json()["code"]) == (429, "attempts.too_many")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert get(elsewhere, f"/matters/{code}?last_four=0001").status_code == 429


def test_lines_that_are_not_public_are_not_shown(client: Client, world: World) -> None:
    matter = world.matter()
    services.accept_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 3))
    services.note_progress(matter, note="内部备注", public=False, by=world.actor("clerk"), at=at(2026, 3, 3))
    text = get(client, f"/matters/{matter.code}?last_four=0001").content.decode()
    assert "内部备注" not in text
    assert '"act":"accept"' in text


def test_a_resident_rates_once_and_asks_again_once(client: Client, world: World) -> None:
    matter = world.matter()
    clerk, day = world.actor("clerk"), at(2026, 3, 3)
    services.accept_matter(matter, by=clerk, at=day)
    services.decide_matter(matter, outcome=Outcome.GRANTED, reason="", by=clerk, at=day)
    services.close_matter(matter, by=clerk, at=day)
    four = {"last_four": "0001"}
    assert post(client, f"/matters/{matter.code}/rating", {**four, "rating": "4"}).json()["rating"] == "4"
    assert post(client, f"/matters/{matter.code}/rating", {**four, "rating": "1"}).status_code == 409
    late = post(client, f"/matters/{matter.code}/reopening", {**four, "reason": "没修好"})
    assert (late.status_code, late.json()["code"]) == (422, "reopening.too_late")


def test_a_resident_takes_a_matter_back(client: Client, world: World) -> None:
    code = submit(client)["code"]
    assert post(client, f"/matters/{code}/withdrawal", {"last_four": "0001"}).json()["state"] == "withdrawn"
    assert post(client, f"/matters/{code}/withdrawal", {"last_four": "0001"}).status_code == 409
