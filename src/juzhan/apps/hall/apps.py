"""The app's name."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    """The one-stop hall."""

    name = "juzhan.apps.hall"
    label = "hall"
