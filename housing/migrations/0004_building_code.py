
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models
from django.utils.text import slugify


def take_codes_from_names(apps, schema_editor):
    """Of two buildings whose names make one code, the first has it."""
    taken = set()
    for building in apps.get_model("housing", "Building").objects.order_by("pk"):
        code = slugify(building.name)
        if (building.host_id, code) not in taken:
            taken.add((building.host_id, code))
            building.code = code
            building.save()


class Migration(migrations.Migration):

    dependencies = [
        ('housing', '0003_upkeep'),
        ('wemix', '0004_cache'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='building',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='building',
            name='update_update',
        ),
        migrations.AddField(
            model_name='building',
            name='code',
            field=models.SlugField(blank=True, db_index=False, help_text='What the drawing of the compound calls it. Empty: taken from the name.', max_length=80, verbose_name='code on the plan'),
        ),
        migrations.AddField(
            model_name='buildinghistory',
            name='code',
            field=models.SlugField(blank=True, db_index=False, help_text='What the drawing of the compound calls it. Empty: taken from the name.', max_length=80, verbose_name='code on the plan'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "housing_buildinghistory" ("address", "code", "host_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."code", NEW."host_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='5db4ed6f84d421162b524fcee6c2c459f0909d40', operation='INSERT', pgid='pgtrigger_insert_insert_73638', table='housing_building', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='building',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "housing_buildinghistory" ("address", "code", "host_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."code", NEW."host_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='26722613a4b1d3d33cc51233b37ab887c03f4e38', operation='UPDATE', pgid='pgtrigger_update_update_0e27c', table='housing_building', when='AFTER')),
        ),
        migrations.RunPython(take_codes_from_names, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='building',
            constraint=models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('host', 'code'), name='one_building_per_code', violation_error_message='There is a building with this code on the plan.'),
        ),
    ]
