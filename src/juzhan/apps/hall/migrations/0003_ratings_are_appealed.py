"""Ratings may be appealed, and the record speaks of them by a reference of their own."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import juzhan.apps.matters.codes


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("bodies", "0001_initial"),
        ("hall", "0002_counters_out_of_use"),
        ("matters", "0005_bad_ratings_followed_up"),
    ]
    operations: ClassVar = [
        migrations.RemoveField("visitrating", "struck_by"),
        migrations.RemoveField("visitrating", "struck_reason"),
        migrations.AddField(
            "visitrating",
            "reference",
            models.CharField(default=juzhan.apps.matters.codes.new_code, max_length=12, unique=True),
        ),
        migrations.AddField("visitrating", "appealed_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "visitrating",
            "appealed_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("visitrating", "appeal", models.CharField(blank=True, default="", max_length=500), False),
        migrations.AddField("visitrating", "answered_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "visitrating",
            "answered_by",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "visitrating",
            "answered_for",
            models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="bodies.body"
            ),
        ),
        migrations.AddField("visitrating", "answer", models.CharField(blank=True, default="", max_length=500), False),
    ]  # fmt: skip
