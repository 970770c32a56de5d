"""The contribution to costs: what is agreed, exempted and paid; what is due follows, in a view."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


GUARDS = """
ALTER TABLE housing_costshare ADD CONSTRAINT cost_share_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_exemption ADD CONSTRAINT exemption_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE housing_payment ADD CONSTRAINT payment_same_stay FOREIGN KEY (stay_id, household_id)
    REFERENCES housing_stay (id, household_id) DEFERRABLE INITIALLY DEFERRED;

CREATE TRIGGER cost_share_stays BEFORE UPDATE OR DELETE ON housing_costshare
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
CREATE TRIGGER payment_stays BEFORE UPDATE OR DELETE ON housing_payment
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();

-- Whoever writes, the number is the next one of the host and of the year: two at once wait for each other, and what is
-- undone has used none. A reversal takes back exactly what was paid, of the same stay.

CREATE FUNCTION wemix_number_receipt() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    original housing_payment;
BEGIN
    SELECT host_id INTO NEW.host_id FROM housing_stay WHERE id = NEW.stay_id;
    NEW.receipt_year := extract(year FROM NEW.at AT TIME ZONE 'Europe/Rome');
    PERFORM pg_advisory_xact_lock(hashtext('receipts of ' || NEW.receipt_year), NEW.host_id::integer);
    SELECT coalesce(max(receipt_number), 0) + 1 INTO NEW.receipt_number FROM housing_payment
    WHERE host_id = NEW.host_id AND receipt_year = NEW.receipt_year;
    IF NEW.reverses_id IS NOT NULL THEN
        SELECT * INTO original FROM housing_payment WHERE id = NEW.reverses_id;
        IF original.reverses_id IS NOT NULL OR original.stay_id <> NEW.stay_id OR original.amount <> -NEW.amount THEN
            RAISE EXCEPTION 'reversal_of_a_payment' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER receipt_has_its_number BEFORE INSERT ON housing_payment
    FOR EACH ROW EXECUTE FUNCTION wemix_number_receipt();
"""
# Asked as the role that reads, so that its own walls stand. A month is due whole if a night of the stay began in it.
LEDGER = """
CREATE VIEW housing_ledgermonth WITH (security_invoker = true) AS
WITH lived AS (
    SELECT stay.id AS stay_id, stay.household_id, stay.host_id, month::date AS month
    FROM housing_stay stay,
         generate_series(
             date_trunc('month', stay.started_on::timestamp),
             least(stay.ended_on - 1, (now() AT TIME ZONE 'Europe/Rome')::date)::timestamp,
             interval '1 month') AS month
    WHERE EXISTS (SELECT FROM housing_costshare WHERE stay_id = stay.id)
), asked AS (
    SELECT lived.*, share.amount AS agreed, lived.month + share.due_day - 1 AS due_on,
           exemption.id AS exemption_id, exemption.reason
    FROM lived
    CROSS JOIN LATERAL (
        SELECT amount, due_day FROM housing_costshare
        WHERE stay_id = lived.stay_id AND from_month <= lived.month ORDER BY from_month DESC, id DESC LIMIT 1) share
    LEFT JOIN housing_exemption exemption ON exemption.stay_id = lived.stay_id AND exemption.month = lived.month
        AND exemption.taken_back_at IS NULL
    WHERE share.amount > 0
), received AS (
    SELECT stay_id, household_id, host_id, date_trunc('month', paid_on::timestamp)::date AS month, sum(amount) AS paid
    FROM housing_payment GROUP BY 1, 2, 3, 4
), months AS (
    SELECT stay_id, household_id, host_id, month, coalesce(agreed, 0) AS agreed, coalesce(reason, '') AS exempted,
           exemption_id, CASE WHEN reason IS NULL THEN coalesce(agreed, 0) ELSE 0 END AS due,
           CASE WHEN reason IS NULL THEN due_on END AS due_on, coalesce(paid, 0) AS paid
    FROM asked FULL JOIN received USING (stay_id, household_id, host_id, month)
)
SELECT stay_id * 1000000 + (extract(year FROM month) * 100 + extract(month FROM month))::bigint AS id,
       stay_id, household_id, host_id, month, exempted, exemption_id, due_on,
       agreed::numeric(10, 2) AS agreed, due::numeric(10, 2) AS due, paid::numeric(10, 2) AS paid,
       (sum(due - paid) OVER (PARTITION BY stay_id, household_id, host_id ORDER BY month))::numeric(10, 2) AS balance
