"""A household divides; a file frozen to protect somebody is written by coordinators alone, and stays frozen."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

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
    UPDATE beneficiaries_householdaccess SET until = current_date WHERE household_id = NEW.new_household_id;
    RETURN NULL;
END $$;
CREATE TRIGGER undone_file_is_closed AFTER UPDATE OF undone_at ON beneficiaries_householdsplit
    FOR EACH ROW WHEN (NEW.undone_at IS NOT NULL) EXECUTE FUNCTION wemix_split_undone();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0004_coming_of_age'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseholdSplit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_on', models.DateField(verbose_name='from which day')),
                ('is_protective', models.BooleanField(default=False, verbose_name='to protect those who go')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undo_asked_at', models.DateTimeField(editable=False, null=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'division of a household',
                'verbose_name_plural': 'divisions of households',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='HouseholdSplitHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('starts_on', models.DateField(verbose_name='from which day')),
                ('is_protective', models.BooleanField(default=False, verbose_name='to protect those who go')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('moved', models.JSONField(default=dict, editable=False)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('undo_asked_at', models.DateTimeField(editable=False, null=True)),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='household',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='household',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='person',
            name='update_update',
        ),
        migrations.AddField(
            model_name='household',
            name='frozen_on',
            field=models.DateField(editable=False, help_text='only the coordinator writes here from this day on', null=True, verbose_name='frozen on'),
        ),
        migrations.AddField(
            model_name='householdhistory',
            name='frozen_on',
            field=models.DateField(editable=False, help_text='only the coordinator writes here from this day on', null=True, verbose_name='frozen on'),
        ),
        migrations.AddField(
            model_name='person',
            name='is_sealed',
            field=models.BooleanField(default=False, editable=False, help_text='went under protection: what was written of them here is read by the coordinator alone'),
        ),
        migrations.AddField(
            model_name='personhistory',
            name='is_sealed',
            field=models.BooleanField(default=False, editable=False, help_text='went under protection: what was written of them here is read by the coordinator alone'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='household',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_householdhistory" ("contact", "frozen_on", "id", "is_protected", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pseudonym", "registered_at", "registered_by_id", "substitute_id", "version", "worker_id") VALUES (NEW."contact", NEW."frozen_on", NEW."id", NEW."is_protected", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pseudonym", NEW."registered_at", NEW."registered_by_id", NEW."substitute_id", NEW."version", NEW."worker_id"); RETURN NULL;', hash='ae1b04093922bbb8be3b0b034295b5afecceafe5', operation='INSERT', pgid='pgtrigger_insert_insert_b0966', table='beneficiaries_household', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='household',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "beneficiaries_householdhistory" ("contact", "frozen_on", "id", "is_protected", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pseudonym", "registered_at", "registered_by_id", "substitute_id", "version", "worker_id") VALUES (NEW."contact", NEW."frozen_on", NEW."id", NEW."is_protected", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pseudonym", NEW."registered_at", NEW."registered_by_id", NEW."substitute_id", NEW."version", NEW."worker_id"); RETURN NULL;', hash='41251973d43465daa1e92d1fe229fd993fed80ce', operation='UPDATE', pgid='pgtrigger_update_update_b7683', table='beneficiaries_household', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_personhistory" ("address_secret", "birth_country", "birth_place", "birth_precision", "born_on", "citizenships", "education", "email", "employment", "first_name", "gender", "household_id", "human", "id", "is_sealed", "italian", "languages", "last_name", "needs_interpreter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school", "school_name", "sex", "version") VALUES (NEW."address_secret", NEW."birth_country", NEW."birth_place", NEW."birth_precision", NEW."born_on", NEW."citizenships", NEW."education", NEW."email", NEW."employment", NEW."first_name", NEW."gender", NEW."household_id", NEW."human", NEW."id", NEW."is_sealed", NEW."italian", NEW."languages", NEW."last_name", NEW."needs_interpreter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school", NEW."school_name", NEW."sex", NEW."version"); RETURN NULL;', hash='915190a371c1f2c65f69cdd71a573ace3934a57a', operation='INSERT', pgid='pgtrigger_insert_insert_1c406', table='beneficiaries_person', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='person',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."address_secret" IS DISTINCT FROM (NEW."address_secret") OR OLD."birth_country" IS DISTINCT FROM (NEW."birth_country") OR OLD."birth_place" IS DISTINCT FROM (NEW."birth_place") OR OLD."birth_precision" IS DISTINCT FROM (NEW."birth_precision") OR OLD."born_on" IS DISTINCT FROM (NEW."born_on") OR OLD."citizenships" IS DISTINCT FROM (NEW."citizenships") OR OLD."education" IS DISTINCT FROM (NEW."education") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."employment" IS DISTINCT FROM (NEW."employment") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."gender" IS DISTINCT FROM (NEW."gender") OR OLD."household_id" IS DISTINCT FROM (NEW."household_id") OR OLD."human" IS DISTINCT FROM (NEW."human") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_sealed" IS DISTINCT FROM (NEW."is_sealed") OR OLD."italian" IS DISTINCT FROM (NEW."italian") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."needs_interpreter" IS DISTINCT FROM (NEW."needs_interpreter") OR OLD."school" IS DISTINCT FROM (NEW."school") OR OLD."school_name" IS DISTINCT FROM (NEW."school_name") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."version" IS DISTINCT FROM (NEW."version"))', func='INSERT INTO "beneficiaries_personhistory" ("address_secret", "birth_country", "birth_place", "birth_precision", "born_on", "citizenships", "education", "email", "employment", "first_name", "gender", "household_id", "human", "id", "is_sealed", "italian", "languages", "last_name", "needs_interpreter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school", "school_name", "sex", "version") VALUES (NEW."address_secret", NEW."birth_country", NEW."birth_place", NEW."birth_precision", NEW."born_on", NEW."citizenships", NEW."education", NEW."email", NEW."employment", NEW."first_name", NEW."gender", NEW."household_id", NEW."human", NEW."id", NEW."is_sealed", NEW."italian", NEW."languages", NEW."last_name", NEW."needs_interpreter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school", NEW."school_name", NEW."sex", NEW."version"); RETURN NULL;', hash='3c4b9594fe6cfb6139d545db2ac78b327e8fff1a', operation='UPDATE', pgid='pgtrigger_update_update_ba1cc', table='beneficiaries_person', when='AFTER')),
        ),
        migrations.AddField(
            model_name='householdsplit',
            name='by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='householdsplit',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splits', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='householdsplit',
            name='new_household',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='split_from', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='householdsplit',
            name='undo_asked_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='householdsplit',
            name='undone_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='household',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='new_household',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='beneficiaries.householdsplit'),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='undo_asked_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='householdsplithistory',
            name='undone_by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='householdsplit',
            constraint=models.CheckConstraint(condition=models.Q(('household', models.F('new_household')), _negated=True), name='nobody_splits_from_themselves', violation_error_message='These are one household.'),
        ),
        migrations.AddConstraint(
            model_name='householdsplit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), models.Q(models.Q(('undo_asked_at__isnull', True), ('undo_asked_by__isnull', True)), models.Q(('undo_asked_at__isnull', False), ('undo_asked_by__isnull', False)), _connector='OR')), name='split_undone_by_and_at', violation_error_message='A division that was undone says by whom, and when.'),
        ),
        migrations.AddConstraint(
            model_name='householdsplit',
            constraint=models.CheckConstraint(condition=models.Q(('is_protective', False), ('undone_by__isnull', True), models.Q(('undo_asked_by__isnull', False), models.Q(('undo_asked_by', models.F('undone_by')), _negated=True)), _connector='OR'), name='protection_is_undone_by_two', violation_error_message='A division that protects somebody is undone by two: one coordinator asks, another confirms.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='householdsplit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_householdsplithistory" ("at", "by_id", "household_id", "id", "is_protective", "moved", "new_household_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "undo_asked_at", "undo_asked_by_id", "undone_at", "undone_by_id", "version") VALUES (NEW."at", NEW."by_id", NEW."household_id", NEW."id", NEW."is_protective", NEW."moved", NEW."new_household_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on", NEW."undo_asked_at", NEW."undo_asked_by_id", NEW."undone_at", NEW."undone_by_id", NEW."version"); RETURN NULL;', hash='1ef3c6c5e4af6b1e0ac76e6360bdf435c6f847f0', operation='INSERT', pgid='pgtrigger_insert_insert_be8b4', table='beneficiaries_householdsplit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='householdsplit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "beneficiaries_householdsplithistory" ("at", "by_id", "household_id", "id", "is_protective", "moved", "new_household_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "undo_asked_at", "undo_asked_by_id", "undone_at", "undone_by_id", "version") VALUES (NEW."at", NEW."by_id", NEW."household_id", NEW."id", NEW."is_protective", NEW."moved", NEW."new_household_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on", NEW."undo_asked_at", NEW."undo_asked_by_id", NEW."undone_at", NEW."undone_by_id", NEW."version"); RETURN NULL;', hash='8568ce1c84871423bc6890f32f954e77f0a13ee8', operation='UPDATE', pgid='pgtrigger_update_update_48764', table='beneficiaries_householdsplit', when='AFTER')),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
