"""Who turned eighteen, and when somebody spoke about it with them."""

from django.db import migrations

GUARD = """
ALTER TABLE beneficiaries_comingofage ADD CONSTRAINT coming_of_age_same_person FOREIGN KEY (person_id, household_id)
    REFERENCES beneficiaries_person (id, household_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0003_papers")]

    operations = [migrations.RunSQL(GUARD, migrations.RunSQL.noop)]
