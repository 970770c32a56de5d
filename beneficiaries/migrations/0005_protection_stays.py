"""A household saved from an old copy does not lose its protection: whoever writes, the people's own answers count."""

from django.db import migrations

STAYS = """
CREATE FUNCTION wemix_protection_stays() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.is_protected := EXISTS (
        SELECT FROM beneficiaries_person WHERE household_id = NEW.id AND address_secret);
    RETURN NEW;
END $$;
CREATE TRIGGER protection_stays BEFORE UPDATE ON beneficiaries_household
    FOR EACH ROW EXECUTE FUNCTION wemix_protection_stays();
"""
UNDO = "DROP TRIGGER protection_stays ON beneficiaries_household; DROP FUNCTION wemix_protection_stays"


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0004_registered_on_behalf")]
    operations = [migrations.RunSQL(STAYS, UNDO)]
