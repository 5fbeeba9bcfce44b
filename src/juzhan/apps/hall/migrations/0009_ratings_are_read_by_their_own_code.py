"""A rating is read by a code of its own and recorded under a name that leads nowhere; a hall's figures are kept by day."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

import juzhan.apps.matters.codes

_NAMES = ("seal", "code")


def name_each(apps: Any, _: Any) -> None:
    """Give each rating of before names and a number of its own."""
    found = list(apps.get_model("hall", "VisitRating").objects.all())
    for rating in found:
        rating.seal, rating.code = juzhan.apps.matters.codes.new_code(), juzhan.apps.matters.codes.new_code()
        rating.submission = uuid.uuid4()
    apps.get_model("hall", "VisitRating").objects.bulk_update(found, [*_NAMES, "submission"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("hall", "0008_numbers_kept_for_bookings")]
    operations: ClassVar = [
        *(migrations.AddField("visitrating", name, models.CharField(max_length=12, null=True)) for name in _NAMES),
        migrations.AddField("visitrating", "submission", models.UUIDField(null=True)),
        migrations.AddField("visitrating", "phone", models.CharField(blank=True, default="", max_length=20)),
        migrations.RunPython(name_each, migrations.RunPython.noop),
        *(
            migrations.AlterField(
                "visitrating",
                name,
                models.CharField(default=juzhan.apps.matters.codes.new_code, max_length=12, unique=True),
            )
            for name in _NAMES
        ),
        migrations.AlterField("visitrating", "submission", models.UUIDField(default=uuid.uuid4, unique=True)),
        migrations.CreateModel(
            name="HallFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hall",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="hall.hall"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="places.place",
                    ),
                ),
                ("day", models.DateField()),
                ("rated", models.PositiveIntegerField()),
                ("satisfied", models.PositiveIntegerField()),
                ("settled", models.PositiveIntegerField()),
                ("trips", models.FloatField(null=True)),
                ("one_trip", models.PositiveIntegerField()),
            ],
        ),
        migrations.AddConstraint(
            "hallfigures",
            models.UniqueConstraint(fields=("hall", "community"), name="figures_once", nulls_distinct=False),
        ),
    ]  # fmt: skip
