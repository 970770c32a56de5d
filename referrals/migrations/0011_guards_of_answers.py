"""A row of a referral is its household's; letters stay as sent; a review is decided by another person.

The letters that stood on referrals become rows of their own.
"""

from django.db import migrations

GUARDS = """
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
UNDO = """
DROP TRIGGER review_by_another ON referrals_referral;
DROP FUNCTION wemix_review_by_another;
DROP TRIGGER review_is_not_undone ON referrals_decisionreview;
DROP TRIGGER review_stays ON referrals_decisionreview;
DROP TRIGGER review_of_a_refusal ON referrals_decisionreview;
DROP FUNCTION wemix_review_of_a_refusal;
DROP TRIGGER letter_stays ON referrals_letter;
ALTER TABLE referrals_complaint DROP CONSTRAINT complaint_same_referral;
ALTER TABLE referrals_decisionreview DROP CONSTRAINT review_same_referral;
ALTER TABLE referrals_letter DROP CONSTRAINT letter_same_referral;
ALTER TABLE referrals_followup DROP CONSTRAINT follow_up_same_referral;
"""
LETTERS = """
INSERT INTO referrals_letter (referral_id, household_id, kind, text, by_id, at)
SELECT id, household_id, 'not_eligible', letter, decided_by_id, decided_at FROM referrals_referral
WHERE letter <> '' AND decided_by_id IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_what_follows_an_answer"), ("beneficiaries", "0002_guards")]
    operations = [
        migrations.RunSQL(LETTERS, migrations.RunSQL.noop),
        migrations.RemoveField("referral", "letter"),
        migrations.RemoveField("referralhistory", "letter"),
        migrations.RunSQL(GUARDS, UNDO),
    ]
