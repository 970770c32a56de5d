"""Who takes a place waits for whoever is taking one of the same flat.

Two who write at one time would else each wait for the other's row, to see whether the nights overlap, until the server
calls it a deadlock. Now the second reads what the first has written, and is told that the place is not free.
"""

from django.db import migrations

QUEUE = """
CREATE FUNCTION wemix_wait_for_the_flat() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM housing_unit WHERE id = NEW.unit_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER one_writer_at_a_flat
    BEFORE INSERT OR UPDATE OF place_id, unit_id, letting, starts_on, ends_on, is_cancelled ON housing_placeuse
    FOR EACH ROW WHEN (NOT NEW.is_cancelled) EXECUTE FUNCTION wemix_wait_for_the_flat();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0014_signed_copies")]
    operations = [migrations.RunSQL(QUEUE, migrations.RunSQL.noop)]
