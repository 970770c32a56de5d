"""Eighteen years: a child of the household becomes somebody who decides, and somebody tells them what changes."""

import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.vocabularies.people import Answer
from wemix.models.somebody import somebody


@pghistory.track(model_name="ComingOfAgeHistory")
class ComingOfAge(models.Model):
    person = models.OneToOneField("beneficiaries.Person", models.CASCADE, related_name="coming_of_age")
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    told_on = models.DateField(_("spoken about on"), default=timezone.localdate)
    consent = models.CharField(
        _("consents to the project in their own name"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    own_project = models.CharField(
        _("wants a life project of their own"), max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    by = somebody()

    objects = HouseholdScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("coming of age")
        verbose_name_plural = _("comings of age")

    def __str__(self):
        return f"{self.told_on:%d/%m/%Y}"
