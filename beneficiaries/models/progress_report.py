"""What the team writes to the sending body of a life project: on the way, and at its end. Signed, it stays."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from beneficiaries.models.life_project import LifeProject
from wemix.models.somebody import somebody


class ProgressReport(models.Model):
    """For those of the sending body who may know that the household is with us. A trigger refuses any change."""

    class Kind(models.TextChoices):
        UPDATE = "update", _("Update report")
        CLOSING = "closing", _("Closing report")

    life_project = models.ForeignKey(LifeProject, models.PROTECT, related_name="progress_reports")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    text = models.TextField(_("text"))
    sender = models.ForeignKey("wemix.Organisation", models.PROTECT, verbose_name=_("addressed to"), related_name="+")
    signed_on = models.DateField(_("signed on"), default=timezone.localdate)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)

    objects = WithUsQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to the sending body")
        verbose_name_plural = _("reports to the sending bodies")
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="progress_report_says_something",
                condition=~models.Q(text=""),
                violation_error_message=_("An empty report can't be signed."),
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.signed_on:%d/%m/%Y}"
