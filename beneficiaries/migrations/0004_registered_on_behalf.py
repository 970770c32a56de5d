"""Who registers a household for a Polo that phones reads the file until it is referred: for thirty days."""

from django.db import migrations

REGISTRAR_READS = """
CREATE FUNCTION wemix_registrar_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO beneficiaries_householdaccess (organisation_id, household_id, until)
    SELECT organisation_id, NEW.id, current_date + 30 FROM wemix_user
    WHERE id = NEW.registered_by_id AND organisation_id IS NOT NULL
    ON CONFLICT (organisation_id, household_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER household_is_read_by_its_registrar AFTER INSERT ON beneficiaries_household
    FOR EACH ROW EXECUTE FUNCTION wemix_registrar_access();
"""
UNDO = """
DROP TRIGGER household_is_read_by_its_registrar ON beneficiaries_household;
DROP FUNCTION wemix_registrar_access;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0003_history"), ("wemix", "0001_initial")]
    operations = [migrations.RunSQL(REGISTRAR_READS, UNDO)]
