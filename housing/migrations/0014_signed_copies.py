"""A signed copy is of a paper of its stay; what was signed stays as it was."""

from django.db import migrations

GUARDS = """
ALTER TABLE housing_signedcopy ADD CONSTRAINT copy_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_signedcopy ADD CONSTRAINT copy_same_file FOREIGN KEY (attachment_id, household_id)
    REFERENCES beneficiaries_attachment (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_signedcopy ADD CONSTRAINT copy_same_record FOREIGN KEY (record_id, stay_id)
    REFERENCES housing_handoverrecord (id, stay_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_signedcopy ADD CONSTRAINT copy_same_declaration FOREIGN KEY (declaration_id, stay_id)
    REFERENCES housing_hospitalitydeclaration (id, stay_id) DEFERRABLE INITIALLY DEFERRED;

-- Asked of the history: what was signed once stays, also when its copy is taken out of the file.
CREATE FUNCTION wemix_signed_photos_stay() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM housing_signedcopyhistory
               WHERE record_id IN (OLD.record_id, NEW.record_id) AND attachment_id IS NOT NULL) THEN
        RAISE EXCEPTION 'what_is_signed_stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER photos_of_what_is_signed BEFORE INSERT OR UPDATE OR DELETE ON housing_recordphoto
    FOR EACH ROW EXECUTE FUNCTION wemix_signed_photos_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0013_photos"), ("beneficiaries", "0005_household_splits")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
