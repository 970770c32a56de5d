"""Money as people write it."""

import re

from django import forms
from django.utils.formats import get_format, number_format


def euro(amount):
    """1.234,50 € where one writes so."""
    return f"{number_format(amount, 2, force_grouping=True)}\u00a0€"


class AmountField(forms.DecimalField):
    """Takes 1.250,00 where one writes so, and no 1e5, which nobody means."""

    def to_python(self, value):
        typed = str(value or "").strip()
        if "e" in typed.lower():
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        thousands, decimal = map(get_format, ("THOUSAND_SEPARATOR", "DECIMAL_SEPARATOR"))
        grouped = rf"\d{{1,3}}({re.escape(thousands)}\d{{3}})+({re.escape(decimal)}\d*)?"
        return super().to_python(typed.replace(thousands, "") if re.fullmatch(grouped, typed) else value)
