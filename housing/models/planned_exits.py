"""When a stay was planned to end, as it was known from day to day: forecasts learn from it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet


class PlannedExitQuerySet(WithUsQuerySet):
    host_path = "stay__host"


class PlannedExit(models.Model):
    """From a day on, this exit was planned. Written whenever the stay is saved with another one (Stay.save)."""

    stay = models.ForeignKey("Stay", models.CASCADE, related_name="planned_exits")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    since = models.DateField(_("known since"), default=timezone.localdate)
    until = models.DateField(_("planned exit"), null=True)

    objects = PlannedExitQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned exit")
        verbose_name_plural = _("planned exits")
        ordering = ["since"]
        constraints = [models.UniqueConstraint(fields=["stay", "since"], name="one_planned_exit_a_day")]

    def __str__(self):
        return f"{self.until:%d/%m/%Y}" if self.until else "–"

    @classmethod
    def note(cls, stay):
        """Of several plans of one day the last counts."""
        known = cls.objects.filter(stay=stay).last()
        if known is None or known.until != stay.planned_until:
            said = {"household_id": stay.household_id, "since": timezone.localdate(), "until": stay.planned_until}
            of_today = {"unique_fields": ["stay", "since"], "update_fields": ["until"]}
            cls.objects.bulk_create([cls(stay=stay, **said)], update_conflicts=True, **of_today)
