"""Staff programs: worklists, acts, tokens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from juzhan.api.auth import digest
from juzhan.apps.accounts.models import ApiToken
from juzhan.apps.matters.selectors import View
from juzhan.domain.matters import TABLE, MatterAct
from tests.api.calls import asked, get, post
from tests.world import JINLI, LAMP, World

SignIn = Callable[..., Client]


def test_a_clerk_takes_a_matter_from_submission_to_the_end(signed_in: SignIn, world: World) -> None:
    clerk, code = signed_in("clerk"), world.matter().code
    assert post(clerk, f"/desk/matters/{code}/accept").json()["state"] == "accepted"
    assert post(clerk, f"/desk/matters/{code}/note", {"reason": "已上门"}).status_code == 200
    assert post(clerk, f"/desk/matters/{code}/decide", {"outcome": "granted"}).json()["state"] == "decided"
    assert post(clerk, f"/desk/matters/{code}/close").json()["state"] == "closed"


def test_every_act_that_needs_a_right_can_be_done_by_the_interface() -> None:
    from juzhan.api.desk import ACTS

    wanted = {act for act, row in TABLE.items() if row.right} | {MatterAct.ADD_PAPERS}
    assert set(ACTS) == wanted


def test_the_answer_names_the_acts_that_are_open(signed_in: SignIn, world: World) -> None:
    code = world.matter().code
    mine = get(signed_in("clerk"), f"/desk/matters/{code}").json()
    theirs = get(signed_in("street_officer"), f"/desk/matters/{code}").json()
    assert {"accept", "decline", "request_papers", "contest"} <= set(mine["acts"])
    assert "accept" not in theirs["acts"]
    assert "direct" in theirs["acts"]


def test_the_person_is_seen_only_by_those_who_handle(signed_in: SignIn, world: World) -> None:
    code = world.matter().code
    assert get(signed_in("clerk"), f"/desk/matters/{code}").json()["asked"]["phone"] == "13800000001"
    for who in ("street_officer", "representative", "secretary"):
        shown = get(signed_in(who), f"/desk/matters/{code}")
        assert ("13800000001" in shown.content.decode()) is (who == "secretary")


def test_a_street_officer_cannot_command_a_committee_and_is_told_why(signed_in: SignIn, world: World) -> None:
    code = world.matter(LAMP).code
    answer = post(signed_in("street_director"), f"/desk/matters/{code}/direct", {"reason": "马上去办"})
    assert answer.status_code in {403, 404}


def test_the_neighbor_does_not_learn_that_a_matter_is_there(signed_in: SignIn, world: World) -> None:
    code = world.matter().code
    assert get(signed_in("neighbor_clerk"), f"/desk/matters/{code}").status_code == 404
    assert post(signed_in("neighbor_clerk"), f"/desk/matters/{code}/accept").status_code == 404
    assert get(signed_in("neighbor_clerk"), "/desk/matters?view=all").json()["rows"] == []


@pytest.mark.parametrize("view", list(View))
def test_a_worklist_takes_as_many_queries_for_many_rows_as_for_one(
    view: View, signed_in: SignIn, world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = signed_in("clerk")
    world.matter()
    get(clerk, f"/desk/matters?view={view}")
    with django_assert_num_queries(4):
        get(clerk, f"/desk/matters?view={view}")
    for _ in range(12):
        world.matter()
    with django_assert_num_queries(4):
        get(clerk, f"/desk/matters?view={view}&size=100")


def test_pages_of_a_worklist_follow_each_other_without_gap_or_repeat(signed_in: SignIn, world: World) -> None:
    codes = {world.matter().code for _ in range(7)}
    clerk, seen, after = signed_in("clerk"), [], ""
    while True:
        page = get(clerk, f"/desk/matters?view=ours&size=3&after={after}").json()
        seen += [row["code"] for row in page["rows"]]
        after = page["older"]
        if not after:
            break
    assert len(seen) == 7
    assert set(seen) == codes


@pytest.mark.parametrize("after", ["x", "2026-03-02", "2026-03-02_x", "9999-99-99_1", "' or 1=1", "\u0000"])
def test_a_broken_page_key_is_the_first_page(after: str, signed_in: SignIn, world: World) -> None:
    world.matter()
    assert len(get(signed_in("clerk"), f"/desk/matters?after={after}").json()["rows"]) == 1


def token_for(world: World, who: str, **given: object) -> str:
    now = timezone.now()
    fields = {"created_at": now, "expires_at": now + timedelta(days=1), "label": "test", **given}
    ApiToken.objects.create(person=world.person(who), digest=digest("jz_secret"), **fields)
    return "jz_secret"


def test_a_token_acts_as_its_person_until_it_is_revoked(client: Client, world: World) -> None:
    headers = {"Authorization": f"Bearer {token_for(world, 'clerk')}"}
    assert client.get("/api/v1/desk/matters", headers=headers).status_code == 200
    ApiToken.objects.update(revoked_at=timezone.now())
    assert client.get("/api/v1/desk/matters", headers=headers).status_code == 401


def test_an_expired_token_is_no_token(client: Client, world: World) -> None:
    token = token_for(world, "clerk", expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get("/api/v1/desk/matters", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_browser_needs_its_csrf_token_to_write(world: World) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.person("clerk"))
    answer = browser.post(
        f"/api/v1/desk/matters/{world.matter().code}/accept", data="{}", content_type="application/json"
    )
    assert answer.status_code == 403


def test_a_clerk_registers_for_someone_at_the_counter(signed_in: SignIn, world: World) -> None:
    answer = post(signed_in("clerk"), "/desk/matters", asked(channel="phone"), key="registered-once")
    assert answer.status_code == 201
    shown = get(signed_in("clerk"), f"/desk/matters/{answer.json()['code']}").json()
    assert shown["steps"][0]["body"]["zh"] == "锦里社区工作站"


def test_an_inquiry_is_opened_and_answered_in_public(signed_in: SignIn, world: World, client: Client) -> None:
    question = {"community": JINLI, "body": world.body("workstation").pk, "question": "为何超期？"}
    opened = post(signed_in("representative"), "/desk/inquiries", question, key="inquiry-one")
    assert opened.status_code == 201
    assert get(client, f"/communities/{JINLI}/inquiries").json()[0]["answer"] == ""
    number = opened.json()["id"]
    assert post(signed_in("clerk"), f"/desk/inquiries/{number}/answer", {"answer": "x"}).status_code == 403
    assert post(signed_in("secretary"), f"/desk/inquiries/{number}/answer", {"answer": "备件缺货"}).status_code == 200
    assert post(signed_in("secretary"), f"/desk/inquiries/{number}/answer", {"answer": "再答"}).status_code == 409
    assert get(client, f"/communities/{JINLI}/inquiries").json()[0]["answer"] == "备件缺货"
