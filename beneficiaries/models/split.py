"""A household that divides: those who go have a file of their own from a day on.

Each of them is a new Person row of the same human; the row before stays in the old file, with the nights slept and the
goals reviewed. What is current of them (telephones, papers, needs, open goals) goes along; what is past stays.
"""

import pghistory
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.access import HouseholdScopedQuerySet, in_reach
from wemix.access import Role
from wemix.models.somebody import somebody
from wemix.versions import Versioned


class HouseholdSplitQuerySet(HouseholdScopedQuerySet):
    def open_to(self, user):
        """The one row that ties the two files together: for coordinators alone."""
        return self.filter(in_reach(user)) if user.role == Role.COORDINATOR else self.none()

    def standing(self):
        return self.filter(undone_at__isnull=True)


@pghistory.track(model_name="HouseholdSplitHistory")
class HouseholdSplit(Versioned):
    """`moved` keeps ids of rows: what went, what ended, what was made; with it the division is undone.

    Of an absence that had to be dropped it keeps all, so that it can be written again.
    """

    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="splits")
    new_household = models.OneToOneField("beneficiaries.Household", models.PROTECT, related_name="split_from")
    starts_on = models.DateField(_("from which day"))
    is_protective = models.BooleanField(_("to protect those who go"), default=False)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    moved = models.JSONField(default=dict, editable=False)
    by = somebody()
    at = models.DateTimeField(auto_now_add=True)
    undo_asked_by = somebody(null=True)
    undo_asked_at = models.DateTimeField(null=True, editable=False)
    undone_by = somebody(null=True)
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = HouseholdSplitQuerySet.as_manager()

    class Meta:
        verbose_name = _("division of a household")
        verbose_name_plural = _("divisions of households")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="nobody_splits_from_themselves",
                condition=~Q(household=F("new_household")),
                violation_error_message=_("These are one household."),
            ),
            models.CheckConstraint(
                name="split_undone_by_and_at",
                condition=(
                    Q(undone_by__isnull=True, undone_at__isnull=True)
                    | Q(undone_by__isnull=False, undone_at__isnull=False)
                )
                & (
                    Q(undo_asked_by__isnull=True, undo_asked_at__isnull=True)
                    | Q(undo_asked_by__isnull=False, undo_asked_at__isnull=False)
                ),
                violation_error_message=_("A division that was undone says by whom, and when."),
            ),
            models.CheckConstraint(
                name="protection_is_undone_by_two",
                condition=Q(is_protective=False)
                | Q(undone_by__isnull=True)
                | Q(undo_asked_by__isnull=False) & ~Q(undo_asked_by=F("undone_by")),
                violation_error_message=_(
                    "A division that protects somebody is undone by two: one coordinator asks, another confirms."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.starts_on:%d/%m/%Y}"

    @property
    def stands(self):
        return self.undone_at is None

    def may_be_undone_by(self, user):
        """The one who confirms is another than the one who asked."""
        if not self.is_protective:
            return user.is_coordinator
        return user.is_coordinator and self.undo_asked_by_id not in (None, user.pk)
