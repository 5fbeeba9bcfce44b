"""Registers the app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The service items a community offers, in versions."""

    name = "juzhan.apps.catalogue"
    label = "catalogue"
