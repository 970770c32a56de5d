"""The one access list: which body may see which household, and who is kept out of it.

Every row about people carries its household and asks here, with one EXISTS and nothing else; a new table has
its scope by having its household. Triggers on household and referral keep HouseholdAccess (migration guards).
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Now, TruncDate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wemix.access import Role, ScopedQuerySet
from wemix.models import Organisation


def in_reach(user, household="household_id"):
    """The condition that this user's body may see the row's household, and this user isn't kept out of it."""
    return IsListed(household, Value(user.organisation_id)) & ~denied(user, household)


def denied(user, household="household_id"):
    return IsDenied(household, Value(user.pk))


class IsListed(Func):
    """To this body this household is open today. In SQL: pages ask it dozens of times, and Django writes it slowly."""

    template = """EXISTS (SELECT FROM beneficiaries_householdaccess AS listed
        WHERE (listed.household_id, listed.organisation_id) = (%(expressions)s)
        AND (listed.until IS NULL OR listed.until > wemix_day()))"""
    output_field = models.BooleanField()


class IsDenied(Func):
    """From this household this user is kept away."""

    template = """EXISTS (SELECT FROM beneficiaries_denial AS kept_away
        WHERE (kept_away.household_id, kept_away.user_id) = (%(expressions)s))"""
    output_field = models.BooleanField()


class HouseholdScopedQuerySet(ScopedQuerySet):
    """Rows about people, for those who read case files. What is sealed is for coordinators alone."""

    household_path = "household_id"
    seal_path = "person__is_sealed"  # of the one whom a row tells of, where it tells of one

    def open_to(self, user):
        if not user.is_case_worker:
            return self.none()
        rows = self.filter(in_reach(user, self.household_path))
        return rows if user.is_coordinator else rows.filter(self._unsealed())

    def _unsealed(self):
        """Who went under protection has left nothing here that others read; what is of nobody stays everybody's."""
        begins_with = self.seal_path.split("__")[0]
        reaches_somebody = any(field.name == begins_with for field in self.model._meta.fields)
        return ~Q(**{self.seal_path: True}) if reaches_somebody else Q()


class WithUsQuerySet(HouseholdScopedQuerySet):
    """Rows that tell that the household is with us: of a protected one, not for every colleague of the sender.

    What one host does with a household is not for another host that weighs it too.
    """

    host_path = ""  # to the hosting body whose row it is, where it is one's

    def open_to(self, user):
        rows = super().open_to(user)
        if user.is_social_worker:
            return rows.filter(named_worker_if_protected(user))
        return rows.filter(**{self.host_path: user.organisation_id}) if self.host_path else rows


def named_worker_if_protected(user):
    """Household.is_hidden_from, asked of a sender's rows."""
    return Q(household__is_protected=False) | Q(household__worker=user)


class HouseholdAccessQuerySet(ScopedQuerySet):
    def open_to(self, user):
        return self.filter(organisation=user.organisation_id) if user.role == Role.COORDINATOR else self.none()

    def current(self):
        return self.filter(Q(until__isnull=True) | Q(until__gt=TruncDate(Now())))


class HouseholdAccess(models.Model):
    """This body may see this household, up to (not on) a day. Written by triggers only."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("organisation"))
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, verbose_name=_("household"))
    until = models.DateField(_("until"), null=True)

    objects = HouseholdAccessQuerySet.as_manager()

    class Meta:
        verbose_name = _("access to a household")
        verbose_name_plural = _("access list")
        constraints = [models.UniqueConstraint(fields=["organisation", "household"], name="one_access_per_body")]

    def __str__(self):
        return f"{self.organisation_id} → {self.household_id}"


class DenialQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Coordinators write denials; who is denied must not learn it."""
        if user.role != Role.COORDINATOR:
            return self.none()
        return self.filter(in_reach(user)).exclude(user=user)


@pghistory.track(model_name="DenialHistory")
class Denial(models.Model):
    """This user sees nothing of this person's household: a relative, a neighbour, somebody to be kept away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="denials")
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, verbose_name=_("person"))
    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, verbose_name=_("household"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=pgettext_lazy("who did it", "by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = DenialQuerySet.as_manager()

    class Meta:
        verbose_name = _("denial")
        verbose_name_plural = _("denials")
        constraints = [models.UniqueConstraint(fields=["user", "person"], name="one_denial_per_user_and_person")]

    def __str__(self):
        return _("Denial %(number)s") % {"number": self.pk}


class LivesApartQuerySet(ScopedQuerySet):
    def open_to(self, user):
        if user.role != Role.COORDINATOR:
            return self.none()
        return self.filter(in_reach(user, "household_id"), in_reach(user, "other_household_id"))


@pghistory.track(model_name="LivesApartHistory")
class LivesApart(models.Model):
    """Two households that must never share a flat: one line per pair, the one registered first is named first.

    Only coordinators know; others read "not available".
    """

    household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="kept_apart")
    other_household = models.ForeignKey("beneficiaries.Household", models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = LivesApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("households that live apart")
        verbose_name_plural = _("households that live apart")
        constraints = [
            models.CheckConstraint(
                name="pair_apart_is_in_order",
                condition=Q(household__lt=models.F("other_household")),
                violation_error_message=_("Of two different households, the one registered first is named first."),
            ),
            models.UniqueConstraint(fields=["household", "other_household"], name="one_line_per_pair_apart"),
        ]

    def __str__(self):
        return _("Pair %(number)s, kept apart") % {"number": self.pk}

    def clean(self):
        self._put_in_order()

    def save(self, *args, **kwargs):
        self._put_in_order()
        super().save(*args, **kwargs)

    def _put_in_order(self):
        """Whichever is named first."""
        pair = self.household_id, self.other_household_id
        if all(pair):
            self.household_id, self.other_household_id = sorted(pair)
