"""A row that two people may edit: each save counts up, so that a stale form is told."""

from django.db import models


class Versioned(models.Model):
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            self.version += 1
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        super().save(*args, **kwargs)


def lock_version(row):
    """The version saved now, with the row locked until the transaction ends."""
    return type(row)._base_manager.select_for_update().values_list("version", flat=True).get(pk=row.pk)
