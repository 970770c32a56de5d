"""A point is its referral's household's; minutes that are closed stay as they are, whoever writes."""

from django.db import migrations

GUARDS = """
ALTER TABLE referrals_meetingpoint ADD CONSTRAINT point_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_meetingpoint ADD CONSTRAINT point_same_carried FOREIGN KEY (carried_from_id, household_id)
    REFERENCES referrals_meetingpoint (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION wemix_minutes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'minutes_are_closed' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER minutes_stay BEFORE UPDATE OR DELETE ON referrals_meeting
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION wemix_minutes_stay();

-- The meeting is locked while it is asked: who writes a point while another closes waits, and is refused.

CREATE FUNCTION wemix_part_of_minutes_stays() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed timestamptz;
BEGIN
    FOR closed IN SELECT closed_at FROM referrals_meeting WHERE id IN (OLD.meeting_id, NEW.meeting_id) FOR SHARE LOOP
        IF closed IS NOT NULL THEN
            RAISE EXCEPTION 'minutes_are_closed' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER point_of_minutes_stays BEFORE INSERT OR UPDATE OR DELETE ON referrals_meetingpoint
    FOR EACH ROW EXECUTE FUNCTION wemix_part_of_minutes_stays();
CREATE TRIGGER present_of_minutes_stay BEFORE INSERT OR UPDATE OR DELETE ON referrals_meeting_present
    FOR EACH ROW EXECUTE FUNCTION wemix_part_of_minutes_stays();
"""
UNDO = """
DROP TRIGGER minutes_stay ON referrals_meeting;
DROP TRIGGER point_of_minutes_stays ON referrals_meetingpoint;
DROP TRIGGER present_of_minutes_stay ON referrals_meeting_present;
DROP FUNCTION wemix_minutes_stay, wemix_part_of_minutes_stays;
ALTER TABLE referrals_meetingpoint DROP CONSTRAINT point_same_carried;
ALTER TABLE referrals_meetingpoint DROP CONSTRAINT point_same_referral;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_meetings")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
