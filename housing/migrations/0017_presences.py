"""Rounds of the house, what was seen of each person, and where round and stay disagree."""

import django.db.models.deletion
import django.utils.timezone
import housing.models.presences
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE housing_presence ADD CONSTRAINT presence_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_presence ADD CONSTRAINT presence_same_human FOREIGN KEY (person_id, human)
    REFERENCES beneficiaries_person (id, human) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_disagreement ADD CONSTRAINT disagreement_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE CONSTRAINT TRIGGER presence_of_the_household AFTER INSERT OR UPDATE ON housing_presence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
CREATE CONSTRAINT TRIGGER disagreement_of_the_household AFTER INSERT OR UPDATE ON housing_disagreement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();

-- What a device sends after the closing was seen before it; and a round is of the house where the stay is.

CREATE FUNCTION wemix_check_presence() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed timestamptz;
    house bigint;
BEGIN
    SELECT closed_at, host_id INTO closed, house FROM housing_presenceround WHERE id = NEW.round_id;
    IF NEW.seen_at > closed OR NEW.received_at > closed + interval '24 hours' THEN  -- what waits on a device waits a day
        RAISE EXCEPTION 'round_is_closed' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF house <> (SELECT host_id FROM housing_stay WHERE id = NEW.stay_id) THEN
        RAISE EXCEPTION 'presence_of_another_house' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER presence_of_an_open_round BEFORE INSERT OR UPDATE ON housing_presence
    FOR EACH ROW EXECUTE FUNCTION wemix_check_presence();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0005_household_splits'),
        ('housing', '0016_one_writer_at_a_flat'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('wemix', '0004_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('minor', 'minor absent, nobody knows why'), ('absent', 'not seen, and no absence is written'), ('away', 'seen here, and written as away'), ('gone', 'seen here, and written as gone'), ('missed', 'not recorded')], editable=False, max_length=6, verbose_name='what does not agree')),
                ('since', models.DateField(editable=False, verbose_name='since')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('how', models.CharField(blank=True, choices=[('absence', 'the absence is written'), ('corrected', 'what was written of the stay is corrected'), ('seen', 'they were seen since'), ('recorded', 'they were recorded since'), ('mistake', 'the round was wrong')], max_length=9, verbose_name='how it was settled')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('settled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='settled')),
                ('household', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.person')),
                ('settled_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stay', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='housing.stay')),
            ],
            options={
                'verbose_name': 'disagreement',
                'verbose_name_plural': 'disagreements',
                'ordering': ['since', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('human', models.UUIDField(editable=False)),
                ('answer', models.CharField(choices=[('present', 'present'), ('authorised', 'absent, authorised'), ('unauthorised', 'absent, not authorised')], max_length=12, verbose_name='answer')),
                ('seen_at', models.DateTimeField(help_text='by the clock of the device on which it was recorded', verbose_name='seen')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='beneficiaries.person')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='housing.stay')),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
                'ordering': ['-round', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PresenceRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(default=housing.models.presences.day_of_round, editable=False, verbose_name='day')),
                ('part', models.CharField(choices=[('morning', 'morning'), ('evening', 'evening')], max_length=7, verbose_name='part of the day')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='wemix.organisation')),
                ('opened_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'presence round',
                'verbose_name_plural': 'presence rounds',
                'ordering': ['-day', '-opened_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PresenceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('human', models.UUIDField(editable=False)),
                ('answer', models.CharField(choices=[('present', 'present'), ('authorised', 'absent, authorised'), ('unauthorised', 'absent, not authorised')], max_length=12, verbose_name='answer')),
                ('seen_at', models.DateTimeField(help_text='by the clock of the device on which it was recorded', verbose_name='seen')),
                ('received_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='received')),
                ('by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.presence')),
                ('stay', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay')),
                ('round', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.presenceround')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='presence',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='housing.presenceround'),
        ),
        migrations.CreateModel(
            name='DisagreementHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('minor', 'minor absent, nobody knows why'), ('absent', 'not seen, and no absence is written'), ('away', 'seen here, and written as away'), ('gone', 'seen here, and written as gone'), ('missed', 'not recorded')], editable=False, max_length=6, verbose_name='what does not agree')),
                ('since', models.DateField(editable=False, verbose_name='since')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('how', models.CharField(blank=True, choices=[('absence', 'the absence is written'), ('corrected', 'what was written of the stay is corrected'), ('seen', 'they were seen since'), ('recorded', 'they were recorded since'), ('mistake', 'the round was wrong')], max_length=9, verbose_name='how it was settled')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('settled_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='settled')),
                ('household', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.disagreement')),
                ('settled_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('stay', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay')),
                ('round', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.presenceround')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='disagreement',
            name='round',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='disagreements', to='housing.presenceround'),
        ),
        migrations.CreateModel(
            name='PresenceRoundHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('day', models.DateField(default=housing.models.presences.day_of_round, editable=False, verbose_name='day')),
                ('part', models.CharField(choices=[('morning', 'morning'), ('evening', 'evening')], max_length=7, verbose_name='part of the day')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='opened')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed')),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='wemix.organisation')),
                ('opened_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.presenceround')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='presenceround',
            constraint=models.UniqueConstraint(fields=('host', 'day', 'part'), name='one_round_per_part_of_the_day', violation_error_message='This round was opened already: go on with it.'),
        ),
        migrations.AddConstraint(
            model_name='presenceround',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__gte', models.F('opened_at')), ('closed_by__isnull', False)), _connector='OR'), name='closed_round_says_who', violation_error_message='A round that is closed says when and by whom.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presenceround',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_presenceroundhistory" ("closed_at", "closed_by_id", "day", "host_id", "id", "opened_at", "opened_by_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."day", NEW."host_id", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='ffb6ea00e158ddd8808767e45dc75c1408cc2c5c', operation='INSERT', pgid='pgtrigger_insert_insert_2f012', table='housing_presenceround', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presenceround',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_presenceroundhistory" ("closed_at", "closed_by_id", "day", "host_id", "id", "opened_at", "opened_by_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_at", NEW."closed_by_id", NEW."day", NEW."host_id", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='7e40ad32ec7483bdf6269d81873d5df56b8a3092', operation='UPDATE', pgid='pgtrigger_update_update_15f40', table='housing_presenceround', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='presence',
            index=models.Index(fields=['human', '-seen_at'], name='presences_of_a_human'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('round', 'human'), name='one_answer_per_person_and_round', violation_error_message='This person was recorded meanwhile: look again.'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.CheckConstraint(condition=models.Q(('seen_at__lte', models.F('received_at'))), name='seen_before_it_was_received', violation_error_message='What was received was seen before.'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.CheckConstraint(condition=models.Q(('answer__in', ['present', 'authorised', 'unauthorised'])), name='presence_answer_is_known', violation_error_message='Present, absent and authorised, or absent and not: nothing else.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_presencehistory" ("answer", "by_id", "household_id", "human", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "round_id", "seen_at", "stay_id") VALUES (NEW."answer", NEW."by_id", NEW."household_id", NEW."human", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_at", NEW."round_id", NEW."seen_at", NEW."stay_id"); RETURN NULL;', hash='dceb205e2065bb269ee16029fd0a56419284aecb', operation='INSERT', pgid='pgtrigger_insert_insert_022c9', table='housing_presence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='presence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_presencehistory" ("answer", "by_id", "household_id", "human", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "round_id", "seen_at", "stay_id") VALUES (NEW."answer", NEW."by_id", NEW."household_id", NEW."human", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_at", NEW."round_id", NEW."seen_at", NEW."stay_id"); RETURN NULL;', hash='a94e9975445170d510af92fdaa839130396a72a2', operation='UPDATE', pgid='pgtrigger_update_update_c3ef0', table='housing_presence', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('person', 'kind'), name='one_open_disagreement_of_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='disagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('how', ''), ('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='settled_says_who_and_how', violation_error_message='What is settled says when, by whom and how.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disagreement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_disagreementhistory" ("found_at", "household_id", "how", "id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "settled_at", "settled_by_id", "since", "stay_id", "version") VALUES (NEW."found_at", NEW."household_id", NEW."how", NEW."id", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."round_id", NEW."settled_at", NEW."settled_by_id", NEW."since", NEW."stay_id", NEW."version"); RETURN NULL;', hash='71ec14f0ecaffa56c48852fcabb2e181d5ee82a0', operation='INSERT', pgid='pgtrigger_insert_insert_08b3c', table='housing_disagreement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disagreement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_disagreementhistory" ("found_at", "household_id", "how", "id", "kind", "note", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "round_id", "settled_at", "settled_by_id", "since", "stay_id", "version") VALUES (NEW."found_at", NEW."household_id", NEW."how", NEW."id", NEW."kind", NEW."note", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."round_id", NEW."settled_at", NEW."settled_by_id", NEW."since", NEW."stay_id", NEW."version"); RETURN NULL;', hash='2a9c45d2d8e8fe6b2a816de3bff6d18bc6f0febb', operation='UPDATE', pgid='pgtrigger_update_update_e318d', table='housing_disagreement', when='AFTER')),
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
