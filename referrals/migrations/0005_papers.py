"""Which papers go with a referral: both are one household's."""

from django.db import migrations

GUARDS = """
ALTER TABLE referrals_referralattachment ADD CONSTRAINT paper_same_referral FOREIGN KEY (referral_id, household_id)
    REFERENCES referrals_referral (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE referrals_referralattachment ADD CONSTRAINT paper_same_household FOREIGN KEY (attachment_id, household_id)
    REFERENCES beneficiaries_attachment (id, household_id) DEFERRABLE INITIALLY DEFERRED;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_beds_of_one_flat"), ("beneficiaries", "0003_papers")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
