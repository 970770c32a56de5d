"""A household divides; a file frozen to protect somebody is written by coordinators alone, and stays frozen."""

from django.db import migrations

OF_THE_FILE = (
    "phone",
    "identifier",
    "residencepermit",
    "need",
    "householdmembership",
    "lifeproject",
    "goal",
    "goalstep",
    "review",
    "reviewedgoal",
    "scalereading",
    "diaryentry",
    "comingofage",
    "handover",
    "attachment",
    "person",
    "household",
)
GUARDS = """
-- A frozen file is written by coordinators alone. Who writes is said by the transaction; the owner is nobody in it.

CREATE FUNCTION wemix_refuse_frozen() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    row jsonb := to_jsonb(coalesce(NEW, OLD));
BEGIN
    IF coalesce(current_setting('wemix.user_role', true), '') NOT IN ('', 'coordinator') AND EXISTS (
        SELECT FROM beneficiaries_household
        WHERE id = (row->>TG_ARGV[0])::bigint AND frozen_on IS NOT NULL) THEN
        RAISE EXCEPTION 'file_is_frozen' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
""" + "\n".join(
    f"CREATE TRIGGER frozen_file BEFORE INSERT OR UPDATE OR DELETE ON beneficiaries_{table} "
    f"FOR EACH ROW EXECUTE FUNCTION wemix_refuse_frozen('{'id' if table == 'household' else 'household_id'}');"
    for table in OF_THE_FILE
) + """

-- What protects somebody lasts as long as the division stands, and says the same as long as it is there.

CREATE FUNCTION wemix_protection_lasts() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    row jsonb := to_jsonb(NEW);
BEGIN
    IF EXISTS (SELECT FROM beneficiaries_householdsplit s
               JOIN beneficiaries_household h ON h.id = s.household_id
               WHERE s.household_id = coalesce(row->>'household_id', row->>'id')::bigint
               AND s.is_protective AND s.undone_at IS NULL
               AND (h.frozen_on IS NULL OR EXISTS (
                   SELECT FROM beneficiaries_person p WHERE NOT p.is_sealed AND p.id IN (
                       SELECT (pair->>0)::bigint FROM jsonb_array_elements(s.moved->'people') AS pair)))) THEN
        RAISE EXCEPTION 'protection_lasts' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER protection_lasts AFTER UPDATE OF frozen_on ON beneficiaries_household
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_protection_lasts();
CREATE CONSTRAINT TRIGGER protection_lasts AFTER UPDATE OF is_sealed ON beneficiaries_person
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_protection_lasts();

CREATE FUNCTION wemix_split_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.undone_at IS NOT NULL
       OR (NEW.household_id, NEW.new_household_id, NEW.is_protective, NEW.starts_on, NEW.by_id, NEW.moved)
       IS DISTINCT FROM (OLD.household_id, OLD.new_household_id, OLD.is_protective, OLD.starts_on, OLD.by_id, OLD.moved) THEN
        RAISE EXCEPTION 'never_edited' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER split_stays BEFORE UPDATE OR DELETE ON beneficiaries_householdsplit
    FOR EACH ROW EXECUTE FUNCTION wemix_split_stays();

-- The file of a division that was undone is nobody's to read.

CREATE FUNCTION wemix_split_undone() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE beneficiaries_householdaccess SET until = wemix_day() WHERE household_id = NEW.new_household_id;
    RETURN NULL;
END $$;
CREATE TRIGGER undone_file_is_closed AFTER UPDATE OF undone_at ON beneficiaries_householdsplit
    FOR EACH ROW WHEN (NEW.undone_at IS NOT NULL) EXECUTE FUNCTION wemix_split_undone();
"""


class Migration(migrations.Migration):
    dependencies = [("beneficiaries", "0004_coming_of_age")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
