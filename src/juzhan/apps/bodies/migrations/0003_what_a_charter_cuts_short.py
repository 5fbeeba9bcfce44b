"""A charter's term keeps the holdings it cuts short, so that a plan can be withdrawn before its day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_graph_versions_never_repeat")]
    operations = [migrations.AddField("charterterm", "cut", models.JSONField(blank=True, default=list))]
