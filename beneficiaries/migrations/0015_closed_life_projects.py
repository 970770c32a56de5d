"""A closed life project stays as it was: no goal, step or review enters it, and none of its goals and steps changes.

Who closes it and who writes in it at the same moment are kept apart by the actions (refuse_if_closed).
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION wemix_life_project_is_open() RETURNS trigger
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
    RETURN NEW;
END $$;
CREATE TRIGGER goal_of_an_open_project BEFORE INSERT OR UPDATE ON beneficiaries_goal
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
CREATE TRIGGER step_of_an_open_project BEFORE INSERT OR UPDATE ON beneficiaries_goalstep
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
CREATE TRIGGER review_of_an_open_project BEFORE INSERT ON beneficiaries_review
    FOR EACH ROW EXECUTE FUNCTION wemix_life_project_is_open();
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0014_address_secret_unknown")]
    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
