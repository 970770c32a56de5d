"""What people write in the ledger of contributions. Months are chosen, never typed."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from housing.ledger import months_between, months_of
from housing.models import CostShare, Exemption, Payment
from housing.models.contributions import first_of_month
from housing.models.days import since_2000
from wemix.forms import TO_SAY, AsksOfFarDays, PageForm, PageModelForm, has_come
from wemix.money import AmountField

AHEAD = 6  # months: an amount may be agreed, and a month exempted, before it comes


class MonthField(forms.TypedChoiceField):
    """One of these months, by its first day."""

    def __init__(self, **kwargs):
        super().__init__(coerce=date.fromisoformat, empty_value=None, **kwargs)

    def offer(self, months, empty=TO_SAY):
        self.choices = [("", empty), *((f"{month:%Y-%m-%d}", date_format(month, "F Y").lower()) for month in months)]


class ShareForm(PageModelForm):
    from_month = MonthField(label=_("From the month"), help_text=_("Until another amount is agreed, or the exit."))

    class Meta:
        model = CostShare
        fields = ["from_month", "amount", "due_day", "note"]
        field_classes = {"amount": AmountField}
        localized_fields = ["amount"]

    def __init__(self, data, *, stay):
        super().__init__(data, initial={"from_month": f"{first_of_month(timezone.localdate()):%Y-%m-%d}"})
        self.fields["from_month"].offer(months_of(stay, AHEAD))
        self.fields["amount"].help_text = _("Zero: nothing is asked any more.")


class ExemptionForm(PageModelForm):
    first = MonthField(label=_("First month"))
    last = MonthField(label=_("Last month"), required=False, help_text=_("Only if there are several."))

    class Meta:
        model = Exemption
        fields = ["reason", "note"]

    field_order = ["first", "last", "reason", "note"]

    def __init__(self, data, *, stay):
        super().__init__(data)
        for name in ("first", "last"):
            self.fields[name].offer(months_of(stay, AHEAD))

    def clean(self):
        said = super().clean()
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last month comes before the first."))
        elif first:
            said["months"] = months_between(first, last or first)
        return said


class PaymentForm(AsksOfFarDays, PageModelForm):
    far_days = ("paid_on",)

    class Meta:
        model = Payment
        fields = ["amount", "paid_on", "method", "note"]
        field_classes = {"amount": AmountField}
        localized_fields = ["amount"]

    def __init__(self, data):
        super().__init__(data)
        self.fields["paid_on"].validators.extend([has_come, since_2000])

    def clean_amount(self):
        if self.cleaned_data["amount"] <= 0:
            raise forms.ValidationError(_("Write how much was paid."))
        return self.cleaned_data["amount"]


class ReverseForm(PageForm):
    why = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("The payment stays written: a line takes it back.")
    )


class LedgerFilter(PageForm):
    """The names of its fields stand in the address."""

    marks_optional = False
    mese = MonthField(label=_("Month"), required=False)
    aperti = forms.BooleanField(label=_("Only with something still open"), required=False)

    def __init__(self, data):
        super().__init__(data)
        today = first_of_month(timezone.localdate())
        back = months_between(date(today.year - 3, today.month, 1), today)
        self.fields["mese"].offer(back[::-1], empty=_("this month"))

    @property
    def said(self):
        """What was understood, whatever else was typed: (month, whether only what is open)."""
        self.is_valid()
        said = self.cleaned_data
        return said.get("mese") or first_of_month(timezone.localdate()), bool(said.get("aperti"))
