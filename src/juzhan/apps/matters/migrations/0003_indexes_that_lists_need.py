"""What is late is read in the order of its day; two indexes that began like longer ones are dropped."""

import django.db.models.deletion
from django.db import migrations, models

OPEN = [
    "accepted", "contested", "decided", "handed_up", "papers_requested", "reopening_asked", "submitted", "suspended",
]


class Migration(migrations.Migration):
    dependencies = [("matters", "0002_pauses_and_held_papers")]
    operations = [
        migrations.AlterField(
            "matter",
            "community",
            models.ForeignKey(
                "places.Place", db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="matters"
            ),
        ),
        migrations.AlterField(
            "matter",
            "owner",
            models.ForeignKey(
                "bodies.Body", db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="matters"
            ),
        ),
        migrations.AddIndex(
            "matter",
            models.Index(fields=["next_on", "id"], name="open_by_day", condition=models.Q(state__in=OPEN)),
        ),
    ]
