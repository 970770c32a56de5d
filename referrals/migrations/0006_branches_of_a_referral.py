"""Of a household that divided the one request is counted once."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('referrals', '0005_papers'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='referral',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='referral',
            name='update_update',
        ),
        migrations.AddField(
            model_name='referral',
            name='branch_of',
            field=models.ForeignKey(blank=True, editable=False, help_text='of a household that divided: no new request, and counted as none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='referrals.referral'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='branch_of',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, help_text='of a household that divided: no new request, and counted as none', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='referrals.referral'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "referrals_referralhistory" ("agreement", "branch_of_id", "closed_at", "deadline_on", "decided_at", "decided_by_id", "ethos", "ethos_since", "host_id", "household_id", "hypothesis", "id", "main_reason", "needed_from", "not_eligible_reason", "notice_on", "on_behalf", "other_reasons", "parked_reason", "parked_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_days", "sender_id", "service_keeps", "sleeps_now", "state", "stay_id", "story", "submitted_at", "urgency", "urgency_reason", "urgency_until", "version", "waiting_since", "written_at", "written_by_id") VALUES (NEW."agreement", NEW."branch_of_id", NEW."closed_at", NEW."deadline_on", NEW."decided_at", NEW."decided_by_id", NEW."ethos", NEW."ethos_since", NEW."host_id", NEW."household_id", NEW."hypothesis", NEW."id", NEW."main_reason", NEW."needed_from", NEW."not_eligible_reason", NEW."notice_on", NEW."on_behalf", NEW."other_reasons", NEW."parked_reason", NEW."parked_until", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_days", NEW."sender_id", NEW."service_keeps", NEW."sleeps_now", NEW."state", NEW."stay_id", NEW."story", NEW."submitted_at", NEW."urgency", NEW."urgency_reason", NEW."urgency_until", NEW."version", NEW."waiting_since", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='7a2a35c7aed10b569d8c722911acaa18426d3dbf', operation='INSERT', pgid='pgtrigger_insert_insert_a74c8', table='referrals_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "referrals_referralhistory" ("agreement", "branch_of_id", "closed_at", "deadline_on", "decided_at", "decided_by_id", "ethos", "ethos_since", "host_id", "household_id", "hypothesis", "id", "main_reason", "needed_from", "not_eligible_reason", "notice_on", "on_behalf", "other_reasons", "parked_reason", "parked_until", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_days", "sender_id", "service_keeps", "sleeps_now", "state", "stay_id", "story", "submitted_at", "urgency", "urgency_reason", "urgency_until", "version", "waiting_since", "written_at", "written_by_id") VALUES (NEW."agreement", NEW."branch_of_id", NEW."closed_at", NEW."deadline_on", NEW."decided_at", NEW."decided_by_id", NEW."ethos", NEW."ethos_since", NEW."host_id", NEW."household_id", NEW."hypothesis", NEW."id", NEW."main_reason", NEW."needed_from", NEW."not_eligible_reason", NEW."notice_on", NEW."on_behalf", NEW."other_reasons", NEW."parked_reason", NEW."parked_until", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_days", NEW."sender_id", NEW."service_keeps", NEW."sleeps_now", NEW."state", NEW."stay_id", NEW."story", NEW."submitted_at", NEW."urgency", NEW."urgency_reason", NEW."urgency_until", NEW."version", NEW."waiting_since", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='9753f0c4430a4329de959737ca6d9c09f308a48d', operation='UPDATE', pgid='pgtrigger_update_update_223e7', table='referrals_referral', when='AFTER')),
        ),
    ]
