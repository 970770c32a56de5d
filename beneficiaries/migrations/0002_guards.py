"""What no writer may do: wire a row to another household's, see beyond the access list, edit a photograph."""

from django.db import migrations

# (child, its column, parent, its column): each child's household, or body, is its parent's.
SAME = [
    ("beneficiaries_phone", "person_id, household_id", "beneficiaries_person", "id, household_id"),
    ("beneficiaries_identifier", "person_id, household_id", "beneficiaries_person", "id, household_id"),
    ("beneficiaries_identifier", "household_id, organisation_id", "beneficiaries_household", "id, organisation_id"),
    ("beneficiaries_residencepermit", "person_id, household_id", "beneficiaries_person", "id, household_id"),
    ("beneficiaries_need", "person_id, household_id", "beneficiaries_person", "id, household_id"),
    ("beneficiaries_denial", "person_id, household_id", "beneficiaries_person", "id, household_id"),
    ("beneficiaries_goal", "life_project_id, household_id", "beneficiaries_lifeproject", "id, household_id"),
    ("beneficiaries_goalstep", "goal_id, household_id", "beneficiaries_goal", "id, household_id"),
    ("beneficiaries_review", "life_project_id, household_id", "beneficiaries_lifeproject", "id, household_id"),
    ("beneficiaries_reviewedgoal", "review_id, household_id", "beneficiaries_review", "id, household_id"),
    ("beneficiaries_reviewedgoal", "goal_id, household_id", "beneficiaries_goal", "id, household_id"),
    ("beneficiaries_scalereading", "review_id, household_id", "beneficiaries_review", "id, household_id"),
]


def same_household(rows):
    """Composite foreign keys: an absent row and another household's give the same error."""
    return "\n".join(
        f"ALTER TABLE {child} ADD CONSTRAINT {child}_same_{number} FOREIGN KEY ({columns}) "
        f"REFERENCES {parent} ({theirs}) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;"
        for number, (child, columns, parent, theirs) in enumerate(rows)
    )


GUARDS = """
-- The access list: written here only. The body in charge is listed; a body that handed over reads on for 30 days.

CREATE FUNCTION wemix_list_access(body bigint, household bigint) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO beneficiaries_householdaccess (organisation_id, household_id, until) VALUES (body, household, NULL)
    ON CONFLICT (organisation_id, household_id) DO UPDATE SET until = NULL
$$;

CREATE FUNCTION wemix_household_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.organisation_id <> OLD.organisation_id THEN
        UPDATE beneficiaries_householdaccess SET until = wemix_day() + 30
        WHERE organisation_id = OLD.organisation_id AND household_id = NEW.id;
    END IF;
    PERFORM wemix_list_access(NEW.organisation_id, NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER household_keeps_its_access AFTER INSERT OR UPDATE OF organisation_id ON beneficiaries_household
    FOR EACH ROW EXECUTE FUNCTION wemix_household_access();

-- A household is protected while the address of one of its people must stay secret.

CREATE FUNCTION wemix_household_protection() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE beneficiaries_household h SET is_protected = p.secret
    FROM (SELECT household_id, bool_or(address_secret) AS secret FROM beneficiaries_person
          WHERE household_id IN (NEW.household_id, OLD.household_id) GROUP BY household_id) p
    WHERE h.id = p.household_id AND h.is_protected <> p.secret;
    RETURN NULL;
END $$;
CREATE TRIGGER person_protects_the_household AFTER INSERT OR UPDATE OF address_secret, household_id
    ON beneficiaries_person FOR EACH ROW EXECUTE FUNCTION wemix_household_protection();

-- Where a person belongs today is where the person's file is.

CREATE FUNCTION wemix_member_is_at_home() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    who bigint := CASE TG_TABLE_NAME WHEN 'beneficiaries_person' THEN NEW.id
                       ELSE (to_jsonb(NEW)->>'person_id')::bigint END;
BEGIN
    IF EXISTS (SELECT FROM beneficiaries_householdmembership m JOIN beneficiaries_person p ON p.id = m.person_id
               WHERE p.id = who AND m.ends_on IS NULL AND m.household_id <> p.household_id) THEN
        RAISE EXCEPTION 'member_of_another_household' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER member_is_at_home AFTER INSERT OR UPDATE ON beneficiaries_householdmembership
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_member_is_at_home();
CREATE CONSTRAINT TRIGGER person_is_at_home AFTER UPDATE OF household_id ON beneficiaries_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_member_is_at_home();

-- A row about one person of a household names somebody who belongs, or once belonged, to it.

CREATE FUNCTION wemix_person_of_household() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.person_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM beneficiaries_householdmembership
        WHERE person_id = NEW.person_id AND household_id = NEW.household_id) THEN
        RAISE EXCEPTION 'person_of_another_household' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER goal_of_a_member AFTER INSERT OR UPDATE ON beneficiaries_goal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
CREATE CONSTRAINT TRIGGER entry_of_a_member AFTER INSERT OR UPDATE ON beneficiaries_diaryentry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
CREATE CONSTRAINT TRIGGER reading_of_a_member AFTER INSERT OR UPDATE ON beneficiaries_scalereading
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- A review is a photograph.

CREATE FUNCTION wemix_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'never_edited' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER review_is_a_photograph BEFORE UPDATE ON beneficiaries_review
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER reviewed_goal_is_a_photograph BEFORE UPDATE ON beneficiaries_reviewedgoal
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER reading_is_a_photograph BEFORE UPDATE ON beneficiaries_scalereading
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

-- Who registers a household for a Polo that phones reads the file until it is referred: for thirty days.

CREATE FUNCTION wemix_registrar_access() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO beneficiaries_householdaccess (organisation_id, household_id, until)
    SELECT organisation_id, NEW.id, wemix_day() + 30 FROM wemix_user
    WHERE id = NEW.registered_by_id AND organisation_id IS NOT NULL
    ON CONFLICT (organisation_id, household_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER household_is_read_by_its_registrar AFTER INSERT ON beneficiaries_household
    FOR EACH ROW EXECUTE FUNCTION wemix_registrar_access();

-- A household saved from an old copy does not lose its protection: the people's own answers count.

CREATE FUNCTION wemix_protection_stays() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.is_protected := EXISTS (
        SELECT FROM beneficiaries_person WHERE household_id = NEW.id AND address_secret);
    RETURN NEW;
END $$;
CREATE TRIGGER protection_stays BEFORE UPDATE ON beneficiaries_household
    FOR EACH ROW EXECUTE FUNCTION wemix_protection_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0001_initial")]
    operations = [migrations.RunSQL(same_household(SAME) + GUARDS, migrations.RunSQL.noop)]
