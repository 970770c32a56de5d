"""Planned exits, as they were known from day to day, are those of their stay."""

from django.db import migrations

GUARD = """
ALTER TABLE housing_plannedexit ADD CONSTRAINT planned_exit_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0005_absences"), ("beneficiaries", "0002_guards")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
