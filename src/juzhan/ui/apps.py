"""The Django app ``ui``: templates, static files and template tags, no tables."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Nothing is done at start-up."""

    name = "juzhan.ui"
    label = "ui"
