"""Published rules stay as they were published, and add up; who was passed over stays written down."""

from django.db import migrations

GUARDS = """
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
"""
UNDO = """
DROP TRIGGER rulebook_adds_up ON referrals_rulebookversion;
DROP FUNCTION wemix_rulebook_adds_up;
DROP TRIGGER rulebook_stays ON referrals_rulebookversion;
DROP TRIGGER passing_over_stays ON referrals_passedover;
ALTER TABLE referrals_passedover DROP CONSTRAINT passed_over_same_referral;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_rulebooks")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
