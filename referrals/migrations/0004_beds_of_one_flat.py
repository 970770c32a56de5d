"""A proposal may hold several beds of one shared flat; PostgreSQL holds that they are of one flat."""

from django.db import migrations

GUARDS = """
ALTER TABLE referrals_proposedbed ADD CONSTRAINT bed_same_proposal FOREIGN KEY (proposal_id, household_id)
    REFERENCES referrals_proposal (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_proposedbed ADD CONSTRAINT bed_same_hold FOREIGN KEY (hold_id, household_id)
    REFERENCES housing_placeuse (id, household_id) DEFERRABLE INITIALLY DEFERRED;

-- Asked of the bed, of the place that the proposal names, and of what a hold takes.

CREATE FUNCTION wemix_beds_of_one_flat() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM referrals_proposedbed bed
               JOIN referrals_proposal proposal ON proposal.id = bed.proposal_id
               JOIN housing_place first ON first.id = proposal.place_id
               JOIN housing_placeuse hold ON hold.id = bed.hold_id
               WHERE CASE TG_TABLE_NAME WHEN 'referrals_proposedbed' THEN bed.id WHEN 'referrals_proposal'
                     THEN proposal.id ELSE hold.id END = NEW.id
               AND (hold.unit_id <> first.unit_id OR hold.letting <> 'beds' OR first.letting <> 'beds'
                    OR hold.place_id = first.id)) THEN
        RAISE EXCEPTION 'beds_of_one_flat' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER bed_of_the_same_flat AFTER INSERT OR UPDATE ON referrals_proposedbed
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_beds_of_one_flat();
CREATE CONSTRAINT TRIGGER flat_of_the_same_beds AFTER UPDATE OF place_id ON referrals_proposal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_beds_of_one_flat();
CREATE CONSTRAINT TRIGGER hold_of_the_same_flat AFTER UPDATE OF place_id, unit_id ON housing_placeuse
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'hold')
    EXECUTE FUNCTION wemix_beds_of_one_flat();
"""
UNDO = """
DROP TRIGGER hold_of_the_same_flat ON housing_placeuse;
DROP TRIGGER flat_of_the_same_beds ON referrals_proposal;
DROP TRIGGER bed_of_the_same_flat ON referrals_proposedbed;
DROP FUNCTION wemix_beds_of_one_flat;
ALTER TABLE referrals_proposedbed DROP CONSTRAINT bed_same_hold;
ALTER TABLE referrals_proposedbed DROP CONSTRAINT bed_same_proposal;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_guards"), ("beneficiaries", "0002_guards"), ("housing", "0002_guards")]
    operations = [migrations.RunSQL(GUARDS, UNDO)]
