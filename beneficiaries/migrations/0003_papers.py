"""Papers of households, as files; one about a person names somebody who belongs, or once belonged, to it."""

from django.db import migrations

GUARD = """
CREATE CONSTRAINT TRIGGER paper_of_a_member AFTER INSERT OR UPDATE ON beneficiaries_attachment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0002_guards")]

    operations = [migrations.RunSQL(GUARD, "DROP TRIGGER paper_of_a_member ON beneficiaries_attachment")]
