"""The demonstration is made by the product's own services, is the same for the same seed, and loads once."""

from __future__ import annotations

import pytest

from juzhan.apps.bodies.models import Holding
from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.demo import loading, people
from juzhan.apps.demo.cast import CAST
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Entry
from juzhan.config.env import ROOT
from juzhan.domain.catalogue import load_catalogue
from tests.world import JINLI, World


def nothing(_now: int, _whole: int) -> None:
    """Reports nothing."""


@pytest.fixture
def played(world: World) -> None:
    publish_items(list(load_catalogue(ROOT / "data" / "catalogue")))
    Holding.objects.all().delete()
    loading.load_cast(nothing)
    loading.load_matters(nothing, each=12, of_the_cast=12)


def test_every_matter_has_its_entries_and_is_marked_synthetic(played: None) -> None:
    matters = list(Matter.objects.all())
    assert len(matters) >= 30
    assert all(matter.is_synthetic for matter in matters)
    recorded = set(Entry.objects.filter(act="matter.submitted").values_list("subject", flat=True))
    assert {matter.record_subject for matter in matters} == recorded


def test_the_cast_sits_in_its_posts(played: None) -> None:
    for character in CAST:
        person = people.Person.objects.get(username=character.username)
        assert person.holdings.count() == len(character.seats)


def test_loading_again_changes_nothing(played: None) -> None:
    before = Matter.objects.count(), people.Person.objects.count(), Entry.objects.count()
    loading.load_cast(nothing)
    loading.load_matters(nothing, each=12, of_the_cast=12)
    assert (Matter.objects.count(), people.Person.objects.count(), Entry.objects.count()) == before


def test_matters_stand_in_many_states(played: None) -> None:
    assert len(set(Matter.objects.values_list("state", flat=True))) >= 4
    assert Matter.objects.filter(community_id=JINLI).count() >= 12
