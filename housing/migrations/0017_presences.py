"""Rounds of the house, what was seen of each person, and where round and stay disagree."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_presence ADD CONSTRAINT presence_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_presence ADD CONSTRAINT presence_same_human FOREIGN KEY (person_id, human)
    REFERENCES beneficiaries_person (id, human) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_disagreement ADD CONSTRAINT disagreement_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE CONSTRAINT TRIGGER presence_of_the_household AFTER INSERT OR UPDATE ON housing_presence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
CREATE CONSTRAINT TRIGGER disagreement_of_the_household AFTER INSERT OR UPDATE ON housing_disagreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- What a device sends after the closing was seen before it; and a round is of the house where the stay is.

CREATE FUNCTION wemix_check_presence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed timestamptz;
    house bigint;
BEGIN
    SELECT closed_at, host_id INTO closed, house FROM housing_presenceround WHERE id = NEW.round_id;
    IF NEW.seen_at > closed OR NEW.received_at > closed + interval '24 hours' THEN  -- what waits on a device waits a day
        RAISE EXCEPTION 'round_is_closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF house <> (SELECT host_id FROM housing_stay WHERE id = NEW.stay_id) THEN
        RAISE EXCEPTION 'presence_of_another_house' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER presence_of_an_open_round BEFORE INSERT OR UPDATE ON housing_presence
    FOR EACH ROW EXECUTE FUNCTION wemix_check_presence();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0016_one_writer_at_a_flat"), ("beneficiaries", "0005_household_splits")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
