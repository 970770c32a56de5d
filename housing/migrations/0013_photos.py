"""A photo of a record is of its household."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_recordphoto ADD CONSTRAINT photo_same_record FOREIGN KEY (record_id, household_id)
    REFERENCES housing_handoverrecord (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0012_inventories"), ("beneficiaries", "0005_household_splits")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
