"""A request to stay longer: who asked and why, what the sending body thinks, what was decided."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from housing.models.events import OfStayQuerySet
from housing.models.stays import Stay
from housing.reasons import ExtensionReason, ExtensionRefusal
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class ExtensionQuerySet(OfStayQuerySet):
    def open(self):
        return self.filter(outcome="")

    def without_opinion(self):
        return self.open().filter(opinion="")


@pghistory.track(model_name="ExtensionHistory")
class Extension(Versioned):
    class AskedBy(models.TextChoices):
        HOUSEHOLD = "household", _("the household")
        TEAM = "team", _("the team")
        SENDER = "sender", _("the sending body")

    class Opinion(models.TextChoices):
        IN_FAVOUR = "in_favour", _("in favour")
        AGAINST = "against", _("against")
        NEITHER = "neither", _("neither: see the note")

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("not granted")
        TAKEN_BACK = "taken_back", _("taken back")
        OVERTAKEN = "overtaken", _("the stay ended first")

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="extensions")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    asked_by = models.CharField(_("who asks"), max_length=10, choices=AskedBy)
    reason = models.CharField(_("why"), max_length=24, choices=ExtensionReason)
    until = models.DateField(_("until when"))
    note = models.CharField(_("note"), max_length=400, blank=True)
    text = models.TextField(_("the request in words"), blank=True)
    written_by = somebody()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    opinion = models.CharField(_("opinion of the sending body"), max_length=10, choices=Opinion, blank=True)
    opinion_note = models.CharField(_("why this opinion"), max_length=400, blank=True)
    opinion_by = somebody(null=True, blank=True)
    opinion_at = models.DateTimeField(null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    granted_until = models.DateField(_("granted until"), null=True, blank=True)
    refusal = models.CharField(_("why not granted"), max_length=24, choices=ExtensionRefusal, blank=True)
    decided_by = somebody(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stay"],
                condition=Q(outcome=""),
                name="one_open_extension",
                violation_error_message=_("An extension is asked already, and waits for its decision."),
            ),
            models.CheckConstraint(
                name="opinion_says_who_and_when",
                condition=Q(opinion="", opinion_by__isnull=True, opinion_at__isnull=True)
                | (~Q(opinion="") & Q(opinion_by__isnull=False, opinion_at__isnull=False)),
                violation_error_message=_("An opinion says who gave it, and when."),
            ),
            models.CheckConstraint(
                name="decided_extension_says_who_and_when",
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message=_("A decision says who took it, and when."),
            ),
            models.CheckConstraint(
                name="extension_granted_until_a_day",
                condition=Q(outcome="granted", granted_until__isnull=False)
                | (~Q(outcome="granted") & Q(granted_until__isnull=True)),
                violation_error_message=_("An extension is granted until a day."),
            ),
            models.CheckConstraint(
                name="extension_refused_with_a_reason",
                condition=(Q(outcome="refused") & ~Q(refusal="")) | (~Q(outcome="refused") & Q(refusal="")),
                violation_error_message=_("An extension is refused with a reason."),
            ),
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.until:%d/%m/%Y}".strip()
