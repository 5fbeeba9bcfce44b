"""Migrations say all that the models say, and each app's follow one another in one line."""

from __future__ import annotations

from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


def our_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("juzhan.")}


@pytest.mark.django_db
def test_no_model_has_changed_without_a_migration() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_each_apps_migrations_stand_in_one_line() -> None:
    graph = MigrationLoader(None).graph
    for label in our_apps():
        within = [key for key in graph.nodes if key[0] == label]
        followed = Counter(
            parent.key for key in within for parent in graph.node_map[key].parents if parent.key[0] == label
        )
        assert [key for key, times in followed.items() if times > 1] == []
        assert len(graph.leaf_nodes(label)) == (1 if within else 0)
