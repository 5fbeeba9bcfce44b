"""The follow-up of a bad rating has a code that staff know and often no phone: it must not be opened as a resident's matter."""

from __future__ import annotations

import pytest
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.following_up import Complaint, open_follow_up
from tests.matters.doing import TUESDAY, done
from tests.matters.test_a_bad_rating_of_a_matter import publish
from tests.world import World

pytestmark = pytest.mark.django_db
PHONE = "13800000009"


def followed_up(world: World, phone: str = "") -> Matter:
    """A follow-up in the hands of the head."""
    publish()
    complaint = Complaint("matter:of-a-test", world.place(), world.body("workstation"), "办件评价“不满意”。", phone)
    return done(open_follow_up(complaint, at=TUESDAY))


@pytest.mark.parametrize(("phone", "digits"), [("", ""), (PHONE, "0009")])
def test_nobody_opens_it_by_its_code(phone: str, digits: str, world: World, client: Client) -> None:
    matter = followed_up(world, phone)
    assert client.post("/follow", {"code": matter.code, "last_four": digits}).status_code == 422
    assert client.get(f"/api/v1/matters/{matter.code}", {"last_four": digits}).status_code == 404


def test_a_browser_that_had_opened_it_before_takes_it_back_no_more(world: World, client: Client) -> None:
    matter = followed_up(world)
    session = client.session
    session["matters"] = [matter.code]
    session.save()
    for act in ("", "/withdrawal", "/rating"):
        assert client.post(f"/m/{matter.code}{act}", {"note": "", "rating": "5"}).status_code in {404, 405}
    assert Matter.objects.get(pk=matter.pk).state == "accepted"


@pytest.mark.parametrize(("who", "finds"), [("secretary", True), ("clerk", False), ("colleague", False)])
def test_the_phone_of_the_call_back_leads_the_head_alone_to_it(who: str, finds: bool, world: World) -> None:
    matter = followed_up(world, PHONE)
    found = services.find_by_person(name="", phone=PHONE, by=world.actor(who), at=TUESDAY)
    assert isinstance(found, list)
    assert (matter in found) is finds


def test_it_has_no_receipt_to_print(world: World, signed_in) -> None:  # type: ignore[no-untyped-def]
    matter, head = followed_up(world), signed_in("secretary")
    assert head.get(f"/desk/matters/{matter.code}/receipt").status_code == 404
