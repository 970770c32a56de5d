"""A stay that goes on in another file, after a household divided, is no entry."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('housing', '0005_absences'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stay',
            name='update_update',
        ),
        migrations.AddField(
            model_name='stay',
            name='continues',
            field=models.ForeignKey(blank=True, editable=False, help_text='of a household that divided: its people lived here already, and this is no entry', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='continued_by', to='housing.stay'),
        ),
        migrations.AddField(
            model_name='stayhistory',
            name='continues',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='of a household that divided: its people lived here already, and this is no entry', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='housing.stay'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_stayhistory" ("continues_id", "destination", "ended_on", "exit_reason", "host_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_from", "planned_until", "started_on", "state", "version") VALUES (NEW."continues_id", NEW."destination", NEW."ended_on", NEW."exit_reason", NEW."host_id", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_from", NEW."planned_until", NEW."started_on", NEW."state", NEW."version"); RETURN NULL;', hash='e3821505a666c5be471a23f1651aa66b7c2b727a', operation='INSERT', pgid='pgtrigger_insert_insert_65e03', table='housing_stay', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stay',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_stayhistory" ("continues_id", "destination", "ended_on", "exit_reason", "host_id", "household_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "planned_from", "planned_until", "started_on", "state", "version") VALUES (NEW."continues_id", NEW."destination", NEW."ended_on", NEW."exit_reason", NEW."host_id", NEW."household_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."planned_from", NEW."planned_until", NEW."started_on", NEW."state", NEW."version"); RETURN NULL;', hash='ce7615907d1aaeeedb796589fce4a16de0d557c7', operation='UPDATE', pgid='pgtrigger_update_update_562c5', table='housing_stay', when='AFTER')),
        ),
    ]
