"""How those who left live, after three, six and twelve months."""

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from beneficiaries.vocabularies.exits import ExitDestination
from beneficiaries.vocabularies.people import Answer
from housing.models.events import OfStayQuerySet
from housing.models.stays import Stay
from wemix.models.somebody import somebody
from wemix.versions import Versioned

AFTER_MONTHS = (3, 6, 12)
EARLY = timedelta(days=14)  # before its day: nobody is sought twice because they were met a week too soon


class ExitFollowUpQuerySet(OfStayQuerySet):
    def to_do(self):
        return self.filter(at__isnull=True)

    def come(self):
        """Their day has come, recorded or not."""
        return self.filter(due_on__lte=timezone.localdate() + EARLY)

    def due(self):
        return self.to_do().come()


@pghistory.track(model_name="ExitFollowUpHistory")
class ExitFollowUp(Versioned):
    """Written at the departure, recorded on its day or later. The last one ends the host's reading (design §2)."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="follow_ups")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField(_("months after the exit"))
    due_on = models.DateField(_("due on"))
    reached = models.BooleanField(_("reached"), null=True)
    lives_in = models.CharField(_("where they live now"), max_length=24, choices=ExitDestination, blank=True)
    housed = models.CharField(_("has a home"), max_length=10, choices=Answer, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    by = somebody(null=True)
    at = models.DateTimeField(_("recorded at"), null=True, editable=False)

    objects = ExitFollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up after the exit")
        verbose_name_plural = _("follow-ups after the exit")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stay", "months"], name="one_follow_up_per_term"),
            models.CheckConstraint(
                name="recorded_follow_up_says_who_and_when",
                condition=Q(at__isnull=True, by__isnull=True, reached__isnull=True)
                | Q(at__isnull=False, by__isnull=False, reached__isnull=False),
                violation_error_message=_(
                    "A follow-up that is recorded says who did it, when, and if they were reached."
                ),
            ),
            models.CheckConstraint(
                name="who_was_reached_lives_somewhere",
                condition=(Q(reached=True) & ~Q(lives_in="") & ~Q(housed="")) | ~Q(reached=True),
                violation_error_message=_("Say where they live now, and if they have a home."),
            ),
        ]

    def __str__(self):
        return ngettext("follow-up after %(count)s month", "follow-up after %(count)s months", self.months) % {
            "count": self.months
        }

    @property
    def where(self):
        """In words; empty for who was not reached."""
        return ExitDestination(self.lives_in).told if self.lives_in else ""
