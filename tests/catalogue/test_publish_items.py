"""Publishing service items keeps versions in order and is idempotent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import item_on, search_items
from juzhan.apps.catalogue.services import Published, publish_items
from juzhan.config.env import ROOT
from juzhan.domain.catalogue import load_catalogue
from juzhan.domain.shared import Refusal, Text
from tests.world import ALLOWANCE, World, some_items

pytestmark = pytest.mark.django_db


def shipped() -> list:
    return list(load_catalogue(Path(ROOT / "data" / "catalogue")))


def test_the_shipped_catalogue_is_published_whole_and_a_second_time_changes_nothing(world: World) -> None:
    first, second = publish_items(shipped()), publish_items(shipped())
    assert isinstance(first, Published)
    assert isinstance(second, Published)
    assert first.added
    assert (second.added, second.renewed, second.unchanged) == ((), (), len(shipped()))


def test_a_new_version_ends_the_old_one_on_its_first_day(world: World) -> None:
    renewed = evolve(some_items()[0], name=Text("新低保", "New allowance"), valid_from=date(2026, 5, 1))
    assert isinstance(publish_items([renewed]), Published)
    before, after = item_on(ALLOWANCE, date(2026, 4, 30)), item_on(ALLOWANCE, date(2026, 5, 1))
    assert before is not None
    assert after is not None
    assert (before.number, before.valid_until, after.number, after.name) == (1, date(2026, 5, 1), 2, "新低保")


def test_a_version_that_would_begin_before_the_present_one_is_refused_and_nothing_changes(world: World) -> None:
    count = ItemVersion.objects.count()
    other = evolve(some_items()[1], code="test.other")
    early = evolve(some_items()[0], name=Text("旧", "Old"), valid_from=date(2020, 1, 1))
    answer = publish_items([other, early])
    assert isinstance(answer, Refusal)
    assert answer.code == "item.before_present_version"
    assert ItemVersion.objects.count() == count


@pytest.mark.parametrize(("words", "code"), [("低保", ALLOWANCE), ("楼道灯坏了", "test.lamp"), ("lamp", "test.lamp")])
def test_plain_words_find_the_item(words: str, code: str, world: World) -> None:
    assert search_items(words, date(2026, 3, 2))[0].item.code == code


def test_a_correction_of_what_is_shipped_becomes_a_new_version_from_today(world: World) -> None:
    corrected, today = evolve(some_items()[0], name=Text("更正后的低保", "Corrected")), date(2026, 6, 1)
    assert isinstance(publish_items([corrected], corrected_on=today), Published)
    assert isinstance(publish_items([corrected], corrected_on=today), Published)
    before, after = item_on(ALLOWANCE, date(2026, 5, 31)), item_on(ALLOWANCE, today)
    assert before is not None
    assert after is not None
    assert (before.name, after.name, after.number) == ("测试低保申请", "更正后的低保", 2)
