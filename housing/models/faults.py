"""What is broken in a home where people live: work for the custodian, with photos. Nobody has to leave for it."""

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from housing.models.homes import OfUnit, Unit
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class FaultQuerySet(OfUnit):
    def open(self):
        return self.filter(done_on=None)

    def worst_first(self):
        return self.order_by("urgency", "reported_at", "pk")


@pghistory.track(model_name="FaultHistory")
class Fault(Versioned):
    class Kind(models.TextChoices):
        WATER = "water", _("water, drains, bathroom")
        HEATING = "heating", _("heating, hot water")
        POWER = "power", _("electricity, lights")
        GAS = "gas", _("gas, cooker")
        DOORS = "doors", _("doors, windows, locks")
        FURNITURE = "furniture", _("furniture, household appliances")
        DAMP = "damp", _("damp, mould, walls")
        PESTS = "pests", _("insects, mice")
        OTHER = "other", _("something else")

    class Urgency(models.IntegerChoices):
        AT_ONCE = 1, _("at once: somebody could be hurt")
        SOON = 2, _("within two days")
        IN_TURN = 3, _("in its turn")

    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("flat"), related_name="faults")
    kind = models.CharField(_("what it is about"), max_length=10, choices=Kind)
    text = models.TextField(
        _("what is wrong"), max_length=1000, help_text=_("And where, as for who has never been there.")
    )
    urgency = models.PositiveSmallIntegerField(_("how urgent"), choices=Urgency, default=Urgency.IN_TURN)
    reported_by = somebody()
    reported_at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    taken_by = somebody(null=True, blank=True)
    done_on = models.DateField(_("mended on"), null=True, blank=True)
    done_by = somebody(null=True, blank=True)
    how = models.CharField(_("how it was mended"), max_length=300, blank=True)

    objects = FaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault")
        verbose_name_plural = _("faults")
        ordering = ["-reported_at", "-pk"]
        indexes = [models.Index(fields=["unit", "done_on"], name="faults_of_unit")]
        constraints = [
            models.CheckConstraint(
                name="mended_says_who_and_how",
                condition=Q(done_on=None, done_by=None)
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(how="")),
                violation_error_message=_("What is mended says when, by whom and how."),
            )
        ]

    def __str__(self):
        return f"{capfirst(self.get_kind_display())} · {self.unit}"

    @property
    def is_open(self):
        return self.done_on is None

    @property
    def could_hurt(self):
        return self.urgency == self.Urgency.AT_ONCE

    def get_absolute_url(self):
        return reverse("housing:fault", args=[self.pk])

    def new_photo(self):
        return self.photos.model(fault=self)
