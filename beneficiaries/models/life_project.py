"""The life project: where a household wants to go, and since when."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import WithUsQuerySet
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class LifeProjectQuerySet(WithUsQuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def to_review_by(self, day):
        """Open ones whose next review falls on this day or before it."""
        return self.open().filter(next_review_on__lte=day)


@pghistory.track(model_name="LifeProjectHistory")
class LifeProject(Versioned):
    """At most one open in a household. Open means no closing date: there is no other state."""

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="life_projects")
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    opened_by = somebody()
    horizon_on = models.DateField(_("expected to leave by"), null=True, blank=True)
    own_words = models.TextField(
        _("in their own words"), blank=True, help_text=_("What the household hopes for, as it says it.")
    )
    review_every = models.PositiveSmallIntegerField(_("review every … days"), default=90)
    next_review_on = models.DateField(_("next review on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = somebody(null=True, blank=True)
    closing_note = models.TextField(_("how it ended"), blank=True)

    objects = LifeProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("life project")
        verbose_name_plural = _("life projects")
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(closed_on__isnull=True),
                name="one_open_life_project",
                violation_error_message=_("This household has an open life project."),
            ),
            models.CheckConstraint(
                name="life_project_closed_on_and_by",
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                violation_error_message=_("A closed life project says who closed it, and when."),
            ),
            models.CheckConstraint(
                name="life_project_closes_after_it_opens",
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=models.F("opened_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(fields=["id", "household"], name="life_project_and_household"),
        ]

    def __str__(self):
        return _("Life project of %(day)s") % {"day": f"{self.opened_on:%d/%m/%Y}"}

    @property
    def is_open(self):
        return self.closed_on is None
