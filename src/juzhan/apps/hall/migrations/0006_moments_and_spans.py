import datetime
import django.utils.timezone
from django.db import migrations, models

_FROM_STEPS = """
update hall_ticket t set changed_at = s.last, waited_for = s.waited, served_for = s.served
from (
  select ticket_id, max(at) as last,
    coalesce(sum(passed) filter (where state = 'waiting'), interval '0') as waited,
    coalesce(sum(passed) filter (where state in ('called', 'serving')), interval '0') as served
  from (
    select ticket_id, state, at,
      greatest(lead(at) over (partition by ticket_id order by id) - at, interval '0') as passed
    from hall_ticketstep
  ) step
  group by ticket_id
) s
where s.ticket_id = t.id
"""


class Migration(migrations.Migration):

    dependencies = [
        ('hall', '0005_newest_visits_by_queue_and_counter'),
    ]

    operations = [
        migrations.AddField(
            model_name='shift',
            name='groups',
            field=models.ManyToManyField(blank=True, related_name='+', to='hall.group'),
        ),
        migrations.AddField(
            model_name='ticket',
            name='changed_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='ticket',
            name='served_for',
            field=models.DurationField(default=datetime.timedelta),
        ),
        migrations.AddField(
            model_name='ticket',
            name='waited_for',
            field=models.DurationField(default=datetime.timedelta),
        ),
        migrations.RunSQL(_FROM_STEPS, migrations.RunSQL.noop),
    ]
