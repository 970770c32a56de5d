"""The steps of a stay with their history, extensions, corrections of days, follow-ups after the exit."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE housing_stayevent ADD CONSTRAINT stay_event_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_extension ADD CONSTRAINT extension_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_exitfollowup ADD CONSTRAINT follow_up_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_correction ADD CONSTRAINT correction_same_event FOREIGN KEY (event_id, household_id)
    REFERENCES housing_stayevent (id, household_id) DEFERRABLE INITIALLY DEFERRED;

-- What was done stays done: steps and corrections, decided extensions, recorded follow-ups.

CREATE TRIGGER stay_event_stays BEFORE UPDATE OR DELETE ON housing_stayevent
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER correction_stays BEFORE UPDATE OR DELETE ON housing_correction
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER decided_extension_stays BEFORE UPDATE OR DELETE ON housing_extension
    FOR EACH ROW WHEN (OLD.outcome <> '') EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER recorded_follow_up_stays BEFORE UPDATE OR DELETE ON housing_exitfollowup
    FOR EACH ROW WHEN (OLD.at IS NOT NULL) EXECUTE FUNCTION wemix_refuse_change();

-- A correction says why: it hangs on a step that does (step_of_a_stay_says_why).

CREATE FUNCTION wemix_correction_of_a_step() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM housing_stayevent WHERE id = NEW.event_id AND step = 'correct') THEN
        RAISE EXCEPTION 'correction_says_why' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER correction_of_a_step BEFORE INSERT ON housing_correction
    FOR EACH ROW EXECUTE FUNCTION wemix_correction_of_a_step();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0003_papers'),
        ('housing', '0007_planned_exits'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('wemix', '0004_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('which', models.CharField(choices=[('entry', 'day of entry'), ('move', 'day of a move'), ('exit', 'day of leaving')], max_length=5, verbose_name='which day')),
                ('before', models.DateField(verbose_name='before')),
                ('after', models.DateField(verbose_name='after')),
            ],
            options={
                'verbose_name': 'correction of a day',
                'verbose_name_plural': 'corrections of days',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ExitFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('months', models.PositiveSmallIntegerField(verbose_name='months after the exit')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('reached', models.BooleanField(null=True, verbose_name='reached')),
                ('lives_in', models.CharField(blank=True, choices=[('RENT_MARKET', 'Rented on the market'), ('RENT_SUPPORTED', 'Rented with support (Lo.C.A.Re., grant, agreed rent)'), ('ERP', 'Public housing (ERP/ATC)'), ('OWNED', 'Own home'), ('FAMILY_STABLE', 'With family, to stay'), ('FRIENDS_STABLE', 'With friends or people of the same origin, to stay'), ('EMPLOYER_HOUSING', 'Home given by the employer'), ('COHOUSING', 'Cohousing, social housing'), ('OTHER_TRANSITIONAL', 'Another transitional project'), ('SAI_CAS', 'SAI or CAS'), ('FAMILY_TEMP', 'With family, for a while'), ('FRIENDS_TEMP', 'With friends, for a while'), ('HOTEL', 'Hotel or rooms, at own expense'), ('EMERGENCY_SHELTER', 'Dormitory or emergency shelter'), ('STREET', 'Street, car, settlement'), ('SAFE_HOUSE', 'Anti-violence safe house'), ('THERAPEUTIC', 'Therapeutic community'), ('PSYCHIATRIC', 'Psychiatric facility'), ('HOSPITAL', 'Hospital'), ('CARE_HOME', 'Care home'), ('PRISON', 'Prison'), ('MINORS_COMMUNITY', 'Community for minors, or for mother and child'), ('ABROAD', 'Abroad, or back to the country of origin'), ('DECEASED', 'Deceased'), ('UNKNOWN', 'Not known, or cannot be found')], max_length=24, verbose_name='where they live now')),
                ('housed', models.CharField(blank=True, choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], max_length=10, verbose_name='has a home')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('at', models.DateTimeField(editable=False, null=True, verbose_name='recorded at')),
            ],
            options={
                'verbose_name': 'follow-up after the exit',
                'verbose_name_plural': 'follow-ups after the exit',
                'ordering': ['due_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExitFollowUpHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('months', models.PositiveSmallIntegerField(verbose_name='months after the exit')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('reached', models.BooleanField(null=True, verbose_name='reached')),
                ('lives_in', models.CharField(blank=True, choices=[('RENT_MARKET', 'Rented on the market'), ('RENT_SUPPORTED', 'Rented with support (Lo.C.A.Re., grant, agreed rent)'), ('ERP', 'Public housing (ERP/ATC)'), ('OWNED', 'Own home'), ('FAMILY_STABLE', 'With family, to stay'), ('FRIENDS_STABLE', 'With friends or people of the same origin, to stay'), ('EMPLOYER_HOUSING', 'Home given by the employer'), ('COHOUSING', 'Cohousing, social housing'), ('OTHER_TRANSITIONAL', 'Another transitional project'), ('SAI_CAS', 'SAI or CAS'), ('FAMILY_TEMP', 'With family, for a while'), ('FRIENDS_TEMP', 'With friends, for a while'), ('HOTEL', 'Hotel or rooms, at own expense'), ('EMERGENCY_SHELTER', 'Dormitory or emergency shelter'), ('STREET', 'Street, car, settlement'), ('SAFE_HOUSE', 'Anti-violence safe house'), ('THERAPEUTIC', 'Therapeutic community'), ('PSYCHIATRIC', 'Psychiatric facility'), ('HOSPITAL', 'Hospital'), ('CARE_HOME', 'Care home'), ('PRISON', 'Prison'), ('MINORS_COMMUNITY', 'Community for minors, or for mother and child'), ('ABROAD', 'Abroad, or back to the country of origin'), ('DECEASED', 'Deceased'), ('UNKNOWN', 'Not known, or cannot be found')], max_length=24, verbose_name='where they live now')),
                ('housed', models.CharField(blank=True, choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], max_length=10, verbose_name='has a home')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('at', models.DateTimeField(editable=False, null=True, verbose_name='recorded at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('asked_by', models.CharField(choices=[('household', 'the household'), ('team', 'the team'), ('sender', 'the sending body')], max_length=10, verbose_name='who asks')),
                ('reason', models.CharField(choices=[('HOME_FOUND', 'A home is found, and not ready yet'), ('HOME_SEARCH', 'The search for a home takes longer'), ('PUBLIC_HOUSING', 'Public housing is on its way'), ('WORK', 'Work, or training, to bring to its end'), ('SCHOOL', 'The end of the school year'), ('HEALTH', 'Health'), ('PAPERS', 'Papers on their way'), ('OTHER', 'Other reason')], max_length=24, verbose_name='why')),
                ('until', models.DateField(verbose_name='until when')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('opinion', models.CharField(blank=True, choices=[('in_favour', 'in favour'), ('against', 'against'), ('neither', 'neither: see the note')], max_length=10, verbose_name='opinion of the sending body')),
                ('opinion_note', models.CharField(blank=True, max_length=400, verbose_name='why this opinion')),
                ('opinion_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'granted'), ('refused', 'not granted'), ('taken_back', 'taken back'), ('overtaken', 'the stay ended first')], max_length=10, verbose_name='outcome')),
                ('granted_until', models.DateField(blank=True, null=True, verbose_name='granted until')),
                ('refusal', models.CharField(blank=True, choices=[('OTHER_HOME', 'Another home is ready'), ('LONGEST_STAY', 'The longest stay is reached'), ('PROMISED', 'The home is promised to others'), ('STANDS_STILL', 'The life project does not move on'), ('HOUSE_RULES', 'The house rules are not kept'), ('OTHER', 'Other reason')], max_length=24, verbose_name='why not granted')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExtensionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('asked_by', models.CharField(choices=[('household', 'the household'), ('team', 'the team'), ('sender', 'the sending body')], max_length=10, verbose_name='who asks')),
                ('reason', models.CharField(choices=[('HOME_FOUND', 'A home is found, and not ready yet'), ('HOME_SEARCH', 'The search for a home takes longer'), ('PUBLIC_HOUSING', 'Public housing is on its way'), ('WORK', 'Work, or training, to bring to its end'), ('SCHOOL', 'The end of the school year'), ('HEALTH', 'Health'), ('PAPERS', 'Papers on their way'), ('OTHER', 'Other reason')], max_length=24, verbose_name='why')),
                ('until', models.DateField(verbose_name='until when')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('opinion', models.CharField(blank=True, choices=[('in_favour', 'in favour'), ('against', 'against'), ('neither', 'neither: see the note')], max_length=10, verbose_name='opinion of the sending body')),
                ('opinion_note', models.CharField(blank=True, max_length=400, verbose_name='why this opinion')),
                ('opinion_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'granted'), ('refused', 'not granted'), ('taken_back', 'taken back'), ('overtaken', 'the stay ended first')], max_length=10, verbose_name='outcome')),
                ('granted_until', models.DateField(blank=True, null=True, verbose_name='granted until')),
                ('refusal', models.CharField(blank=True, choices=[('OTHER_HOME', 'Another home is ready'), ('LONGEST_STAY', 'The longest stay is reached'), ('PROMISED', 'The home is promised to others'), ('STANDS_STILL', 'The life project does not move on'), ('HOUSE_RULES', 'The house rules are not kept'), ('OTHER', 'Other reason')], max_length=24, verbose_name='why not granted')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StayEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=16, verbose_name='step')),
                ('on', models.DateField(blank=True, null=True, verbose_name='day that it is about')),
                ('reason', models.CharField(blank=True, max_length=24, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
            ],
            options={
                'verbose_name': 'step of a stay',
                'verbose_name_plural': 'steps of stays',
                'ordering': ['at', 'pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeuse',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placeuse',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='update_update',
        ),
        migrations.AddField(
            model_name='placeuse',
            name='displaced_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='it was to follow a stay that goes on, and takes its place no longer', null=True, verbose_name='displaced at'),
        ),
        migrations.AddField(
            model_name='placeusehistory',
            name='displaced_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='it was to follow a stay that goes on, and takes its place no longer', null=True, verbose_name='displaced at'),
        ),
        migrations.AddField(
            model_name='stay',
            name='displaced_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='whoever lives in the home stays on: another place or day is to be found', null=True, verbose_name='displaced at'),
        ),
        migrations.AddField(
            model_name='stayhistory',
            name='displaced_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='whoever lives in the home stays on: another place or day is to be found', null=True, verbose_name='displaced at'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeuse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_placeusehistory" ("after_id", "cost_centre", "displaced_at", "ends_on", "excess", "excess_by_id", "excess_reason", "household_id", "id", "is_cancelled", "kind", "letting", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "reference", "starts_on", "stay_id", "unit_id", "version") VALUES (NEW."after_id", NEW."cost_centre", NEW."displaced_at", NEW."ends_on", NEW."excess", NEW."excess_by_id", NEW."excess_reason", NEW."household_id", NEW."id", NEW."is_cancelled", NEW."kind", NEW."letting", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."reason", NEW."reference", NEW."starts_on", NEW."stay_id", NEW."unit_id", NEW."version"); RETURN NULL;', hash='23e2ab1208b826ef5812a4f53312fc95687fc75e', operation='INSERT', pgid='pgtrigger_insert_insert_7bfa2', table='housing_placeuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeuse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_placeusehistory" ("after_id", "cost_centre", "displaced_at", "ends_on", "excess", "excess_by_id", "excess_reason", "household_id", "id", "is_cancelled", "kind", "letting", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "reference", "starts_on", "stay_id", "unit_id", "version") VALUES (NEW."after_id", NEW."cost_centre", NEW."displaced_at", NEW."ends_on", NEW."excess", NEW."excess_by_id", NEW."excess_reason", NEW."household_id", NEW."id", NEW."is_cancelled", NEW."kind", NEW."letting", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reason", NEW."reference", NEW."starts_on", NEW."stay_id", NEW."unit_id", NEW."version"); RETURN NULL;', hash='57354a06ace5d839b881fdac1a03e0c674cf3cf1', operation='UPDATE', pgid='pgtrigger_update_update_c9055', table='housing_placeuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_stayhistory" ("continues_id", "destination", "displaced_at", "ended_on", "exit_reason", "host_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_from", "planned_until", "started_on", "state", "version") VALUES (NEW."continues_id", NEW."destination", NEW."displaced_at", NEW."ended_on", NEW."exit_reason", NEW."host_id", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_from", NEW."planned_until", NEW."started_on", NEW."state", NEW."version"); RETURN NULL;', hash='dafd246fac2c6419dba8fa03e5198ded1c6775d4', operation='INSERT', pgid='pgtrigger_insert_insert_65e03', table='housing_stay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_stayhistory" ("continues_id", "destination", "displaced_at", "ended_on", "exit_reason", "host_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_from", "planned_until", "started_on", "state", "version") VALUES (NEW."continues_id", NEW."destination", NEW."displaced_at", NEW."ended_on", NEW."exit_reason", NEW."host_id", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_from", NEW."planned_until", NEW."started_on", NEW."state", NEW."version"); RETURN NULL;', hash='66568247848b875be7002a5d52951dcfbc560858', operation='UPDATE', pgid='pgtrigger_update_update_562c5', table='housing_stay', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='placeuse',
            constraint=models.CheckConstraint(condition=models.Q(('displaced_at__isnull', True), ('is_cancelled', True), _connector='OR'), name='displaced_use_takes_nothing', violation_error_message='What is displaced takes its place no longer.'),
        ),
        migrations.AddConstraint(
            model_name='stay',
            constraint=models.CheckConstraint(condition=models.Q(('displaced_at__isnull', True), ('state', 'planned'), _connector='OR'), name='only_an_entry_is_displaced', violation_error_message='Only an entry that is planned can be displaced.'),
        ),
        migrations.AddField(
            model_name='correction',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='exitfollowup',
            name='by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exitfollowup',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='exitfollowup',
            name='stay',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='exitfollowuphistory',
            name='by',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exitfollowuphistory',
            name='household',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='exitfollowuphistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='exitfollowuphistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.exitfollowup'),
        ),
        migrations.AddField(
            model_name='exitfollowuphistory',
            name='stay',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='extension',
            name='decided_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='extension',
            name='opinion_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='stay',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='extension',
            name='written_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='household',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='opinion_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.extension'),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='stay',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='extensionhistory',
            name='written_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stayevent',
            name='by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stayevent',
            name='household',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household'),
        ),
        migrations.AddField(
            model_name='stayevent',
            name='stay',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='stayevent',
            name='told',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who was told'),
        ),
        migrations.AddField(
            model_name='correction',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='housing.stayevent'),
        ),
        migrations.AddConstraint(
            model_name='exitfollowup',
            constraint=models.UniqueConstraint(fields=('stay', 'months'), name='one_follow_up_per_term'),
        ),
        migrations.AddConstraint(
            model_name='exitfollowup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('at__isnull', True), ('by__isnull', True), ('reached__isnull', True)), models.Q(('at__isnull', False), ('by__isnull', False), ('reached__isnull', False)), _connector='OR'), name='recorded_follow_up_says_who_and_when', violation_error_message='A follow-up that is recorded says who did it, when, and if they were reached.'),
        ),
        migrations.AddConstraint(
            model_name='exitfollowup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reached', True), models.Q(('lives_in', ''), _negated=True), models.Q(('housed', ''), _negated=True)), models.Q(('reached', True), _negated=True), _connector='OR'), name='who_was_reached_lives_somewhere', violation_error_message='Say where they live now, and if they have a home.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitfollowup',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_exitfollowuphistory" ("at", "by_id", "due_on", "housed", "household_id", "id", "lives_in", "months", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached", "stay_id", "version") VALUES (NEW."at", NEW."by_id", NEW."due_on", NEW."housed", NEW."household_id", NEW."id", NEW."lives_in", NEW."months", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reached", NEW."stay_id", NEW."version"); RETURN NULL;', hash='44df517ae0d58dbdc73ed08bd4c6f1ba4442e159', operation='INSERT', pgid='pgtrigger_insert_insert_e60c5', table='housing_exitfollowup', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exitfollowup',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_exitfollowuphistory" ("at", "by_id", "due_on", "housed", "household_id", "id", "lives_in", "months", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached", "stay_id", "version") VALUES (NEW."at", NEW."by_id", NEW."due_on", NEW."housed", NEW."household_id", NEW."id", NEW."lives_in", NEW."months", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reached", NEW."stay_id", NEW."version"); RETURN NULL;', hash='b94ef8044f7f88473c101acadf392c2cb2fee71c', operation='UPDATE', pgid='pgtrigger_update_update_efb6a', table='housing_exitfollowup', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', '')), fields=('stay',), name='one_open_extension', violation_error_message='An extension is asked already, and waits for its decision.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('opinion', ''), ('opinion_at__isnull', True), ('opinion_by__isnull', True)), models.Q(models.Q(('opinion', ''), _negated=True), ('opinion_at__isnull', False), ('opinion_by__isnull', False)), _connector='OR'), name='opinion_says_who_and_when', violation_error_message='An opinion says who gave it, and when.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='decided_extension_says_who_and_when', violation_error_message='A decision says who took it, and when.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('granted_until__isnull', False), ('outcome', 'granted')), models.Q(models.Q(('outcome', 'granted'), _negated=True), ('granted_until__isnull', True)), _connector='OR'), name='extension_granted_until_a_day', violation_error_message='An extension is granted until a day.'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'refused'), models.Q(('refusal', ''), _negated=True)), models.Q(models.Q(('outcome', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='extension_refused_with_a_reason', violation_error_message='An extension is refused with a reason.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='extension',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_extensionhistory" ("asked_by", "decided_at", "decided_by_id", "granted_until", "household_id", "id", "note", "opinion", "opinion_at", "opinion_by_id", "opinion_note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "stay_id", "until", "version", "written_at", "written_by_id") VALUES (NEW."asked_by", NEW."decided_at", NEW."decided_by_id", NEW."granted_until", NEW."household_id", NEW."id", NEW."note", NEW."opinion", NEW."opinion_at", NEW."opinion_by_id", NEW."opinion_note", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."refusal", NEW."stay_id", NEW."until", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='3cb787cf81bb196feb08209b6e41c3d0984cc76d', operation='INSERT', pgid='pgtrigger_insert_insert_22988', table='housing_extension', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='extension',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_extensionhistory" ("asked_by", "decided_at", "decided_by_id", "granted_until", "household_id", "id", "note", "opinion", "opinion_at", "opinion_by_id", "opinion_note", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "refusal", "stay_id", "until", "version", "written_at", "written_by_id") VALUES (NEW."asked_by", NEW."decided_at", NEW."decided_by_id", NEW."granted_until", NEW."household_id", NEW."id", NEW."note", NEW."opinion", NEW."opinion_at", NEW."opinion_by_id", NEW."opinion_note", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."refusal", NEW."stay_id", NEW."until", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='456d0e1c298832719da74c045c9b4f61a0fd1081', operation='UPDATE', pgid='pgtrigger_update_update_f8562', table='housing_extension', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='stayevent',
            constraint=models.UniqueConstraint(fields=('id', 'household'), name='stay_event_and_household'),
        ),
        migrations.AddConstraint(
            model_name='stayevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('cancel', 'refuse', 'undo_exit', 'authorise', 'not_authorise', 'correct')), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='step_of_a_stay_says_why', violation_error_message='Say why.'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='correction_changes_the_day', violation_error_message='This is the day that is written already.'),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
