"""The contribution to costs of a household that lives with us: what is agreed, exempted and paid. Asking nothing is
the rule; whoever asks something says so, stay by stay, from a month on.

What is due in a month follows from the days of the stay and from what is agreed: it is written nowhere, so that it
can't contradict them (LedgerMonth is a view). What was agreed or paid is never edited: a new line is added.
"""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beneficiaries.models.access import WithUsQuerySet
from housing.models.days import days_since_2000
from wemix.models import Organisation
from wemix.models.somebody import somebody

MONEY = {"max_digits": 8, "decimal_places": 2}
FIRST_OF_A_MONTH = _("A month is written by its first day.")


def is_a_month(field):
    return Q(**{f"{field}__day": 1})


class ContributionQuerySet(WithUsQuerySet):
    """The hosting team's alone: what somebody pays us is no matter of the sending service."""

    host_path = "stay__host"

    def open_to(self, user):
        return super().open_to(user) if user.is_team else self.none()


class CostShare(models.Model):
    """From this month on, so much a month is agreed; zero ends it. Of two for one month the later one counts."""

    stay = models.ForeignKey("Stay", models.PROTECT, related_name="cost_shares")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    from_month = models.DateField(_("from the month"))
    amount = models.DecimalField(
        _("each month, in euros"), **MONEY, validators=[MinValueValidator(0), MaxValueValidator(9999)]
    )
    due_day = models.PositiveSmallIntegerField(
        _("to be paid by the day"), default=10, validators=[MinValueValidator(1), MaxValueValidator(28)]
    )
    note = models.CharField(_("why so much"), max_length=200, blank=True)
    by = somebody()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreed contribution")
        verbose_name_plural = _("agreed contributions")
        ordering = ["from_month", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cost_share_from_a_month",
                condition=is_a_month("from_month"),
                violation_error_message=FIRST_OF_A_MONTH,
            ),
            models.CheckConstraint(
                name="cost_share_is_no_debt",
                condition=Q(amount__gte=0, amount__lte=9999),
                violation_error_message=_("The monthly amount lies between 0 and 9,999 euros."),
            ),
            models.CheckConstraint(
                name="cost_share_due_in_every_month",
                condition=Q(due_day__gte=1, due_day__lte=28),
                violation_error_message=_("The day lies between 1 and 28, so that every month has it."),
            ),
        ]

    def __str__(self):
        return f"{self.amount} {self.from_month:%m/%Y}"


class Exemption(models.Model):
    """Nothing is due for this month, and why."""

    class Reason(models.TextChoices):
        NO_INCOME = "NO_INCOME", _("No income")
        LOW_INCOME = "LOW_INCOME", _("The income does not allow it")
        EXPENSES = "EXPENSES", _("Unforeseen expenses")
        HEALTH = "HEALTH", _("Illness, or a birth")
        FIRST_MONTHS = "FIRST_MONTHS", _("The first months")
        SAVING = "SAVING", _("Is saving for a home")
        AWAY = "AWAY", _("Was away for long")
        OTHER = "OTHER", pgettext_lazy("reason", "Other reason")

    stay = models.ForeignKey("Stay", models.PROTECT, related_name="exemptions")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = somebody()
    at = models.DateTimeField(default=timezone.now, editable=False)
    taken_back_by = somebody(null=True)
    taken_back_at = models.DateTimeField(null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        ordering = ["month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stay", "month"],
                condition=Q(taken_back_at__isnull=True),
                name="one_exemption_a_month",
                violation_error_message=_("This month is exempted already."),
            ),
            models.CheckConstraint(
                name="exemption_of_a_month", condition=is_a_month("month"), violation_error_message=FIRST_OF_A_MONTH
            ),
            models.CheckConstraint(
                name="exemption_taken_back_by_somebody",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                violation_error_message=_("An exemption taken back says who did it, and when."),
            ),
        ]

    def __str__(self):
        return f"{self.get_reason_display()} {self.month:%m/%Y}"


