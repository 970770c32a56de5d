"""Who is away, for which nights: within those of the stay, and of its household."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_absence ADD CONSTRAINT absence_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_absence ADD CONSTRAINT absence_same_human FOREIGN KEY (person_id, human)
    REFERENCES beneficiaries_person (id, human) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE CONSTRAINT TRIGGER absence_of_the_household AFTER INSERT OR UPDATE ON housing_absence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- Somebody is away on nights on which there is a bed of theirs here, whichever beds they had in turn.
-- Without an end it lasts until they are back or leave: then only its first night has to be one of theirs.

CREATE FUNCTION wemix_check_absence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_stay bigint;
    who bigint;
BEGIN
    IF TG_TABLE_NAME = 'housing_absence' THEN
        of_stay := NEW.stay_id;
        who := NEW.person_id;
    ELSE
        SELECT stay_id INTO of_stay FROM housing_placeuse WHERE id = OLD.place_use_id;
        who := OLD.person_id;
    END IF;
    IF EXISTS (
        SELECT FROM housing_absence a,
            (SELECT coalesce(range_agg(daterange(o.starts_on, o.ends_on)), '{}') AS slept
             FROM housing_occupant o JOIN housing_placeuse u ON u.id = o.place_use_id
             WHERE u.stay_id = of_stay AND o.person_id = who) AS nights
        WHERE a.stay_id = of_stay AND a.person_id = who
        AND NOT daterange(a.starts_on, coalesce(a.ends_on, a.starts_on + 1)) <@ nights.slept
    ) THEN
        RAISE EXCEPTION 'absence_outside_the_nights' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER absence_within_the_nights AFTER INSERT OR UPDATE ON housing_absence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_absence();
CREATE CONSTRAINT TRIGGER nights_hold_the_absences AFTER UPDATE OF starts_on, ends_on OR DELETE ON housing_occupant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_absence();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0002_guards"), ("beneficiaries", "0002_guards")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
