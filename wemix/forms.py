"""How our forms are dressed: real date fields, hints, marks on what may stay empty."""

from datetime import date, timedelta

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wemix.terms import offered

NATIVE_WIDGETS = {  # in the one format that browsers take
    forms.DateField: ("date", forms.DateInput, "%Y-%m-%d"),
    forms.DateTimeField: ("datetime-local", forms.DateTimeInput, "%Y-%m-%dT%H:%M"),
    forms.TimeField: ("time", forms.TimeInput, "%H:%M"),
}


class AnswerRadio(forms.RadioSelect):
    """Yes, no, not known, prefers not to say: four buttons in a row, two by two on a phone."""

    compact = True


class Dressed:
    """What PageForm and PageModelForm share.

    A form may say `marks_optional = False` (nearly all may stay empty: the page says so once) and override
    `rows()` to return a crispy layout's parts.
    """

    marks_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            dress(field, keep=self._said(name, field))

    def _said(self, name, field):
        """What the row says already; a new one says nothing yet."""
        row = getattr(self, "instance", None)
        return None if row is None or row._state.adding else self.get_initial_for_field(field, name)

    def rows(self):
        return list(self.fields)

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_tag = False  # the page's template opens the form
        helper.disable_csrf = True
        helper.include_media = False
        helper.render_hidden_fields = True
        helper.layout = Layout(*self.rows())
        return helper


class PageForm(Dressed, forms.Form):
    """`instance`: the saved row that it is about, if two may act on it at once: one is told (wemix/versions.py)."""

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance = instance


class PageModelForm(Dressed, forms.ModelForm):
    pass


TO_SAY = _("To be chosen")


def has_come(day):
    """A validator of days of which one tells what happened."""
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."))


FAR_BACK, FAR_AHEAD = timedelta(days=60), timedelta(days=366)


class AsksOfFarDays:
    """In January the hand writes last year's number, and a stay grows by 365 nights: of a day so far from today it is
    asked once, by a tick beneath, whether it is right.

    A mixin of forms. `far_days`: the fields; forms with rows of their own add `*self.asked` to them.
    """

    far_days = ("on",)

    def clean(self):
        said = super().clean()
        near = self.measured_from(said)
        days = {name: said.get(name) for name in self.far_days if name in self.changed_data}
        far = [name for name, day in days.items() if day and not near - FAR_BACK <= day <= near + FAR_AHEAD]
        if far:
            self._ask({name: abs((days[name] - near).days) for name in far})
        return said

    def measured_from(self, said):
        return timezone.localdate()

    def far_sentence(self, days):
        return _("It is %(days)s days from today: is the year right? If so, say it below.") % {"days": days}

    def _ask(self, far):
        """`far`: {field: days}"""
        label = _("This day is right") if len(far) == 1 else _("These days are right")
        self.fields["day_is_right"] = forms.BooleanField(label=label, required=False)
        others = [name for name in self.fields if name != "day_is_right"]
        beneath = max(map(others.index, far)) + 1
        self.order_fields([*others[:beneath], "day_is_right"])
        if not self["day_is_right"].data:
            for name, days in far.items():
                self.add_error(name, self.far_sentence(days))

    @property
    def asked(self):
        return [name for name in self.fields if name == "day_is_right"]


def pair(*names):
    """Two fields side by side; one above the other on a phone."""
    return Div(*(Div(name, css_class="col-md-6") for name in names), css_class="row")


# Days that a form takes: beyond them the arithmetic of days ends, and nobody means them.
AGES = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31)))


def dress(field, keep=None):
    """`keep`: what its row says already, offered also when it is hidden meanwhile."""
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        field.choices = offered(field.choices, keep)
    _name_the_empty_choice(field)
    if type(field) is forms.DateField:
        field.validators = [*field.validators, *AGES]
    kind, widget_class, format = NATIVE_WIDGETS.get(type(field), (None, None, None))
    if kind and not field.widget.is_hidden:
        required = field.widget.is_required
        field.widget = widget_class(format=format, attrs=field.widget.attrs | {"type": kind})
        field.widget.is_required = required
    if field.widget.attrs.get("rows") == "10":  # Django's own height of a text is a page by itself
        field.widget.attrs["rows"] = "4"


def _name_the_empty_choice(field):
    """A row of dashes says nothing, least of all when it is heard."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = TO_SAY if field.empty_label == BLANK_CHOICE_DASH[0][1] else field.empty_label
    elif isinstance(field, forms.ChoiceField) and list(field.choices)[:1] == BLANK_CHOICE_DASH:
        field.choices = [("", TO_SAY), *list(field.choices)[1:]]
