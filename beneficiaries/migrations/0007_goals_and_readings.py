"""What changed in a goal, dated and signed; goals kept apart; readings of the scale at entry and exit, corrected once."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from wemix.migrating import Together

GUARDS = """
ALTER TABLE beneficiaries_goalevent ADD CONSTRAINT event_same_goal FOREIGN KEY (goal_id, household_id)
    REFERENCES beneficiaries_goal (id, household_id) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER goal_event_stays BEFORE UPDATE ON beneficiaries_goalevent
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

-- A correction is of the same person, domain and voice, in the same review.

ALTER TABLE beneficiaries_scalereading ADD CONSTRAINT what_a_reading_is_of
    UNIQUE (id, review_id, person_id, domain, voice);
ALTER TABLE beneficiaries_scalereading ADD CONSTRAINT correction_of_the_same
    FOREIGN KEY (corrects_id, review_id, person_id, domain, voice)
    REFERENCES beneficiaries_scalereading (id, review_id, person_id, domain, voice) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0006_identity_documents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GoalEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('added', 'written down'), ('status', 'status'), ('words', 'reworded'), ('day', 'another day'), ('step_added', 'new step'), ('step_done', 'step done'), ('step_undone', 'step to do again')], max_length=12)),
                ('before', models.CharField(blank=True, max_length=20)),
                ('after', models.CharField(blank=True, max_length=20)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'change of a goal',
                'verbose_name_plural': 'changes of goals',
                'ordering': ['-at', '-pk'],
            },
        ),
        Together([
            migrations.AlterModelOptions(
                name='goal',
                options={'ordering': ['position', 'due_on', 'pk'], 'verbose_name': 'goal', 'verbose_name_plural': 'goals'},
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='goal',
                name='insert_insert',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='goal',
                name='update_update',
            ),
            migrations.RemoveConstraint(
                model_name='scalereading',
                name='one_reading_per_voice',
            ),
            migrations.AddField(
                model_name='goal',
                name='evidence',
                field=models.CharField(blank=True, max_length=300, verbose_name='what shows it so far'),
            ),
            migrations.AddField(
                model_name='goal',
                name='is_private',
                field=models.BooleanField(default=False, help_text="It stands on this person's own page and paper only, never on the household's.", verbose_name='apart'),
            ),
            migrations.AddField(
                model_name='goal',
                name='position',
                field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='order'),
            ),
            migrations.AddField(
                model_name='goalhistory',
                name='evidence',
                field=models.CharField(blank=True, max_length=300, verbose_name='what shows it so far'),
            ),
            migrations.AddField(
                model_name='goalhistory',
                name='is_private',
                field=models.BooleanField(default=False, help_text="It stands on this person's own page and paper only, never on the household's.", verbose_name='apart'),
            ),
            migrations.AddField(
                model_name='goalhistory',
                name='position',
                field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='order'),
            ),
            migrations.AddField(
                model_name='review',
                name='moment',
                field=models.CharField(choices=[('entry', 'Entry'), ('review', 'Review'), ('exit', 'Exit'), ('after', 'Follow-up')], default='review', max_length=10, verbose_name='moment'),
            ),
            migrations.AddField(
                model_name='scalereading',
                name='at',
                field=models.DateTimeField(default=django.utils.timezone.now, editable=False),
            ),
            migrations.AddField(
                model_name='scalereading',
                name='by',
                field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='scalereading',
                name='corrects',
                field=models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='beneficiaries.scalereading'),
            ),
            migrations.AddField(
                model_name='scalereading',
                name='why',
                field=models.CharField(blank=True, max_length=200, verbose_name='why it is corrected'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='goal',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_goalhistory" ("area", "due_on", "ended_on", "evidence", "horizon", "household_id", "id", "indicator", "is_private", "life_project_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status", "title", "version") VALUES (NEW."area", NEW."due_on", NEW."ended_on", NEW."evidence", NEW."horizon", NEW."household_id", NEW."id", NEW."indicator", NEW."is_private", NEW."life_project_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."status", NEW."title", NEW."version"); RETURN NULL;', hash='db294f9dacf2dd4f8e60057a893f89858cd4f710', operation='INSERT', pgid='pgtrigger_insert_insert_8c0d2', table='beneficiaries_goal', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='goal',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "beneficiaries_goalhistory" ("area", "due_on", "ended_on", "evidence", "horizon", "household_id", "id", "indicator", "is_private", "life_project_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status", "title", "version") VALUES (NEW."area", NEW."due_on", NEW."ended_on", NEW."evidence", NEW."horizon", NEW."household_id", NEW."id", NEW."indicator", NEW."is_private", NEW."life_project_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."status", NEW."title", NEW."version"); RETURN NULL;', hash='966dfaa5c53f753e9a1cabb0f4a28ad36177d741', operation='UPDATE', pgid='pgtrigger_update_update_9995a', table='beneficiaries_goal', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='goal',
                constraint=models.CheckConstraint(condition=models.Q(('is_private', False), ('person__isnull', False), _connector='OR'), name='a_goal_apart_is_somebody_s', violation_error_message='A goal that is kept apart is of one person, not of the whole household.'),
            ),
            migrations.AddConstraint(
                model_name='scalereading',
                constraint=models.UniqueConstraint(condition=models.Q(('corrects__isnull', True)), fields=('review', 'person', 'domain', 'voice'), name='one_reading_per_voice'),
            ),
            migrations.AddConstraint(
                model_name='scalereading',
                constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(models.Q(('why', ''), _negated=True), ('by__isnull', False)), _connector='OR'), name='a_correction_says_why', violation_error_message='Say why the first reading was wrong.'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='by',
                field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='goal',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='beneficiaries.goal'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='household',
                field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.household'),
            ),
            migrations.AddField(
                model_name='goalevent',
                name='step',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.goalstep'),
            ),
            migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        ]),
    ]
