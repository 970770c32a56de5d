"""The cache that all processes share: it counts attempts to sign in. As `manage.py createcachetable` would make it."""

from django.db import migrations

TABLE = """
CREATE TABLE wemix_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX wemix_cache_expires ON wemix_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("wemix", "0003_extensions")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE wemix_cache")]
