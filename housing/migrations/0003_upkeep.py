
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('housing', '0002_guards'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Fault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('water', 'water, drains, bathroom'), ('heating', 'heating, hot water'), ('power', 'electricity, lights'), ('gas', 'gas, cooker'), ('doors', 'doors, windows, locks'), ('furniture', 'furniture, household appliances'), ('damp', 'damp, mould, walls'), ('pests', 'insects, mice'), ('other', 'something else')], max_length=10, verbose_name='what it is about')),
                ('text', models.TextField(help_text='And where, as for who has never been there.', max_length=1000, verbose_name='what is wrong')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, 'at once: somebody could be hurt'), (2, 'within two days'), (3, 'in its turn')], default=3, verbose_name='how urgent')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='reported')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='mended on')),
                ('how', models.CharField(blank=True, max_length=300, verbose_name='how it was mended')),
            ],
            options={
                'verbose_name': 'fault',
                'verbose_name_plural': 'faults',
                'ordering': ['-reported_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FaultHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('water', 'water, drains, bathroom'), ('heating', 'heating, hot water'), ('power', 'electricity, lights'), ('gas', 'gas, cooker'), ('doors', 'doors, windows, locks'), ('furniture', 'furniture, household appliances'), ('damp', 'damp, mould, walls'), ('pests', 'insects, mice'), ('other', 'something else')], max_length=10, verbose_name='what it is about')),
                ('text', models.TextField(help_text='And where, as for who has never been there.', max_length=1000, verbose_name='what is wrong')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, 'at once: somebody could be hurt'), (2, 'within two days'), (3, 'in its turn')], default=3, verbose_name='how urgent')),
                ('reported_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='reported')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='mended on')),
                ('how', models.CharField(blank=True, max_length=300, verbose_name='how it was mended')),
            ],
            options={
                'abstract': False,
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
            model_name='unit',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='unit',
            name='update_update',
        ),
        migrations.AddField(
            model_name='placeuse',
            name='after',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='turnarounds', to='housing.placeuse'),
        ),
        migrations.AddField(
            model_name='placeuse',
            name='cost_centre',
            field=models.CharField(blank=True, max_length=40, verbose_name='cost centre'),
        ),
        migrations.AddField(
            model_name='placeuse',
            name='reference',
            field=models.CharField(blank=True, help_text='number of the order, of the claim, of the letter', max_length=60, verbose_name='reference'),
        ),
        migrations.AddField(
            model_name='placeusehistory',
            name='after',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.placeuse'),
        ),
        migrations.AddField(
            model_name='placeusehistory',
            name='cost_centre',
            field=models.CharField(blank=True, max_length=40, verbose_name='cost centre'),
        ),
        migrations.AddField(
            model_name='placeusehistory',
            name='reference',
            field=models.CharField(blank=True, help_text='number of the order, of the claim, of the letter', max_length=60, verbose_name='reference'),
        ),
        migrations.AddField(
            model_name='unit',
            name='turnaround_days',
            field=models.PositiveSmallIntegerField(default=2, help_text='Kept free after each exit, to clean and mend. Saturdays, Sundays and holidays are not counted.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='working days to make it ready'),
        ),
        migrations.AddField(
            model_name='unithistory',
            name='turnaround_days',
            field=models.PositiveSmallIntegerField(default=2, help_text='Kept free after each exit, to clean and mend. Saturdays, Sundays and holidays are not counted.', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='working days to make it ready'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeuse',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_placeusehistory" ("after_id", "cost_centre", "ends_on", "excess", "excess_by_id", "excess_reason", "household_id", "id", "is_cancelled", "kind", "letting", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "reference", "starts_on", "stay_id", "unit_id", "version") VALUES (NEW."after_id", NEW."cost_centre", NEW."ends_on", NEW."excess", NEW."excess_by_id", NEW."excess_reason", NEW."household_id", NEW."id", NEW."is_cancelled", NEW."kind", NEW."letting", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_id", NEW."reason", NEW."reference", NEW."starts_on", NEW."stay_id", NEW."unit_id", NEW."version"); RETURN NULL;', hash='047bae95cb30a44cf92cb598652b0d482e533bce', operation='INSERT', pgid='pgtrigger_insert_insert_7bfa2', table='housing_placeuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placeuse',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_placeusehistory" ("after_id", "cost_centre", "ends_on", "excess", "excess_by_id", "excess_reason", "household_id", "id", "is_cancelled", "kind", "letting", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "reason", "reference", "starts_on", "stay_id", "unit_id", "version") VALUES (NEW."after_id", NEW."cost_centre", NEW."ends_on", NEW."excess", NEW."excess_by_id", NEW."excess_reason", NEW."household_id", NEW."id", NEW."is_cancelled", NEW."kind", NEW."letting", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_id", NEW."reason", NEW."reference", NEW."starts_on", NEW."stay_id", NEW."unit_id", NEW."version"); RETURN NULL;', hash='0fed0846a112ee275621d128742d894348430160', operation='UPDATE', pgid='pgtrigger_update_update_c9055', table='housing_placeuse', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_unithistory" ("building_id", "floor", "id", "is_active", "is_protected", "letting", "lift", "max_stay_days", "name", "note", "pets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet", "residents", "smoking", "step_free", "turnaround_days") VALUES (NEW."building_id", NEW."floor", NEW."id", NEW."is_active", NEW."is_protected", NEW."letting", NEW."lift", NEW."max_stay_days", NEW."name", NEW."note", NEW."pets", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quiet", NEW."residents", NEW."smoking", NEW."step_free", NEW."turnaround_days"); RETURN NULL;', hash='ca09e008ed4c4627af1ee5c6725fd9979ee00ca9', operation='INSERT', pgid='pgtrigger_insert_insert_0ff17', table='housing_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_unithistory" ("building_id", "floor", "id", "is_active", "is_protected", "letting", "lift", "max_stay_days", "name", "note", "pets", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet", "residents", "smoking", "step_free", "turnaround_days") VALUES (NEW."building_id", NEW."floor", NEW."id", NEW."is_active", NEW."is_protected", NEW."letting", NEW."lift", NEW."max_stay_days", NEW."name", NEW."note", NEW."pets", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quiet", NEW."residents", NEW."smoking", NEW."step_free", NEW."turnaround_days"); RETURN NULL;', hash='389174b73a3e91cae06f4379feff49cb24ad7c7f', operation='UPDATE', pgid='pgtrigger_update_update_af69c', table='housing_unit', when='AFTER')),
        ),
        migrations.AddField(
            model_name='fault',
            name='done_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fault',
            name='reported_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fault',
            name='taken_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='fault',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='faults', to='housing.unit', verbose_name='flat'),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='done_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='housing.fault'),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='reported_by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='taken_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='faulthistory',
            name='unit',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.unit', verbose_name='flat'),
        ),
        migrations.AddIndex(
            model_name='fault',
            index=models.Index(fields=['unit', 'done_on'], name='faults_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='fault',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='mended_says_who_and_how', violation_error_message='What is mended says when, by whom and how.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fault',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_faulthistory" ("done_by_id", "done_on", "how", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "taken_by_id", "text", "unit_id", "urgency", "version") VALUES (NEW."done_by_id", NEW."done_on", NEW."how", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."taken_by_id", NEW."text", NEW."unit_id", NEW."urgency", NEW."version"); RETURN NULL;', hash='e2a8db0699287607842cdba2fde89ccd13dbe7d0', operation='INSERT', pgid='pgtrigger_insert_insert_e5820', table='housing_fault', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='fault',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_faulthistory" ("done_by_id", "done_on", "how", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reported_at", "reported_by_id", "taken_by_id", "text", "unit_id", "urgency", "version") VALUES (NEW."done_by_id", NEW."done_on", NEW."how", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reported_at", NEW."reported_by_id", NEW."taken_by_id", NEW."text", NEW."unit_id", NEW."urgency", NEW."version"); RETURN NULL;', hash='1e2d108aef499b826c7815cb139405b615c5caf2', operation='UPDATE', pgid='pgtrigger_update_update_58daa', table='housing_fault', when='AFTER')),
        ),
    ]