class PaymentQuerySet(ContributionQuerySet):
    host_path = "host"

    def standing(self):
        """Neither reversed nor a reversal."""
        return self.filter(reverses__isnull=True, reversed_by__isnull=True)


class Payment(models.Model):
    """Money received, with its receipt; or, with a minus, the line that reverses one. A trigger gives the number:
    without gaps by host and year, in the order of writing."""

    class Method(models.TextChoices):
        CASH = "CASH", _("cash")
        TRANSFER = "TRANSFER", _("bank transfer")
        CARD = "CARD", _("card")
        POST = "POST", _("at the post office")

    stay = models.ForeignKey("Stay", models.PROTECT, related_name="payments")
    household = models.ForeignKey("beneficiaries.Household", models.PROTECT, related_name="+")
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    paid_on = models.DateField(_("paid on"), default=timezone.localdate)
    amount = models.DecimalField(_("euros"), **MONEY)
    method = models.CharField(_("how"), max_length=8, choices=Method)
    note = models.CharField(_("note"), max_length=200, blank=True)
    receipt_year = models.PositiveSmallIntegerField(default=0, editable=False)
    receipt_number = models.PositiveIntegerField(_("receipt"), default=0, editable=False)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="reversed_by"
    )
    by = somebody()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["host", "receipt_year", "receipt_number"], name="one_receipt_per_number"),
            days_since_2000("payment_since_2000", "paid_on"),
            models.CheckConstraint(
                name="payment_is_received_or_reversed",
                condition=Q(reverses__isnull=True, amount__gt=0)
                | (Q(reverses__isnull=False, amount__lt=0) & ~Q(note="")),
                violation_error_message=_("A payment is more than nothing; a reversal takes one back and says why."),
            ),
        ]

    def __str__(self):
        return self.receipt

    @property
    def receipt(self):
        return f"{self.receipt_number}/{self.receipt_year}"

    @property
    def is_reversal(self):
        return self.reverses_id is not None


class LedgerMonthQuerySet(ContributionQuerySet):
    host_path = "host"

    def figures_of(self, body):
        return self.filter(host=body)

    def sums(self):
        """{due, paid, balance}, nothing being zero."""
        sums = self.aggregate(due=Sum("due", default=0), paid=Sum("paid", default=0))
        return sums | {"balance": sums["due"] - sums["paid"]}


class LedgerMonth(models.Model):
    """A month of a stay in which something is agreed or was paid, up to the current one. A view of the database."""

    stay = models.ForeignKey("Stay", models.DO_NOTHING, related_name="ledger")
    household = models.ForeignKey("beneficiaries.Household", models.DO_NOTHING, related_name="+")
    host = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="+")
    month = models.DateField(_("month"))
    agreed = models.DecimalField(_("agreed"), **MONEY)
    exempted = models.CharField(_("exempted"), max_length=12, choices=Exemption.Reason, blank=True)
    exemption = models.ForeignKey(Exemption, models.DO_NOTHING, null=True, related_name="+")
    due = models.DecimalField(_("due"), **MONEY)
    due_on = models.DateField(_("to be paid by"), null=True)
    paid = models.DecimalField(_("paid"), **MONEY)
    balance = models.DecimalField(_("still open"), **MONEY)

    objects = LedgerMonthQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "housing_ledgermonth"
        verbose_name = _("month of the ledger")
        verbose_name_plural = _("months of the ledger")
        ordering = ["stay_id", "month"]

    def __str__(self):
        return f"{self.month:%m/%Y}"


def first_of_month(day):
    return date(day.year, day.month, 1)


def overdue(today):
    """How much should be paid by now and is not, over rows of the ledger; less than nothing is paid ahead."""
    return Sum("due", filter=Q(due_on__lt=today), default=0) - Sum(F("paid"), default=0)
