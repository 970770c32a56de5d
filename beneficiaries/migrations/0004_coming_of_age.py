"""Who turned eighteen, and when somebody spoke about it with them."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

GUARD = """
ALTER TABLE beneficiaries_comingofage ADD CONSTRAINT coming_of_age_same_person FOREIGN KEY (person_id, household_id)
    REFERENCES beneficiaries_person (id, household_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0003_papers'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ComingOfAge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='spoken about on')),
                ('consent', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], default='UNKNOWN', max_length=10, verbose_name='consents to the project in their own name')),
                ('own_project', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], default='UNKNOWN', max_length=10, verbose_name='wants a life project of their own')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.household')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='coming_of_age', to='beneficiaries.person')),
            ],
            options={
                'verbose_name': 'coming of age',
                'verbose_name_plural': 'comings of age',
            },
        ),
        migrations.CreateModel(
            name='ComingOfAgeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('told_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='spoken about on')),
                ('consent', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], default='UNKNOWN', max_length=10, verbose_name='consents to the project in their own name')),
                ('own_project', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('UNKNOWN', 'Not known'), ('REFUSED', 'Prefers not to say')], default='UNKNOWN', max_length=10, verbose_name='wants a life project of their own')),
                ('by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household')),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.person')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='beneficiaries.comingofage')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comingofage',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_comingofagehistory" ("by_id", "consent", "household_id", "id", "own_project", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_on") VALUES (NEW."by_id", NEW."consent", NEW."household_id", NEW."id", NEW."own_project", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."told_on"); RETURN NULL;', hash='ceb4adfddd78bc4ceacc5542ab690721b6873ca7', operation='INSERT', pgid='pgtrigger_insert_insert_d9088', table='beneficiaries_comingofage', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comingofage',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "beneficiaries_comingofagehistory" ("by_id", "consent", "household_id", "id", "own_project", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "told_on") VALUES (NEW."by_id", NEW."consent", NEW."household_id", NEW."id", NEW."own_project", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."told_on"); RETURN NULL;', hash='a00bc0ba0024378cf6506e1bb7d1a3f3629c7524', operation='UPDATE', pgid='pgtrigger_update_update_2059c', table='beneficiaries_comingofage', when='AFTER')),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
