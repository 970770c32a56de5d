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

-- Published rules stay as they were published, and add up; who was passed over stays written down.

ALTER TABLE referrals_passedover ADD CONSTRAINT passed_over_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER passing_over_stays BEFORE UPDATE OR DELETE ON referrals_passedover
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER rulebook_stays BEFORE UPDATE OR DELETE ON referrals_rulebookversion
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

CREATE FUNCTION wemix_rulebook_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(sum(value::int), 0) <> 100 OR min(value::int) < 0 FROM jsonb_each_text(NEW.weights)) THEN
        RAISE EXCEPTION 'weights_sum_to_100' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rulebook_adds_up BEFORE INSERT ON referrals_rulebookversion
    FOR EACH ROW EXECUTE FUNCTION wemix_rulebook_adds_up();

-- A point is its referral's household's; minutes that are closed stay as they are.

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

-- Letters stay as sent; a review is decided by another person.

ALTER TABLE referrals_followup ADD CONSTRAINT follow_up_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_letter ADD CONSTRAINT letter_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_decisionreview ADD CONSTRAINT review_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_complaint ADD CONSTRAINT complaint_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER letter_stays BEFORE UPDATE ON referrals_letter
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

-- A review is of the refusal that stands, and of who decided it: nobody types that name.

CREATE FUNCTION wemix_review_of_a_refusal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM referrals_referral WHERE id = NEW.referral_id AND state = 'not_eligible'
                   AND decided_by_id = NEW.decided_first_by_id) THEN
        RAISE EXCEPTION 'review_of_a_refusal' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_of_a_refusal BEFORE INSERT ON referrals_decisionreview
    FOR EACH ROW EXECUTE FUNCTION wemix_review_of_a_refusal();
CREATE TRIGGER review_stays BEFORE UPDATE OF referral_id, household_id, text, asked_by_id, asked_at, decided_first_by_id
    ON referrals_decisionreview FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER review_is_not_undone BEFORE DELETE ON referrals_decisionreview
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

-- While a review waits for its decision, none of those whose decisions were contested takes it.

CREATE FUNCTION wemix_review_by_another() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM referrals_decisionreview WHERE referral_id = NEW.id AND decided_at IS NULL)
       AND EXISTS (SELECT FROM referrals_decisionreview
                   WHERE referral_id = NEW.id AND decided_first_by_id = NEW.decided_by_id) THEN
        RAISE EXCEPTION 'review_by_another' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER review_by_another BEFORE UPDATE OF decided_by_id, decided_at ON referrals_referral
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL) EXECUTE FUNCTION wemix_review_by_another();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("housing", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
