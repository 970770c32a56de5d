"""The host reads a household until the last follow-up after its exit is recorded, and the day after; of who died, thirty days more.

The body in charge keeps reading what is its own: the household may be referred again, and then the host reads anew.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION wemix_end_of_reading() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who bigint := NEW.household_id;
    reader bigint := (SELECT s.host_id FROM housing_stay s
                      WHERE s.id = CASE TG_TABLE_NAME WHEN 'housing_stay' THEN NEW.id
                                        ELSE (to_jsonb(NEW)->>'stay_id')::bigint END);
    last_day date := CASE TG_TABLE_NAME WHEN 'housing_stay' THEN wemix_day() + 30
                          ELSE wemix_day((to_jsonb(NEW)->>'at')::timestamptz) + 1 END;
BEGIN
    IF NOT EXISTS (SELECT FROM housing_exitfollowup f JOIN housing_stay s ON s.id = f.stay_id
                   WHERE f.household_id = who AND s.host_id = reader AND f.at IS NULL)
       AND NOT EXISTS (SELECT FROM housing_stay
                       WHERE household_id = who AND host_id = reader AND state IN ('planned', 'running'))
       AND NOT EXISTS (SELECT FROM referrals_referral
                       WHERE household_id = who AND host_id = reader AND submitted_at IS NOT NULL
                       AND state NOT IN ('closed', 'withdrawn', 'not_eligible')) THEN
        UPDATE beneficiaries_householdaccess a SET until = last_day + 1 FROM beneficiaries_household h
        WHERE a.household_id = who AND a.organisation_id = reader AND h.id = who AND h.organisation_id <> reader;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER follow_up_ends_the_reading AFTER UPDATE OF at ON housing_exitfollowup
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_end_of_reading();
CREATE CONSTRAINT TRIGGER death_ends_the_reading AFTER UPDATE OF state ON housing_stay
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NEW.state = 'ended') EXECUTE FUNCTION wemix_end_of_reading();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_papers"), ("housing", "0008_life_of_a_stay")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
