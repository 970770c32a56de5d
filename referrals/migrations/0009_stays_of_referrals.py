"""A stay goes as its referral goes: planned while accepted, running while housed, ended once closed.

A referral that lets its stay go leaves it cancelled, so that no home is kept for nobody. A stay that no referral
ever named is its own.
"""

from django.db import migrations

GUARDS = """
CREATE FUNCTION wemix_stay_of_its_referral() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := CASE TG_TABLE_NAME
        WHEN 'housing_stay' THEN ARRAY[NEW.id]
        ELSE ARRAY[(to_jsonb(NEW)->>'stay_id')::bigint, (to_jsonb(OLD)->>'stay_id')::bigint] END;
    let_go bigint := (to_jsonb(OLD)->>'stay_id')::bigint;
BEGIN
    IF EXISTS (SELECT FROM referrals_referral r JOIN housing_stay s ON s.id = r.stay_id
               WHERE s.id = ANY (touched)
               AND (r.state, s.state) NOT IN (('accepted', 'planned'), ('housed', 'running'), ('closed', 'ended')))
       OR EXISTS (SELECT FROM housing_stay s WHERE s.id = let_go AND s.state IN ('planned', 'running')
                  AND NOT EXISTS (SELECT FROM referrals_referral r WHERE r.stay_id = s.id)) THEN
        RAISE EXCEPTION 'stay_of_its_referral' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stay_of_its_referral AFTER INSERT OR UPDATE OF state, stay_id ON referrals_referral
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_stay_of_its_referral();
CREATE CONSTRAINT TRIGGER stay_goes_as_its_referral AFTER UPDATE OF state ON housing_stay
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_stay_of_its_referral();
"""
UNDO = """
DROP TRIGGER stay_goes_as_its_referral ON housing_stay;
DROP TRIGGER stay_of_its_referral ON referrals_referral;
DROP FUNCTION wemix_stay_of_its_referral;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_open_proposals"), ("housing", "0022_versions_of_homes")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