FROM months;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('housing', '0008_life_of_a_stay'),
        ('wemix', '0004_cache'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LedgerMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('agreed', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='agreed')),
                ('exempted', models.CharField(blank=True, choices=[('NO_INCOME', 'No income'), ('LOW_INCOME', 'The income does not allow it'), ('EXPENSES', 'Unforeseen expenses'), ('HEALTH', 'Illness, or a birth'), ('FIRST_MONTHS', 'The first months'), ('SAVING', 'Is saving for a home'), ('AWAY', 'Was away for long'), ('OTHER', 'Other reason')], max_length=12, verbose_name='exempted')),
                ('due', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='due')),
                ('due_on', models.DateField(null=True, verbose_name='to be paid by')),
                ('paid', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='paid')),
                ('balance', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='still open')),
            ],
            options={
                'verbose_name': 'month of the ledger',
                'verbose_name_plural': 'months of the ledger',
                'db_table': 'housing_ledgermonth',
                'ordering': ['stay_id', 'month'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='CostShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_month', models.DateField(verbose_name='from the month')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(9999)], verbose_name='each month, in euros')),
                ('due_day', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(28)], verbose_name='to be paid by the day')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='why so much')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cost_shares', to='housing.stay')),
            ],
            options={
                'verbose_name': 'agreed contribution',
                'verbose_name_plural': 'agreed contributions',
                'ordering': ['from_month', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_month__day', 1)), name='cost_share_from_a_month', violation_error_message='A month is written by its first day.'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('amount__lte', 9999)), name='cost_share_is_no_debt', violation_error_message='The monthly amount lies between 0 and 9,999 euros.'), models.CheckConstraint(condition=models.Q(('due_day__gte', 1), ('due_day__lte', 28)), name='cost_share_due_in_every_month', violation_error_message='The day lies between 1 and 28, so that every month has it.')],
            },
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.DateField(verbose_name='month')),
                ('reason', models.CharField(choices=[('NO_INCOME', 'No income'), ('LOW_INCOME', 'The income does not allow it'), ('EXPENSES', 'Unforeseen expenses'), ('HEALTH', 'Illness, or a birth'), ('FIRST_MONTHS', 'The first months'), ('SAVING', 'Is saving for a home'), ('AWAY', 'Was away for long'), ('OTHER', 'Other reason')], max_length=12, verbose_name='reason')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('taken_back_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exemptions', to='housing.stay')),
                ('taken_back_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'exemption',
                'verbose_name_plural': 'exemptions',
                'ordering': ['month', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('stay', 'month'), name='one_exemption_a_month', violation_error_message='This month is exempted already.'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='exemption_of_a_month', violation_error_message='A month is written by its first day.'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='exemption_taken_back_by_somebody', violation_error_message='An exemption taken back says who did it, and when.')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paid_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='paid on')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='euros')),
                ('method', models.CharField(choices=[('CASH', 'cash'), ('TRANSFER', 'bank transfer'), ('CARD', 'card'), ('POST', 'at the post office')], default='CASH', max_length=8, verbose_name='how')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('receipt_year', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('receipt_number', models.PositiveIntegerField(default=0, editable=False, verbose_name='receipt')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('host', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wemix.organisation')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='beneficiaries.household')),
                ('reverses', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='housing.payment')),
                ('stay', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='housing.stay')),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['-at', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('host', 'receipt_year', 'receipt_number'), name='one_receipt_per_number'), models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('reverses__isnull', True)), models.Q(('amount__lt', 0), ('reverses__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='payment_is_received_or_reversed', violation_error_message='A payment is more than nothing; a reversal takes one back and says why.')],
            },
        ),
        migrations.RunSQL(GUARDS, "DROP FUNCTION wemix_number_receipt CASCADE"),
        migrations.RunSQL(LEDGER, "DROP VIEW housing_ledgermonth"),
    ]
