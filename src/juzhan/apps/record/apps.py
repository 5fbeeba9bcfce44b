"""Registers the app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """One append-only, tamper-evident log per place: what was done, by whom, in which post, under which rule."""

    name = "juzhan.apps.record"
    label = "record"
