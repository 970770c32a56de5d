"""What PostgreSQL needs for periods that exclude each other, names found without accents, and the day it is here."""

from django.db import migrations

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Immutable, so that it may stand in an index and in a generated column.
CREATE FUNCTION wemix_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, words)) $$;

-- The day here: connections count in UTC, where it begins an hour or two later.
CREATE FUNCTION wemix_day(moment timestamptz DEFAULT now()) RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT (moment AT TIME ZONE 'Europe/Rome')::date $$;
"""


class Migration(migrations.Migration):
    dependencies = [("wemix", "0002_audit")]
    operations = [migrations.RunSQL(EXTENSIONS, "DROP FUNCTION wemix_fold, wemix_day")]
