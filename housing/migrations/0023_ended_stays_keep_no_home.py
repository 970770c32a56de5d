"""A stay that has ended keeps no home beyond its last day, and one that was cancelled none at all."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION wemix_ended_stay_keeps_no_home() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM housing_stay s JOIN housing_placeuse u ON u.stay_id = s.id
               WHERE s.id = CASE TG_TABLE_NAME WHEN 'housing_stay' THEN NEW.id
                                 ELSE (to_jsonb(NEW)->>'stay_id')::bigint END
               AND NOT u.is_cancelled
               AND (s.state = 'cancelled' OR s.state = 'ended' AND COALESCE(u.ends_on > s.ended_on, true))) THEN
        RAISE EXCEPTION 'ended_stay_keeps_no_home' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ended_stay_keeps_no_home AFTER UPDATE OF state, ended_on ON housing_stay
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_ended_stay_keeps_no_home();
CREATE CONSTRAINT TRIGGER home_of_a_stay_that_goes_on AFTER INSERT OR UPDATE OF ends_on, is_cancelled, stay_id
    ON housing_placeuse DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stay_id IS NOT NULL)
    EXECUTE FUNCTION wemix_ended_stay_keeps_no_home();
"""
UNDO = """
DROP TRIGGER home_of_a_stay_that_goes_on ON housing_placeuse;
DROP TRIGGER ended_stay_keeps_no_home ON housing_stay;
DROP FUNCTION wemix_ended_stay_keeps_no_home;
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0022_versions_of_homes")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
