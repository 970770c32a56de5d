"""The contribution to costs: what is agreed, exempted and paid; what is due follows, in a view."""

from django.db import migrations

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
# Asked as the role that reads, so that its own walls stand. A month is due whole if a night of the stay began in it;
# who enters after its day of payment pays it with the next one.
LEDGER = """
CREATE VIEW housing_ledgermonth WITH (security_invoker = true) AS
WITH lived AS (
    SELECT stay.id AS stay_id, stay.household_id, stay.host_id, stay.started_on, month::date AS month
    FROM housing_stay stay,
         generate_series(
             date_trunc('month', stay.started_on::timestamp),
             least(stay.ended_on - 1, wemix_day())::timestamp,
             interval '1 month') AS month
    WHERE EXISTS (SELECT FROM housing_costshare WHERE stay_id = stay.id)
), asked AS (
    SELECT lived.*, share.amount AS agreed, share.due_day - 1 + CASE
               WHEN lived.started_on < lived.month + share.due_day THEN lived.month
               ELSE (lived.month + interval '1 month')::date END AS due_on,
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
    dependencies = [("housing", "0008_life_of_a_stay")]

    operations = [
        migrations.RunSQL(GUARDS, "DROP FUNCTION wemix_number_receipt CASCADE"),
        migrations.RunSQL(LEDGER, "DROP VIEW housing_ledgermonth"),
    ]
