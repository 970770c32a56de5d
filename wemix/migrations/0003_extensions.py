"""What PostgreSQL needs for periods that exclude each other and names found without their accents."""

from django.db import migrations

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Immutable, so that it may stand in an index and in a generated column.
CREATE FUNCTION wemix_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("wemix", "0002_audit")]
    operations = [migrations.RunSQL(EXTENSIONS, "DROP FUNCTION wemix_fold")]
