"""Nothing is taken out of a closed life project either, as nothing enters it: the guard of 0015, also of deletions."""

from django.db import migrations

STAYS = """
CREATE OR REPLACE FUNCTION wemix_life_project_is_open() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM beneficiaries_lifeproject p, (VALUES (to_jsonb(OLD)), (to_jsonb(NEW))) AS written (of)
        WHERE p.closed_on IS NOT NULL AND p.id = CASE TG_TABLE_NAME
            WHEN 'beneficiaries_goalstep' THEN
                (SELECT life_project_id FROM beneficiaries_goal WHERE id = (written.of->>'goal_id')::bigint)
            ELSE (written.of->>'life_project_id')::bigint END) THEN
        RAISE EXCEPTION 'life_project_is_closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER goal_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_goal
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
CREATE TRIGGER step_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_goalstep
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
CREATE TRIGGER review_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_review
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
"""
UNDO = """
DROP TRIGGER review_stays_in_a_closed_project ON beneficiaries_review;
DROP TRIGGER step_stays_in_a_closed_project ON beneficiaries_goalstep;
DROP TRIGGER goal_stays_in_a_closed_project ON beneficiaries_goal;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0015_closed_life_projects")]
    operations = [migrations.RunSQL(STAYS, UNDO)]
