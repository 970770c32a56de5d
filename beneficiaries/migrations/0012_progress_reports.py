"""What the team writes to the sending body: of one household, and never changed once it is signed."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

GUARDS = """
ALTER TABLE beneficiaries_progressreport ADD CONSTRAINT progress_report_same_household
    FOREIGN KEY (life_project_id, household_id) REFERENCES beneficiaries_lifeproject (id, household_id)
    ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER progress_report_is_signed BEFORE UPDATE ON beneficiaries_progressreport
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0011_note_files'),
        ('wemix', '0004_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ProgressReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('update', 'Update report'), ('closing', 'Closing report')], max_length=10, verbose_name='kind')),
                ('text', models.TextField(verbose_name='text')),
                ('signed_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='signed on')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.household')),
                ('life_project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='progress_reports', to='beneficiaries.lifeproject')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wemix.organisation', verbose_name='addressed to')),
            ],
            options={
                'verbose_name': 'report to the sending body',
                'verbose_name_plural': 'reports to the sending bodies',
                'ordering': ['-signed_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='progress_report_says_something', violation_error_message="An empty report can't be signed.")],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
