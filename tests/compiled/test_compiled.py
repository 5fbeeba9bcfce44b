"""A compiled statement answers, adds and saves as the model itself would."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.forms.models import model_to_dict
from pytest_django import DjangoAssertNumQueries

from juzhan.apps.bodies.models import Body
from juzhan.apps.compiled import Compiled, insert, update
from juzhan.apps.matters.models import Matter, Step
from juzhan.domain.matters import State
from tests.world import World, at

RELATED = ("item__item", "owner", "handler", "applicant")


def query(state: Any) -> Any:
    return (
        Matter.objects.select_related(*RELATED)
        .defer("item__content")
        .extra(select={"seven": "SELECT 7"})
        .filter(state=state)
        .order_by("id")
    )


def plain(row: Matter) -> list[Any]:
    related = [row.item, row.item.item, row.owner, row.handler, getattr(row, "applicant", None)]
    return [row.seven, row.get_deferred_fields()] + [each and model_to_dict(each) for each in (row, *related)]  # type: ignore[attr-defined]


def test_the_rows_are_those_of_the_query_itself(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        world.matter()
    compiled = Compiled(query)
    with django_assert_num_queries(1):
        found = compiled.all(state="submitted")
    assert [plain(row) for row in found] == [plain(row) for row in query("submitted")]
    assert found[0].reasons
    assert "item__content" not in found[0].__dict__


def test_related_rows_are_there_without_another_query(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    world.matter()
    row = Compiled(query).first(state="submitted")
    assert row is not None
    with django_assert_num_queries(0):
        assert row.owner.name
        assert row.item.item.code
        assert row.handler is None
        assert row.applicant.phone


def test_each_asking_has_its_own_values(world: World) -> None:
    world.matter()
    compiled = Compiled(query)
    assert compiled.first(state="closed") is None
    assert compiled.first(state="submitted") is not None
    assert compiled.all(state="closed") == []


@pytest.mark.parametrize("bodies", [[], [1], list(range(500))])
def test_any_of_a_list_is_in_the_list(world: World, bodies: list[int]) -> None:
    owner = world.matter().owner_id
    for given in (bodies, [*bodies, owner]):
        found = set(Matter.objects.filter(owner__any_of=given).values_list("pk", flat=True))
        assert found == set(Matter.objects.filter(owner__in=given).values_list("pk", flat=True))


def test_any_of_takes_nothing_but_numbers(world: World) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        list(Matter.objects.filter(owner__any_of=["1}') OR true --"]))


def test_a_row_is_added_with_the_number_the_database_gives(world: World) -> None:
    matter = world.matter()
    step = Step(matter=matter, act="note", at=at(2026, 3, 2), note="上门", data={"多": [1, None, {"层": True}]})
    insert(step)
    assert not step._state.adding
    assert model_to_dict(Step.objects.get(pk=step.pk)) == model_to_dict(step)


def test_what_cannot_be_added_is_told_as_ever(world: World) -> None:
    matter = world.matter()
    again = Matter.objects.get(pk=matter.pk)
    again.pk, again.submission = None, uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(again)


def test_only_the_named_fields_are_saved(world: World) -> None:
    matter = world.matter()
    other = Body.objects.exclude(pk=matter.owner_id).first()
    assert other is not None
    matter.state, matter.due_on, matter.holder, matter.summary = State.ACCEPTED.value, date(2026, 4, 1), other, "不存"
    matter.pauses = [["2026-03-02", None]]
    update(matter, ["state", "due_on", "holder", "pauses"])
    saved = Matter.objects.get(pk=matter.pk)
    assert (saved.state, saved.due_on, saved.holder_id, saved.summary) == ("accepted", date(2026, 4, 1), other.pk, "")
    assert saved.pauses == [["2026-03-02", None]]


def test_a_row_that_is_gone_cannot_be_saved(world: World) -> None:
    matter = world.matter()
    matter.pk = 0
    with pytest.raises(DatabaseError):
        update(matter, ["state"])


def test_a_slot_is_never_taken_for_a_value(world: World) -> None:
    for column in ("owner__in", "community__in"):
        compiled = Compiled(partial(_listed, column))
        with pytest.raises(TypeError, match=r"Slot|the slot given"):
            compiled.all(given=1)


def _listed(column: str, given: Any) -> Any:
    return Matter.objects.filter(**{column: [given]})
