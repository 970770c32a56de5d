"""The life project, as it opens, changes and closes; and who of a household can be chosen."""

from datetime import timedelta

from crispy_forms.layout import Div
from django import forms
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import LifeProject, Person
from wemix.forms import PageModelForm


def people_of(household, user, also=None):
    """Who can be chosen: the members of today, the eldest first; `also`: who was chosen when still a member."""
    members = household.members_on(timezone.localdate()).order_by().values("person")
    chosen = Q(pk__in=members) | Q(pk=also)
    return Person.objects.visible_to(user).filter(chosen).order_by(F("born_on").asc(nulls_last=True), "pk")


class LifeProjectForm(PageModelForm):
    marks_optional = False

    class Meta:
        model = LifeProject
        fields = ["own_words", "horizon_on", "next_review_on", "review_every"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:  # what the row says, even if it says nothing, outdoes a field's own initial
            self.initial["next_review_on"] = timezone.localdate() + timedelta(days=90)

    def rows(self):
        return ["own_words", pair("horizon_on", "next_review_on"), "review_every"]


class CloseForm(PageModelForm):
    closed_on = forms.DateField(label=_("Closed on"))

    class Meta:
        model = LifeProject
        fields = ["closed_on", "closing_note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["closed_on"] = timezone.localdate()

    def clean_closed_on(self):
        if self.cleaned_data["closed_on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["closed_on"]


def pair(*names):
    """Two fields side by side; one above the other on a phone."""
    return Div(*(Div(name, css_class="col-md-6") for name in names), css_class="row")
