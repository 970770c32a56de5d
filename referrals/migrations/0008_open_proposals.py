"""A referral is proposed a home as long as a proposal is open, and only so long: two who act at once can't part them."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION wemix_open_proposal() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM referrals_referral r
               WHERE r.id = CASE TG_TABLE_NAME WHEN 'referrals_referral' THEN NEW.id
                                 ELSE (to_jsonb(NEW)->>'referral_id')::bigint END
               AND (r.state = 'proposed') <> EXISTS (SELECT FROM referrals_proposal p
                                                     WHERE p.referral_id = r.id AND p.outcome = 'open')) THEN
        RAISE EXCEPTION 'open_proposal' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER proposal_of_the_proposed AFTER INSERT OR UPDATE OF outcome, referral_id ON referrals_proposal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_open_proposal();
CREATE CONSTRAINT TRIGGER proposed_has_its_proposal AFTER UPDATE OF state ON referrals_referral
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_open_proposal();
"""
UNDO = """
DROP TRIGGER proposed_has_its_proposal ON referrals_referral;
DROP TRIGGER proposal_of_the_proposed ON referrals_proposal;
DROP FUNCTION wemix_open_proposal;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0007_end_of_reading")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
