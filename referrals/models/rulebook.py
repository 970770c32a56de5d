"""The rules that a hosting body published, version after version. Nothing is ever changed: the next one is written."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referrals.matching.rulebook import DEFAULT, ORDER, Rulebook
from referrals.matching.rules import SWITCHABLE
from wemix.access import CASE_WORKERS, Role, ScopedQuerySet
from wemix.models import Organisation
from wemix.models.somebody import somebody

READERS = (*CASE_WORKERS, Role.MANAGER, Role.OFFICER)
YEARS = 366


class RulebookVersionQuerySet(ScopedQuerySet):
    def open_to(self, user):
        """Published means known to who refers people, too; each hosting body reads its own."""
        if user.role not in READERS:
            return self.none()
        return self.filter(host=user.organisation_id) if user.organisation_id and user.organisation.is_host else self


def default_order():
    return list(ORDER)


def default_weights():
    return dict(DEFAULT.weights)


def _days(label, default, **more):
    return models.PositiveSmallIntegerField(label, default=default, validators=[MaxValueValidator(YEARS)], **more)


class RulebookVersion(models.Model):
    host = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("hosting body"), related_name="rulebooks")
    number = models.PositiveIntegerField(_("version"), editable=False)
    off = ArrayField(models.CharField(max_length=20), verbose_name=_("rules switched off"), default=list, blank=True)
    max_empty_beds = models.PositiveSmallIntegerField(
        _("empty beds allowed in a whole flat"), default=DEFAULT.max_empty_beds, validators=[MaxValueValidator(9)]
    )
    max_days_after_need = _days(_("days that a home may be free after the need"), DEFAULT.max_days_after_need)
    stay_tolerance_days = _days(_("days that a stay may be longer than the home allows"), DEFAULT.stay_tolerance_days)
    max_age_gap = models.PositiveSmallIntegerField(
        _("years between adults who share a flat"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(80)],
        help_text=_("Empty: ages do not matter."),
    )
    guard_days = _days(
        _("days of waiting that lift by one band"),
        DEFAULT.guard_days,
        help_text=_("Never into emergency. 0: waiting lifts nobody."),
    )
    hold_days = _days(
        _("days that homes without steps, and protected ones, are kept for who needs them"),
        DEFAULT.hold_days,
        help_text=_("From the day when they are free. 0: they are not kept."),
    )
    order = ArrayField(models.CharField(max_length=12), verbose_name=_("who comes first"), default=default_order)
    weights = models.JSONField(_("points of 100"), default=default_weights)
    why = models.CharField(_("why it changes"), max_length=400)
    by = somebody()
    since = models.DateTimeField(_("since"), auto_now_add=True)

    objects = RulebookVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published rules")
        verbose_name_plural = _("published rules")
        ordering = ["-since", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["host", "number"],
                name="one_rulebook_per_number",
                violation_error_message=_("Meanwhile somebody published other rules: look at them first."),
            ),
            models.CheckConstraint(
                name="only_switchable_rules_are_off",
                condition=Q(off__contained_by=list(SWITCHABLE)),
                violation_error_message=_("A rule of safety, of choice or of fact is never switched off."),
            ),
            models.CheckConstraint(
                name="order_asks_each_question_once",
                condition=Q(order__contains=list(ORDER), order__len=len(ORDER)),
                violation_error_message=_("The order asks each of its questions once."),
            ),
        ]

    def __str__(self):
        return _("Rules, version %(number)s") % {"number": self.number}

    @classmethod
    def of(cls, rulebook, **more):
        """A row, unsaved, that says what this rulebook says."""
        said = {name: getattr(rulebook, name) for name in NUMBERS}
        return cls(off=sorted(rulebook.off), order=list(rulebook.order), weights=dict(rulebook.weights), **said, **more)

    @property
    def rulebook(self):
        return Rulebook(
            version=self.number,
            off=frozenset(self.off),
            order=tuple(self.order),
            weights=dict(self.weights),
            **{name: getattr(self, name) for name in NUMBERS},
        )

    def clean(self):
        try:
            _ = self.rulebook
        except ValueError as refusal:
            raise ValidationError(str(refusal)) from refusal


NUMBERS = (
    "max_empty_beds",
    "max_days_after_need",
    "stay_tolerance_days",
    "max_age_gap",
    "guard_days",
    "hold_days",
)
