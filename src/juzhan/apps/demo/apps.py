"""Registers the app; it is installed in demo mode only."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration: a synthetic cast, some months of synthetic matters, a page to become one of the cast."""

    name = "juzhan.apps.demo"
    label = "demo"
