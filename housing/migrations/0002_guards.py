"""Who sleeps where agrees with the use of the place: its household, its days, its beds."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_placeuse ADD CONSTRAINT use_same_place FOREIGN KEY (place_id, unit_id, letting)
    REFERENCES housing_place (id, unit_id, letting) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_placeuse ADD CONSTRAINT use_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_occupant ADD CONSTRAINT occupant_same_use FOREIGN KEY (place_use_id, household_id)
    REFERENCES housing_placeuse (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_occupant ADD CONSTRAINT occupant_same_human FOREIGN KEY (person_id, human)
    REFERENCES beneficiaries_person (id, human) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE CONSTRAINT TRIGGER occupant_of_the_household AFTER INSERT OR UPDATE ON housing_occupant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- Checked at the end of the transaction, on the use and on its occupants: days first, then beds.
-- The fullest night of a use is one on which somebody enters, so only those nights are counted.

CREATE FUNCTION wemix_check_use() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    which bigint := CASE TG_TABLE_NAME WHEN 'housing_placeuse' THEN NEW.id
                         ELSE (to_jsonb(NEW)->>'place_use_id')::bigint END;
    days daterange;
    room integer;
BEGIN
    SELECT daterange(u.starts_on, u.ends_on), p.beds + u.excess INTO days, room
    FROM housing_placeuse u JOIN housing_place p ON p.id = u.place_id WHERE u.id = which;
    IF EXISTS (SELECT FROM housing_occupant o
               WHERE o.place_use_id = which AND NOT daterange(o.starts_on, o.ends_on) <@ days) THEN
        RAISE EXCEPTION 'occupant_outside_the_days' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (SELECT FROM housing_occupant o WHERE o.place_use_id = which AND room < (
                   SELECT count(*) FROM housing_occupant other
                   WHERE other.place_use_id = which AND NOT other.in_cot
                   AND daterange(other.starts_on, other.ends_on) @> o.starts_on)) THEN
        RAISE EXCEPTION 'more_people_than_beds' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER occupant_fits_the_use AFTER INSERT OR UPDATE ON housing_occupant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_use();
CREATE CONSTRAINT TRIGGER use_fits_its_occupants AFTER UPDATE OF starts_on, ends_on, excess, place_id
    ON housing_placeuse DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_use();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0001_initial"), ("beneficiaries", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
