"""一站多居: one hall serves several communities; the residents of each find it, its bodies work there, each sees its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.access import bodies_of_hall, halls_of, heads, serves
from juzhan.apps.hall.figures import day_figures
from juzhan.apps.hall.models import Booking, BookingContact, Hall, Ticket, VisitRating
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.hall.services import calling, serving
from juzhan.apps.hall.services.reaching import show_contact
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.appealing import appeal_rating
from juzhan.apps.record.models import Entry
from juzhan.domain.matters import Rating
from juzhan.domain.shared import Refusal
from tests.hall.booking import TOMORROW_NINE, Bookings
from tests.hall.rating import BAD, GOOD, after_midnight, publish_follow_up, rates
from tests.hall.screens import KIOSK, AtScreen
from tests.hall.sharing import NEIGHBOR_MEMBER, share, visited_from
from tests.hall.visiting import TEN, Visiting, got, later
from tests.matters.doing import refused
from tests.world import ALLOWANCE, JINLI, LAOMALU, XIMIANQIAO, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "shared")]

SignedIn = Callable[..., Client]
NEIGHBOR_PHONE = f"/hall/{XIMIANQIAO}"
TODAY = TEN.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def shared(world: World, hall: Hall) -> None:
    """The hall of Jinli serves Ximianqiao too."""
    share(world)


@pytest.fixture
def neighbor() -> AtScreen:
    """A resident of Ximianqiao with a phone."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}), NEIGHBOR_PHONE)


def posted(client: Client, address: str, **given: object) -> dict[str, object]:
    """What the interface answers to something that was sent."""
    answer = client.post(
        f"/api/v1{address}",
        json.dumps(given),
        content_type="application/json",
        headers={"Idempotency-Key": str(uuid4())},
    )
    assert answer.status_code == 201, answer.content.decode()
    told: dict[str, object] = answer.json()
    return told


def log_of(subject: str) -> set[str]:
    """The places in whose logs something stands."""
    return set(Entry.objects.filter(subject=subject).values_list("log__place", flat=True))


# ── finding the hall ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_second_community_has_the_page_of_the_hall_that_serves_it(neighbor: AtScreen) -> None:
    page = neighbor.read()
    assert "洗面桥社区的事在这里办" in page
    assert "锦里社区" in page
    assert f'href="{NEIGHBOR_PHONE}/take"' in page
    assert f'href="{NEIGHBOR_PHONE}/book"' in page
    assert f'href="/c/{XIMIANQIAO}"' in page


def test_a_community_that_no_hall_serves_has_no_page_of_one(client: Client) -> None:
    assert client.get(f"/hall/{LAOMALU}").status_code == 404


def test_each_community_is_named_in_the_list_of_halls(client: Client) -> None:
    page = client.get("/halls").content.decode()
    assert f'href="/hall/{JINLI}"' in page
    assert f'href="{NEIGHBOR_PHONE}"' in page


@pytest.mark.parametrize(("community", "linked"), [(JINLI, True), (XIMIANQIAO, True), (LAOMALU, False)])
def test_the_public_page_of_a_community_leads_to_its_hall(community: str, linked: bool, client: Client) -> None:
    assert (f'href="/hall/{community}"' in client.get(f"/c/{community}").content.decode()) is linked


def test_the_interface_gives_the_hall_of_a_place_it_serves(client: Client) -> None:
    told = client.get(f"/api/v1/halls/{XIMIANQIAO}").json()
    assert (told["place"], told["communities"]) == (JINLI, [XIMIANQIAO, JINLI])
    assert client.get(f"/api/v1/halls/{LAOMALU}").status_code == 404
    assert [row["communities"] for row in client.get("/api/v1/halls").json()] == [[XIMIANQIAO, JINLI]]


# ── taking and booking ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_ones_community_is_chosen_beforehand_by_the_address(neighbor: AtScreen) -> None:
    page = neighbor.read("take", item=ALLOWANCE)
    assert "您住在哪个社区？" in page
    chosen = page.partition(f'name="community" value="{XIMIANQIAO}"')[2].partition(">")[0]
    assert "checked" in chosen
    ticket = neighbor.taken(community=XIMIANQIAO)
    assert (ticket.hall.place_id, ticket.community_id) == (JINLI, XIMIANQIAO)


