"""The audit's table, one partition a month, which nobody changes, deletes from or truncates.

A test's flush, and only it, may switch that off: in a database named test_*, with wemix.flush = on.
"""

from django.db import migrations

TABLE = """
CREATE TABLE wemix_auditentry (
    id uuid NOT NULL,
    at timestamptz NOT NULL,
    user_id bigint,
    organisation_id bigint,
    action varchar(20) NOT NULL,
    verb varchar(60) NOT NULL,
    model varchar(60) NOT NULL,
    row varchar(60) NOT NULL,
    household_id bigint,
    fields varchar(60)[] NOT NULL,
    rows integer,
    origin inet,
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE INDEX audit_by_day ON wemix_auditentry (at DESC);
CREATE INDEX audit_of_household ON wemix_auditentry (household_id, at DESC);
CREATE INDEX audit_by_user ON wemix_auditentry (user_id, at DESC);

CREATE FUNCTION wemix_refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_database() LIKE 'test\\_%' AND current_setting('wemix.flush', true) = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'audit_is_append_only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER audit_rows_stay BEFORE UPDATE OR DELETE ON wemix_auditentry
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_audit_change();
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON wemix_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION wemix_refuse_audit_change();

CREATE TABLE wemix_auditentry_other PARTITION OF wemix_auditentry DEFAULT;
CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON wemix_auditentry_other
    FOR EACH STATEMENT EXECUTE FUNCTION wemix_refuse_audit_change();

CREATE FUNCTION wemix_audit_partition(month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    part text := 'wemix_auditentry_' || to_char(month, 'YYYY_MM');
BEGIN
    IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF wemix_auditentry FOR VALUES FROM (%L) TO (%L)',
                       part, month, month + interval '1 month');
        EXECUTE format('CREATE TRIGGER audit_is_not_truncated BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION wemix_refuse_audit_change()', part);
    END IF;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("wemix", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLE, "DROP TABLE wemix_auditentry; DROP FUNCTION wemix_audit_partition, wemix_refuse_audit_change"),
    ]
