"""Registers the app."""

from django.apps import AppConfig


class DistrictConfig(AppConfig):
    """The district administrator's desk: tables taken in, charters and stations switched, posts filled."""

    name = "juzhan.apps.district"
    label = "district"
