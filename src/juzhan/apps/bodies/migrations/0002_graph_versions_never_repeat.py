"""A number that was taken in a transaction that came to nothing is never given again: caches are kept under it."""

from django.db import migrations

BEGIN = """
CREATE SEQUENCE bodies_graph_versions;
SELECT setval('bodies_graph_versions', coalesce((SELECT max(number) FROM bodies_graphversion), 1));
"""


class Migration(migrations.Migration):
    dependencies = [("bodies", "0001_initial")]
    operations = [migrations.RunSQL(BEGIN, "DROP SEQUENCE bodies_graph_versions")]
