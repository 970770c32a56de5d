"""Planned exits as they were known from day to day; of the stays that there are, the one that is known now."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


GUARD = """
ALTER TABLE housing_plannedexit ADD CONSTRAINT planned_exit_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""
FIRST = """
INSERT INTO housing_plannedexit (stay_id, household_id, since, until)
SELECT id, household_id, (planned_at AT TIME ZONE 'Europe/Rome')::date, planned_until FROM housing_stay;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0002_guards'),
        ("housing", "0006_stay_goes_on"),
    ]

    operations = [
        migrations.CreateModel(
            name='PlannedExit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=django.utils.timezone.localdate, verbose_name='known since')),
                ('until', models.DateField(null=True, verbose_name='planned exit')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_exits', to='housing.stay')),
            ],
            options={
                'verbose_name': 'planned exit',
                'verbose_name_plural': 'planned exits',
                'ordering': ['since'],
                'constraints': [models.UniqueConstraint(fields=('stay', 'since'), name='one_planned_exit_a_day')],
            },
        ),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