def test_at_the_kiosk_of_the_hall_nobodys_community_is_chosen_beforehand() -> None:
    kiosk = AtScreen(Client(headers={"accept-language": "zh-hans"}), KIOSK)
    page = kiosk.read("take", item=ALLOWANCE)
    assert "checked" not in page.partition('name="community"')[2].partition("</fieldset>")[0]
    assert kiosk.take().status_code == 422
    assert kiosk.taken(community=XIMIANQIAO).community_id == XIMIANQIAO
    assert kiosk.take(community=LAOMALU).status_code == 422


def test_the_interface_takes_a_number_for_the_community_of_the_address(client: Client) -> None:
    told = posted(client, f"/halls/{XIMIANQIAO}/tickets", item=ALLOWANCE)
    assert (told["hall"], told["community"]) == (JINLI, XIMIANQIAO)


def test_a_time_is_booked_for_ones_community(client: Client) -> None:
    slot = TOMORROW_NINE.strftime("%Y-%m-%dT%H:%M")
    address = f"{NEIGHBOR_PHONE}/book?item={ALLOWANCE}&slot={slot}"
    page = client.get(address, headers={"accept-language": "zh-hans"}).content.decode()
    assert f'action="{NEIGHBOR_PHONE}/book"' in page
    assert "checked" in page.partition(f'name="community" value="{XIMIANQIAO}"')[2].partition(">")[0]
    given = {"submission": str(uuid4()), "item": ALLOWANCE, "slot": slot, "phone": "13800000001"}
    assert client.post(f"{NEIGHBOR_PHONE}/book", {**given, "community": XIMIANQIAO}).status_code == 302
    booking = Booking.objects.get()
    assert (booking.hall.place_id, booking.community_id) == (JINLI, XIMIANQIAO)
    assert log_of(f"booking:{booking.pk}") == {XIMIANQIAO}


def test_the_interface_books_for_the_community_of_the_address(client: Client) -> None:
    given = {"item": ALLOWANCE, "begins": TOMORROW_NINE.isoformat(), "phone": "13800000001"}
    assert posted(client, f"/halls/{XIMIANQIAO}/bookings", **given)["community"] == XIMIANQIAO


# ── who works there ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_station_and_both_committees_share_the_hall(world: World) -> None:
    wanted = [world.body("workstation"), *(world.body("residents_committee", code) for code in (JINLI, XIMIANQIAO))]
    assert bodies_of_hall(JINLI, TODAY) == [body.pk for body in wanted]
    assert bodies_of_hall(XIMIANQIAO, TODAY) == [body.pk for body in wanted]


@pytest.mark.parametrize(
    ("who", "works"),
    [
        ("clerk", True), ("committee_member", True), (NEIGHBOR_MEMBER, True),
        ("far_clerk", False), ("neighbor_clerk", False), ("bureau_officer", False), ("representative", False),
    ],
)  # fmt: skip
def test_who_works_in_the_hall_follows_from_the_charter(
    who: str, works: bool, world: World, hall: Hall, signed_in: SignedIn
) -> None:
    actor = world.actor(who, TODAY)
    assert serves(actor, hall) is works
    assert Hall.objects.filter(halls_of(actor)).exists() is works
    status = signed_in(who).get(f"/desk/hall/{JINLI}/counter").status_code
    assert (status != 403) is works


@pytest.mark.parametrize(("who", "is_head"), [("secretary", True), ("neighbor_secretary", False), ("chair", False)])
def test_the_head_of_the_station_alone_heads_the_hall(who: str, is_head: bool, world: World, hall: Hall) -> None:
    assert heads(world.actor(who, TODAY), hall) is is_head


@pytest.mark.parametrize("who", ["clerk", NEIGHBOR_MEMBER])
@pytest.mark.parametrize("community", [JINLI, XIMIANQIAO])
def test_a_clerk_of_either_body_calls_visitors_of_either_community(
    who: str, community: str, visiting: Visiting
) -> None:
    visiting.takes(community=visiting.world.place(community))
    shift = visiting.opens(who)
    ticket = visiting.serves(shift, later(1), later(5), who)
    assert (ticket.state, ticket.community_id) == ("served", community)


