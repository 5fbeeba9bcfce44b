"""A person sees when a token was used last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.AddField("apitoken", "last_used_at", models.DateTimeField(blank=True, null=True))]
