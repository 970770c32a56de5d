"""An identity document is of a person of its household."""

from django.db import migrations

GUARDS = """
ALTER TABLE beneficiaries_identitydocument ADD CONSTRAINT document_same_person FOREIGN KEY (person_id, household_id)
    REFERENCES beneficiaries_person (id, household_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0005_household_splits")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
