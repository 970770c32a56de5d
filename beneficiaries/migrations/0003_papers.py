"""Papers of households, as files; one about a person names somebody who belongs, or once belonged, to it."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import wemix.uploads.storage
from django.conf import settings
from django.db import migrations, models


GUARD = """
CREATE CONSTRAINT TRIGGER paper_of_a_member AFTER INSERT OR UPDATE ON beneficiaries_attachment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wemix_person_of_household();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0002_guards'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('wemix', '0004_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(editable=False, max_length=40, storage=wemix.uploads.storage.store, unique=True, upload_to=wemix.uploads.storage.new_key, verbose_name='file')),
                ('content_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPEG'), ('image/png', 'PNG')], editable=False, max_length=20, verbose_name='kind of file')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('IDENTITY', 'Identity document'), ('PERMIT', 'Residence permit'), ('TAX_CODE', 'Codice fiscale or health card'), ('FAMILY', 'Civil status, family and residence'), ('INCOME', 'Income and ISEE'), ('WORK', 'Work'), ('SCHOOL', 'School and training'), ('HEALTH', 'Health and disability'), ('HOME', 'Home: lease, eviction, applications'), ('COURT', 'Courts and guardians'), ('AGREEMENT', 'Signed agreement'), ('OTHER', 'Other')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='date of the paper')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='valid through')),
                ('readers', models.CharField(choices=[('file', "who reads the household's file"), ('team', 'only my own body')], default='file', max_length=4, verbose_name='who may read it')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='beneficiaries.household')),
                ('organisation', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wemix.organisation')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='beneficiaries.person', verbose_name='whose')),
                ('uploaded_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'paper',
                'verbose_name_plural': 'papers',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AttachmentHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file', models.FileField(editable=False, max_length=40, storage=wemix.uploads.storage.store, upload_to=wemix.uploads.storage.new_key, verbose_name='file')),
                ('content_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPEG'), ('image/png', 'PNG')], editable=False, max_length=20, verbose_name='kind of file')),
                ('size', models.PositiveIntegerField(editable=False, verbose_name='size')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('IDENTITY', 'Identity document'), ('PERMIT', 'Residence permit'), ('TAX_CODE', 'Codice fiscale or health card'), ('FAMILY', 'Civil status, family and residence'), ('INCOME', 'Income and ISEE'), ('WORK', 'Work'), ('SCHOOL', 'School and training'), ('HEALTH', 'Health and disability'), ('HOME', 'Home: lease, eviction, applications'), ('COURT', 'Courts and guardians'), ('AGREEMENT', 'Signed agreement'), ('OTHER', 'Other')], max_length=12, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('dated', models.DateField(blank=True, null=True, verbose_name='date of the paper')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='valid through')),
                ('readers', models.CharField(choices=[('file', "who reads the household's file"), ('team', 'only my own body')], default='file', max_length=4, verbose_name='who may read it')),
                ('household', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.household')),
                ('organisation', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='wemix.organisation')),
                ('person', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='beneficiaries.person', verbose_name='whose')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='history', to='beneficiaries.attachment')),
                ('uploaded_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(fields=['household', '-uploaded_at'], name='papers_of_household'),
        ),
        migrations.AddIndex(
            model_name='attachment',
            index=models.Index(condition=models.Q(('expires_on__isnull', False)), fields=['expires_on'], name='papers_that_expire'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('id', 'household'), name='attachment_and_household'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.CheckConstraint(condition=models.Q(('dated__isnull', True), ('expires_on__isnull', True), ('expires_on__gte', models.F('dated')), _connector='OR'), name='paper_expires_after_its_date', violation_error_message='It would have expired before it was made: look at the two dates.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "beneficiaries_attachmenthistory" ("content_type", "dated", "description", "expires_on", "file", "household_id", "id", "kind", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readers", "sha256", "size", "title", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."content_type", NEW."dated", NEW."description", NEW."expires_on", NEW."file", NEW."household_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."readers", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='4d9c30b4fd3bc578759525afa19375e6557be4c1', operation='INSERT', pgid='pgtrigger_insert_insert_b7596', table='beneficiaries_attachment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='attachment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "beneficiaries_attachmenthistory" ("content_type", "dated", "description", "expires_on", "file", "household_id", "id", "kind", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readers", "sha256", "size", "title", "uploaded_at", "uploaded_by_id", "version") VALUES (NEW."content_type", NEW."dated", NEW."description", NEW."expires_on", NEW."file", NEW."household_id", NEW."id", NEW."kind", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."readers", NEW."sha256", NEW."size", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id", NEW."version"); RETURN NULL;', hash='bbcb6809742c225f1ccd6b2ba859b23ff1f543a0', operation='UPDATE', pgid='pgtrigger_update_update_8b7a5', table='beneficiaries_attachment', when='AFTER')),
        ),
        migrations.RunSQL(GUARD, "DROP TRIGGER paper_of_a_member ON beneficiaries_attachment"),
    ]
