"""Registers the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People who sign in: who they are and in which post they act."""

    name = "juzhan.apps.accounts"
    label = "accounts"
