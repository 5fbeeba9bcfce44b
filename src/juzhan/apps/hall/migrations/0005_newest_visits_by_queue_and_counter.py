import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_initial'),
        ('hall', '0004_newest_calls_first'),
        ('matters', '0005_bad_ratings_followed_up'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='ticket',
            name='newest_calls_of_a_hall',
        ),
        # Taking the index of a column away, Django takes every index of the column, the constraint's too: it is put back below.
        migrations.RemoveConstraint(model_name='ticket', name='one_visitor_at_a_counter'),
        migrations.AlterField(
            model_name='ticket',
            name='counter',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tickets', to='hall.counter'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['group', '-called_at'], name='newest_calls_of_a_group'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['counter', '-ended_at'], name='newest_visits_of_a_counter'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(
                condition=models.Q(('state__in', ['called', 'serving'])), fields=('counter',), name='one_visitor_at_a_counter'
            ),
        ),
    ]
