"""Who is away, for which nights: within those of the stay, and of its household."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE housing_absence ADD CONSTRAINT absence_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_absence ADD CONSTRAINT absence_same_human FOREIGN KEY (person_id, human)
    REFERENCES beneficiaries_person (id, human) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

CREATE CONSTRAINT TRIGGER absence_of_the_household AFTER INSERT OR UPDATE ON housing_absence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- Somebody is away on nights on which there is a bed of theirs here, whichever beds they had in turn.
-- Without an end it lasts until they are back or leave: then only its first night has to be one of theirs.

CREATE FUNCTION wemix_check_absence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_stay bigint;
    who bigint;
BEGIN
    IF TG_TABLE_NAME = 'housing_absence' THEN
        of_stay := NEW.stay_id;
        who := NEW.person_id;
    ELSE
        SELECT stay_id INTO of_stay FROM housing_placeuse WHERE id = OLD.place_use_id;
        who := OLD.person_id;
    END IF;
    IF EXISTS (
        SELECT FROM housing_absence a,
            (SELECT coalesce(range_agg(daterange(o.starts_on, o.ends_on)), '{}') AS slept
             FROM housing_occupant o JOIN housing_placeuse u ON u.id = o.place_use_id
             WHERE u.stay_id = of_stay AND o.person_id = who) AS nights
        WHERE a.stay_id = of_stay AND a.person_id = who
        AND NOT daterange(a.starts_on, coalesce(a.ends_on, a.starts_on + 1)) <@ nights.slept
    ) THEN
        RAISE EXCEPTION 'absence_outside_the_nights' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER absence_within_the_nights AFTER INSERT OR UPDATE ON housing_absence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_absence();
CREATE CONSTRAINT TRIGGER nights_hold_the_absences AFTER UPDATE OF starts_on, ends_on OR DELETE ON housing_occupant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_check_absence();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0002_guards'),
        ('housing', '0004_building_code'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('human', models.UUIDField(editable=False)),
                ('starts_on', models.DateField(verbose_name='first night away')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='back on')),
                ('kind', models.CharField(choices=[('hospital', 'in hospital'), ('family', 'with relatives or friends'), ('work', 'for work'), ('holiday', 'on holiday'), ('prison', 'in prison'), ('other', 'for another reason'), ('unexplained', 'not explained')], max_length=12, verbose_name='why')),
                ('is_authorised', models.BooleanField(blank=True, null=True, verbose_name='authorised')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='beneficiaries.person', verbose_name='who')),
                ('recorded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='housing.stay')),
            ],
            options={
                'verbose_name': 'absence',
                'verbose_name_plural': 'absences',
                'ordering': ['-starts_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AbsenceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('human', models.UUIDField(editable=False)),
                ('starts_on', models.DateField(verbose_name='first night away')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='back on')),
                ('kind', models.CharField(choices=[('hospital', 'in hospital'), ('family', 'with relatives or friends'), ('work', 'for work'), ('holiday', 'on holiday'), ('prison', 'in prison'), ('other', 'for another reason'), ('unexplained', 'not explained')], max_length=12, verbose_name='why')),
                ('is_authorised', models.BooleanField(blank=True, null=True, verbose_name='authorised')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.person', verbose_name='who')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.absence')),
                ('recorded_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('stay', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='absence_is_a_night_at_least', violation_error_message='The last night away comes before the first.'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('is_authorised__isnull', True)), models.Q(('decided_by__isnull', False), ('is_authorised__isnull', False)), _connector='OR'), name='absence_authorised_by_somebody', violation_error_message='Authorised or not: say who decided.'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unexplained'), _negated=True), models.Q(('is_authorised', True), _negated=True), _connector='OR'), name='nobody_authorises_what_is_not_explained', violation_error_message='An absence that nobody explained was authorised by nobody.'),
        ),
        migrations.AddConstraint(
            model_name='absence',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('human', '='), (models.Func(models.F('starts_on'), models.F('ends_on'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='away_once_a_night', violation_error_message='This person is written as away in these nights already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_absencehistory" ("decided_by_id", "ends_on", "household_id", "human", "id", "is_authorised", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "starts_on", "stay_id", "version") VALUES (NEW."decided_by_id", NEW."ends_on", NEW."household_id", NEW."human", NEW."id", NEW."is_authorised", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."starts_on", NEW."stay_id", NEW."version"); RETURN NULL;', hash='26ba11132354f6391747a9cf77a9fbb81adbffe0', operation='INSERT', pgid='pgtrigger_insert_insert_d2cbd', table='housing_absence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='absence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_absencehistory" ("decided_by_id", "ends_on", "household_id", "human", "id", "is_authorised", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "starts_on", "stay_id", "version") VALUES (NEW."decided_by_id", NEW."ends_on", NEW."household_id", NEW."human", NEW."id", NEW."is_authorised", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."starts_on", NEW."stay_id", NEW."version"); RETURN NULL;', hash='0b8b063bdc1256a85aa143ee135c26d89233d780', operation='UPDATE', pgid='pgtrigger_update_update_da19b', table='housing_absence', when='AFTER')),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
