"""Registers the app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Districts, streets, communities and residents' groups."""

    name = "juzhan.apps.places"
    label = "places"
