"""A household: the people who live, or are to live, together; and since when each belongs to it."""

import secrets
from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet
from beneficiaries.models.person import Person
from beneficiaries.vocabularies.people import Kinship
from wemix.models import Organisation
from wemix.models.somebody import somebody
from wemix.periods import on, period
from wemix.versions import Versioned


def new_pseudonym():
    """A code that says nothing of whom it stands for; stored, so that figures of two months can be joined."""
    return secrets.token_hex(5).upper()


class HouseholdQuerySet(HouseholdScopedQuerySet):
    household_path = "pk"

    def in_charge(self, user):
        """Those whose named worker or substitute this is."""
        return self.filter(Q(worker=user) | Q(substitute=user))

    def with_secrecy_unknown(self):
        """See Household.secrecy_is_unknown."""
        people = Person.objects.of_unknown_secrecy().filter(household=models.OuterRef("pk"))
        return self.annotate(secrecy_unknown=Q(models.Exists(people), is_protected=False))

    def secrecy_unknown(self):
        return self.with_secrecy_unknown().filter(secrecy_unknown=True)


@pghistory.track(model_name="HouseholdHistory")
class Household(Versioned):
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("body in charge"), related_name="households"
    )
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("worker in charge"), related_name="households"
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("substitute"), null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name of the household"), max_length=160)
    contact = models.CharField(
        _("safe contact"),
        max_length=200,
        blank=True,
        help_text=_("How to reach the household without putting anybody at risk."),
    )
    is_protected = models.BooleanField(
        _("protected"), default=False, editable=False, help_text=_("kept by a trigger: somebody's address is secret")
    )
    frozen_on = models.DateField(
        _("frozen on"), null=True, editable=False, help_text=_("only the coordinator writes here from this day on")
    )
    pseudonym = models.CharField(_("code"), max_length=12, unique=True, default=new_pseudonym, editable=False)
    registered_by = somebody()
    registered_at = models.DateTimeField(_("registered at"), auto_now_add=True)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("household")
        verbose_name_plural = _("households")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["id", "organisation"], name="household_and_its_body")]

    def __str__(self):
        return self.name

    def members_on(self, day):
        """Memberships on this day, head first, then by birth."""
        return (
            self.memberships.filter(on(day))
            .select_related("person")
            .order_by("-is_head", F("person__born_on").asc(nulls_last=True), "pk")
        )

    def can_be_changed_by(self, user):
        """The body in charge and the hosting team; a body that handed it over reads on, and writes no more.

        A file that was frozen to protect somebody is the coordinator's alone.
        """
        if self.frozen_on:
            return user.is_coordinator
        return user.is_team or user.organisation_id == self.organisation_id

    def can_be_handed_over_by(self, user):
        """The body in charge. A protected one: its named worker or substitute, while she works here.

        Who hands it to a colleague may hand it to herself, and would then read where it lives.
        """
        own = user.is_social_worker and user.organisation_id == self.organisation_id and not self.frozen_on
        trusted = not self.is_hidden_from(user) or user.pk == self.substitute_id or not self.worker.is_active
        return own and trusted

    @property
    def secrecy_is_unknown(self):
        """Whether nobody knows of somebody here if their address must stay secret. One who said yes protects all."""
        return not self.is_protected and self.people.of_unknown_secrecy().exists()

    def is_hidden_from(self, user):
        """Secret address: of the sending body only the named worker sees the home, and that there is one."""
        return self.is_protected and user.is_social_worker and user.pk != self.worker_id


class MembershipQuerySet(HouseholdScopedQuerySet):
    def ended(self):
        """Of people who belong to no household any more."""
        still = HouseholdMembership.objects.filter(ends_on__isnull=True, person=models.OuterRef("person"))
        return self.filter(~models.Exists(still))


@pghistory.track(model_name="HouseholdMembershipHistory")
class HouseholdMembership(models.Model):
    household = models.ForeignKey(Household, models.CASCADE, verbose_name=_("household"), related_name="memberships")
    person = models.ForeignKey("beneficiaries.Person", models.CASCADE, related_name="memberships")
    kinship = models.PositiveSmallIntegerField(_("kinship"), choices=Kinship, default=Kinship.UNKNOWN)
    is_head = models.BooleanField(_("contact person of the household"), default=False)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["-is_head", "pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day comes before the first."),
            ),
            ExclusionConstraint(
                name="one_household_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                violation_error_message=_("This person is in a household already in these days."),
            ),
            ExclusionConstraint(
                name="one_head_at_a_time",
                expressions=[("household", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
                condition=Q(is_head=True),
                violation_error_message=_("The household has a contact person already in these days."),
            ),
        ]

    def __str__(self):
        return str(self.person)

    @property
    def last_day(self):
        """As people say it; what is stored is the first day outside."""
        return self.ends_on and self.ends_on - timedelta(days=1)
