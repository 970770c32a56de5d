"""Which papers go with a referral: both are one household's."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


GUARDS = """
ALTER TABLE referrals_referralattachment ADD CONSTRAINT paper_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_referralattachment ADD CONSTRAINT paper_same_household FOREIGN KEY (attachment_id, household_id)
    REFERENCES beneficiaries_attachment (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0003_papers'),
        ('referrals', '0004_beds_of_one_flat'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferralAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.attachment')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='beneficiaries.household')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='referrals.referral')),
            ],
            options={
                'verbose_name': 'paper of a referral',
                'verbose_name_plural': 'papers of referrals',
                'ordering': ['at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('referral', 'attachment'), name='paper_goes_once_with_a_referral', violation_error_message='This paper goes with the referral already.')],
            },
        ),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
    ]
