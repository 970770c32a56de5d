"""House rules that were published stay as they were."""

from django.db import migrations

GUARDS = """
CREATE TRIGGER house_rules_stay BEFORE UPDATE OR DELETE ON housing_houserules
    FOR EACH ROW EXECUTE FUNCTION wemix_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("housing", "0010_declarations")]

    operations = [migrations.RunSQL(GUARDS, migrations.RunSQL.noop)]
