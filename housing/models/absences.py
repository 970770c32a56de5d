"""Somebody is away for some nights: in hospital, with relatives, nobody knows where. The bed is kept."""

from datetime import timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import WithUsQuerySet, denied
from housing.models.days import days_since_2000
from wemix.access import Role
from wemix.models.somebody import somebody
from wemix.periods import beyond, on, period
from wemix.versions import Versioned


class AbsenceQuerySet(WithUsQuerySet):
    host_path = "stay__host"

    def open_to(self, user):
        """As who sleeps here. The custodian is shown the days, and no reason: that is for the pages to keep."""
        if user.role == Role.CUSTODIAN:
            return self.filter(Q(stay__host=user.organisation_id) & ~denied(user))
        return super().open_to(user)

    def on(self, day):
        return self.filter(on(day))


@pghistory.track(model_name="AbsenceHistory")
class Absence(Versioned):
    """The nights of a stay on which one person is elsewhere; without an end, until back or until the leaving."""

    class Kind(models.TextChoices):
        HOSPITAL = "hospital", _("in hospital")
        FAMILY = "family", _("with relatives or friends")
        WORK = "work", _("for work")
        HOLIDAY = "holiday", _("on holiday")
        PRISON = "prison", _("in prison")
        OTHER = "other", pgettext_lazy("absence", "for another reason")
        UNEXPLAINED = "unexplained", pgettext_lazy("absence", "not explained")

    stay = models.ForeignKey("Stay", models.PROTECT, related_name="absences")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "beneficiaries.Person", models.PROTECT, verbose_name=pgettext_lazy("absence", "who"), related_name="absences"
    )
    human = models.UUIDField(editable=False)
    starts_on = models.DateField(_("first night away"))
    ends_on = models.DateField(_("back on"), null=True, blank=True)
    kind = models.CharField(pgettext_lazy("absence", "why"), max_length=12, choices=Kind)
    is_authorised = models.BooleanField(_("authorised"), null=True, blank=True)
    decided_by = somebody(null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_by = somebody()
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="absence_is_a_night_at_least",
                condition=beyond(F("starts_on")),
                violation_error_message=_("The last night away comes before the first."),
            ),
            days_since_2000("absence_since_2000", "starts_on"),
            models.CheckConstraint(
                name="absence_authorised_by_somebody",
                condition=Q(is_authorised__isnull=True, decided_by__isnull=True)
                | Q(is_authorised__isnull=False, decided_by__isnull=False),
                violation_error_message=_("Authorised or not: say who decided."),
            ),
            models.CheckConstraint(
                name="nobody_authorises_what_is_not_explained",
                condition=~Q(kind="unexplained") | ~Q(is_authorised=True),
                violation_error_message=_("An absence that nobody explained was authorised by nobody."),
            ),
            ExclusionConstraint(
                name="away_once_a_night",
                expressions=[("human", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This person is written as away in these nights already."),
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.starts_on:%d/%m/%Y}"

    def save(self, *args, **kwargs):
        self.human = self.person.human
        super().save(*args, **kwargs)

    @property
    def last_night(self):
        """As people say it; what is stored is the first night back."""
        return self.ends_on and self.ends_on - timedelta(days=1)

    @last_night.setter
    def last_night(self, night):
        self.ends_on = night and night + timedelta(days=1)

    @property
    def is_today(self):
        today = timezone.localdate()
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)
