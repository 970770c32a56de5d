"""Nothing is taken out of a closed life project either, as nothing enters it (0015)."""

from django.db import migrations

STAYS = """
CREATE FUNCTION wemix_life_project_stays_whole() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM beneficiaries_lifeproject p
        WHERE p.closed_on IS NOT NULL AND p.id = CASE TG_TABLE_NAME
            WHEN 'beneficiaries_goalstep' THEN
                (SELECT life_project_id FROM beneficiaries_goal WHERE id = (to_jsonb(OLD)->>'goal_id')::bigint)
            ELSE (to_jsonb(OLD)->>'life_project_id')::bigint END) THEN
        RAISE EXCEPTION 'life_project_is_closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER goal_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_goal
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_stays_whole();
CREATE TRIGGER step_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_goalstep
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_stays_whole();
CREATE TRIGGER review_stays_in_a_closed_project BEFORE DELETE ON beneficiaries_review
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_stays_whole();
"""
UNDO = """
DROP TRIGGER review_stays_in_a_closed_project ON beneficiaries_review;
DROP TRIGGER step_stays_in_a_closed_project ON beneficiaries_goalstep;
DROP TRIGGER goal_stays_in_a_closed_project ON beneficiaries_goal;
DROP FUNCTION wemix_life_project_stays_whole;
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0015_closed_life_projects")]
    operations = [migrations.RunSQL(STAYS, UNDO)]
