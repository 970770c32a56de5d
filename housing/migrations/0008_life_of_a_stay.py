"""The steps of a stay with their history, extensions, corrections of days, follow-ups after the exit."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_stayevent ADD CONSTRAINT stay_event_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_extension ADD CONSTRAINT extension_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_exitfollowup ADD CONSTRAINT follow_up_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_correction ADD CONSTRAINT correction_same_event FOREIGN KEY (event_id, household_id)
    REFERENCES housing_stayevent (id, household_id) DEFERRABLE INITIALLY DEFERRED;

-- What was done stays done: steps and corrections, decided extensions, recorded follow-ups.

CREATE TRIGGER stay_event_stays BEFORE UPDATE OR DELETE ON housing_stayevent
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER correction_stays BEFORE UPDATE OR DELETE ON housing_correction
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER decided_extension_stays BEFORE UPDATE OR DELETE ON housing_extension
    FOR EACH ROW WHEN (OLD.outcome <> '') EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER recorded_follow_up_stays BEFORE UPDATE OR DELETE ON housing_exitfollowup
    FOR EACH ROW WHEN (OLD.at IS NOT NULL) EXECUTE FUNCTION wemix_refuse_change();

-- A correction says why: it hangs on a step that does (step_of_a_stay_says_why).

CREATE FUNCTION wemix_correction_of_a_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM housing_stayevent WHERE id = NEW.event_id AND step = 'correct') THEN
        RAISE EXCEPTION 'correction_says_why' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_of_a_step BEFORE INSERT ON housing_correction
    FOR EACH ROW EXECUTE FUNCTION wemix_correction_of_a_step();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0007_planned_exits"), ("beneficiaries", "0003_papers")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
