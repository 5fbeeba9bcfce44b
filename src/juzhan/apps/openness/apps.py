"""Registers the app."""

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    """What anyone may see and ask: the community's page, inquiries, figures, receipts."""

    name = "juzhan.apps.openness"
    label = "openness"
