"""Whether an address must stay secret may not be known yet. One yes protects the household, and only a yes.

A no from before this migration may have been silence: it stood in the form beforehand.
"""

from django.db import migrations, models

ONLY_A_YES = """
CREATE OR REPLACE FUNCTION wemix_household_protection() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE beneficiaries_household h SET is_protected = p.secret
    FROM (SELECT household_id, coalesce(bool_or(address_secret), false) AS secret FROM beneficiaries_person
          WHERE household_id IN (NEW.household_id, OLD.household_id) GROUP BY household_id) p
    WHERE h.id = p.household_id AND h.is_protected <> p.secret;
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('beneficiaries', '0013_pairs_in_order'),
    ]

    operations = [
        migrations.RunSQL(ONLY_A_YES, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='person',
            name='address_secret',
            field=models.BooleanField(default=None, help_text='Violence, trafficking, threats: where this person lives is shown only to those who must know.', null=True, verbose_name='the address must stay secret'),
        ),
        migrations.AlterField(
            model_name='personhistory',
            name='address_secret',
            field=models.BooleanField(default=None, help_text='Violence, trafficking, threats: where this person lives is shown only to those who must know.', null=True, verbose_name='the address must stay secret'),
        ),
    ]