def test_a_matter_is_registered_only_by_a_body_of_the_visitors_community(
    visiting: Visiting, signed_in: SignedIn
) -> None:
    ticket = visiting.takes(item=visiting.world.item(), community=visiting.world.place())
    shift = visiting.opens(NEIGHBOR_MEMBER)
    got(
        calling.begin(
            shift, visiting.calls(shift, who=NEIGHBOR_MEMBER), by=visiting.world.actor(NEIGHBOR_MEMBER), at=TEN
        )
    )
    address = f"/desk/hall/{JINLI}/visit/{ticket.pk}/register"
    answer = signed_in(NEIGHBOR_MEMBER).get(address)
    assert answer.status_code == 403
    assert "不办锦里社区的事项" in answer.content.decode()
    assert signed_in("clerk").get(address).status_code == 200


def test_name_and_phone_of_a_booking_are_for_those_who_serve_its_community(visiting: Visiting) -> None:
    mine = Bookings(visiting).books(community=visiting.world.place(XIMIANQIAO))
    theirs = Bookings(visiting).books(phone="13800000002", community=visiting.world.place())
    by = visiting.world.actor(NEIGHBOR_MEMBER)
    assert isinstance(show_contact(mine, by=by, at=TEN), BookingContact)
    assert refused(show_contact(theirs, by=by, at=TEN)) == "hall.not_yours"
    assert isinstance(show_contact(theirs, by=visiting.world.actor("clerk"), at=TEN), BookingContact)
    assert log_of(f"booking:{mine.pk}") == {XIMIANQIAO}


# ── each sees its own ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_concerns_a_visitor_stands_in_the_log_of_their_community_and_the_counter_in_the_halls(
    visiting: Visiting,
) -> None:
    publish_follow_up()
    ticket = visited_from(visiting, XIMIANQIAO)
    rating = after_midnight(rates(ticket, BAD))
    assert log_of(ticket.record_subject) == {XIMIANQIAO}
    assert log_of(rating.sealed_subject) == {XIMIANQIAO}
    assert rating.follow_up is not None
    assert log_of(rating.follow_up.record_subject) == {JINLI}, "so that few visitors of a small place are not made out"
    assert log_of(f"counter:{visiting.counter().pk}") == {JINLI}


def test_the_link_of_visit_and_matter_stands_in_the_log_of_the_matter(visiting: Visiting) -> None:
    matter = visiting.world.matter(community=XIMIANQIAO)
    visiting.takes(community=visiting.world.place(XIMIANQIAO))
    shift = visiting.opens()
    by = visiting.world.actor("clerk")
    ticket = got(calling.begin(shift, visiting.calls(shift), by=by, at=TEN))
    assert not isinstance(serving.link_matter(shift, ticket, matter, by=by, at=TEN), Refusal)
    links = Entry.objects.filter(act="ticket.link", subject=ticket.record_subject)
    assert [entry.log.place for entry in links] == [XIMIANQIAO]


def rated(visiting: Visiting, community: str, grade: Rating, times: int, start: int) -> None:
    """So many visitors of a community were served and rated."""
    for number in range(times):
        rates(visited_from(visiting, community, start + number), grade)


@pytest.fixture
def both_rated(visiting: Visiting, shared: None, clock: time_machine.Coordinates) -> None:
    """Ten of Jinli were satisfied yesterday, ten of Ximianqiao were not."""
    rated(visiting, JINLI, GOOD, 10, 0)
    rated(visiting, XIMIANQIAO, BAD, 10, 10)
    clock.move_to(TEN + timedelta(days=1))


@pytest.mark.usefixtures("both_rated")
def test_the_public_figures_are_those_of_ones_own_community(visiting: Visiting, client: Client) -> None:
    shares = [satisfaction(visiting.hall, TOMORROW, each).satisfied_share for each in (JINLI, XIMIANQIAO, "")]
    assert shares == [100, 0, 50]
    for community, percent in ((JINLI, 100), (XIMIANQIAO, 0)):
        page = client.get(f"/hall/{community}").content.decode()
        assert f"{percent}%" in page
        assert "近一年评价 10 次" in page
        told = client.get(f"/api/v1/halls/{community}/figures").json()
        assert (told["rated"], told["satisfied_share"]) == (10, percent)


