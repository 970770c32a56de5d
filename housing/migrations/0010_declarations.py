"""A declaration of hospitality is of a stay of its household."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_hospitalitydeclaration ADD CONSTRAINT declaration_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0009_contributions"), ("beneficiaries", "0003_papers")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
