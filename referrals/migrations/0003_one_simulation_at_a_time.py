from django.db import migrations, models


def end_all(apps, schema_editor):
    """Those asked until now have ended, or go on and hinder nobody."""
    apps.get_model("referrals", "Simulation").objects.update(ended_at=models.F("asked_at"))


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="simulation",
            name="ended_at",
            field=models.DateTimeField(editable=False, help_text="done, or given up", null=True),
        ),
        migrations.RunPython(end_all, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="simulation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("host",),
                name="one_simulation_at_a_time",
                violation_error_message="A simulation is waiting or being done already: ask for another when it has ended.",
            ),
        ),
    ]