def test_a_community_below_the_minimum_has_no_share_though_the_hall_has(
    visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    rated(visiting, JINLI, GOOD, 9, 0)
    rated(visiting, XIMIANQIAO, GOOD, 9, 10)
    clock.move_to(TEN + timedelta(days=1))
    told = client.get(f"/api/v1/halls/{XIMIANQIAO}/figures").json()
    assert (told["rated"], told["satisfied_share"]) == (9, None)
    assert satisfaction(visiting.hall, TOMORROW).satisfied_share == 100


def test_trips_are_those_of_the_community(visiting: Visiting) -> None:
    for community, trips in ((JINLI, 1), (XIMIANQIAO, 2)):
        matter = visiting.world.matter(community=community)
        for number in range(trips):
            ticket = visited_from(visiting, community, number + 10 * trips)
            Ticket.objects.filter(pk=ticket.pk).update(matter=matter)
        Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=TODAY)
    assert [satisfaction(visiting.hall, TOMORROW, each).settled for each in (JINLI, XIMIANQIAO, "")] == [1, 1, 2]


def test_the_head_sees_the_whole_hall_and_one_community_when_asked(visiting: Visiting, signed_in: SignedIn) -> None:
    visited_from(visiting, JINLI)
    visited_from(visiting, XIMIANQIAO, 2)
    visited_from(visiting, XIMIANQIAO, 4)
    assert [day_figures(visiting.hall, TODAY, each).calls for each in ("", JINLI, XIMIANQIAO)] == [3, 1, 2]
    page = signed_in("secretary").get(reverse("hall_head", args=[JINLI]), {"community": XIMIANQIAO})
    assert (page.context["figures"].calls, page.context["community"]) == (2, XIMIANQIAO)
    assert signed_in("secretary").get(reverse("hall_head", args=[JINLI])).context["figures"].calls == 3


@pytest.mark.usefixtures("both_rated")
def test_the_head_reads_the_ratings_of_all_or_of_one_community(signed_in: SignedIn) -> None:
    client, address = signed_in("secretary"), reverse("hall_ratings", args=[JINLI])
    assert len(client.get(address).context["rows"].visits) == 20
    one = client.get(address, {"community": XIMIANQIAO}).context
    assert {seen.place for seen in one["rows"].visits} == {XIMIANQIAO}
    assert one["satisfaction"].rated == 10


@pytest.fixture
def appealed(visiting: Visiting, shared: None, clock: time_machine.Coordinates) -> dict[str, VisitRating]:
    """A bad rating of each community, against which the head has appealed."""
    by, found = visiting.world.actor("secretary"), {}
    for minute, community in enumerate((JINLI, XIMIANQIAO)):
        rating = rates(visited_from(visiting, community, minute), BAD)
        body = visiting.world.body("workstation").pk
        done = appeal_rating(rating, body, community, reason="误评", by=by, at=later(90))
        assert isinstance(done, VisitRating), done
        found[community] = done
    clock.move_to(TEN + timedelta(days=1))
    return found


@pytest.mark.parametrize("who", [NEIGHBOR_MEMBER, "committee_member"])
def test_a_committee_answers_the_appeals_of_its_own_visitors_alone(
    who: str, signed_in: SignedIn, appealed: dict[str, VisitRating]
) -> None:
    own, other = (XIMIANQIAO, JINLI) if who == NEIGHBOR_MEMBER else (JINLI, XIMIANQIAO)
    client, address = signed_in(who), reverse("hall_ratings", args=[JINLI])
    shown = client.get(address, {"community": other}).context
    assert [seen.place for seen in shown["rows"].visits] == [own]
    assert shown["satisfaction"].rated == 1
    assert client.get(f"{address}/{appealed[own].reference}").status_code == 200
    assert client.get(f"{address}/{appealed[other].reference}").status_code == 404
    assert [count for _, count in client.get(reverse("rating_appeals")).context["rows"]] == [1]


def test_staff_of_an_unrelated_community_see_nothing(signed_in: SignedIn, appealed: dict[str, VisitRating]) -> None:
    client = signed_in("far_clerk")
    for page in ("counter", "bookings", "take", "head", "ratings"):
        assert client.get(f"/desk/hall/{JINLI}/{page}").status_code == 403, page
    assert client.get(reverse("rating_appeals")).context["rows"] == []
    assert f"/desk/hall/{JINLI}" not in client.get(reverse("desk_hall")).content.decode()
