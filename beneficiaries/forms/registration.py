"""A whole household on one page: its contact person, its other members, how to reach it, what its home must have."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beneficiaries.forms.essentials import AsksWhoIsKnown, HeadEssentials, MemberEssentials, newcomer
from beneficiaries.forms.fields import SecretAddressField
from beneficiaries.forms.household import NeedsFields
from wemix.access import Role
from wemix.forms import PageForm
from wemix.models import User

HEAD = "head"
MANY_MEMBERS = 20


class ErrorsOfAll(ErrorDict):
    """The page's errors and those of its people: cleared together when a form is only given back."""

    def __init__(self, parts):
        super().__init__()
        self.parts = parts

    def __bool__(self):
        return len(self) > 0 or any(part.errors for part in self.parts)

    def clear(self):
        super().clear()
        for part in self.parts:
            part.errors.clear()


class RegistrationForm(AsksWhoIsKnown, NeedsFields, PageForm):
    marks_optional = False
    contact = forms.CharField(
        label=_("Safe contact"),
        max_length=200,
        help_text=_("How to reach the household without putting anybody at risk: who, on which telephone, when."),
    )
    address_secret = SecretAddressField()
    others = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, user):
        self.user = user
        data = data.copy() if data is not None else None
        self.reshapes = reshape(data) if data is not None else False
        super().__init__(data)
        if user.is_coordinator:
            self.fields["worker"] = OnBehalfOf(user)
        self.add_needs()
        self.head = HeadEssentials(data, prefix=HEAD)
        self.members = [MemberEssentials(data, prefix=f"m{row}") for row in rows_of(data)]
        self._say_whose()
        self.empty_member = MemberEssentials(prefix="m__row__")

    def _say_whose(self):
        """As the page calls them; who is alone needs no telling."""
        if self.members:
            self.head.whose = _("Contact person of the household")
        for number, form in enumerate(self.members, start=2):
            form.whose = format_lazy("{} {}", _("Person"), number)

    def __iter__(self):
        """Every field of the page, in the order in which it is read: a summary of errors follows it."""
        own = {field.name: field for field in super().__iter__()}
        first = [own.pop("worker")] if "worker" in own else []
        return iter([*first, *self.head, *(field for form in self.members for field in form), *own.values()])

    def non_field_errors(self):
        parts = [self.head, *self.members]
        return [*super().non_field_errors(), *(said for part in parts for said in _errors_of(part))]

    def full_clean(self):
        super().full_clean()
        if not self.is_bound:
            return
        self._gather_errors()
        self.newcomers = [form for form in self.members if not form.is_blank()]
        if not self._errors and not self.reshapes:
            self.look_for([self.head, *self.newcomers])

    def _gather_errors(self):
        """Nobody stands in a blank row: what was copied into it is not looked at."""
        own, self._errors = self._errors, ErrorsOfAll([self.head, *self.members])
        self._errors.update(own)
        for form in self.members:
            if form.is_blank():
                form.errors.clear()
        if self.reshapes:
            self._errors.clear()

    def is_valid(self):
        """Adding or dropping a row asks for the page again: nothing is saved yet."""
        return not self.reshapes and super().is_valid()

    def people(self):
        """(head, members) as newcomers to a household."""
        secret = self.cleaned_data["address_secret"]
        head, *members = [newcomer(form, secret=secret) for form in [self.head, *self.newcomers]]
        return head, members


def _errors_of(part):
    """Of a person as a whole: they stand in the page's summary alone, and say whose they are."""
    errors = part.non_field_errors()
    return [f"{part.whose}: {error}" for error in errors] if part.whose else errors


class OnBehalfOf(forms.ModelChoiceField):
    """A coordinator writes for a Polo that phones: whose household this will be."""

    def __init__(self, user):
        workers = User.objects.visible_to(user).working().filter(role=Role.SOCIAL_WORKER)
        super().__init__(
            workers.select_related("organisation").order_by("organisation__name", "last_name", "first_name"),
            label=_("For which social worker"),
            help_text=_("The household will be hers, and of her body; the file says that you registered it."),
        )

    def label_from_instance(self, worker):
        return f"{worker.organisation} – {worker}"


def rows_of(data):
    """Their numbers, as typed: nobody needs more than four digits."""
    rows = data.getlist("row") if data is not None else []
    return [row for row in rows if row.isdecimal() and len(row) < 5][:MANY_MEMBERS]


def reshape(data):
    """Without scripts a row is added or dropped by a button that sends the page. True if one was pressed."""
    if "add_row" in data:
        _add_row(data)
    elif "drop_row" in data:
        data.setlist("row", [row for row in rows_of(data) if row != data["drop_row"]])
    else:
        return False
    return True


def _add_row(data):
    """A further member mostly shares the contact person's surname, citizenship and languages."""
    row = str(max(map(int, rows_of(data)), default=-1) + 1)
    data.appendlist("row", row)
    for name in MemberEssentials.SHARED:
        data[f"m{row}-{name}"] = data.get(f"{HEAD}-{name}", "")
    data[f"m{row}-copied"] = data[f"m{row}-last_name"]
