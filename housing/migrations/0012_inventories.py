"""What a flat holds, recorded at the keys and at their return, stays as it was recorded."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_handoverrecord ADD CONSTRAINT record_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER record_stays BEFORE UPDATE OR DELETE ON housing_handoverrecord
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER record_line_stays BEFORE UPDATE OR DELETE ON housing_recordline
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0011_house_rules"), ("beneficiaries", "0003_papers")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
