"""Of two households that live apart there is one line, whoever writes it: the one registered first is named first."""

from django.db import migrations, models

# Of two lines of one pair the one that says why stays, else the first.
IN_ORDER = """
SET CONSTRAINTS ALL IMMEDIATE;
DELETE FROM beneficiaries_livesapart doubled USING beneficiaries_livesapart kept
    WHERE (doubled.household_id, doubled.other_household_id) = (kept.other_household_id, kept.household_id)
    AND (doubled.reason = '', doubled.id) > (kept.reason = '', kept.id);
UPDATE beneficiaries_livesapart SET household_id = other_household_id, other_household_id = household_id
    WHERE household_id > other_household_id;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0012_progress_reports'),
    ]

    operations = [
        migrations.RunSQL(IN_ORDER, migrations.RunSQL.noop),
        migrations.RemoveConstraint(
            model_name='livesapart',
            name='nobody_lives_apart_from_themselves',
        ),
        migrations.AddConstraint(
            model_name='livesapart',
            constraint=models.CheckConstraint(condition=models.Q(('household__lt', models.F('other_household'))), name='pair_apart_is_in_order', violation_error_message='Of two different households, the one registered first is named first.'),
        ),
    ]
