"""A referral's rows are its household's; the host is listed when it is submitted; steps taken stay taken."""

from django.db import migrations

GUARDS = """
ALTER TABLE referrals_referral ADD CONSTRAINT referral_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_referralevent ADD CONSTRAINT event_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_message ADD CONSTRAINT message_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_update ADD CONSTRAINT update_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_proposal ADD CONSTRAINT proposal_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_proposal ADD CONSTRAINT proposal_same_hold FOREIGN KEY (hold_id, household_id)
    REFERENCES housing_placeuse (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION wemix_referral_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.submitted_at IS NOT NULL THEN
        PERFORM wemix_list_access(NEW.host_id, NEW.household_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER referral_lists_its_host AFTER INSERT OR UPDATE OF submitted_at, host_id ON referrals_referral
    FOR EACH ROW EXECUTE FUNCTION wemix_referral_access();

CREATE TRIGGER event_stays BEFORE UPDATE OR DELETE ON referrals_referralevent
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("housing", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
