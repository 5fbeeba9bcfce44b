"""Registers the app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """The bodies of each place by the charter in force, their posts and who holds them."""

    name = "juzhan.apps.bodies"
    label = "bodies"
