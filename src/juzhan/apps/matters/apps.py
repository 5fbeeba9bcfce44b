"""Registers the app."""

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """Matters: a piece of work with one owner, a clock and a timeline."""

    name = "juzhan.apps.matters"
    label = "matters"
