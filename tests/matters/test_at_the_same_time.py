"""Several people act on one matter at the same moment: one comes after the other, nothing is lost, nobody is deceived."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import Outcome
from juzhan.domain.shared import Refusal
from tests.at_once import at_once
from tests.matters.doing import MONDAY, TUESDAY, recorded
from tests.world import World


def test_of_two_clerks_who_accept_one_wins_and_the_other_is_told_who(committed_world: World) -> None:
    matter, who = committed_world.matter(), ("clerk", "colleague")
    actors = {name: committed_world.actor(name) for name in who}
    results = at_once(*(lambda a=actors[name]: services.accept_matter(matter, by=a, at=MONDAY) for name in who))  # type: ignore[misc]
    refusals = [result for result in results if isinstance(result, Refusal)]
    matter.refresh_from_db()
    assert [refusal.code for refusal in refusals] == ["matter.already_accepted"]
    assert matter.handler is not None
    assert matter.handler.name in refusals[0].text.zh
    assert recorded(matter) == ["matter.submitted", "matter.accepted"]


def test_over_http_the_slower_one_gets_409_and_the_name(committed_world: World) -> None:
    matter, clients = committed_world.matter(), []
    for name in ("clerk", "colleague"):
        client = Client()
        client.force_login(committed_world.person(name))
        clients.append(client)
    address = f"/desk/matters/{matter.code}/accept"
    first, second = sorted(
        at_once(*(lambda c=client: c.post(address) for client in clients)),  # type: ignore[misc]
        key=lambda response: response.status_code,
    )
    matter.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert matter.handler is not None
    assert f"已由{matter.handler.name}受理" in second.content.decode()


Act = Callable[[World, Matter], Matter | Refusal]
ACTS: dict[str, Act] = {
    "accept": lambda w, m: services.accept_matter(m, by=w.actor("clerk"), at=MONDAY),
    "accept too": lambda w, m: services.accept_matter(m, by=w.actor("colleague"), at=MONDAY),
    "decline": lambda w, m: services.decline_matter(m, reason="不符合", by=w.actor("clerk"), at=MONDAY),
    "withdraw": lambda w, m: services.withdraw_matter(m, at=MONDAY),
    "assign": lambda w, m: services.assign_matter(m, handler=w.person("colleague"), by=w.actor("secretary"), at=MONDAY),
    "note": lambda w, m: services.note_progress(m, note="进展", by=w.actor("clerk"), at=TUESDAY),
    "suspend": lambda w, m: services.suspend_matter(m, reason="等待", by=w.actor("clerk"), at=TUESDAY),
    "resume": lambda w, m: services.resume_matter(m, by=w.actor("colleague"), at=TUESDAY),
    "extend": lambda w, m: services.extend_matter(m, reason="公示", by=w.actor("clerk"), at=TUESDAY),
    "decide": lambda w, m: services.decide_matter(
        m, outcome=Outcome.GRANTED, reason="", by=w.actor("clerk"), at=TUESDAY
    ),
}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.lists(st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=4), min_size=2, max_size=3),
    running=st.booleans(),
)
def test_no_update_is_lost_whatever_people_do_at_once(
    chosen: Sequence[Sequence[str]], running: bool, committed_world: World
) -> None:
    matter = committed_world.matter()
    if running:
        services.accept_matter(matter, by=committed_world.actor("clerk"), at=MONDAY)
    before = matter.steps.count()

    def person(names: Sequence[str]) -> Callable[[], int]:
        return lambda: sum(isinstance(ACTS[name](committed_world, matter), Matter) for name in names)

    succeeded = sum(at_once(*(person(names) for names in chosen)))
    matter.refresh_from_db()
    steps = list(matter.steps.all())
    assert len(steps) == before + succeeded == len(recorded(matter))
    state = "submitted"
    for step in steps[1:]:
        assert step.data["from"] == state, "an act was decided on a matter that was not like that any more"
        state = step.data["to"]
    assert matter.state == state


@pytest.mark.parametrize("times", [4])
def test_the_same_registration_pressed_many_times_is_one_matter(times: int, committed_world: World) -> None:
    from uuid import uuid4

    number, actor = uuid4(), committed_world.actor("clerk")

    def press() -> Matter | Refusal:
        return services.submit_matter(
            committed_world.place(), committed_world.item(), submission=number,
            asked=services.Asked("测试居民", "13800000001"), at=MONDAY, by=actor,
        )  # fmt: skip

    found = {result.code for result in at_once(*[press] * times) if isinstance(result, Matter)}
    assert len(found) == 1
    assert Matter.objects.filter(submission=number).count() == 1
